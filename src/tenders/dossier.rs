//! Everything that the tender's documents say, as one unchanging value.
//!
//! It has no estimated price and no frame in it, so that no mistake in the composition can show them to a bidder. The
//! one amount that it may hold is what a missing point of quality costs, which is published on purpose.

use super::{Evaluation, Tender};
use crate::organisation::Municipality;
use crate::render::markdown;
use crate::requirements::{Importance, PrintedRequirement, PrintedSpecification, VersionState};
use chrono::NaiveDate;

/// What the documents are composed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The contracting authority, once it was entered.
    pub municipality: Option<Municipality>,
    /// The project.
    pub project: DossierProject,
    /// The tender with conditions, timetable and evaluation.
    pub tender: Tender,
    /// The specification that bidders answer.
    pub specification: PrintedSpecification,
    /// Whether the estimate is approved.
    pub estimate_approved: bool,
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

/// A line of the price sheet: something to be priced by the piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    /// Its number on the sheet; of an option the requirement's.
    pub position: String,
    /// What is priced.
    pub description: String,
    /// How many.
    pub quantity: i64,
}

impl Dossier {
    /// The name of the contracting authority.
    pub fn authority(&self) -> &str {
        let entered = self.municipality.as_ref();
        entered.map_or("Kommunen", |municipality| &municipality.name)
    }

    /// Whether the specification is approved.
    pub fn specification_approved(&self) -> bool {
        self.specification.state == VersionState::Approved
    }

    /// How offers will be compared; what was set, or the lowest price.
    pub fn evaluation(&self) -> Evaluation {
        let set = self.tender.evaluation.clone();
        set.unwrap_or_else(Evaluation::price_only)
    }

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

    /// What is bought for certain, devices first: the lines that make up the sum of an offer.
    pub fn priced_lines(&self) -> Vec<PricedLine> {
        let devices = self
            .categories()
            .into_iter()
            .map(|(name, quantity)| (name.to_owned(), quantity));
        let lines = self.lines.iter().map(|line| {
            let each = if line.per_device {
                " (til hver enhed)"
            } else {
                ""
            };
            let description = format!("{}{each}", line.description);
            (description, self.line_quantity(line))
        });
        (1i64..)
            .zip(devices.chain(lines))
            .map(|(position, (description, quantity))| PricedLine {
                position: position.to_string(),
                description,
                quantity,
            })
            .collect()
    }

    /// What may be bought: the options of the specification, each for the devices that it is about.
    pub fn options(&self) -> Vec<PricedLine> {
        let all = self.specification.requirements();
        let options = all.filter(|one| one.importance == Importance::Option);
        let line = |option: &PrintedRequirement| PricedLine {
            position: option.label(),
            description: markdown::words(&option.text),
            quantity: self.devices_of(option),
        };
        options.map(line).collect()
    }

    fn devices_of(&self, requirement: &PrintedRequirement) -> i64 {
        let all = self.categories();
        let own = |category: &String| all.iter().find(|(name, _)| name == category);
        match requirement.category.as_ref().and_then(own) {
            Some((_, quantity)) => *quantity,
            None => self.devices(),
        }
    }
}
