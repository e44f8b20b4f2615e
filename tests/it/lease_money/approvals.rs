//! Approval rules, decisions, and leases that may not be put in force without them.

use super::{codes_of, force, newest, opened, terms, warning};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

fn rule(body: &str, name: &str, max_total: Option<&str>, max_months: Option<i32>) -> Value {
    json!({"body": body, "name": name, "max_total": max_total, "max_months": max_months, "valid_from": "2016-01-01",
        "source": "Kasse- og regnskabsregulativ, bilag 2"})
}

/// 150,000 the administration, a million and five years the committee, above that the council.
async fn rules(service: &Service) {
    let admin = service.by(Role::Administrator);
    for body in [
        rule("director", "Direktionen", Some("150000.00"), None),
        rule("committee", "Økonomiudvalget", Some("1000000.00"), Some(60)),
        rule("council", "Kommunalbestyrelsen", None, None),
    ] {
        admin.post("/approval-rules", body).await.expect(201);
    }
}

fn decision(body: &str, outcome: &str) -> Value {
    json!({"body": body, "outcome": outcome, "decided_on": "2017-08-24", "reference": "Sag 17/2134, punkt 8", "reason": "Besparelse"})
}

on_both! {
    async fn a_lease_over_a_limit_waits_for_the_decision_of_that_body(service) {
        let finance = service.by(Role::Finance);
        rules(&service).await;
        let lease = opened(&service, terms("KL-1")).await;
        let answer = force(&finance, lease.id()).await.refused(409, "lease_decision_missing");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        for part in ["1364560.72", "48", "Kommunalbestyrelsen", "council", "1000000.00", "60", "Kasse- og regnskabsregulativ, bilag 2"] {
            assert!(detail.contains(part), "{part} is not in {detail}");
        }
        let told = warning(&finance, lease.id(), "lease_decision_missing").await;
        assert_eq!(told["detail"], detail);
        // The refusal took back what was written down.
        let schedule = finance.get(&format!("/leases/{}/schedule.json", lease.id())).await.json();
        assert_ne!(schedule["state"], "in_force");
        let decisions = format!("/leases/{}/decisions", lease.id());
        let seen = finance.get(&format!("/leases/{}", lease.id())).await.etag();
        finance.post(&decisions, decision("committee", "approved")).await.expect(201);
        finance.act(&format!("/leases/{}/put-in-force", lease.id()), &seen, Value::Null).await.refused(412, "stale");
        let entry = newest(&service, "lease").await;
        assert_eq!((entry["action"].clone(), entry["reason"].clone()), (json!("decided"), json!("Besparelse")));
        force(&finance, lease.id()).await.refused(409, "lease_decision_missing");
        let mut capped = decision("council", "approved");
        capped["approved_total"] = json!("1364560.71");
        finance.post(&decisions, capped.clone()).await.expect(201);
        force(&finance, lease.id()).await.refused(409, "lease_decision_missing");
        capped["approved_total"] = json!("1364560.72");
        finance.post(&decisions, capped).await.expect(201);
        assert!(codes_of(&finance, lease.id()).await.is_empty());
        finance.post(&decisions, decision("council", "rejected")).await.expect(201);
        force(&finance, lease.id()).await.refused(409, "lease_decision_missing");
        finance.post(&decisions, decision("council", "approved")).await.expect(201);
        force(&finance, lease.id()).await.expect(200);
        let found = service.by(Role::Auditor).get(&decisions).await.expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 5);
        assert_eq!(found["items"][0]["reference"], "Sag 17/2134, punkt 8");
    }
}

on_both! {
    async fn fees_are_in_the_total_that_is_approved(service) {
        let finance = service.by(Role::Finance);
        service.by(Role::Administrator)
            .post("/approval-rules", rule("director", "Direktionen", Some("1364560.72"), None)).await.expect(201);
        let lease = opened(&service, terms("KL-1")).await;
        assert!(codes_of(&finance, lease.id()).await.is_empty());
        let fee = json!({"description": "Service", "amount": "0.01", "from_on": "2020-01-02", "vat_rate": "0.25"});
        finance.post(&format!("/leases/{}/fees", lease.id()), fee).await.expect(201);
        let detail = warning(&finance, lease.id(), "lease_decision_missing").await["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("1364560.73") && detail.contains("kommunalbestyrelsen"), "{detail}");
        force(&finance, lease.id()).await.refused(409, "lease_decision_missing");
    }
}

on_both! {
    async fn what_the_administrations_own_limit_covers_needs_no_decision(service) {
        let finance = service.by(Role::Finance);
        service.by(Role::Administrator)
            .post("/approval-rules", rule("director", "Direktionen", Some("2000000.00"), Some(48))).await.expect(201);
        let lease = opened(&service, terms("KL-1")).await;
        force(&finance, lease.id()).await.expect(200);
        let mut long = terms("KL-2");
        long["periods"] = json!(5);
        let long = opened(&service, long).await;
        force(&finance, long.id()).await.refused(409, "lease_decision_missing");
    }
}

on_both! {
    async fn without_rules_nothing_is_required_but_the_lease_warns(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        assert_eq!(codes_of(&finance, lease.id()).await, ["approval_rules_missing"]);
        let mut past = rule("director", "Direktionen", Some("1.00"), None);
        past["valid_to"] = json!("2017-08-23");
        service.by(Role::Administrator).post("/approval-rules", past).await.expect(201);
        assert_eq!(codes_of(&finance, lease.id()).await, ["approval_rules_missing"]);
        force(&finance, lease.id()).await.expect(200);
        assert!(codes_of(&finance, lease.id()).await.is_empty());
    }
}

on_both! {
    async fn a_rule_is_changed_with_its_etag_and_the_journal_keeps_it(service) {
        let admin = service.by(Role::Administrator);
        let made = admin.post("/approval-rules", rule("director", "Direktionen", Some("1.00"), None)).await.expect(201);
        let path = format!("/approval-rules/{}", made.id());
        assert_eq!(made.header("location"), Some(format!("/api/v1{path}").as_str()));
        let mut ended = rule("director", "Direktionen", Some("2.00"), None);
        ended["valid_to"] = json!("2017-12-31");
        let changed = admin.put(&path, &made.etag(), ended.clone()).await.expect(200);
        admin.put(&path, &made.etag(), ended.clone()).await.refused(412, "stale");
        assert_eq!(service.by(Role::ProjectMember).get(&path).await.expect(200).json(), changed.json());
        let entry = newest(&service, "approval_rule").await;
        assert_eq!((entry["before"]["max_total"].clone(), entry["after"]["max_total"].clone()), (json!("1.00"), json!("2.00")));
        let mut next = rule("director", "Direktionen", None, None);
        admin.post("/approval-rules", next.clone()).await.refused(409, "approval_rule_taken");
        next["valid_from"] = json!("2018-01-01");
        let next = admin.post("/approval-rules", next).await.expect(201);
        let answer = admin.put(&format!("/approval-rules/{}", next.id()), &next.etag(), ended).await;
        answer.refused(409, "approval_rule_taken");
        assert_eq!(admin.get("/approval-rules").await.json()["items"].as_array().unwrap().len(), 2);
        admin.get("/approval-rules/99").await.refused(404, "approval_rule_not_found");
        service.by(Role::Finance).post("/approval-rules", rule("council", "Rådet", None, None)).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn rules_and_decisions_that_cannot_be_meant_are_refused(service) {
        let admin = service.by(Role::Administrator);
        for (field, value, code, pointer) in [
            ("name", json!(" "), "text_blank", "/name"),
            ("source", json!(""), "text_length", "/source"),
            ("max_total", json!("-1.00"), "amount_negative", "/max_total"),
            ("max_months", json!(1201), "number_range", "/max_months"),
            ("valid_from", json!("0016-01-01"), "date_out_of_range", "/valid_from"),
            ("valid_to", json!("2015-12-31"), "dates_out_of_order", "/valid_to"),
        ] {
            let mut body = rule("director", "Direktionen", None, None);
            body[field] = value;
            let answer = admin.post("/approval-rules", body).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, pointer, "{}", answer.text());
        }
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let path = format!("/leases/{}/decisions", lease.id());
        for (field, value, code) in [
            ("decided_on", json!("2017-08-25"), "date_in_future"),
            ("decided_on", json!("1017-08-25"), "date_out_of_range"),
            ("reference", json!(" "), "text_blank"),
            ("reason", json!(""), "text_length"),
            ("approved_total", json!("-1.00"), "amount_negative"),
        ] {
            let mut body = decision("council", "approved");
            body[field] = value;
            finance.post(&path, body).await.refused(422, code);
        }
        finance.post("/leases/99/decisions", decision("council", "approved")).await.refused(404, "lease_not_found");
        finance.get("/leases/99/decisions").await.refused(404, "lease_not_found");
        assert_eq!(finance.get(&path).await.json()["items"], json!([]));
        assert_eq!(admin.get("/approval-rules").await.json()["items"], json!([]));
    }
}
