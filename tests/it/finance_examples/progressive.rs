//! More tables of another engine's test suite: Apache Fineract, `ProgressiveEMICalculatorTest`.
//!
//! Two of its habits are not ours and stand at the end: it sets the payment anew when something is
//! drawn after the first instalment, where a quote knows all drawdowns from the beginning; and its
//! releases up to 2024 rounded interest at each drawdown within a period, where later ones and we
//! round once per instalment.

use super::quoted;
use serde_json::{Value, json};

/// The conventions of that suite with some fields put over them.
fn request(over: Value) -> Value {
    let mut request = json!({
        "drawdowns": [{ "on": "2024-01-01", "amount": "100.00" }], "starts_on": "2024-01-01",
        "periods": 6, "timing": "arrears", "rate": "0.094822",
        "rounding": "last_payment_absorbs", "interest_rounding": "half_even",
    });
    let fields = request.as_object_mut().expect("object");
    fields.extend(over.as_object().expect("object").clone());
    request
}

/// Payment, interest and debt of each row.
fn rows(request: Value) -> Vec<String> {
    let rows = quoted(request).instalments.into_iter();
    rows.map(|row| format!("{} {} {}", row.payment, row.interest, row.closing))
        .collect()
}

#[test]
fn actual_days_of_365_leave_the_last_payment_four_hundredths_more() {
    assert_eq!(
        rows(request(
            json!({ "rate": "0.15678", "day_count": "ACT/365F" })
        )),
        [
            "17.43 1.33 83.90",
            "17.43 1.05 67.52",
            "17.43 0.90 50.99",
            "17.43 0.66 34.22",
            "17.43 0.46 17.25",
            "17.47 0.22 0.00",
        ]
    );
}

#[test]
fn actual_days_across_a_leap_year_give_the_same_cents() {
    let on = "2023-12-12";
    assert_eq!(
        rows(request(json!({
            "starts_on": on, "drawdowns": [{ "on": on, "amount": "100.00" }], "day_count": "ACT/ACT",
        }))),
        [
            "17.13 0.80 83.67",
            "17.13 0.67 67.21",
            "17.13 0.50 50.58",
            "17.13 0.41 33.86",
            "17.13 0.26 16.99",
            "17.13 0.14 0.00",
        ]
    );
}

#[test]
fn weeks_and_fortnights_of_a_year_of_364_days_are_equal() {
    let weeks = |count| json!({ "unit": "week", "count": count });
    assert_eq!(
        rows(request(
            json!({ "every": weeks(1), "day_count": "ACT/364" })
        )),
        [
            "16.77 0.18 83.41",
            "16.77 0.15 66.79",
            "16.77 0.12 50.14",
            "16.77 0.09 33.46",
            "16.77 0.06 16.75",
            "16.78 0.03 0.00",
        ]
    );
    assert_eq!(
        rows(request(
            json!({ "every": weeks(2), "periods": 3, "day_count": "ACT/364" })
        )),
        ["33.57 0.36 66.79", "33.57 0.24 33.46", "33.58 0.12 0.00"]
    );
}

#[test]
fn every_fifteen_days_the_last_payment_is_the_smaller() {
    assert_eq!(
        rows(request(json!({
            "every": { "unit": "day", "count": 15 }, "day_count": "ACT/360",
        }))),
        [
            "16.90 0.40 83.50",
            "16.90 0.33 66.93",
            "16.90 0.26 50.29",
            "16.90 0.20 33.59",
            "16.90 0.13 16.82",
            "16.89 0.07 0.00",
        ]
    );
}

#[test]
fn a_new_rate_within_a_period_counts_from_its_day() {
    // That suite dates a change one day later than the first day at the new rate.
    assert_eq!(
        rows(request(json!({
            "rate": "0.07", "rate_changes": [{ "from": "2024-02-14", "rate": "0.04" }],
        }))),
        [
            "17.01 0.58 83.57",
            "16.90 0.37 67.04",
            "16.90 0.22 50.36",
            "16.90 0.17 33.63",
            "16.90 0.11 16.84",
            "16.90 0.06 0.00",
        ]
    );
}

fn drawn(second: &str, amount: &str) -> Value {
    json!([
        { "on": "2024-01-01", "amount": amount }, { "on": second, "amount": amount },
    ])
}

#[test]
fn one_instalment_pays_for_two_drawdowns_on_their_days() {
    assert_eq!(
        rows(request(json!({
            "rate": "0.07", "periods": 1, "drawdowns": drawn("2024-01-15", "1000.00"),
        }))),
        ["2009.03 9.03 0.00"]
    );
}

#[test]
fn interest_is_rounded_once_per_instalment_also_with_a_drawdown_within_it() {
    // Rounded at the drawdown as well it would be 0.18 and 1.84, 2.02 in all.
    let drawdowns = json!([
        { "on": "2024-01-01", "amount": "100.00" }, { "on": "2024-01-08", "amount": "200.00" },
    ]);
    assert_eq!(
        rows(request(json!({ "drawdowns": drawdowns }))),
        [
            "51.33 2.01 250.68",
            "51.33 1.98 201.33",
            "51.33 1.59 151.59",
            "51.33 1.20 101.46",
            "51.33 0.80 50.93",
            "51.33 0.40 0.00",
        ]
    );
}

#[test]
fn a_later_drawdown_is_paid_for_from_the_first_instalment_on() {
    // Set anew at the drawdown it would be 17.13 once and 37.53 five times.
    let late = rows(request(
        json!({ "drawdowns": drawn("2024-02-15", "100.00") }),
    ));
    assert_eq!(late[0], "34.06 0.79 66.73");
    assert_eq!(late[5], "34.09 0.27 0.00");
}
