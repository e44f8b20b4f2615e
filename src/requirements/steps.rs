//! Where a requirement goes by one step up or down, as people move it by keyboard. Pure.
//!
//! Sections follow each other: one step up from the first place of a section leads to the end of the section before, one
//! step down from the last place to the beginning of the next.

use super::order::place;
use super::{SectionContent, VersionContent};
use crate::db::{RequirementId, SectionId};

/// One place up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

impl VersionContent {
    /// The section and the place in which a requirement stands; none when it is not of this version.
    pub fn place_of(&self, id: RequirementId) -> Option<(SectionId, i32)> {
        let (section, index) = self.seat(id)?;
        Some((section.id, place(index)))
    }

    /// The place that a requirement gets at the end of a section; none when that is not of this version.
    pub fn end_for(&self, id: RequirementId, section: SectionId) -> Option<(SectionId, i32)> {
        let section = self.sections.iter().find(|one| one.id == section)?;
        let others = section.requirements.iter().filter(|one| one.id != id);
        Some((section.id, place(others.count())))
    }

    /// The section and place to which one step leads; none from the very first place up and from the very last down.
    pub fn step(&self, id: RequirementId, step: Step) -> Option<(SectionId, i32)> {
        let (section, index) = self.seat(id)?;
        let at = self.sections.iter().position(|one| one.id == section.id)?;
        match step {
            Step::Up if index > 0 => Some((section.id, place(index.saturating_sub(1)))),
            Step::Up => self.end_for(id, self.sections.get(at.checked_sub(1)?)?.id),
            Step::Down if index.saturating_add(1) < section.requirements.len() => {
                Some((section.id, place(index.saturating_add(1))))
            }
            Step::Down => Some((self.sections.get(at.saturating_add(1))?.id, 1)),
        }
    }

    fn seat(&self, id: RequirementId) -> Option<(&SectionContent, usize)> {
        self.sections.iter().find_map(|section| {
            let index = section.requirements.iter().position(|one| one.id == id)?;
            Some((section, index))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::db::{ProjectId, SpecificationId, SpecificationVersionId};
    use crate::requirements::{AnswerKind, Importance, Requirement, VersionState};
    use chrono::DateTime;

    fn requirement(id: i64, section: SectionId) -> Requirement {
        Requirement {
            id: RequirementId(id),
            specification_version_id: SpecificationVersionId(1),
            section_id: section,
            number: 1,
            label: "K-1".into(),
            importance: Importance::Normal,
            answer_kind: AnswerKind::Text,
            device_category_id: None,
            text: "Skærmen er mat.".into(),
            rationale: None,
            origin_visit_id: None,
            origin_school_id: None,
            withdrawn: false,
            version: 1,
        }
    }

    /// Sections 1, 2 and 3, of which the second is empty: 11, 12 | | 31.
    fn version() -> VersionContent {
        let section = |id: i64, requirements: &[i64]| SectionContent {
            id: SectionId(id),
            position: 1,
            title: "Skærm".into(),
            introduction: None,
            requirements: requirements
                .iter()
                .map(|one| requirement(*one, SectionId(id)))
                .collect(),
            version: 1,
        };
        VersionContent {
            id: SpecificationVersionId(1),
            specification_id: SpecificationId(1),
            project_id: ProjectId(1),
            title: "Kravspecifikation".into(),
            number: 1,
            state: VersionState::Draft,
            change_note: None,
            created_at: Instant::new(DateTime::UNIX_EPOCH),
            approved_at: None,
            approved_by: None,
            sections: vec![section(1, &[11, 12]), section(2, &[]), section(3, &[31])],
            version: 1,
        }
    }

    fn step(id: i64, step: Step) -> Option<(i64, i32)> {
        let to = version().step(RequirementId(id), step);
        to.map(|(section, place)| (section.0, place))
    }

    #[test]
    fn a_step_leads_past_the_neighbour_and_over_the_border_of_the_section() {
        assert_eq!(step(11, Step::Down), Some((1, 2)));
        assert_eq!(step(12, Step::Up), Some((1, 1)));
        assert_eq!(step(12, Step::Down), Some((2, 1)));
        assert_eq!(step(31, Step::Up), Some((2, 1)));
    }

    #[test]
    fn no_step_leads_out_of_the_version() {
        assert_eq!(step(11, Step::Up), None);
        assert_eq!(step(31, Step::Down), None);
        assert_eq!(step(99, Step::Up), None);
    }

    #[test]
    fn places_are_counted_within_the_section() {
        let version = version();
        let at = |id| version.place_of(RequirementId(id));
        assert_eq!(at(12), Some((SectionId(1), 2)));
        assert_eq!(at(99), None);
        let end = |section| {
            let end = version.end_for(RequirementId(11), SectionId(section));
            end.map(|(_, place)| place)
        };
        assert_eq!((end(1), end(2), end(3)), (Some(2), Some(1), Some(2)));
        assert_eq!(end(9), None);
    }
}
