//! "Why this number?": for every amount of every row, parts that add up to it.

use super::amendments::{agreed, assert_rows_hold};
use super::build::{
    act, as_ore, floating, in_build_up, in_force, list, monthly, raw_rows_due, rows_for, with,
};
use super::renewed;
use crate::on_both;
use crate::support::Client;
use anskaf::http::Role;
use serde_json::{Value, json};

/// Explains every row; answers the largest rounding that had to be told in øre, plugs of last rows apart.
async fn explain_all(finance: &Client<'_>, path: &str) -> i64 {
    let rows = rows_for(finance, path).await;
    assert!(!rows.is_empty());
    let mut largest = 0;
    for row in &rows {
        let address = format!("{path}/instalments/{}/explanation", row["number"]);
        let told = finance.get(&address).await.expect(200).json();
        let told = told["items"].as_array().unwrap();
        let fields: Vec<&str> = told
            .iter()
            .map(|one| one["field"].as_str().unwrap())
            .collect();
        assert_eq!(
            fields,
            [
                "opening",
                "drawn",
                "interest",
                "principal",
                "payment",
                "closing",
                "vat"
            ]
        );
        for one in told {
            let field = one["field"].as_str().unwrap();
            assert_eq!(one["amount"], row[field], "{field} of {row}");
            let parts = one["parts"].as_array().unwrap();
            let sum: i64 = parts.iter().map(|part| as_ore(&part["amount"])).sum();
            assert_eq!(sum, as_ore(&one["amount"]), "{one}");
            for text in ["title", "formula", "source"] {
                assert!(!one[text].as_str().unwrap().is_empty(), "{one}");
            }
            for part in parts.iter().filter(|part| part["name"] == "Afrunding") {
                largest = largest.max(as_ore(&part["amount"]).abs());
                assert!(largest <= 2, "{row}: {one}");
            }
        }
    }
    largest
}

fn of<'a>(told: &'a Value, field: &str) -> &'a Value {
    let items = told["items"].as_array().unwrap();
    items.iter().find(|one| one["field"] == field).unwrap()
}

on_both! {
    async fn every_amount_of_every_row_adds_up_whatever_the_terms(service) {
        let finance = service.by(Role::Finance);
        let mut number = 0;
        for timing in ["advance", "arrears"] {
            for repayment in ["annuity", "straight_line", "interest_only"] {
                for (day_count, rounding, first_due_on) in [
                    ("periodic", "constant_payment", Value::Null),
                    ("30E/360", "last_payment_absorbs", json!("2016-10-15")),
                    ("ACT/360", "constant_payment", json!("2016-09-20")),
                    ("ACT/ACT", "last_payment_absorbs", Value::Null),
                ] {
                    number += 1;
                    let mut terms = monthly(&format!("KL-{number}"));
                    for (field, value) in [
                        ("timing", json!(timing)), ("repayment", json!(repayment)), ("day_count", json!(day_count)),
                        ("rounding", json!(rounding)), ("first_due_on", first_due_on), ("periods", json!(5)),
                        ("residual", json!("12000.00")), ("interest_rounding", json!("half_even")),
                    ] {
                        terms[field] = value;
                    }
                    let path = in_build_up(&service, terms).await;
                    let largest = explain_all(&finance, &path).await;
                    assert!(largest <= 1, "{timing} {repayment} {day_count}: {largest}");
                }
            }
        }
    }
}

on_both! {
    async fn the_rows_of_an_eventful_life_are_explained(service) {
        let finance = service.by(Role::Finance);
        for (number, timing) in [("KL-1", "arrears"), ("KL-2", "advance")] {
            let terms = with(with(floating(number), "timing", json!(timing)), "residual", json!("30000.00"));
            let path = in_force(&service, terms).await;
            let line = list(&service, &path, "lines").await[0]["id"].clone();
            let fixing = |from: &str, value: &str| json!({"applies_from": from, "index_value": value, "source": "dfbf.dk"});
            act(&finance, &path, "fixings", fixing("2017-08-10", "0.04")).await.expect(201);
            let back = json!({"lease_line_id": line, "quantity": 60, "effective_on": "2017-08-20"});
            act(&finance, &path, "amendments", agreed("part_return", back)).await.expect(201);
            let repay = json!({"effective_on": "2017-08-22", "amount": "20000.00"});
            act(&finance, &path, "amendments", agreed("part_settlement", repay)).await.expect(201);
            act(&finance, &path, "fixings", fixing("2018-03-01", "0.02")).await.expect(201);
            let back = json!({"lease_line_id": line, "quantity": 10, "effective_on": "2017-08-24", "payment": "4000.00"});
            act(&finance, &path, "amendments", agreed("part_return", back)).await.expect(201);
            let more = json!({"periods": 6, "residual": "0.00", "rate": "0.05"});
            act(&finance, &path, "amendments", agreed("extension", more)).await.expect(201);
            let more = json!({"periods": 6, "residual": "0.00", "payment": "900.00"});
            act(&finance, &path, "amendments", agreed("extension", more)).await.expect(201);
            let largest = explain_all(&finance, &path).await;
            assert!(largest <= 2, "{timing}: {largest}");
            let told = finance.get(&format!("{path}/instalments/14/explanation")).await.json();
            assert_eq!(of(&told, "interest")["parts"][0]["entry"]["kind"], "lease_fixing", "{told}");
        }
        // Half a year later, when more is due, more happens.
        let raw = raw_rows_due(&service, "2018-03-10");
        service.clock.set(service.clock.moment().now.plus_days(198));
        let token = renewed(&service).await;
        let finance = service.with_token(&token);
        for path in ["/leases/1", "/leases/2"] {
            let fixing = json!({"applies_from": "2018-03-05", "index_value": "0.03", "source": "dfbf.dk"});
            act(&finance, path, "fixings", fixing).await.expect(201);
            let repay = json!({"effective_on": "2018-03-08", "amount": "5000.00"});
            act(&finance, path, "amendments", agreed("part_settlement", repay)).await.expect(201);
            let rows = rows_for(&finance, path).await;
            assert_rows_hold(&rows);
            assert_eq!(rows.len(), 36);
            assert!(rows[30..].iter().all(|row| row["payment"] == "900.00"));
            let largest = explain_all(&finance, path).await;
            assert!(largest <= 2, "{path}: {largest}");
        }
        assert_eq!(raw_rows_due(&service, "2018-03-10"), raw);
    }
}

on_both! {
    async fn a_payment_names_its_formula_its_inputs_and_their_entries(service) {
        let finance = service.by(Role::Finance);
        let mut terms = monthly("KL-1");
        terms["timing"] = json!("advance");
        let path = in_force(&service, terms).await;
        let told = finance.get(&format!("{path}/instalments/2/explanation")).await.expect(200).json();
        let payment = of(&told, "payment");
        assert_eq!(payment["formula"], "ydelse = (P − RV·(1+i)^−n) · i / (1 − (1+i)^−n) / (1+i)");
        let inputs: Vec<(String, String)> = payment["inputs"].as_array().unwrap().iter()
            .map(|input| (input["symbol"].as_str().unwrap().to_owned(), input["value"].as_str().unwrap().replace('\u{a0}', " ")))
            .collect();
        for (symbol, value) in [("P", "240.000,00 kr."), ("RV", "0,00 kr."), ("r", "3 %"), ("i", "0,25 %"), ("n", "24")] {
            assert!(inputs.contains(&(symbol.to_owned(), value.to_owned())), "{symbol}: {inputs:?}");
        }
        let schedule = payment["inputs"].as_array().unwrap().last().unwrap();
        assert_eq!(schedule["entry"]["kind"], "lease_schedule");
        let opening = of(&told, "opening");
        assert_eq!(opening["parts"][0]["explained_at"], format!("/api/v1{path}/instalments/1/explanation"));
        let first = finance.get(&format!("{path}/instalments/1/explanation")).await.json();
        assert_eq!(of(&first, "opening")["parts"][0]["entry"]["kind"], "lease");
        assert_eq!(of(&first, "interest")["parts"], json!([]));
        finance.get(&format!("{path}/instalments/25/explanation")).await.refused(404, "lease_instalment_not_found");
        finance.get(&format!("{path}/instalments/x/explanation")).await.refused(400, "invalid_path");
    }
}

on_both! {
    async fn batches_are_named_where_they_were_drawn(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, monthly("KL-1")).await;
        for (invoice, paid, amount) in [("1", "2016-08-20", "200000.00"), ("2", "2016-10-10", "40000.00")] {
            let batch = json!({
                "supplier_name": "Atea A/S", "invoice_number": invoice, "invoiced_on": paid, "received_on": paid,
                "accepted_on": paid, "paid_on": paid, "amount": amount,
            });
            finance.post(&format!("{path}/batches"), batch).await.expect(201);
        }
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        explain_all(&finance, &path).await;
        let told = finance.get(&format!("{path}/instalments/2/explanation")).await.json();
        let drawn = of(&told, "drawn");
        assert_eq!(drawn["parts"][0]["entry"]["kind"], "lease_batch");
        assert!(drawn["parts"][0]["name"].as_str().unwrap().contains("faktura 2"), "{drawn}");
        assert_eq!(of(&told, "interest")["parts"].as_array().unwrap().len(), 2);
    }
}
