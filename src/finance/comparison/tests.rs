//! Buying against leasing, from the request to the answer.

use super::*;
use serde_json::{Value, json};

fn compared(request: Value) -> Result<Value, Vec<(String, &'static str)>> {
    let request: ComparisonRequest = serde_json::from_value(request).expect("form");
    match compare(&request) {
        Ok(answer) => Ok(serde_json::to_value(&answer).expect("json")),
        Err(faults) => Err(faults
            .0
            .into_iter()
            .map(|f| (f.pointer, f.kind.code()))
            .collect()),
    }
}

fn request(alternatives: Value) -> Value {
    json!({ "value_on": "2027-01-02", "discount_rate": "0.03", "alternatives": alternatives })
}

fn flow(kind: &str, year: i32, amount: &str) -> Value {
    json!({ "kind": kind, "on": format!("{year}-01-02"), "amount": amount })
}

/// Terms of four yearly payments in advance.
fn lease(amount: &str, rate: &str, residual: &str) -> Value {
    json!({
        "drawdowns": [{ "on": "2027-01-02", "amount": amount }], "starts_on": "2027-01-02",
        "periods": 4, "every": { "unit": "year", "count": 1 }, "timing": "advance", "rate": rate,
        "residual": residual,
    })
}

#[test]
fn one_device_costs_more_leased_by_what_it_is_worth_at_the_end_and_its_return() {
    let answer = compared(request(json!([
        { "label": "Køb", "kind": "purchase", "flows": [
            flow("purchase", 2027, "2000.00"), flow("resale", 2031, "-350.00"),
        ] },
        { "label": "Leje", "kind": "operating_lease", "lease": lease("2000.00", "0.03", "0.00"),
          "flows": [flow("return_fee", 2031, "75.00")] },
    ])));
    let answer = answer.expect("comparison");
    let (buy, lease) = (&answer["alternatives"][0], &answer["alternatives"][1]);
    assert_eq!(answer["cheapest"], 0);
    assert_eq!(
        [&buy["present_value"], &buy["difference"]],
        ["1689.03", "0.00"]
    );
    assert_eq!(
        [&lease["present_value"], &lease["difference"]],
        ["2066.63", "377.60"]
    );
    assert_eq!([&buy["total"], &lease["total"]], ["1650.00", "2164.52"]);
    assert_eq!(lease["flows"][3]["amount"], "522.38");
    assert_eq!(
        lease["by_budget_year"][4],
        json!({ "year": 2031, "amount": "75.00", "vat": "18.75", "vat_refunded": "18.75" })
    );
}

/// A hundred devices bought, leased with a residual, and leased to be handed back.
fn three_ways() -> Value {
    let mut finance = lease("600000.00", "0.035", "60000.00");
    finance["fees"] = json!([{ "label": "Service", "amount": "3000.00" }]);
    let operating: Vec<Value> = (2027..2031)
        .map(|year| flow("lease_payment", year, "152000.00"))
        .collect();
    let mut insurance = flow("maintenance", 2028, "12000.00");
    insurance["vat_rate"] = json!("0");
    let mut request = request(json!([
        { "label": "Køb", "kind": "purchase", "flows": [
            flow("purchase", 2027, "600000.00"), insurance,
            flow("maintenance", 2029, "12000.00"), flow("maintenance", 2030, "12000.00"),
            flow("resale", 2031, "-105000.00"),
        ] },
        { "label": "Finansiel", "kind": "finance_lease", "lease": finance,
          "flows": [flow("buy_out", 2031, "60000.00")] },
        { "label": "Operationel", "kind": "operating_lease", "flows": operating },
    ]));
    let returned = json!({ "kind": "return_fee", "on": "2031-01-02", "amount": "9000.00",
        "refundable_share": "0", "label": "Sletning" });
    request["alternatives"][2]["flows"]
        .as_array_mut()
        .expect("flows")
        .push(returned);
    request
}

#[test]
fn vat_and_its_refund_stand_beside_three_ways_to_get_the_same_devices() {
    let answer = compared(three_ways()).expect("comparison");
    let shown = |index: usize| -> Vec<String> {
        let fields = [
            "total",
            "present_value",
            "difference",
            "vat",
            "vat_refunded",
            "vat_borne",
        ];
        let alternative = &answer["alternatives"][index];
        fields
            .iter()
            .map(|field| alternative[field].as_str().expect("text").to_owned())
            .collect()
    };
    assert_eq!(
        shown(0),
        [
            "531000.00",
            "540652.20",
            "0.00",
            "129750.00",
            "129750.00",
            "0.00"
        ]
    );
    assert_eq!(
        shown(1),
        [
            "648292.24",
            "616394.81",
            "75742.61",
            "162073.08",
            "162073.08",
            "0.00"
        ]
    );
    assert_eq!(
        shown(2),
        [
            "617000.00",
            "589945.31",
            "49293.11",
            "154250.00",
            "152000.00",
            "2250.00"
        ]
    );
    for alternative in answer["alternatives"].as_array().expect("list") {
        let sum = |list: &str, field: &str| -> Money {
            let entries = alternative[list].as_array().expect("list").iter();
            let amount = |entry: &Value| entry[field].as_str().expect("text").parse::<Money>();
            entries.map(|entry| amount(entry).expect("amount")).sum()
        };
        assert_eq!(
            sum("flows", "present_value").to_string(),
            alternative["present_value"]
        );
        assert_eq!(sum("flows", "amount").to_string(), alternative["total"]);
        assert_eq!(
            sum("by_budget_year", "amount").to_string(),
            alternative["total"]
        );
        assert_eq!(sum("by_budget_year", "vat").to_string(), alternative["vat"]);
    }
}

#[test]
fn all_faults_of_a_comparison_and_of_its_leases_come_at_once() {
    let mut bad_lease = lease("600000.00", "0.035", "700000.00");
    bad_lease["fees"] = json!([{ "label": "Service", "amount": "-1.00" }]);
    let mut odd = flow("resale", 2031, "350.00");
    odd["vat_rate"] = json!("1.5");
    odd["refundable_share"] = json!("-0.1");
    let faults = compared(request(json!([
        { "label": "a", "kind": "purchase", "flows": [odd, flow("other", 2300, "1.00")] },
        { "label": "b", "kind": "finance_lease", "lease": bad_lease },
        { "label": "c", "kind": "purchase" },
    ])));
    let at = |place: &str, code| (format!("/alternatives/{place}"), code);
    assert_eq!(
        faults.expect_err("faults"),
        [
            at("0/flows/0/amount", "resale_not_received"),
            at("0/flows/0/vat_rate", "share_out_of_range"),
            at("0/flows/0/refundable_share", "share_out_of_range"),
            at("0/flows/1/on", "date_out_of_range"),
            at("2", "alternative_empty"),
            at("1/lease/residual", "residual_above_financed"),
            at("1/lease/fees/0/amount", "amount_negative"),
        ]
    );
    let empty = compared(json!({
        "value_on": "1899-12-31", "discount_rate": "0.03", "vat_rate": "2", "alternatives": [],
    }));
    let codes: Vec<&str> = empty
        .expect_err("faults")
        .iter()
        .map(|fault| fault.1)
        .collect();
    assert_eq!(
        codes,
        [
            "date_out_of_range",
            "share_out_of_range",
            "alternatives_missing"
        ]
    );
}

#[test]
fn limits_and_absurd_numbers_are_refused() {
    let many = vec![json!({ "label": "a", "kind": "purchase" }); 21];
    let refused = compared(request(json!(many))).expect_err("faults");
    assert_eq!(
        refused,
        [("/alternatives".to_owned(), "too_many_alternatives")]
    );
    let flows = vec![flow("other", 2027, "1.00"); 1001];
    let refused = compared(request(
        json!([{ "label": "a", "kind": "purchase", "flows": flows }]),
    ));
    assert_eq!(
        refused.expect_err("faults"),
        [("/alternatives/0/flows".to_owned(), "too_many_flows")]
    );
    let mut absurd = request(json!([
        { "label": "a", "kind": "purchase", "flows": [
            flow("other", 2199, "99999999999.99"), flow("other", 1900, "99999999999.99"),
        ] },
    ]));
    absurd["value_on"] = json!("2199-01-02");
    absurd["discount_rate"] = json!("10");
    let refused = compared(absurd).expect_err("faults");
    assert_eq!(
        refused,
        [("/alternatives/0".to_owned(), "amounts_out_of_range")]
    );
}
