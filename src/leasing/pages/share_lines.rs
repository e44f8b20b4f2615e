//! The lines of the form of weights: one for each school, of which those without a weight take no part.

use crate::db::SchoolId;
use crate::error::{Error, Language, Result};
use crate::http::page::{Field, Form, Kind, Spec};
use crate::leasing::{LeaseShare, LeaseShares, SetLeaseShares};
use crate::organisation::School;
use crate::render::numbers;
use rust_decimal::Decimal;

const LINE: &[Field] = &[
    Field::new("school_id", Kind::Pick),
    Field::new("weight", Kind::Integer),
];
const FORM: Spec = Spec {
    name: "lease-shares",
    fields: &[Field::new("shares", Kind::Rows(LINE))],
};

/// A school, and its weight as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareLine {
    pub school: SchoolId,
    pub name: String,
    pub weight: String,
    /// Its part of the whole as it is saved, in per cent; empty where it takes no part.
    pub part: String,
    pub faults: Vec<String>,
    /// The weight that somebody else has written meanwhile.
    pub theirs: Option<String>,
}

/// The schools that there are, or that take part although they are no school any more, with their weights.
pub(super) fn lines(schools: &[School], shares: &LeaseShares) -> Vec<ShareLine> {
    let all: i64 = shares
        .shares
        .iter()
        .map(|share| i64::from(share.weight))
        .sum();
    let of = |school: &School| {
        shares
            .shares
            .iter()
            .find(|share| share.school_id == school.id)
    };
    schools
        .iter()
        .filter(|school| school.valid_to.is_none() || of(school).is_some())
        .map(|school| {
            let share = of(school);
            ShareLine {
                school: school.id,
                name: school.name.clone(),
                weight: share.map_or_else(String::new, |share| share.weight.to_string()),
                part: share.and_then(|share| part(share, all)).unwrap_or_default(),
                faults: Vec::new(),
                theirs: None,
            }
        })
        .collect()
}

fn part(share: &LeaseShare, all: i64) -> Option<String> {
    let part = Decimal::from(share.weight).checked_mul(Decimal::ONE_HUNDRED)?;
    let part = part.checked_div(Decimal::from(all))?;
    Some(numbers::percent(part.round_dp(2).normalize()))
}

/// The schools of the sent form beside which a weight was written, in their order.
fn written(sent: &Form) -> Vec<(String, String)> {
    let weights = sent.pairs().iter().filter_map(|(name, value)| {
        let school = name.strip_prefix("weight.")?;
        let value = value.trim();
        (!value.is_empty()).then(|| (school.to_owned(), value.to_owned()))
    });
    weights.collect()
}

/// The command that a sent form gives.
///
/// # Errors
/// All weights that cannot be read; then the command's own faults.
pub(super) fn read(sent: &Form) -> Result<SetLeaseShares> {
    let mut pairs = Vec::new();
    for (place, (school, weight)) in written(sent).into_iter().enumerate() {
        pairs.push((format!("shares.{place}.school_id"), school));
        pairs.push((format!("shares.{place}.weight"), weight));
    }
    Form::of(pairs).read(&FORM)
}

/// The lines with what was written in them; of a stale form also what now stands there instead.
pub(super) fn from_sent(lines: Vec<ShareLine>, sent: &Form, stale: bool) -> Vec<ShareLine> {
    let line = |line: ShareLine| {
        let mine = sent.get(&format!("weight.{}", line.school));
        let mine = mine.unwrap_or_default().to_owned();
        let theirs = line.weight.clone();
        ShareLine {
            theirs: Some(theirs).filter(|theirs| stale && *theirs != mine.trim()),
            weight: mine,
            ..line
        }
    };
    lines.into_iter().map(line).collect()
}

/// Puts each fault at its line, and answers those that belong to none.
pub(super) fn tell(
    lines: &mut [ShareLine],
    sent: &Form,
    error: &Error,
    language: Language,
) -> Vec<String> {
    let written = written(sent);
    let mut others = Vec::new();
    for fault in error.faults() {
        let place = fault.pointer().strip_prefix("/shares/");
        let place = place.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        let school = place.and_then(|place| written.get(place));
        let line = school.and_then(|(school, _)| {
            let of = |line: &&mut ShareLine| line.school.to_string() == *school;
            lines.iter_mut().find(of)
        });
        match line {
            Some(line) => line.faults.push(fault.detail(language)),
            None => others.push(fault.detail(language)),
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Form {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Form::of(pairs.iter().map(owned).collect())
    }

    #[test]
    fn schools_without_a_weight_take_no_part() {
        let form = sent(&[
            ("version", "1"),
            ("weight.3", "2"),
            ("weight.5", " "),
            ("weight.9", "1.000"),
        ]);
        let shares = read(&form).expect("a command").shares;
        let weights: Vec<(i64, i32)> = shares
            .iter()
            .map(|share| (share.school_id.0, share.weight))
            .collect();
        assert_eq!(weights, [(3, 2), (9, 1000)]);
    }

    #[test]
    fn a_fault_stands_at_the_school_whose_weight_it_is() {
        let form = sent(&[("weight.3", ""), ("weight.5", "2"), ("weight.9", "mange")]);
        let error = read(&form).expect_err("a fault");
        let mut lines: Vec<ShareLine> = [3, 5, 9]
            .map(|id| ShareLine {
                school: SchoolId(id),
                name: String::new(),
                weight: String::new(),
                part: String::new(),
                faults: Vec::new(),
                theirs: None,
            })
            .to_vec();
        assert_eq!(
            tell(&mut lines, &form, &error, Language::Danish),
            Vec::<String>::new()
        );
        let wrong: Vec<usize> = lines.iter().map(|line| line.faults.len()).collect();
        assert_eq!(wrong, [0, 0, 1]);
    }
}
