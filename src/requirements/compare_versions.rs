//! What differs between two versions of a specification, requirement by requirement.

use super::{Requirement, VersionContent};
use std::collections::BTreeMap;

/// A requirement that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The number as it is shown.
    pub label: String,
    /// As it was; absent when it is new.
    pub before: Option<Requirement>,
    /// As it is; absent when it is no longer in force.
    pub after: Option<Requirement>,
}

/// The requirements in force that differ from one version to another, by number.
pub fn compare_versions(before: &VersionContent, after: &VersionContent) -> Vec<Difference> {
    let (before, after) = (in_force(before), in_force(after));
    let mut numbers: Vec<i32> = before.keys().chain(after.keys()).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let of = |number: i32| {
        let (old, new) = (before.get(&number).copied(), after.get(&number).copied());
        let same = matches!((old, new), (Some(old), Some(new)) if says_the_same(old, new));
        let label = old.or(new)?.label.clone();
        (!same).then(|| Difference {
            label,
            before: old.cloned(),
            after: new.cloned(),
        })
    };
    numbers.into_iter().filter_map(of).collect()
}

fn in_force(version: &VersionContent) -> BTreeMap<i32, &Requirement> {
    let all = version
        .sections
        .iter()
        .flat_map(|section| &section.requirements);
    let in_force = all.filter(|requirement| !requirement.withdrawn);
    in_force
        .map(|requirement| (requirement.number, requirement))
        .collect()
}

/// Whether bidders read the same: ids and versions are another in every version of a specification.
fn says_the_same(one: &Requirement, other: &Requirement) -> bool {
    let said = |of: &Requirement| {
        (
            of.importance,
            of.answer_kind,
            of.device_category_id,
            of.text.clone(),
        )
    };
    said(one) == said(other)
}
