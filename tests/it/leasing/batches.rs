//! Several suppliers' invoices on one agreement, and the interim charge on each.

use super::build::{act, as_ore, everything, in_build_up, list, monthly, opened, rows, with};
use crate::on_both;
use anskaf::http::Role;
use serde_json::{Value, json};

/// The batches of the handbook's example, all before the start on 1 July 2017.
fn batch(invoice: &str, paid_on: &str, amount: &str) -> Value {
    json!({
        "supplier_name": "Atea A/S", "invoice_number": invoice, "invoiced_on": paid_on, "received_on": paid_on,
        "accepted_on": paid_on, "paid_on": paid_on, "amount": amount,
    })
}

/// 1,200,000 kr. at 3.10 % from 1 July 2017 with an interim charge by rate, ACT/360.
fn terms() -> Value {
    let mut terms = monthly("KL-1");
    terms["starts_on"] = json!("2017-07-01");
    terms["periods"] = json!(48);
    terms["timing"] = json!("advance");
    terms["rate"] = json!("0.031");
    terms["interim_charge"] = json!({"method": "rate", "day_count": "ACT/360"});
    terms
}

on_both! {
    async fn three_batches_are_charged_each_from_its_own_day_and_drawn_together(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, terms()).await;
        let lines = format!("{path}/lines");
        let more = json!({"kind": "other", "description": "Mere", "quantity": 1, "unit_price": "960000.00"});
        finance.post(&lines, more).await.expect(201);
        for (invoice, paid, amount) in [
            ("1", "2017-03-10", "412500.00"), ("2", "2017-04-22", "268750.00"), ("3", "2017-06-15", "518750.00"),
        ] {
            finance.post(&format!("{path}/batches"), batch(invoice, paid, amount)).await.expect(201);
        }
        let schedule = format!("{path}/schedule.json");
        let before = finance.get(&schedule).await.expect(200).json();
        let amounts: Vec<_> = before["interim_charges"].as_array().unwrap().iter()
            .map(|charge| (charge["days"].as_i64().unwrap(), charge["amount"].as_str().unwrap().to_owned(), charge["due_on"].clone()))
            .collect();
        assert_eq!(amounts, [
            (113, "4013.85".to_owned(), json!("2017-07-01")), (70, "1619.97".to_owned(), json!("2017-07-01")),
            (16, "714.72".to_owned(), json!("2017-07-01")),
        ]);
        assert_eq!(before["total_interim"], "6348.54");
        assert_eq!(before["rows"][0]["opening"], "1200000.00");
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        let after = finance.get(&schedule).await.expect(200).json();
        assert_eq!((&after["rows"], &after["interim_charges"]), (&before["rows"], &before["interim_charges"]));
        let explained = list(&service, &path, "interim-charges").await;
        assert_eq!(explained.len(), 3);
        for charge in &explained {
            let parts = charge["explanation"]["parts"].as_array().unwrap();
            let sum: i64 = parts.iter().map(|part| as_ore(&part["amount"])).sum();
            assert_eq!(sum, as_ore(&charge["amount"]), "{charge}");
        }
        let id = after["interim_charges"][0]["batch_id"].as_i64().unwrap();
        let edit = format!("/lease-batches/{id}");
        finance.post(&format!("{path}/batches"), batch("4", "2017-07-02", "1.00")).await.refused(409, "lease_not_in_build_up");
        finance.put(&edit, "\"1\"", batch("1", "2017-03-10", "1.00")).await.refused(409, "lease_not_in_build_up");
        finance.act(&format!("{edit}/remove"), "\"1\"", Value::Null).await.refused(409, "lease_not_in_build_up");
    }
}

on_both! {
    async fn a_batch_paid_after_the_start_joins_the_debt_on_its_day(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, with(terms(), "timing", json!("arrears"))).await;
        finance.post(&format!("{path}/batches"), batch("1", "2017-06-01", "200000.00")).await.expect(201);
        finance.post(&format!("{path}/batches"), batch("2", "2017-07-16", "40000.00")).await.expect(201);
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        let first = rows(&service, &path).await[0].clone();
        assert_eq!((first["opening"].clone(), first["drawn"].clone()), (json!("200000.00"), json!("40000.00")));
        // 200,000 · 3.1 % / 12 and 40,000 for 16 of the 31 days of July.
        assert_eq!(first["interest"], "570.00");
        assert_eq!(list(&service, &path, "interim-charges").await.len(), 1);
    }
}

on_both! {
    async fn batches_must_be_accepted_paid_and_come_to_the_lines(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, terms()).await;
        let mut open = batch("1", "2017-03-10", "100000.00");
        open["accepted_on"] = Value::Null;
        open["paid_on"] = Value::Null;
        let first = finance.post(&format!("{path}/batches"), open).await.expect(201);
        finance.post(&format!("{path}/batches"), batch("2", "2017-04-22", "150000.00")).await.expect(201);
        // What no paid batch covers is shown as if it were paid on the start.
        let shown = finance.get(&format!("{path}/schedule.json")).await.expect(200).json();
        assert_eq!(shown["rows"][0]["opening"], "240000.00");
        let before = everything(&service, &path).await;
        let answer = act(&finance, &path, "put-in-force", Value::Null).await.refused(409, "several_faults");
        let told: Vec<String> = answer.faults().into_iter().map(|(code, place)| code + place.as_str()).collect();
        assert_eq!(told, ["lease_batch_not_accepted/batches/0", "lease_batch_not_paid/batches/0", "lease_batches_differ"]);
        let text = answer.text();
        assert!(text.contains("250000.00") && text.contains("240000.00") && text.contains("10000.00"), "{text}");
        assert!(text.contains("Atea A/S"), "{text}");
        assert_eq!(everything(&service, &path).await, before);
        let edit = format!("/lease-batches/{}", first.id());
        let settled = finance.put(&edit, &first.etag(), batch("1", "2017-03-10", "90000.00")).await.expect(200);
        assert_eq!(settled.json()["version"], 2);
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
    }
}

on_both! {
    async fn a_batch_keeps_its_rules(service) {
        let finance = service.by(Role::Finance);
        let open = opened(&service, monthly("KL-0")).await;
        finance.post(&format!("{open}/batches"), batch("1", "2017-03-10", "1.00")).await.refused(409, "lease_not_in_build_up");
        let path = in_build_up(&service, terms()).await;
        let batches = format!("{path}/batches");
        let plain = || batch("1", "2017-03-10", "100000.00");
        for (field, value, code) in [
            ("supplier_name", json!(" "), "text_blank"), ("invoiced_on", json!("2017-08-25"), "lease_date_ahead"),
            ("paid_on", json!("1980-01-01"), "date_out_of_range"), ("accepted_on", json!("2017-03-09"), "lease_batch_dates"),
            ("received_on", Value::Null, "lease_batch_dates"), ("amount", json!("0.00"), "lease_batch_amount"),
            ("amount", json!("100000000000.00"), "amount_out_of_range"),
        ] {
            finance.post(&batches, with(plain(), field, value)).await.refused(422, code);
        }
        let before = finance.get(&path).await.json()["version"].as_i64().unwrap();
        let first = finance.post(&batches, plain()).await.expect(201);
        finance.post(&batches, batch("2", "2017-03-10", "99999999999.99")).await.refused(422, "amount_out_of_range");
        assert_eq!(finance.get(&path).await.json()["version"], before + 1);
        finance.post(&batches, plain()).await.refused(409, "lease_batch_invoice_taken");
        let second = finance.post(&batches, batch("2", "2017-03-11", "5.00")).await.expect(201);
        let edit = format!("/lease-batches/{}", second.id());
        finance.put(&edit, &second.etag(), plain()).await.refused(409, "lease_batch_invoice_taken");
        finance.put(&edit, "\"7\"", plain()).await.refused(412, "stale");
        finance.act(&format!("{edit}/remove"), "\"7\"", Value::Null).await.refused(412, "stale");
        finance.act(&format!("{edit}/remove"), &second.etag(), Value::Null).await.expect(200);
        finance.put(&edit, "\"1\"", plain()).await.refused(404, "lease_batch_not_found");
        assert_eq!(list(&service, &path, "batches").await.len(), 1);
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease_batch").await.json();
        assert_eq!((journal["items"][0]["action"].clone(), journal["items"][0]["before"]["amount"].clone()), (json!("removed"), json!("5.00")));
        assert_eq!(first.json()["number"], 1);
        let late = with(with(monthly("KL-2"), "periods", json!(2)), "starts_on", json!("2017-01-01"));
        let late = in_build_up(&service, late).await;
        finance.post(&format!("{late}/batches"), batch("1", "2017-05-01", "240000.00")).await.expect(201);
        act(&finance, &late, "put-in-force", Value::Null).await.refused(409, "lease_batch_after_last");
    }
}
