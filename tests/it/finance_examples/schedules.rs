//! Tables of instalments from other projects' test suites, and rates implied by instalments.

use super::{Example, money, number, quoted, simple};
use anskaf::finance::internal_rate::internal_rate;
use anskaf::finance::{Money, Quote};
use rust_decimal::Decimal;
use serde_json::{Value, json};

pub fn check(example: &Example) -> bool {
    match example.id.as_str() {
        "FIN-30-360-100" | "FIN-ZERO-RATE" => plain(example),
        "FIN-THREE-DRAWDOWNS" => three_drawdowns(example),
        "FIN-RATE-RESET-ON-DUE" => rate_reset(example),
        "FIN-BALLOON-BULLET" => bullet(example),
        "REGZ-J-01" => level_instalments(example),
        "REGZ-J-03" => half_months(example),
        "REGZ-J-06" => odd_first_instalment(example),
        _ => return false,
    }
    true
}

/// The conventions of those tables.
fn progressive(amount: &str, periods: u64, rate: &str) -> Value {
    let mut request = simple("2024-01-01", amount, periods, "month", "arrears", rate);
    request["rounding"] = json!("last_payment_absorbs");
    request["interest_rounding"] = json!("half_even");
    request
}

fn compare(example: &Example, answer: &Quote, first: usize) {
    let table = example.expected["table"].as_array().expect("table");
    assert_eq!(
        answer.instalments.len(),
        table.len() + first,
        "{}",
        example.id
    );
    for (row, expected) in answer.instalments.iter().skip(first).zip(table) {
        let found = [row.payment, row.interest, row.principal, row.closing];
        let expected: Vec<Money> = expected
            .as_array()
            .expect("row")
            .iter()
            .map(money)
            .collect();
        assert_eq!(
            found.as_slice(),
            expected,
            "{} row {}",
            example.id,
            row.number
        );
    }
}

fn periods(example: &Example) -> u64 {
    example.inputs["periods"].as_u64().expect("periods")
}

fn plain(example: &Example) {
    let (principal, rate) = (example.text("principal"), example.text("annual_rate"));
    let mut request = progressive(principal, periods(example), rate);
    if example.inputs["day_count"].is_string() {
        request["day_count"] = example.inputs["day_count"].clone();
    }
    compare(example, &quoted(request), 0);
}

fn three_drawdowns(example: &Example) {
    let drawn = example.inputs["drawdowns"].as_array().expect("drawdowns");
    let drawn: Vec<Value> = drawn
        .iter()
        .map(|drawdown| json!({ "on": drawdown[0], "amount": drawdown[1] }))
        .collect();
    let mut request = progressive("1.00", periods(example), example.text("annual_rate"));
    request["drawdowns"] = json!(drawn);
    compare(example, &quoted(request), 0);
}

fn rate_reset(example: &Example) {
    // 100.00 at 7 % over six months leaves the balance brought forward after the first.
    let mut request = progressive("100.00", 6, "0.07");
    request["rate_changes"] =
        json!([{ "from": "2024-02-01", "rate": example.text("new_annual_rate") }]);
    let answer = quoted(request);
    let brought_forward = money(&example.inputs["balance_brought_forward"]);
    assert_eq!(answer.instalments[0].closing, brought_forward);
    compare(example, &answer, 1);
}

fn bullet(example: &Example) {
    for (repayment, residual) in [("annuity", "100.00"), ("interest_only", "0.00")] {
        let (principal, rate) = (example.text("principal"), example.text("annual_rate"));
        let mut request = simple(
            "2024-01-01",
            principal,
            periods(example),
            "month",
            "arrears",
            rate,
        );
        request["repayment"] = json!(repayment);
        request["residual"] = json!(residual);
        request["day_count"] = json!("30/360");
        let answer = quoted(request);
        let expected = example.expected["payments"].as_array().expect("payments");
        for (row, expected) in answer.instalments.iter().zip(expected) {
            // With the principal as residual it is left over instead of paid with the last one.
            let left = if row.number == 8 && repayment == "annuity" {
                money(&json!(residual))
            } else {
                Money::ZERO
            };
            assert_eq!(row.payment + left, money(expected));
        }
        assert_eq!(
            answer.totals.interest,
            money(&example.expected["total_interest"])
        );
    }
}

fn level_instalments(example: &Example) {
    let mut request = simple("1978-01-10", "5000.00", 24, "month", "arrears", "0");
    request.as_object_mut().expect("object").remove("rate");
    request["solve"] = json!({ "for": "rate", "payment": "230.00" });
    let percent = quoted(request).rate.value() * Decimal::ONE_HUNDRED;
    example.close(percent, &example.expected["apr_percent"], "abs");
}

fn odd_first_instalment(example: &Example) {
    let mut amounts = vec![money(&json!("-5000")), money(&json!("250"))];
    amounts.extend(std::iter::repeat_n(money(&json!("230")), 23));
    let monthly = internal_rate(&amounts).expect("rate");
    example.within(
        monthly * Decimal::from(1200),
        number(&example.expected["apr_percent"]),
        number(&example.tolerance["abs"]),
    );
}

/// Half a month counts as 15 days there, and a year as 24 of them: a period of 15 days gives the same
/// times to every payment, and its rate the same rate per half month.
fn half_months(example: &Example) {
    let request = json!({
        "drawdowns": [{ "on": "1978-02-23", "amount": "5000.00" }], "starts_on": "1978-02-23",
        "first_due_on": "1978-03-01", "periods": 24, "every": { "unit": "day", "count": 15 },
        "timing": "arrears", "solve": { "for": "rate", "payment": "219.17" },
    });
    let per_half_month = quoted(request).rate.value() * Decimal::from(15) / Decimal::from(365);
    let percent = per_half_month * Decimal::from(2400);
    example.close(percent, &example.expected["apr_percent"], "abs");
}
