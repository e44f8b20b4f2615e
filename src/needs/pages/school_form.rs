//! What one school needs, as a form: a line per category, filled in with what was stated or what was sent.

use crate::db::{DeviceCategoryId, NeedId};
use crate::error::{Error, Language, Result, codes};
use crate::http::page::{Field, Form, Kind, Spec};
use crate::needs::{Need, NeedState, StateSchoolNeeds};
use crate::render::numbers;
use crate::requirements::DeviceCategory;
use chrono::NaiveDate;
use serde_json::Value;

const LINE: &[Field] = &[
    Field::new("device_category_id", Kind::Pick),
    Field::optional("version", Kind::Pick),
    Field::new("quantity", Kind::Integer),
    Field::new("basis", Kind::Long(2)),
    Field::new("wanted_on", Kind::Date),
];
const FORM: Spec = Spec {
    name: "need",
    fields: &[Field::optional("needs", Kind::Rows(LINE))],
};

/// A line of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number.
    pub place: usize,
    pub category: DeviceCategoryId,
    pub name: String,
    pub need: Option<NeedId>,
    pub state: Option<NeedState>,
    pub version: Option<i32>,
    pub quantity: String,
    pub basis: String,
    pub wanted_on: String,
    /// What is wrong with a field, by its name.
    pub faults: Vec<(String, String)>,
    /// What somebody else has written meanwhile.
    pub theirs: Option<Theirs>,
}

/// What a need says now, where it differs from what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Theirs {
    pub quantity: String,
    pub basis: String,
    pub wanted_on: NaiveDate,
}

impl Line {
    /// Whether the school may still write it.
    pub fn is_open(&self) -> bool {
        self.state.is_none_or(|state| state == NeedState::Draft)
    }

    /// What is wrong with a field.
    pub fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(known, _)| known == field);
        found.map(|(_, text)| text.as_str())
    }
}

/// The lines as they are stated now.
pub(super) fn lines(categories: &[DeviceCategory], needs: &[Need]) -> Vec<Line> {
    // Most devices are wanted on the same day.
    let usual = needs.first().map(|need| need.wanted_on.to_string());
    let line = |(place, category): (usize, &DeviceCategory)| {
        let need = needs
            .iter()
            .find(|need| need.device_category_id == category.id);
        Line {
            place,
            category: category.id,
            name: category.name.clone(),
            need: need.map(|need| need.id),
            state: need.map(|need| need.state),
            version: need.map(|need| need.version),
            quantity: need.map_or_else(String::new, |need| numbers::integer(need.quantity.into())),
            basis: need.map_or_else(String::new, |need| need.basis.clone()),
            wanted_on: need
                .map(|need| need.wanted_on.to_string())
                .or_else(|| usual.clone())
                .unwrap_or_default(),
            faults: Vec::new(),
            theirs: None,
        }
    };
    categories.iter().enumerate().map(line).collect()
}

/// The lines that were filled in, by their numbers: a line without quantity and basis says nothing.
fn filled(sent: &Form) -> Vec<usize> {
    let said = |place: &usize| {
        ["quantity", "basis"].iter().any(|field| {
            let text = sent.get(&format!("needs.{place}.{field}"));
            text.is_some_and(|text| !text.trim().is_empty())
        })
    };
    let known = |place: &usize| {
        sent.get(&format!("needs.{place}.device_category_id"))
            .is_some()
    };
    (0..200)
        .filter(|place| known(place) && said(place))
        .collect()
}

/// The command that the form gives.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read(sent: &Form) -> Result<StateSchoolNeeds> {
    let kept = filled(sent);
    let of = |name: &str| {
        let place = name
            .strip_prefix("needs.")?
            .split('.')
            .next()?
            .parse()
            .ok()?;
        Some(kept.contains(&place))
    };
    let pairs = sent
        .pairs()
        .iter()
        .filter(|(name, _)| of(name) == Some(true));
    let form = Form::of(pairs.cloned().collect());
    let submit = sent.get("submit").is_some();
    form.read_with(&FORM, &[("submit", Value::Bool(submit))])
}

/// How many devices were written so far; what is no number counts nothing.
pub(super) fn counted(sent: &Form) -> i64 {
    let quantities = sent
        .pairs()
        .iter()
        .filter(|(name, _)| name.ends_with(".quantity"));
    let numbers = quantities.filter_map(|(_, text)| {
        let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        digits.parse::<u32>().ok()
    });
    numbers.map(i64::from).sum()
}

/// The lines come back: with what was sent, what was wrong with it, and what others have written meanwhile.
///
/// # Errors
/// An error that is no refusal, unchanged.
pub(super) fn again(
    mut lines: Vec<Line>,
    sent: &Form,
    error: Error,
    language: Language,
) -> Result<(Vec<Line>, Vec<String>)> {
    if let Error::Internal(_) = error {
        return Err(error);
    }
    let kept = filled(sent);
    for line in lines.iter_mut().filter(|line| line.is_open()) {
        let text = |field: &str| {
            sent.get(&format!("needs.{}.{field}", line.place))
                .map(str::to_owned)
        };
        let (quantity, basis, wanted_on) = (text("quantity"), text("basis"), text("wanted_on"));
        let theirs = line.wanted_on.parse().ok().map(|wanted_on| Theirs {
            quantity: line.quantity.clone(),
            basis: line.basis.clone(),
            wanted_on,
        });
        let stale = error.faults().iter().any(|fault| {
            fault.code() == &codes::STALE && line_of(fault.pointer(), &kept) == Some(line.place)
        });
        line.theirs = theirs.filter(|_| stale);
        line.quantity = quantity.unwrap_or_default();
        line.basis = basis.unwrap_or_default();
        line.wanted_on = wanted_on.unwrap_or_default();
    }
    let mut general = Vec::new();
    for fault in error.faults() {
        let told = fault.detail(language);
        let place = line_of(fault.pointer(), &kept);
        match lines.iter_mut().find(|line| Some(line.place) == place) {
            Some(line) => {
                let field = fault.pointer().rsplit('/').next().unwrap_or_default();
                line.faults.push((field.to_owned(), told));
            }
            None => general.push(told),
        }
    }
    Ok((lines, general))
}

/// The number of the line in the form at a place of the command: `/needs/1/basis` may have stood in line 4.
fn line_of(pointer: &str, kept: &[usize]) -> Option<usize> {
    let place: usize = pointer
        .strip_prefix("/needs/")?
        .split('/')
        .next()?
        .parse()
        .ok()?;
    kept.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Form::of(pairs.collect())
    }

    #[test]
    fn lines_that_say_nothing_are_left_out_and_faults_find_the_line_that_was_sent() {
        let sent = form(&[
            ("needs.0.device_category_id", "7"),
            ("needs.0.quantity", ""),
            ("needs.0.wanted_on", "2017-12-01"),
            ("needs.1.device_category_id", "8"),
            ("needs.1.quantity", "1.200"),
            ("needs.1.basis", "1:1"),
            ("needs.1.wanted_on", "2017-12-01"),
            ("submit", "1"),
        ]);
        let command = read(&sent).unwrap();
        assert_eq!(command.needs.len(), 1);
        assert_eq!(command.needs[0].quantity, 1200);
        assert!(command.submit);
        assert_eq!(line_of("/needs/0/quantity", &filled(&sent)), Some(1));
        assert_eq!(counted(&sent), 1200);
    }
}
