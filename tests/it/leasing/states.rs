//! The states of an agreement and its contract settings: what may change when, and what is refused.

use super::build::{TODAY, act, in_build_up, in_force, list, monthly, opened, rows, with};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

/// Every contract setting other than its default.
fn settled(number: &str) -> Value {
    let mut terms = monthly(number);
    for (field, value) in [
        ("first_due_on", json!("2016-11-01")),
        ("day_count", json!("ACT/360")),
        ("repayment", json!("straight_line")),
        ("rounding", json!("last_payment_absorbs")),
        ("interest_rounding", json!("half_even")),
        ("payment_days", json!("modified_following")),
        (
            "interim_charge",
            json!({"method": "rate", "day_count": "30E/360"}),
        ),
        ("vat_rate", json!("0")),
        ("end_kind", json!("purchase")),
        ("purchase_price", json!("25000.00")),
        ("account_string", json!("3.22.01.1.400.4.9")),
        (
            "floating",
            json!({"index_name": "CIBOR 3M", "margin": "-0.001", "floor": "0", "cap": null}),
        ),
    ] {
        terms[field] = value;
    }
    terms
}

on_both! {
    async fn every_contract_setting_comes_back_as_it_was_written(service) {
        let finance = service.by(Role::Finance);
        let terms = settled("KL-1");
        let lease = finance.post("/leases", terms.clone()).await.expect(201);
        let listed = finance.get("/leases").await.json()["items"][0].clone();
        for (field, value) in terms.as_object().unwrap() {
            assert_eq!(&lease.json()[field], value, "{field}");
            assert_eq!(&listed[field], value, "{field}");
        }
        let path = format!("/leases/{}", lease.id());
        let plain = finance.put(&path, &lease.etag(), monthly("KL-1")).await.expect(200).json();
        for (field, value) in [
            ("first_due_on", Value::Null), ("day_count", json!("periodic")), ("repayment", json!("annuity")),
            ("interest_rounding", json!("half_up")), ("payment_days", json!("unadjusted")), ("vat_rate", json!("0.25")),
            ("interim_charge", json!({"method": "none", "day_count": null})), ("end_kind", json!("return_to_lessor")),
            ("purchase_price", Value::Null), ("account_string", Value::Null), ("floating", Value::Null),
            ("signed_on", Value::Null),
        ] {
            assert_eq!(plain[field], value, "{field}");
        }
    }
}

on_both! {
    async fn contract_settings_that_make_no_sense_are_refused_all_at_once(service) {
        let finance = service.by(Role::Finance);
        let mut terms = settled("KL-1");
        terms["first_due_on"] = json!("2016-09-01");
        terms["vat_rate"] = json!("1.01");
        terms["end_kind"] = json!("designation");
        terms["account_string"] = json!("3.22.01.1.400.4.9.12345.6789");
        terms["floating"] = json!({"index_name": " ", "margin": "0", "floor": "0.02", "cap": "0.01"});
        let answer = finance.post("/leases", terms).await.refused(422, "several_faults");
        let told: Vec<String> = answer.faults().into_iter().map(|(code, place)| code + place.as_str()).collect();
        assert_eq!(told, [
            "text_blank/floating/index_name", "account_string_invalid/account_string",
            "lease_purchase_price_unwanted/purchase_price", "lease_vat_rate/vat_rate",
            "lease_floor_above_cap/floating/cap", "lease_first_due_too_early/first_due_on",
        ]);
        for (field, value, status, code) in [
            ("purchase_price", json!("-1.00"), 422, "amount_negative"),
            ("first_due_on", json!("2101-01-01"), 422, "date_out_of_range"),
            ("day_count", json!("31/366"), 400, "invalid_value"),
            ("interim_charge", json!({"method": "rate", "days": 3}), 400, "unknown_field"),
            ("floating", json!({"index_name": "", "margin": "0"}), 422, "text_length"),
        ] {
            let answer = finance.post("/leases", with(settled("KL-2"), field, value)).await;
            assert_eq!(answer.status, status, "{field}: {}", answer.text());
            if code != "text_length" {
                answer.refused(status, code);
            }
        }
        assert_eq!(finance.get("/leases").await.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_lease_is_signed_then_built_up_then_in_force(service) {
        let finance = service.by(Role::Finance);
        let path = opened(&service, monthly("KL-1")).await;
        act(&finance, &path, "put-in-force", Value::Null).await.refused(409, "lease_not_in_build_up");
        let sign = |on: &'static str| json!({"signed_on": on});
        act(&finance, &path, "sign", sign("2017-08-25")).await.refused(422, "lease_date_ahead");
        act(&finance, &path, "sign", sign("1989-12-31")).await.refused(422, "date_out_of_range");
        finance.act(&format!("{path}/sign"), "\"9\"", sign(TODAY)).await.refused(412, "stale");
        let signed = act(&finance, &path, "sign", sign(TODAY)).await.expect(200).json();
        assert_eq!((signed["state"].clone(), signed["signed_on"].clone()), (json!("build_up"), json!(TODAY)));
        act(&finance, &path, "sign", sign(TODAY)).await.refused(409, "lease_not_in_establishment");
        act(&finance, &path, "end", json!({"reason": "Fejl"})).await.refused(409, "lease_not_in_force");
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease").await.json();
        let actions: Vec<_> = journal["items"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(actions, ["put_in_force", "signed", "opened"]);
    }
}

on_both! {
    async fn after_the_signature_only_rate_start_first_due_date_and_note_change(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, monthly("KL-1")).await;
        let etag = finance.get(&path).await.etag();
        let mut other = monthly("KL-9");
        other["periods"] = json!(25);
        other["residual"] = json!("100.00");
        other["rate"] = json!("0.031");
        let answer = finance.put(&path, &etag, other).await.refused(409, "lease_term_signed");
        let places: Vec<String> = answer.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["/agreement_number", "/periods", "/residual"]);
        assert!(answer.text().contains("\\\"periods\\\""), "{}", answer.text());
        let mut later = monthly("KL-1");
        later["rate"] = json!("0.031");
        later["starts_on"] = json!("2016-10-01");
        later["first_due_on"] = json!("2016-11-15");
        later["note"] = json!("Renten fulgte swaprenten.");
        let changed = finance.put(&path, &etag, later.clone()).await.expect(200).json();
        assert_eq!((changed["rate"].clone(), changed["starts_on"].clone()), (json!("0.031"), json!("2016-10-01")));
        assert_eq!(rows(&service, &path).await[0]["due_on"], "2016-11-15");
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        let etag = finance.get(&path).await.etag();
        finance.put(&path, &etag, later).await.refused(409, "lease_frozen");
    }
}

on_both! {
    async fn the_first_schedule_names_its_cause_and_shows_its_rows(service) {
        let path = in_force(&service, monthly("KL-1")).await;
        let finance = service.by(Role::Finance);
        let schedules = list(&service, &path, "schedules").await;
        assert_eq!(schedules.len(), 1);
        let first = &schedules[0];
        assert_eq!((first["number"].clone(), first["cause"].clone(), first["from_number"].clone()),
            (json!(1), json!("entry_into_force"), json!(1)));
        assert!(first["made_by"].is_i64());
        let past = finance.get(&format!("{path}/schedules/1")).await.expect(200).json();
        assert_eq!(past["rows"], json!(rows(&service, &path).await));
        finance.get(&format!("{path}/schedules/2")).await.refused(404, "lease_schedule_not_found");
        finance.get("/leases/99/schedules/1").await.refused(404, "lease_not_found");
    }
}

/// Every list of an agreement that does not exist is not found.
#[actix_web::test]
async fn lists_of_an_unknown_lease_are_not_found() {
    let service = Service::sqlite().await;
    let finance = service.by(Role::Finance);
    for list in [
        "batches",
        "interim-charges",
        "fixings",
        "amendments",
        "schedules",
        "schedule.json",
        "instalments/1/explanation",
        "settlement?on=2017-09-01&market_rate=0.02",
    ] {
        finance
            .get(&format!("/leases/99/{list}"))
            .await
            .refused(404, "lease_not_found");
    }
}
