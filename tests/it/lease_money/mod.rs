//! The money of agreements: fees, shares, payments, notice, approval, warnings and debt, and what they refuse.

mod approvals;
mod debt;
mod fees;
mod notice;
mod payments;
mod shares;
mod warnings;

use crate::support::{Answer, Client, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// An agreement of 1,310,750.00 kr. over four years in advance at 2.75 %: 341,140.18 kr. a year.
///
/// The clock of the tests stands at 24 August 2017, so that its first instalment is due and the others are not.
pub fn terms(number: &str) -> Value {
    json!({
        "agreement_number": number, "title": "Elev-pc'er", "lessor_name": "KommuneLeasing A/S",
        "kind": "finance_lease", "starts_on": "2017-01-02", "periods": 4,
        "every": {"unit": "year", "count": 1}, "timing": "advance", "rate": "0.0275",
    })
}

pub fn line(price: &str) -> Value {
    json!({"kind": "charging_cabinet", "description": "Ladeskabe", "quantity": 1, "unit_price": price})
}

/// An agreement in establishment that finances 1,310,750.00 kr.
pub async fn opened(service: &Service, terms: Value) -> Answer {
    let finance = service.by(Role::Finance);
    let made = finance.post("/leases", terms).await.expect(201);
    let path = format!("/leases/{}", made.id());
    finance
        .post(&format!("{path}/lines"), line("1310750.00"))
        .await
        .expect(201);
    finance.get(&path).await.expect(200)
}

/// Puts an agreement in force, signed first unless it is; answers what came back.
pub async fn force(finance: &Client<'_>, id: i64) -> Answer {
    let path = format!("/leases/{id}");
    let lease = finance.get(&path).await.expect(200);
    let etag = if lease.json()["state"] == "establishment" {
        let signed = json!({"signed_on": "2016-12-01"});
        let signed = finance
            .act(&format!("{path}/sign"), &lease.etag(), signed)
            .await;
        signed.expect(200).etag()
    } else {
        lease.etag()
    };
    finance
        .act(&format!("{path}/put-in-force"), &etag, Value::Null)
        .await
}

/// The same agreement in force.
pub async fn in_force(service: &Service, terms: Value) -> i64 {
    let id = opened(service, terms).await.id();
    force(&service.by(Role::Finance), id).await.expect(200);
    id
}

pub async fn codes_of(client: &Client<'_>, id: i64) -> Vec<String> {
    let warnings = client
        .get(&format!("/leases/{id}"))
        .await
        .expect(200)
        .json()["warnings"]
        .clone();
    let codes = warnings.as_array().unwrap().iter();
    codes
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// The warning with this code.
pub async fn warning(client: &Client<'_>, id: i64, code: &str) -> Value {
    let warnings = client
        .get(&format!("/leases/{id}"))
        .await
        .expect(200)
        .json()["warnings"]
        .clone();
    let found = warnings
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == code);
    found
        .unwrap_or_else(|| panic!("{code} is not among {warnings}"))
        .clone()
}

/// The newest entry of the journal about a kind of thing.
pub async fn newest(service: &Service, kind: &str) -> Value {
    let journal = service
        .by(Role::Auditor)
        .get(&format!("/journal?subject_kind={kind}&limit=1"))
        .await
        .expect(200)
        .json();
    journal["items"][0].clone()
}
