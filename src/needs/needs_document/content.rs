//! What the document says, and the sums of it.

use crate::db::SchoolId;
use crate::needs::{NeedLine, NeedState};

/// What the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsContent {
    /// The municipality's name, once it was entered.
    pub municipality: Option<String>,
    /// The project's case number.
    pub case_number: String,
    /// The project's title.
    pub project_title: String,
    /// All needs, by category and school.
    pub lines: Vec<NeedLine>,
    /// The schools of the day of drawing.
    pub schools: Vec<NeedsSchool>,
    /// The calendar year in which the school year of the pupil counts begins.
    pub school_year: Option<i32>,
}

/// A school of the day of drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsSchool {
    /// The school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// Its pupils, where they are counted.
    pub pupils: Option<i64>,
}

impl NeedsContent {
    /// How many needs are not confirmed.
    pub fn unconfirmed(&self) -> usize {
        let open = |line: &&NeedLine| line.need.state != NeedState::Confirmed;
        self.lines.iter().filter(open).count()
    }

    /// All devices.
    pub fn devices(&self) -> i64 {
        sum(self.lines.iter())
    }

    /// Grows with every change of a need: the sum of their versions, because no need is ever removed.
    pub fn data_version(&self) -> i32 {
        let versions = self.lines.iter().map(|line| line.need.version);
        versions.fold(1, i32::saturating_add)
    }

    /// The categories in order, each with its needs.
    pub fn categories(&self) -> Vec<(&str, Vec<&NeedLine>)> {
        let mut found: Vec<(&str, Vec<&NeedLine>)> = Vec::new();
        for line in &self.lines {
            let category = line.need.device_category_id;
            let same = |last: &&mut (&str, Vec<&NeedLine>)| {
                let first = last.1.first();
                first.is_some_and(|one| one.need.device_category_id == category)
            };
            match found.last_mut().filter(same) {
                Some(last) => last.1.push(line),
                None => found.push((&line.category_name, vec![line])),
            }
        }
        found
    }

    /// The schools that have a need, in the order of their numbers, with their names.
    pub fn schools_with_needs(&self) -> Vec<(SchoolId, &str)> {
        let mut found: Vec<(SchoolId, &str)> = self
            .lines
            .iter()
            .map(|line| (line.need.school_id, line.school_name.as_str()))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The pupils of a school, where they are counted.
    pub fn pupils(&self, school: SchoolId) -> Option<i64> {
        let known = self.schools.iter().find(|one| one.id == school);
        known.and_then(|one| one.pupils)
    }
}

/// The devices of some needs.
pub(super) fn sum<'a>(lines: impl IntoIterator<Item = &'a NeedLine>) -> i64 {
    let quantities = lines.into_iter().map(|line| i64::from(line.need.quantity));
    quantities.fold(0, i64::saturating_add)
}
