//! A version of a specification as it is printed: in its own document and in the tender, without what is the
//! municipality's alone (rationale, origin) and without withdrawn requirements.

use super::requirement::label;
use super::{AnswerKind, Importance, VersionState};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A version of a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedSpecification {
    /// The specification's title.
    pub title: String,
    /// 1 for the first version, and so on.
    pub number: i32,
    /// How far it is.
    pub state: VersionState,
    /// The day of its approval.
    pub approved_on: Option<NaiveDate>,
    /// The sections that have requirements in force, in order.
    pub sections: Vec<PrintedSection>,
    /// This version and the ones before it, the first one first.
    pub versions: Vec<PrintedVersion>,
    /// What is new since the version before; none in the first.
    pub differences: Option<Differences>,
}

/// A section of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedSection {
    /// Its title.
    pub title: String,
    /// What stands before its requirements, in Markdown.
    pub introduction: Option<String>,
    /// Its requirements in their order.
    pub requirements: Vec<PrintedRequirement>,
}

/// A requirement in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRequirement {
    /// Its number, which never changes.
    pub number: i32,
    /// What it means to fall short of it.
    pub importance: Importance,
    /// How a bidder answers.
    pub answer_kind: AnswerKind,
    /// The name of the category that it is about; all when absent.
    pub category: Option<String>,
    /// What is required, in Markdown.
    pub text: String,
}

/// One row of the list of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedVersion {
    /// 1 for the first.
    pub number: i32,
    /// How far it is.
    pub state: VersionState,
    /// The day of its approval.
    pub approved_on: Option<NaiveDate>,
    /// Why it was made; none for the first.
    pub note: Option<String>,
}

/// The numbers of requirements that differ from the version before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// The number of the version before.
    pub since: i32,
    /// Requirements that are new.
    pub added: Vec<i32>,
    /// Requirements whose text, importance, answer or category is another.
    pub changed: Vec<i32>,
    /// Requirements that were taken back.
    pub withdrawn: Vec<i32>,
}

impl PrintedSpecification {
    /// All requirements in the order of the document.
    pub fn requirements(&self) -> impl Iterator<Item = &PrintedRequirement> {
        self.sections.iter().flat_map(|one| &one.requirements)
    }
}

impl PrintedRequirement {
    /// The number as it is shown everywhere: `K-12`.
    pub fn label(&self) -> String {
        label(self.number)
    }
}

impl Differences {
    /// What differs between the requirements in force of two versions.
    pub fn between(
        since: i32,
        before: &[PrintedRequirement],
        now: &[&PrintedRequirement],
    ) -> Differences {
        let before: BTreeMap<i32, _> = before.iter().map(|one| (one.number, one)).collect();
        let now: BTreeMap<i32, _> = now.iter().map(|one| (one.number, *one)).collect();
        let mut found = Differences {
            since,
            ..Differences::default()
        };
        for (number, requirement) in &now {
            match before.get(number) {
                None => found.added.push(*number),
                Some(earlier) if earlier != requirement => found.changed.push(*number),
                Some(_) => {}
            }
        }
        let gone = before.keys().filter(|number| !now.contains_key(number));
        found.withdrawn = gone.copied().collect();
        found
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.withdrawn.is_empty()
    }
}

/// `K-3, K-4 og K-9`.
pub(super) fn labels(numbers: &[i32]) -> String {
    let all: Vec<String> = numbers.iter().map(|number| label(*number)).collect();
    match all.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(number: i32, text: &str) -> PrintedRequirement {
        PrintedRequirement {
            number,
            importance: Importance::Normal,
            answer_kind: AnswerKind::Text,
            category: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_requirement_is_new_changed_or_withdrawn_by_its_number() {
        let before = [
            requirement(1, "a"),
            requirement(2, "b"),
            requirement(3, "c"),
        ];
        let now = [
            requirement(1, "a"),
            requirement(3, "d"),
            requirement(4, "b"),
        ];
        let now: Vec<_> = now.iter().collect();
        let found = Differences::between(1, &before, &now);
        assert_eq!(
            (found.added, found.changed, found.withdrawn),
            (vec![4], vec![3], vec![2])
        );
        let same: Vec<_> = before.iter().collect();
        assert!(Differences::between(1, &before, &same).is_empty());
    }

    #[test]
    fn numbers_are_listed_as_in_a_sentence() {
        assert_eq!(labels(&[]), "");
        assert_eq!(labels(&[3]), "K-3");
        assert_eq!(labels(&[3, 4, 9]), "K-3, K-4 og K-9");
    }
}
