//! Leases: terms, lines, instalments, cost by year, and what they refuse.

mod amendments;
mod batches;
pub mod build;
mod explanations;
mod fixings;
mod settlements;
mod states;

use crate::on_both;
use crate::support::{Answer, Client, Service};
use anskaf::http::Role;
use anskaf::leasing::store::instalments_in_force;
use serde_json::{Value, json};

fn terms(number: &str) -> Value {
    json!({
        "agreement_number": number, "title": "Elev-pc'er 2017", "lessor_name": "KommuneLeasing A/S",
        "lessor_cvr_number": "22128916", "kind": "finance_lease", "starts_on": "2018-01-02", "periods": 4,
        "every": {"unit": "year", "count": 1}, "timing": "advance", "rate": "0.0275",
    })
}

fn pcs(category: i64) -> Value {
    json!({"kind": "device", "device_category_id": category, "description": "Elev-pc", "quantity": 210, "unit_price": "5600.00"})
}

fn cabinets(price: &str) -> Value {
    json!({"kind": "charging_cabinet", "description": "Ladeskabe", "quantity": 1, "unit_price": price})
}

/// The Dragør lease: 1,310,750.00 kr. over four years.
async fn dragoer(service: &Service, project: Option<i64>) -> Answer {
    let finance = service.by(Role::Finance);
    let mut lease = terms("KL-1");
    lease["project_id"] = json!(project);
    let made = finance.post("/leases", lease).await.expect(201);
    let lines = format!("/leases/{}/lines", made.id());
    let category = service.category("pc", "Elev-pc").0;
    finance.post(&lines, pcs(category)).await.expect(201);
    finance
        .post(&lines, cabinets("134750.00"))
        .await
        .expect(201);
    finance
        .get(&format!("/leases/{}", made.id()))
        .await
        .expect(200)
}

async fn signed(finance: &Client<'_>, path: &str) -> Answer {
    let etag = finance.get(path).await.etag();
    finance
        .act(
            &format!("{path}/sign"),
            &etag,
            json!({"signed_on": "2017-08-24"}),
        )
        .await
        .expect(200)
}

async fn in_force(finance: &Client<'_>, lease: &Answer) -> Answer {
    let path = format!("/leases/{}", lease.id());
    let signed = signed(finance, &path).await;
    finance
        .act(&format!("{path}/put-in-force"), &signed.etag(), Value::Null)
        .await
        .expect(200)
}

on_both! {
    async fn the_case_of_dragoer_costs_the_same_each_year_and_the_last_lies_outside_the_frame(service) {
        let project = service.project().0;
        let finance = service.by(Role::Finance);
        let lease = dragoer(&service, Some(project)).await;
        assert_eq!(lease.json()["financed"], "1310750.00");
        assert_eq!(lease.json()["total_payments"], "1364560.72");
        let warnings = lease.json()["warnings"].clone();
        assert_eq!(warnings.as_array().unwrap().len(), 2, "{warnings}");
        assert_eq!(warnings[1]["code"], "approval_rules_missing");
        assert_eq!(warnings[0]["code"], "payments_outside_frame");
        let detail = warnings[0]["detail"].as_str().unwrap();
        assert!(detail.contains("2021") && detail.contains("341.140,18"), "{detail}");
        let forced = in_force(&finance, &lease).await;
        assert_eq!(forced.json()["state"], "in_force");
        let costs = finance.get(&format!("/leases/{}/costs-by-year", lease.id())).await.expect(200).json();
        let payments: Vec<_> = costs["items"].as_array().unwrap().iter()
            .map(|cost| (cost["year"].clone(), cost["payments"].clone(), cost["frame"].clone()))
            .collect();
        let year = |year: i32, frame: Value| (json!(year), json!("341140.18"), frame);
        let frame = json!("388000.00");
        assert_eq!(payments, [
            year(2018, frame.clone()), year(2019, frame.clone()), year(2020, frame), year(2021, Value::Null),
        ]);
    }
}

on_both! {
    async fn putting_in_force_writes_down_what_establishment_computed(service) {
        let finance = service.by(Role::Finance);
        let lease = dragoer(&service, None).await;
        let path = format!("/leases/{}/schedule.json", lease.id());
        let before = finance.get(&path).await.expect(200).json();
        assert_eq!(before["state"], "establishment");
        in_force(&finance, &lease).await;
        let after = finance.get(&path).await.expect(200).json();
        assert_eq!(before["rows"], after["rows"]);
        assert_eq!(after["rows"].as_array().unwrap().len(), 4);
        assert_eq!(after["total_interest"], "53810.72");
        let csv = finance.get(&path.replace("json", "csv")).await.expect(200);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        assert!(csv.text().contains("1;02.01.2018;02.01.2018;02.01.2019;1310750,00;0,00;0,00;341140,18;341140,18;969609,82;85285,05"));
        let workbook = finance.get(&path.replace("json", "xlsx")).await.expect(200);
        assert_eq!(workbook.header("content-type"), Some(anskaf::render::xlsx::MEDIA_TYPE));
        assert!(workbook.body.starts_with(b"PK"));
        finance.get(&path.replace("json", "pdf")).await.refused(404, "not_found");
        let stored = service.db.read_blocking(instalments_in_force).unwrap();
        assert_eq!((stored.len(), stored[0].lines.len(), stored[0].rows.len()), (1, 2, 4));
        let journal = service.by(Role::Auditor)
            .get(&format!("/journal?subject_kind=lease&subject_id={}", lease.id())).await.json();
        assert_eq!(journal["items"][0]["action"], "put_in_force");
        assert_eq!(journal["items"][0]["before"]["state"], "build_up");
    }
}

on_both! {
    async fn a_lease_in_force_is_frozen(service) {
        let finance = service.by(Role::Finance);
        let lease = dragoer(&service, None).await;
        let lines = format!("/leases/{}/lines", lease.id());
        let forced = in_force(&finance, &lease).await;
        let path = format!("/leases/{}", lease.id());
        finance.put(&path, &forced.etag(), terms("KL-1")).await.refused(409, "lease_frozen");
        finance.post(&lines, cabinets("1.00")).await.refused(409, "lease_frozen");
        let line = finance.get(&lines).await.json()["items"][1]["id"].as_i64().unwrap();
        finance.put(&format!("/lease-lines/{line}"), "\"1\"", cabinets("1.00")).await.refused(409, "lease_frozen");
        finance.act(&format!("/lease-lines/{line}/remove"), "\"1\"", Value::Null).await.refused(409, "lease_frozen");
        finance.act(&format!("{path}/put-in-force"), &forced.etag(), Value::Null).await.refused(409, "lease_not_in_build_up");
        assert_eq!(finance.get(&path).await.json()["financed"], "1310750.00");
    }
}

on_both! {
    async fn a_lease_that_ends_early_costs_nothing_after_its_end(service) {
        let finance = service.by(Role::Finance);
        let lease = dragoer(&service, None).await;
        let path = format!("/leases/{}", lease.id());
        let end = format!("{path}/end");
        finance.act(&end, &lease.etag(), json!({"reason": "Fejl"})).await.refused(409, "lease_not_in_force");
        let forced = in_force(&finance, &lease).await;
        finance.act(&end, &forced.etag(), json!({"reason": " "})).await.refused(422, "text_blank");
        finance.act(&end, &lease.etag(), json!({"reason": "Indfriet"})).await.refused(412, "stale");
        let days_to_2019 = 600;
        service.clock.set(service.clock.moment().now.plus_days(days_to_2019));
        let finance = renewed(&service).await;
        let finance = service.with_token(&finance);
        let ended = finance.act(&end, &forced.etag(), json!({"reason": "Indfriet"})).await.expect(200);
        assert_eq!((ended.json()["state"].clone(), ended.json()["ended_on"].clone()), (json!("ended"), json!("2019-04-16")));
        let costs = finance.get(&format!("{path}/costs-by-year")).await.json();
        assert_eq!(costs["items"].as_array().unwrap().len(), 2);
        let stored = service.db.read_blocking(instalments_in_force).unwrap();
        assert_eq!(stored[0].rows.len(), 2);
        let journal = service.db.read_blocking(|conn| Ok(anskaf::organisation::store::journal_entries(
            conn, &anskaf::organisation::store::JournalFilter::default(), 1)?)).unwrap();
        assert_eq!((journal[0].action.as_str(), journal[0].reason.as_deref()), ("ended", Some("Indfriet")));
    }
}

/// A token for finance that the clock has not overtaken.
async fn renewed(service: &Service) -> String {
    let now = service.clock.moment();
    service
        .db
        .write_blocking(|conn| {
            let found = anskaf::organisation::store::find_account_by_email(
                conn,
                "finance@dragoer.example",
            )?
            .unwrap();
            let admin =
                anskaf::organisation::store::find_account_by_email(conn, "admin@dragoer.example")?
                    .unwrap();
            let caller = anskaf::http::Caller {
                account: admin.id,
                name: admin.name,
                roles: vec![Role::Administrator],
                schools: vec![],
                language: anskaf::error::Language::Danish,
                read_only: false,
            };
            let admin = anskaf::http::actor::Administrator::of(caller)?;
            let command = anskaf::organisation::IssueToken {
                name: "Ny".to_owned(),
                scope: anskaf::organisation::Scope::Write,
                valid_days: 30,
            };
            Ok(anskaf::organisation::issue_token(conn, &admin, found.id, &command, now)?.secret)
        })
        .unwrap()
}

on_both! {
    async fn every_fault_of_the_terms_is_told_in_one_answer(service) {
        let finance = service.by(Role::Finance);
        let mut lease = terms(" ");
        lease["project_id"] = json!(77);
        lease["lessor_cvr_number"] = json!("DK22128916");
        lease["starts_on"] = json!("1899-01-01");
        lease["residual"] = json!("-1.00");
        let answer = finance.post("/leases", lease).await.refused(422, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["text_blank", "cvr_invalid", "amount_negative", "date_out_of_range", "lease_project_unknown"]);
        assert_eq!(finance.get("/leases").await.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_text_that_no_database_can_store_is_refused(service) {
        let finance = service.by(Role::Finance);
        let mut lease = terms("KL\u{0}1");
        lease["note"] = json!("a\u{0}b");
        let answer = finance.post("/leases", lease.clone()).await.refused(422, "value_invalid");
        let places: Vec<String> = answer.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["/agreement_number", "/note"]);
        lease["agreement_number"] = json!("KL-1");
        lease["note"] = json!("the six characters \\u0000 are no NUL");
        finance.post("/leases", lease).await.expect(201);
    }
}

on_both! {
    async fn absurd_terms_are_refused(service) {
        let finance = service.by(Role::Finance);
        let with = |field: &str, value: Value| {
            let mut lease = terms("KL-2");
            lease[field] = value;
            lease
        };
        for (field, value, status, code) in [
            ("periods", json!(0), 422, "number_range"),
            ("periods", json!(1201), 422, "number_range"),
            ("every", json!({"unit": "year", "count": 0}), 422, "number_range"),
            ("every", json!({"unit": "year", "count": 1201}), 422, "number_range"),
            ("every", json!({"unit": "year", "count": 1200}), 200, ""),
            ("every", json!({"unit": "decade", "count": 1}), 400, "invalid_value"),
            ("every", json!({"unit": "year", "count": -1}), 400, "invalid_value"),
            ("rate", json!("2,75"), 400, "invalid_value"),
            ("rate", json!(0.0275), 400, "invalid_value"),
            ("residual", json!("1.005"), 422, "amount_too_many_decimals"),
            ("residual", json!("100000000000.00"), 422, "amount_out_of_range"),
            ("starts_on", json!("2018-02-30"), 400, "invalid_value"),
            ("owner", json!("x"), 400, "unknown_field"),
        ] {
            let answer = finance.post("/leases", with(field, value)).await;
            if status == 200 {
                answer.expect(201);
            } else {
                answer.refused(status, code);
            }
        }
        let mut long = terms("KL-3");
        long["every"] = json!({"unit": "year", "count": 1200});
        long["periods"] = json!(1200);
        finance.post("/leases", long).await.refused(422, "lease_beyond_calendar");
    }
}

on_both! {
    async fn a_lease_whose_payment_cannot_be_computed_warns_and_is_not_put_in_force(service) {
        let finance = service.by(Role::Finance);
        let empty = finance.post("/leases", terms("KL-1")).await.expect(201);
        let path = format!("/leases/{}", empty.id());
        let act = format!("{path}/put-in-force");
        assert_eq!(finance.get(&format!("{path}/schedule.json")).await.expect(200).json()["rows"], json!([]));
        let ready = signed(&finance, &path).await;
        finance.act(&act, &ready.etag(), Value::Null).await.refused(409, "lease_finances_nothing");
        finance.post(&format!("{path}/lines"), cabinets("1000.00")).await.expect(201);
        finance.act(&act, &ready.etag(), Value::Null).await.refused(412, "stale");
        for (number, field, value, code, place) in [
            ("KL-2", "residual", json!("1000.01"), "lease_residual_too_large", "/residual"),
            ("KL-3", "periods", json!(1200), "lease_payment_impossible", "/rate"),
        ] {
            let mut wrong = terms(number);
            wrong["rate"] = json!(if field == "periods" { "10" } else { "0.0275" });
            wrong[field] = value;
            let lease = finance.post("/leases", wrong).await.expect(201);
            let path = format!("/leases/{}", lease.id());
            finance.post(&format!("{path}/lines"), cabinets("1000.00")).await.expect(201);
            let ready = signed(&finance, &path).await;
            assert_eq!(ready.json()["warnings"][0]["code"], code);
            let act = format!("{path}/put-in-force");
            let answer = finance.act(&act, &ready.etag(), Value::Null).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, place);
            finance.get(&format!("{path}/costs-by-year")).await.refused(422, code);
            assert_eq!(finance.get(&path).await.json()["state"], "build_up");
        }
    }
}

on_both! {
    async fn lines_keep_their_rules(service) {
        let finance = service.by(Role::Finance);
        let lease = finance.post("/leases", terms("KL-1")).await.expect(201);
        let lines = format!("/leases/{}/lines", lease.id());
        let mut device = pcs(99);
        finance.post(&lines, device.clone()).await.refused(422, "device_category_unknown");
        device["device_category_id"] = Value::Null;
        finance.post(&lines, device).await.refused(422, "lease_line_category");
        let mut cabinet = cabinets("1.00");
        cabinet["device_category_id"] = json!(service.category("pc", "Pc").0);
        finance.post(&lines, cabinet.clone()).await.refused(422, "lease_line_category");
        cabinet = cabinets("99999999999.99");
        cabinet["quantity"] = json!(1_000_000);
        finance.post(&lines, cabinet.clone()).await.refused(422, "amount_out_of_range");
        cabinet["quantity"] = json!(1_000_001);
        finance.post(&lines, cabinet.clone()).await.refused(422, "number_range");
        cabinet["quantity"] = json!(99_999_999_999_i64);
        finance.post(&lines, cabinet).await.refused(400, "invalid_value");
        finance.post(&lines, cabinets("-1.00")).await.refused(422, "amount_negative");
        finance.post(&lines, cabinets("1.001")).await.refused(422, "amount_too_many_decimals");
        finance.post(&lines, cabinets("99999999999.00")).await.expect(201);
        finance.post(&lines, cabinets("1.00")).await.refused(422, "amount_out_of_range");
        assert_eq!(finance.get(&lines).await.json()["items"].as_array().unwrap().len(), 1);
        finance.post("/leases/99/lines", cabinets("1.00")).await.refused(404, "lease_not_found");
    }
}

on_both! {
    async fn a_line_is_changed_and_removed_and_the_journal_keeps_it(service) {
        let finance = service.by(Role::Finance);
        let lease = finance.post("/leases", terms("KL-1")).await.expect(201);
        let lines = format!("/leases/{}/lines", lease.id());
        let line = finance.post(&lines, cabinets("1000.00")).await.expect(201);
        let path = format!("/lease-lines/{}", line.id());
        let changed = finance.put(&path, &line.etag(), cabinets("2000.00")).await.expect(200);
        assert_eq!((changed.json()["amount"].clone(), changed.json()["version"].clone()), (json!("2000.00"), json!(2)));
        finance.put(&path, &line.etag(), cabinets("3000.00")).await.refused(412, "stale");
        let remove = format!("{path}/remove");
        finance.act(&remove, &line.etag(), Value::Null).await.refused(412, "stale");
        assert_eq!(finance.get(&lines).await.json()["items"].as_array().unwrap().len(), 1);
        finance.act(&remove, &changed.etag(), Value::Null).await.expect(200);
        finance.act(&remove, &changed.etag(), Value::Null).await.refused(404, "lease_line_not_found");
        assert_eq!(finance.get(&lines).await.json()["items"], json!([]));
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease_line").await.json();
        assert_eq!(journal["items"][0]["action"], "removed");
        assert_eq!(journal["items"][0]["before"]["amount"], "2000.00");
        assert_eq!(finance.get(&format!("/leases/{}", lease.id())).await.json()["version"], 4);
    }
}

on_both! {
    async fn agreement_numbers_are_unique_and_leases_are_listed_in_pieces(service) {
        let finance = service.by(Role::Finance);
        let project = service.project().0;
        let mut first = terms("KL-1");
        first["project_id"] = json!(project);
        finance.post("/leases", first).await.expect(201);
        finance.post("/leases", terms("KL-1")).await.refused(409, "lease_number_taken");
        let second = finance.post("/leases", terms("KL-2")).await.expect(201);
        let path = format!("/leases/{}", second.id());
        finance.put(&path, &second.etag(), terms("KL-1")).await.refused(409, "lease_number_taken");
        finance.put(&path, "\"9\"", terms("KL-3")).await.refused(412, "stale");
        let page = finance.get("/leases?limit=1&fields=id,agreement_number").await.expect(200).json();
        assert_eq!(page["items"][0]["agreement_number"], "KL-1");
        let next = page["next"].as_str().unwrap();
        let rest = finance.get(&format!("/leases?limit=1&cursor={next}")).await.expect(200).json();
        assert_eq!((rest["items"][0]["agreement_number"].clone(), rest.get("next")), (json!("KL-2"), None));
        let of_project = finance.get(&format!("/leases?project_id={project}&state=establishment")).await.json();
        assert_eq!(of_project["items"].as_array().unwrap().len(), 1);
        assert_eq!(finance.get("/leases?state=in_force").await.json()["items"], json!([]));
        finance.get("/leases?state=over").await.refused(400, "invalid_parameter");
        finance.get("/leases?lessor=x").await.refused(400, "unknown_parameter");
        finance.get("/leases/99").await.refused(404, "lease_not_found");
    }
}
