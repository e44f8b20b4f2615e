//! Settlements, the whole and in part, and what they would cost.

use super::amendments::{agreed, assert_rows_hold};
use super::build::{
    TODAY, act, as_ore, everything, in_force, list, monthly, raw_rows_due, rows, with,
};
use crate::on_both;
use anskaf::http::Role;
use serde_json::{Value, json};

/// The example of the documentation: 1,200,000 kr. at 3.6 % over 48 months in advance, residual 120,000 kr.
///
/// It started a year earlier than there, so that the settlement after two years lies ahead of today by little.
fn documented() -> Value {
    let mut terms = monthly("KL-1");
    terms["starts_on"] = json!("2015-09-01");
    terms["periods"] = json!(48);
    terms["timing"] = json!("advance");
    terms["rate"] = json!("0.036");
    terms["residual"] = json!("24000.00");
    terms
}

on_both! {
    async fn a_settlement_costs_the_present_value_at_the_market_rate(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, documented()).await;
        let before = everything(&service, &path).await;
        let quote = |rate: &str| format!("{path}/settlement?on=2017-09-01&market_rate={rate}");
        // A fifth of the documented example, in the same place of its life.
        for (rate, value) in [("0.02", 13_344_244_i64), ("0.036", 13_098_467), ("0.05", 12_888_459)] {
            let found = finance.get(&quote(rate)).await.expect(200).json();
            assert!((as_ore(&found["present_value"]) - value).abs() <= 20, "{rate}: {found}");
            assert_eq!(as_ore(&found["present_value"]), as_ore(&found["debt"]) + as_ore(&found["accrued_interest"]) + as_ore(&found["compensation"]));
        }
        finance.get(&quote("2,0")).await.refused(400, "invalid_parameter");
        finance.get(&format!("{path}/settlement?on=2017-07-31&market_rate=0.02")).await.refused(422, "lease_amendment_date");
        finance.get(&format!("{path}/settlement?on=2017-09-01")).await.refused(400, "invalid_parameter");
        assert_eq!(everything(&service, &path).await, before);
    }
}

on_both! {
    async fn an_early_settlement_ends_the_lease_at_the_computed_or_the_lessors_price(service) {
        let finance = service.by(Role::Finance);
        for (number, amount) in [("KL-1", Value::Null), ("KL-2", json!("134000.00"))] {
            let path = in_force(&service, with(documented(), "agreement_number", json!(number))).await;
            let (all, raw) = (rows(&service, &path).await, raw_rows_due(&service, TODAY));
            let quote = finance.get(&format!("{path}/settlement?on=2017-09-15&market_rate=0.02")).await.json();
            let settle = agreed("early_settlement", json!({"effective_on": "2017-09-15", "rate": "0.02", "amount": amount}));
            let tried = act(&finance, &path, "amendments?dry_run=true", settle.clone()).await.expect(200).json();
            assert_eq!((tried["state"].clone(), finance.get(&path).await.json()["state"].clone()), (json!("ended"), json!("in_force")));
            let change = act(&finance, &path, "amendments", settle).await.expect(201).json();
            assert_eq!(change["settlement"], quote);
            let entry = &list(&service, &path, "amendments").await[0];
            assert_eq!(entry["computed"], quote["present_value"]);
            let price = if amount.is_null() { &quote["present_value"] } else { &amount };
            assert_eq!(&entry["amount"], price);
            let left = rows(&service, &path).await;
            assert_eq!(left[..], all[..25]);
            assert_eq!(raw_rows_due(&service, TODAY), raw);
            let lease = finance.get(&path).await.json();
            assert_eq!((lease["state"].clone(), lease["ended_on"].clone()), (json!("ended"), json!("2017-09-15")));
            let past = finance.get(&format!("{path}/schedules/1")).await.json();
            assert_eq!(past["rows"], json!(all));
            assert_eq!(finance.get(&format!("{path}/schedules/2")).await.json()["rows"], json!(left));
            finance.get(&format!("{path}/settlement?on=2017-09-15&market_rate=0.02")).await.refused(409, "lease_not_in_force");
        }
    }
}

on_both! {
    async fn a_part_settlement_lowers_the_debt_on_its_day_and_the_payments_after_it(service) {
        let finance = service.by(Role::Finance);
        for (number, timing) in [("KL-1", "arrears"), ("KL-2", "advance")] {
            let terms = with(monthly(number), "timing", json!(timing));
            let path = in_force(&service, terms).await;
            let (before, raw) = (rows(&service, &path).await, raw_rows_due(&service, TODAY));
            let repay = |amount: &str, on: &str| agreed("part_settlement", json!({"effective_on": on, "amount": amount}));
            act(&finance, &path, "amendments", repay("0.00", "2017-08-15")).await.refused(422, "lease_amendment_amount");
            let answer = act(&finance, &path, "amendments", repay("240000.00", "2017-08-15")).await.refused(422, "lease_settlement_amount");
            assert_eq!(answer.faults()[0].1, "/amount");
            for day in ["2017-07-31", "2017-09-01"] {
                act(&finance, &path, "amendments", repay("1.00", day)).await.refused(422, "lease_amendment_date");
            }
            let change = act(&finance, &path, "amendments", repay("50000.00", "2017-08-15")).await.expect(201).json();
            let first = usize::try_from(change["from_number"].as_i64().unwrap()).unwrap() - 1;
            let after = rows(&service, &path).await;
            assert_rows_hold(&after);
            assert_eq!(before[..first], after[..first]);
            assert_eq!(after[first]["drawn"], "-50000.00");
            assert!(as_ore(&after[first]["payment"]) < as_ore(&before[first]["payment"]));
            assert_eq!(after[23]["closing"], before[23]["closing"]);
            assert_eq!(raw_rows_due(&service, TODAY), raw);
            // A second one on a day of an instalment that is due, and its explanation.
            act(&finance, &path, "amendments", repay("10000.00", "2017-08-01")).await.expect(201);
            let again = rows(&service, &path).await;
            assert_rows_hold(&again);
            assert_eq!(raw_rows_due(&service, TODAY), raw);
        }
    }
}
