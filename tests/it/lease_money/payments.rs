//! Invoices and payments beside what was to be paid.

use super::{force, in_force, newest, opened, terms};
use crate::on_both;
use crate::support::Service;
use anskaf::db::LeaseId;
use anskaf::http::Role;
use anskaf::leasing::store;
use serde_json::{Value, json};

fn payment(invoice: &str, amount: &str) -> Value {
    json!({"kind": "instalment", "instalment_number": 1, "invoice_number": invoice, "invoiced_on": "2016-12-15",
        "paid_on": "2017-01-02", "amount": amount, "vat": "85285.05"})
}

fn with(field: &str, value: Value) -> Value {
    let mut payment = payment("F-1", "341140.18");
    payment[field] = value;
    payment
}

async fn status(service: &Service, id: i64) -> Value {
    let path = format!("/leases/{id}/payments/status.json");
    service
        .by(Role::Finance)
        .get(&path)
        .await
        .expect(200)
        .json()
}

on_both! {
    async fn an_instalment_is_missing_until_it_is_paid_to_the_oere(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let before = status(&service, id).await;
        let states: Vec<_> = before["rows"].as_array().unwrap().iter().map(|row| row["status"].clone()).collect();
        assert_eq!(states, ["missing", "upcoming", "upcoming", "upcoming"]);
        assert_eq!((before["missing"].clone(), before["due"].clone()), (json!("341140.18"), json!("341140.18")));
        assert_eq!(before["rows"][0]["expected_vat"], "85285.05");
        let path = format!("/leases/{id}/payments");
        let mut invoice = payment("F-1", "341140.17");
        invoice["paid_on"] = Value::Null;
        let first = finance.post(&path, invoice).await.expect(201);
        let invoiced = status(&service, id).await["rows"][0].clone();
        assert_eq!((invoiced["status"].clone(), invoiced["invoiced"].clone(), invoiced["difference"].clone()),
            (json!("missing"), json!("341140.17"), Value::Null));
        let mut paid = payment("F-1", "341140.17");
        paid["corrects_id"] = json!(first.id());
        let second = finance.post(&path, paid).await.expect(201);
        let differing = status(&service, id).await;
        assert_eq!((differing["rows"][0]["status"].clone(), differing["rows"][0]["difference"].clone()), (json!("differing"), json!("-0.01")));
        assert_eq!((differing["missing"].clone(), differing["differing"].clone()), (json!("0.00"), json!("-0.01")));
        let mut right = payment("F-1", "341140.18");
        right["corrects_id"] = json!(second.id());
        let third = finance.post(&path, right).await.expect(201);
        let done = status(&service, id).await;
        assert_eq!((done["rows"][0]["status"].clone(), done["rows"][0]["entries"].clone()), (json!("paid"), json!([third.id()])));
        assert_eq!((done["total_paid"].clone(), done["total_expected"].clone()), (json!("341140.18"), json!("1364560.72")));
        let entry = newest(&service, "lease_payment").await;
        assert_eq!((entry["action"].clone(), entry["after"]["corrects_id"].clone()), (json!("corrected"), json!(second.id())));
        let counting = service.db.read_blocking(|conn| Ok(store::payments_by_lease(conn)?)).unwrap();
        assert_eq!(counting[&LeaseId(id)].iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [third.id()]);
        let all = finance.get(&path).await.json();
        assert_eq!(all["items"].as_array().unwrap().len(), 3);
    }
}

on_both! {
    async fn each_entry_is_corrected_once_and_on_its_own_lease(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let other = in_force(&service, terms("KL-2")).await;
        let path = format!("/leases/{id}/payments");
        let first = finance.post(&path, payment("F-1", "1.00")).await.expect(201).id();
        let second = finance.post(&path, with("corrects_id", json!(first))).await.expect(201).id();
        let answer = finance.post(&path, with("corrects_id", json!(first))).await.refused(409, "lease_payment_corrected");
        assert!(answer.text().contains(&format!("af post {second}")), "{}", answer.text());
        finance.post(&path, with("corrects_id", json!(99))).await.refused(422, "lease_payment_unknown");
        let elsewhere = format!("/leases/{other}/payments");
        finance.post(&elsewhere, with("corrects_id", json!(second))).await.refused(422, "lease_payment_unknown");
        finance.post(&elsewhere, payment("F-1", "341140.18")).await.expect(201);
        assert_eq!(status(&service, id).await["rows"][0]["status"], "paid");
    }
}

on_both! {
    async fn an_invoice_is_recorded_once_for_each_kind(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let path = format!("/leases/{id}/payments");
        let first = finance.post(&path, payment("F-1", "341140.18")).await.expect(201);
        let answer = finance.post(&path, payment(" f-1 ", "5.00")).await.refused(409, "lease_invoice_twice");
        assert!(answer.text().contains(&format!("post {}", first.id())), "{}", answer.text());
        // The same invoice may bill the fees with the instalment.
        finance.post(&path, with("kind", json!("fee"))).await.expect(201);
        finance.post(&path, with("kind", json!("fee"))).await.refused(409, "lease_invoice_twice");
        // Taken back by a correction the number is free again.
        let mut back = payment("F-1-KREDIT", "0.00");
        back["vat"] = json!("0.00");
        back["corrects_id"] = json!(first.id());
        finance.post(&path, back).await.expect(201);
        assert_eq!(status(&service, id).await["rows"][0]["status"], "missing");
        finance.post(&path, payment("F-1", "341140.18")).await.expect(201);
        assert_eq!(status(&service, id).await["rows"][0]["status"], "paid");
    }
}

on_both! {
    async fn fees_and_what_nobody_expected_stand_beside_the_instalments(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fee = json!({"description": "Service", "amount": "1000.00", "from_on": "2017-01-01", "vat_rate": "0.25"});
        finance.post(&format!("/leases/{}/fees", lease.id()), fee.clone()).await.expect(201);
        finance.post(&format!("/leases/{}/fees", lease.id()), fee).await.expect(201);
        force(&finance, lease.id()).await.expect(200);
        let path = format!("/leases/{}/payments", lease.id());
        let mut body = with("kind", json!("fee"));
        body["amount"] = json!("2000.00");
        body["vat"] = json!("500.00");
        finance.post(&path, body).await.expect(201);
        let charge = json!({"kind": "return_charge", "invoice_number": "R-1", "paid_on": "2017-08-24", "amount": "835.00", "vat": "208.75"});
        finance.post(&path, charge).await.expect(201);
        let status = status(&service, lease.id()).await;
        let rows = status["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 9);
        assert_eq!((rows[1]["kind"].clone(), rows[1]["expected"].clone(), rows[1]["status"].clone()), (json!("fee"), json!("2000.00"), json!("paid")));
        assert_eq!((rows[8]["kind"].clone(), rows[8]["expected"].clone(), rows[8]["status"].clone()), (json!("return_charge"), Value::Null, json!("paid")));
        assert_eq!((status["total_expected"].clone(), status["total_paid"].clone()), (json!("1372560.72"), json!("2835.00")));
        let csv = finance.get(&format!("{path}/status.csv")).await.expect(200);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = csv.text();
        assert!(text.contains("Ydelse;1;02.01.2017;341140,18;85285,05;0,00;0,00;0,00;;Mangler"), "{text}");
        assert!(text.contains("Servicegebyr;1;02.01.2017;2000,00;500,00;2000,00;2000,00;500,00;0,00;Betalt"), "{text}");
        assert!(text.contains("I alt;;;1372560,72;343140,20;2835,00;2835,00;708,75;0,00;"), "{text}");
    }
}

on_both! {
    async fn payments_that_cannot_be_meant_are_refused(service) {
        let finance = service.by(Role::Finance);
        let open = opened(&service, terms("KL-0")).await;
        finance.post(&format!("/leases/{}/payments", open.id()), payment("F-1", "1.00")).await
            .refused(409, "lease_payment_before_force");
        let early = status(&service, open.id()).await;
        assert_eq!((early["rows"][0]["status"].clone(), early["due"].clone()), (json!("upcoming"), json!("0.00")));
        let id = in_force(&service, terms("KL-1")).await;
        let path = format!("/leases/{id}/payments");
        for (field, value, code, pointer) in [
            ("instalment_number", json!(5), "lease_instalment_unknown", "/instalment_number"),
            ("instalment_number", json!(0), "number_range", "/instalment_number"),
            ("instalment_number", Value::Null, "lease_payment_number", "/instalment_number"),
            ("kind", json!("other"), "lease_payment_number", "/instalment_number"),
            ("paid_on", json!("2017-08-25"), "date_in_future", "/paid_on"),
            ("invoiced_on", json!("2017-08-25"), "date_in_future", "/invoiced_on"),
            ("invoiced_on", json!("0017-08-25"), "date_out_of_range", "/invoiced_on"),
            ("invoice_number", json!(" "), "text_blank", "/invoice_number"),
            ("amount", json!("-100000000000.00"), "amount_out_of_range", "/amount"),
            ("vat", json!("100000000000.00"), "amount_out_of_range", "/vat"),
        ] {
            let answer = finance.post(&path, with(field, value)).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, pointer, "{}", answer.text());
        }
        let mut undated = with("paid_on", Value::Null);
        undated["invoiced_on"] = Value::Null;
        finance.post(&path, undated).await.refused(422, "lease_payment_undated");
        assert_eq!(finance.get(&path).await.json()["items"], json!([]));
        finance.post("/leases/99/payments", payment("F-1", "1.00")).await.refused(404, "lease_not_found");
        finance.get("/leases/99/payments").await.refused(404, "lease_not_found");
        finance.get("/leases/99/payments/status.json").await.refused(404, "lease_not_found");
        finance.get(&format!("{path}/status.doc")).await.refused(404, "not_found");
    }
}

on_both! {
    async fn the_list_of_payments_comes_in_pieces(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let path = format!("/leases/{id}/payments");
        for invoice in ["F-1", "F-2", "F-3"] {
            finance.post(&path, payment(invoice, "1.00")).await.expect(201);
        }
        let page = finance.get(&format!("{path}?limit=2&fields=invoice_number")).await.expect(200).json();
        assert_eq!(page["items"], json!([{"invoice_number": "F-1"}, {"invoice_number": "F-2"}]));
        let next = page["next"].as_str().unwrap();
        let rest = finance.get(&format!("{path}?limit=2&cursor={next}")).await.expect(200).json();
        assert_eq!((rest["items"][0]["invoice_number"].clone(), rest.get("next")), (json!("F-3"), None));
    }
}
