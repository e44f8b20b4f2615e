//! The quote as a whole: requests in, answers or faults out.

use super::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The request in the documentation with some fields put over it; a null takes a field away.
pub(super) fn asked(over: Value) -> Result<Value, Vec<(String, &'static str)>> {
    let mut request = json!({
        "drawdowns": [{ "on": "2027-01-02", "amount": "3000000.00" }],
        "starts_on": "2027-01-02",
        "periods": 4,
        "every": { "unit": "year", "count": 1 },
        "timing": "advance",
        "rate": "0.0275",
    });
    for (field, value) in over.as_object().expect("object") {
        match value {
            Value::Null => request.as_object_mut().expect("object").remove(field),
            _ => request
                .as_object_mut()
                .expect("object")
                .insert(field.clone(), value.clone()),
        };
    }
    let request: QuoteRequest = serde_json::from_value(request).expect("form");
    match quote(&request) {
        Ok(answer) => Ok(serde_json::to_value(&answer).expect("json")),
        Err(faults) => Err(faults
            .0
            .into_iter()
            .map(|f| (f.pointer, f.kind.code()))
            .collect()),
    }
}

#[test]
fn the_answer_reads_as_the_interface_promises() {
    let answer = asked(json!({})).expect("quote");
    assert_eq!(answer["payment"], "780790.04");
    assert_eq!(answer["rate"], "0.0275");
    assert_eq!(answer["financed"], "3000000.00");
    assert_eq!(answer["effective_annual_rate"], "0.0275000000");
    assert_eq!(
        answer["instalments"][0],
        json!({
            "number": 1, "due_on": "2027-01-02",
            "period_from": "2027-01-02", "period_to": "2028-01-02",
            "opening": "3000000.00", "drawn": "0.00", "interest": "0.00",
            "principal": "780790.04", "payment": "780790.04", "fees": "0.00",
            "vat": "195197.51", "closing": "2219209.96",
        })
    );
    assert_eq!(
        answer["by_budget_year"][0],
        json!({
            "year": 2027, "payment": "780790.04", "interest": "0.00",
            "principal": "780790.04", "fees": "0.00", "interim": "0.00", "vat": "195197.51",
        })
    );
    assert_eq!(answer["totals"]["principal"], "3000000.00");
    assert_eq!(answer["warnings"], json!([]));
}

#[test]
fn drawdowns_before_the_start_are_charged_and_join_the_opening_debt() {
    let answer = asked(json!({
        "drawdowns": [
            { "on": "2027-06-15", "amount": "518750.00" },
            { "on": "2027-03-10", "amount": "412500.00", "label": "Levering 1" },
            { "on": "2027-04-22", "amount": "268750.00" },
        ],
        "starts_on": "2027-07-01", "periods": 48, "every": { "unit": "month", "count": 1 },
        "rate": "0.031", "interim_charge": { "method": "rate", "day_count": "ACT/360" },
    }));
    let answer = answer.expect("quote");
    assert_eq!(answer["totals"]["interim"], "6348.54");
    assert_eq!(
        answer["interim_charges"][1],
        json!({
            "drawdown": 1, "from": "2027-03-10", "to": "2027-07-01",
            "days": 113, "amount": "4013.85",
        })
    );
    assert_eq!(answer["instalments"][0]["opening"], "1200000.00");
    assert_eq!(answer["by_budget_year"][0]["interim"], "6348.54");
}

#[test]
fn all_faults_come_at_once_and_each_names_its_place() {
    let faults = asked(json!({
        "drawdowns": [
            { "on": "2027-01-02", "amount": "0.00" },
            { "on": "2040-01-02", "amount": "5.00" },
        ],
        "rate": null, "vat_rate": "1.5",
        "first_due_on": "2026-01-02",
        "rate_changes": [
            { "from": "2028-01-02", "rate": "0.03" },
            { "from": "2028-01-02", "rate": "0.04" },
        ],
        "residual": "-1.00",
        "fees": [{ "label": "service", "amount": "-1.00" }],
        "solve": { "for": "amount" },
    }));
    let found = faults.expect_err("faults");
    let expected = [
        ("/drawdowns", "drawdowns_given_and_solved"),
        ("/first_due_on", "first_due_too_early"),
        ("/rate", "rate_missing"),
        ("/rate_changes/1/from", "rate_change_repeated"),
        ("/residual", "amount_negative"),
        ("/fees/0/amount", "amount_negative"),
        ("/vat_rate", "vat_rate_out_of_range"),
        ("/solve", "solve_value_missing"),
    ];
    let expected: Vec<_> = expected
        .map(|(place, code)| (place.to_owned(), code))
        .into();
    assert_eq!(found, expected);
}

#[test]
fn a_percentage_written_as_a_fraction_is_warned_about() {
    let answer = asked(json!({ "rate": "2.75" })).expect("quote");
    assert_eq!(answer["warnings"][0]["code"], "rate_unusually_high");
}

#[test]
fn the_effective_rate_compounds_the_nominal_one() {
    let effective = |over: Value| asked(over).expect("quote")["effective_annual_rate"].clone();
    let monthly = json!({ "every": { "unit": "month", "count": 1 }, "rate": "0.036" });
    assert_eq!(effective(monthly), "0.0365999803");
    // The same from the payments, because the day count is another one.
    let by_days = json!({ "rate": "0.036", "day_count": "30E/360", "periods": 10 });
    let found: Decimal = effective(by_days)
        .as_str()
        .expect("rate")
        .parse()
        .expect("rate");
    assert_eq!(found.round_dp(7), Decimal::new(36, 3));
}

fn column(answer: &Value, field: &str) -> Vec<String> {
    let rows = answer["instalments"].as_array().expect("rows").iter();
    rows.map(|row| row[field].as_str().expect("text").to_owned())
        .collect()
}

/// A short lease in arrears whose last payment absorbs.
fn absorbing(amount: &str, rate: &str) -> Value {
    json!({
        "drawdowns": [{ "on": "2027-01-01", "amount": amount }], "starts_on": "2027-01-01",
        "periods": 6, "every": null, "timing": "arrears", "rate": rate,
        "rounding": "last_payment_absorbs",
    })
}

#[test]
fn the_level_payment_moves_only_when_that_brings_the_last_one_closer() {
    // 85.53 would leave 85.57 for the last; 85.54 leaves 85.52.
    let moved = asked(absorbing("500.00", "0.09")).expect("quote");
    assert_eq!(column(&moved, "payment")[4..], ["85.54", "85.52"]);
    // 17.25 leaves 17.28 for the last; 17.26 would leave 17.23, which is no closer.
    let kept = asked(absorbing("100.00", "0.12")).expect("quote");
    assert_eq!(column(&kept, "payment")[4..], ["17.25", "17.28"]);
}

#[test]
fn half_an_ore_of_interest_goes_up_or_to_the_even_ore() {
    for (rule, interest) in [("half_up", "5.01"), ("half_even", "5.00")] {
        let mut request = absorbing("600.60", "0.10");
        request["interest_rounding"] = json!(rule);
        assert_eq!(
            column(&asked(request).expect("quote"), "interest")[0],
            interest
        );
    }
}

#[test]
fn thirds_that_add_up_to_half_an_ore_are_seen_as_half_an_ore() {
    // Ten days of April at each of three rates: 0.0333… + 0.0833… + 0.1383… is 0.255 exactly.
    let answer = asked(json!({
        "drawdowns": [{ "on": "2027-04-01", "amount": "100.00" }], "starts_on": "2027-04-01",
        "every": null, "timing": "arrears", "rate": "0.012",
        "rate_changes": [
            { "from": "2027-04-11", "rate": "0.03" },
            { "from": "2027-04-21", "rate": "0.0498" },
        ],
    }));
    assert_eq!(column(&answer.expect("quote"), "interest")[0], "0.26");
}

#[test]
fn a_rate_change_in_the_first_period_leaves_the_payment_at_the_first_rate_to_be_seen() {
    let mut request = absorbing("100000.00", "0.03");
    let first = asked(request.clone()).expect("quote")["payment"].clone();
    request["rate_changes"] = json!([{ "from": "2027-01-15", "rate": "0.06" }]);
    let changed = asked(request.clone()).expect("quote");
    assert_eq!(changed["payment"], first);
    assert_ne!(changed["instalments"][0]["payment"], first);
    // A change in the time of the interim charge is the first rate of the lease.
    let early = json!({ "on": "2026-12-01", "amount": "1.00" });
    let drawn = request["drawdowns"].as_array_mut().expect("drawdowns");
    drawn.push(early);
    request["rate_changes"] = json!([{ "from": "2026-12-15", "rate": "0.06" }]);
    let before = asked(request).expect("quote");
    assert_eq!(before["payment"], before["instalments"][0]["payment"]);
    assert_ne!(before["payment"], first);
}

#[test]
fn a_rate_change_before_anything_is_drawn_is_refused() {
    let fault = |over: Value| asked(over).expect_err("faults");
    let early = json!([
        { "from": "2027-01-02", "rate": "0.03" },
        { "from": "2027-01-01", "rate": "0.04" },
    ]);
    let place = "/rate_changes/1/from".to_owned();
    assert_eq!(
        fault(json!({ "rate_changes": early })),
        [(place, "rate_change_before_start")]
    );
    // Where the first day is itself at fault, nothing can lie before it.
    let both = json!({ "rate_changes": early, "starts_on": "2227-01-02", "drawdowns": [
        { "on": "2227-01-02", "amount": "1.00" },
    ]});
    assert!(
        fault(both)
            .iter()
            .all(|(_, code)| *code == "lease_date_out_of_range")
    );
}

#[test]
fn by_pro_rata_each_drawdown_carries_its_part_of_the_payment() {
    let answer = asked(json!({
        "drawdowns": [
            { "on": "2027-08-16", "amount": "108000.00" },
            { "on": "2027-09-01", "amount": "216000.00" },
            { "on": "2027-07-16", "amount": "108000.00" },
        ],
        "starts_on": "2027-09-01", "periods": 48, "every": null, "rate": "0",
        "interim_charge": { "method": "pro_rata", "day_count": "30E/360" },
    }));
    let answer = answer.expect("quote");
    assert_eq!(answer["payment"], "9000.00");
    let charges = answer["interim_charges"].as_array().expect("charges");
    assert_eq!(charges.len(), 2);
    // A quarter of 9,000.00 for half a month, and for a month and a half.
    assert_eq!(
        [&charges[0]["amount"], &charges[1]["amount"]],
        ["1125.00", "3375.00"]
    );
    assert_eq!(charges[1]["drawdown"], 2);
}

#[test]
fn fees_bear_vat_unless_they_say_not() {
    let answer = asked(json!({
        "rate": "0",
        "fees": [
            { "label": "Service", "amount": "100.00" },
            { "label": "Forsikring", "amount": "40.00", "vat": false },
        ],
    }));
    let row = &answer.expect("quote")["instalments"][0];
    assert_eq!(
        [&row["payment"], &row["fees"], &row["vat"]],
        ["750000.00", "140.00", "187525.00"]
    );
}

#[test]
fn an_odd_first_period_shows_in_the_effective_rate() {
    let request = json!({
        "every": null, "periods": 12, "timing": "arrears", "rate": "0.06",
        "first_due_on": "2027-03-17",
    });
    let answer = asked(request).expect("quote");
    let found: Decimal = answer["effective_annual_rate"]
        .as_str()
        .expect("text")
        .parse()
        .expect("rate");
    let plain: Decimal = "0.0616778".parse().expect("rate");
    // Simple interest through the long first period is a little less than compound interest.
    assert!(
        found < plain && found > plain - Decimal::new(1, 3),
        "{found}"
    );
}

#[test]
fn what_is_seldom_meant_is_warned_about() {
    let codes = |over: Value| -> Vec<String> {
        let answer = asked(over).expect("quote");
        let warnings = answer["warnings"].as_array().expect("warnings").clone();
        warnings
            .iter()
            .map(|w| w["code"].as_str().expect("code").to_owned())
            .collect()
    };
    assert_eq!(codes(json!({ "rate": "-0.01" })), ["rate_negative"]);
    assert_eq!(
        codes(json!({ "drawdowns": [{ "on": "2026-12-01", "amount": "3000000.00" }] })),
        ["no_interim_charge"]
    );
    assert_eq!(
        codes(json!({ "rate_changes": [{ "from": "2030-01-03", "rate": "0.05" }] })),
        ["rate_change_without_effect"]
    );
    assert_eq!(
        codes(json!({ "rate_changes": [{ "from": "2030-01-02", "rate": "0.05" }] })),
        Vec::<String>::new()
    );
    // Nearly everything is drawn in the third year, but payments are level from the start.
    let late = json!({ "drawdowns": [
        { "on": "2027-01-02", "amount": "100000.00" },
        { "on": "2029-12-02", "amount": "3000000.00" },
    ]});
    assert_eq!(codes(late), ["debt_negative"]);
    let growing = json!({
        "timing": "arrears", "rate": "0.02",
        "rate_changes": [{ "from": "2027-06-02", "rate": "0.9" }], "residual": "3000000.00",
        "drawdowns": [
            { "on": "2027-01-02", "amount": "2000000.00" },
            { "on": "2030-01-02", "amount": "1000000.00" },
        ],
    });
    assert_eq!(codes(growing), ["payment_below_interest"]);
}

#[test]
fn dates_that_miss_the_lease_are_refused() {
    let fault = |over: Value| asked(over).expect_err("faults");
    assert_eq!(
        fault(json!({ "timing": "arrears", "first_due_on": "2027-01-02" })),
        [("/first_due_on".to_owned(), "first_due_too_early")]
    );
    assert_eq!(
        fault(json!({ "drawdowns": [{ "on": "2030-01-03", "amount": "1.00" }] })),
        [(
            "/drawdowns/0/on".to_owned(),
            "drawdown_after_last_instalment"
        )]
    );
    assert_eq!(
        fault(json!({ "every": { "unit": "year", "count": 4000 } })),
        [("/periods".to_owned(), "schedule_too_long")]
    );
}

#[test]
fn the_interim_charge_is_part_of_the_effective_rate() {
    let effective = |method: &str| -> Decimal {
        let answer = asked(json!({
            "drawdowns": [{ "on": "2027-01-02", "amount": "3000000.00" }],
            "starts_on": "2028-01-02", "timing": "arrears", "rate": "0.05",
            "interim_charge": { "method": method },
        }));
        let answer = answer.expect("quote");
        answer["effective_annual_rate"]
            .as_str()
            .expect("text")
            .parse()
            .expect("rate")
    };
    assert_eq!(effective("rate").round_dp(7), Decimal::new(5, 2));
    assert!(effective("none") < Decimal::new(4, 2));
}

#[test]
fn a_drawdown_inside_an_odd_first_period_counts_back_from_its_end() {
    let answer = asked(json!({
        "drawdowns": [{ "on": "2027-02-20", "amount": "120000.00" }],
        "starts_on": "2027-02-10", "first_due_on": "2027-04-01", "every": null,
        "periods": 12, "timing": "arrears", "rate": "0.12",
    }));
    // The whole of March and 9 of the 28 days of February at 1 % a month.
    assert_eq!(column(&answer.expect("quote"), "interest")[0], "1585.71");
}
