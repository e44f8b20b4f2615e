//! Days and fractions of a year under the day count conventions.

use super::{Example, number};
use anskaf::finance::{DayCount, Every};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;

pub fn check(example: &Example) -> bool {
    match example.id.as_str() {
        "DAYCOUNT-QL" => table(example),
        "XL-YEARFRAC-0" | "XL-YEARFRAC-3" => {
            let years = years(
                convention(example.text("basis")),
                example.text("start"),
                example.text("end"),
            );
            example.close(years, &example.expected["value"], "abs");
        }
        "XL-DAYS360-1" | "XL-DAYS360-2" => {
            let days =
                DayCount::Thirty360Us.days(date(example.text("start")), date(example.text("end")));
            example.close(Decimal::from(days), &example.expected["value"], "abs");
        }
        _ => return false,
    }
    true
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn convention(name: &str) -> DayCount {
    let name = name
        .replace(" US (ql BondBasis/USA)", "")
        .replace(" (ql European)", "")
        .replace(" ISDA", "");
    serde_json::from_value(json!(name)).expect("convention")
}

fn years(convention: DayCount, from: &str, to: &str) -> Decimal {
    let fraction = convention.fraction(date(from), date(to), Every::MONTH);
    fraction
        .and_then(|fraction| fraction.years())
        .expect("in range")
}

fn table(example: &Example) {
    let table = example.expected["table"].as_object().expect("table");
    assert_eq!(table.len(), 15);
    for (pair, conventions) in table {
        let (from, to) = pair.split_once('/').expect("pair");
        for (name, expected) in conventions.as_object().expect("conventions") {
            let convention = convention(name);
            assert_eq!(
                json!(convention.days(date(from), date(to))),
                expected["days"],
                "{pair} {name}"
            );
            let found = years(convention, from, to);
            example.within(
                found,
                number(&expected["year_fraction"]),
                Decimal::new(1, 9),
            );
        }
    }
}
