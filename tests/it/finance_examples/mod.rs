//! The worked examples in `data/lease-examples.json`, run against the lease mathematics.
//!
//! Every example is either met within its own tolerance or named here with the reason why not. An
//! example that nobody knows fails the test, and so does one that is excused although it is checked.
#![allow(
    clippy::expect_used,
    reason = "what tests call, which clippy does not see as tests"
)]

mod accounting;
mod day_counts;
mod functions;
mod municipal;
mod progressive;
mod schedules;

use anskaf::finance::{Money, QuoteRequest};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Examples that the engine does not express, and why.
const NOT_EXPRESSED: [(&str, &str); 0] = [];

/// Examples checked in all but a stated part.
const IN_PART: [(&str, &str); 2] = [
    (
        "KIESO-10PCT-GRV5000",
        "its payment comes from rounded factors, its plug after the last row",
    ),
    (
        "DRV-48M-ADV-RV",
        "its plug is the interest of the last period, ours that of the last row",
    ),
];

/// One example.
struct Example {
    id: String,
    inputs: Value,
    expected: Value,
    tolerance: Value,
}

impl Example {
    /// Fails unless the two numbers are as close as the example's tolerance of this name.
    fn close(&self, found: Decimal, expected: &Value, tolerance: &str) {
        let tolerance = number(&self.tolerance[tolerance]);
        let unit = if self.tolerance["cents"].is_number() {
            Decimal::new(1, 2)
        } else {
            Decimal::ONE
        };
        self.within(found, number(expected), tolerance * unit);
    }

    /// Fails unless the two numbers are within `tolerance` of each other.
    fn within(&self, found: Decimal, expected: Decimal, tolerance: Decimal) {
        let off = (found - expected).abs();
        assert!(
            off <= tolerance,
            "{}: {found} instead of {expected}",
            self.id
        );
    }

    fn text(&self, field: &str) -> &str {
        self.inputs[field]
            .as_str()
            .unwrap_or_else(|| panic!("{}: {field}", self.id))
    }
}

/// A number of the file, written as a number or as text, perhaps with "ca." before it.
fn number(value: &Value) -> Decimal {
    let text = match value {
        Value::String(text) => text.trim_start_matches("ca. ").to_owned(),
        other => other.to_string(),
    };
    text.parse()
        .or_else(|_| Decimal::from_scientific(&text))
        .unwrap_or_else(|_| panic!("{value} is no number"))
}

fn money(value: &Value) -> Money {
    Money::from_kroner_rounded(number(value)).expect("amount")
}

fn quoted(request: Value) -> anskaf::finance::Quote {
    let request: QuoteRequest = serde_json::from_value(request).expect("form");
    anskaf::finance::quote(&request).expect("quote")
}

/// A request for one drawdown on the first day.
fn simple(on: &str, amount: &str, periods: u64, unit: &str, timing: &str, rate: &str) -> Value {
    json!({
        "drawdowns": [{ "on": on, "amount": amount }], "starts_on": on, "periods": periods,
        "every": { "unit": unit, "count": 1 }, "timing": timing, "rate": rate,
    })
}

fn examples() -> BTreeMap<String, Example> {
    let text = include_str!("../data/lease-examples.json");
    let file: Value = serde_json::from_str(text).expect("json");
    let entries = file["examples"].as_array().expect("examples");
    let example = |entry: &Value| Example {
        id: entry["id"].as_str().expect("id").to_owned(),
        inputs: entry["inputs"].clone(),
        expected: entry["expected"].clone(),
        tolerance: entry["tolerance"].clone(),
    };
    entries
        .iter()
        .map(example)
        .map(|example| (example.id.clone(), example))
        .collect()
}

/// Checks the example, or tells that nothing here knows it.
fn check(example: &Example) -> bool {
    municipal::check(example)
        || accounting::check(example)
        || functions::check(example)
        || schedules::check(example)
        || day_counts::check(example)
}

#[test]
fn every_example_is_met_or_named_with_the_reason() {
    let examples = examples();
    assert_eq!(examples.len(), 62);
    for (id, example) in &examples {
        let excused = NOT_EXPRESSED.iter().any(|(excused, _)| excused == id);
        assert_eq!(check(example), !excused, "{id}");
    }
}

#[test]
fn every_excuse_names_an_example_and_a_reason() {
    let examples = examples();
    for (id, reason) in NOT_EXPRESSED.iter().chain(&IN_PART) {
        assert!(examples.contains_key(*id), "{id}");
        assert!(reason.len() > 20, "{id}");
    }
}
