//! Quotes for odd terms, beside a second reckoning of the contract that shares no code with this one.
//!
//! The figures in `finance_crosschecks.json` come from a program in another language that reads the
//! same requests, keeps exact fractions throughout, finds Easter by another formula and rates by
//! halving an interval 150 times; each row is due date, opening, drawn, interest, principal, payment
//! and closing.
#![allow(
    clippy::expect_used,
    reason = "what tests call, which clippy does not see as tests"
)]

use anskaf::finance::calendar::{easter_sunday, is_bank_day};
use anskaf::finance::{Quote, QuoteRequest, quote};
use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

fn file() -> Value {
    serde_json::from_str(include_str!("finance_crosschecks.json")).expect("json")
}

fn quoted(case: &Value) -> Quote {
    let request: QuoteRequest = serde_json::from_value(case["request"].clone()).expect("request");
    quote(&request).expect("quote")
}

#[test]
fn every_row_is_what_the_second_reckoning_found() {
    let file = file();
    let cases = file["quotes"].as_array().expect("list");
    assert_eq!(cases.len(), 19);
    for case in cases {
        let answer = quoted(case);
        let rows = answer.instalments.iter().map(|row| {
            json!([
                row.due_on,
                row.opening,
                row.drawn,
                row.interest,
                row.principal,
                row.payment,
                row.closing
            ])
        });
        assert_eq!(
            json!(rows.collect::<Vec<_>>()),
            case["rows"],
            "{}",
            case["name"]
        );
        let interim = answer.interim_charges.iter().map(|charge| charge.amount);
        assert_eq!(
            json!(interim.collect::<Vec<_>>()),
            case["interim"],
            "{}",
            case["name"]
        );
    }
}

#[test]
fn what_is_solved_for_is_what_the_second_reckoning_found() {
    let file = file();
    let cases = file["solved"].as_array().expect("list");
    assert_eq!(cases.len(), 5);
    for case in cases {
        let answer = quoted(case);
        if case["rate"].is_string() {
            assert_eq!(json!(answer.rate), case["rate"], "{}", case["name"]);
            assert_eq!(json!(answer.payment), case["request"]["solve"]["payment"]);
        } else {
            assert_eq!(json!(answer.financed), case["financed"], "{}", case["name"]);
            assert_eq!(json!(answer.payment), case["payment"], "{}", case["name"]);
        }
    }
}

/// The weekdays on which banks are closed in a year, as month and day.
fn closed_weekdays(year: i32) -> Vec<String> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("date");
    let days = first.iter_days().take_while(|day| day.year() == year);
    let closed = days
        .filter(|day| !is_bank_day(*day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    closed.map(|day| day.format("%m-%d").to_string()).collect()
}

#[test]
fn banks_are_closed_on_these_weekdays_and_no_others() {
    // Read off the calendars of these years; in 2027 three of the fixed days fall on a weekend.
    for (year, expected) in [
        (
            2023,
            "04-06 04-07 04-10 05-05 05-18 05-19 05-29 06-05 12-25 12-26",
        ),
        (
            2024,
            "01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 12-26 12-31",
        ),
        (
            2025,
            "01-01 04-17 04-18 04-21 05-29 05-30 06-05 06-09 12-24 12-25 12-26 12-31",
        ),
        (
            2026,
            "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31",
        ),
        (
            2027,
            "01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31",
        ),
        (2028, "04-13 04-14 04-17 05-25 05-26 06-05 12-25 12-26"),
    ] {
        assert_eq!(closed_weekdays(year).join(" "), expected, "{year}");
    }
}

/// Easter by Lichtenberg's form of Gauss's rule (*Historia Mathematica* 24, 1997).
fn easter_by_gauss(year: i32) -> NaiveDate {
    let century = year / 100;
    let moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun = 2 - (3 * century + 3) / 4;
    let golden = year % 19;
    let seed = (19 * golden + moon) % 30;
    let full_moon = 21 + seed - (seed + golden / 11) / 29;
    let first_sunday = 7 - (year + year / 4 + sun).rem_euclid(7);
    let march = full_moon + 7 - (full_moon - first_sunday).rem_euclid(7);
    let first = NaiveDate::from_ymd_opt(year, 3, 1).expect("date");
    first + chrono::Duration::days(i64::from(march) - 1)
}

#[test]
fn easter_is_found_by_two_rules_alike_for_four_centuries_and_more() {
    for year in 1583..=2500 {
        assert_eq!(easter_sunday(year), Some(easter_by_gauss(year)), "{year}");
    }
}
