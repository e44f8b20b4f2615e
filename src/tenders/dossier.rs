//! Everything that the tender document says, as one unchanging value.
//!
//! It has no price and no frame in it, so that no mistake in the composition can show them to a bidder.

use super::Tender;
use crate::organisation::Municipality;
use chrono::NaiveDate;

/// What the document is composed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The contracting authority, once it was entered.
    pub municipality: Option<Municipality>,
    /// The project.
    pub project: DossierProject,
    /// The tender with conditions and timetable.
    pub tender: Tender,
    /// The number of the specification's version.
    pub specification_number: i32,
    /// Whether that version is approved.
    pub specification_approved: bool,
    /// Whether the estimate is approved.
    pub estimate_approved: bool,
    /// The sections with requirements that were not withdrawn, in order.
    pub sections: Vec<DossierSection>,
    /// The confirmed needs of more than zero devices, by category, then school.
    pub needs: Vec<DossierNeed>,
    /// What is bought besides devices, in order.
    pub lines: Vec<DossierLine>,
}

/// What is printed of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierProject {
    /// The case number.
    pub case_number: String,
    /// The title.
    pub title: String,
    /// Why it exists.
    pub background: Option<String>,
}

/// A section of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierSection {
    /// Its title.
    pub title: String,
    /// What stands before its requirements.
    pub introduction: Option<String>,
    /// Its requirements by number.
    pub requirements: Vec<DossierRequirement>,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierRequirement {
    /// Its number, which never changes.
    pub number: i32,
    /// `minimum`, `important`, `normal` or `option`.
    pub importance: String,
    /// `yes_no`, `choice`, `text`, `number`, `price` or `document`.
    pub answer_kind: String,
    /// The name of the category that it is about; all when absent.
    pub category: Option<String>,
    /// The text.
    pub text: String,
}

/// What one school needs of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierNeed {
    /// The category's name.
    pub category: String,
    /// The school's name.
    pub school: String,
    /// Where to deliver, on one line; empty when no address is known.
    pub address: String,
    /// How many.
    pub quantity: i64,
    /// The day on which they are wanted.
    pub wanted_on: NaiveDate,
}

/// Something that is bought besides devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierLine {
    /// In words.
    pub description: String,
    /// Whether the quantity is for each device.
    pub per_device: bool,
    /// How many.
    pub quantity: i64,
}

impl Dossier {
    /// All devices.
    pub fn devices(&self) -> i64 {
        self.needs
            .iter()
            .fold(0, |sum, need| need.quantity.saturating_add(sum))
    }

    /// The categories in order, each with its quantity.
    pub fn categories(&self) -> Vec<(&str, i64)> {
        let mut found: Vec<(&str, i64)> = Vec::new();
        for need in &self.needs {
            match found.last_mut().filter(|last| last.0 == need.category) {
                Some(last) => last.1 = last.1.saturating_add(need.quantity),
                None => found.push((&need.category, need.quantity)),
            }
        }
        found
    }

    /// How many of a line are bought in all.
    pub fn line_quantity(&self, line: &DossierLine) -> i64 {
        if line.per_device {
            line.quantity.saturating_mul(self.devices())
        } else {
            line.quantity
        }
    }
}
