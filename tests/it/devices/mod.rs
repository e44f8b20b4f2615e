//! The register: catalogue, batches, lists, movements and what they refuse.

mod batches;
mod files;
mod lists;
mod movements;

use crate::support::{OWN_SCHOOL, Service};
use anskaf::db::schema::{lease_lines, leases};
use anskaf::db::{DeviceCategoryId, LeaseId, LeaseLineId};
use anskaf::finance::Money;
use anskaf::http::Role;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::on_both;

/// A line for pupils' PCs with room for `quantity`, and a model that fits it.
pub struct Stock {
    pub lease: LeaseId,
    pub line: LeaseLineId,
    pub model: i64,
}

impl Stock {
    fn path(&self) -> String {
        format!("/lease-lines/{}/devices", self.line)
    }
}

/// A lease in a state with one line of devices and one of charging cabinets.
fn lease(
    service: &Service,
    number: &str,
    state: &str,
    quantity: i32,
    category: DeviceCategoryId,
) -> (LeaseId, LeaseLineId) {
    let (number, state) = (number.to_owned(), state.to_owned());
    service
        .db
        .write_blocking(|conn| {
            let start = NaiveDate::from_ymd_opt(2018, 1, 2).unwrap();
            let lease: LeaseId = diesel::insert_into(leases::table)
                .values((
                    leases::agreement_number.eq(number),
                    leases::title.eq("Pc'er"),
                    leases::lessor_name.eq("Udlejer"),
                    leases::kind.eq("finance_lease"),
                    leases::state.eq(state),
                    leases::starts_on.eq(start),
                    leases::periods.eq(4),
                    leases::every_unit.eq("year"),
                    leases::every_count.eq(1),
                    leases::timing.eq("advance"),
                    leases::rate.eq("0.0275"),
                    leases::residual.eq(Money::ZERO),
                    leases::rounding.eq("constant_payment"),
                    leases::version.eq(1),
                ))
                .returning(leases::id)
                .get_result(conn)?;
            diesel::insert_into(lease_lines::table)
                .values((
                    lease_lines::lease_id.eq(lease),
                    lease_lines::position.eq(2),
                    lease_lines::kind.eq("charging_cabinet"),
                    lease_lines::description.eq("Skabe"),
                    lease_lines::quantity.eq(10),
                    lease_lines::unit_price.eq(Money::from_ore(100)),
                ))
                .execute(conn)?;
            let line = diesel::insert_into(lease_lines::table)
                .values((
                    lease_lines::lease_id.eq(lease),
                    lease_lines::position.eq(1),
                    lease_lines::kind.eq("device"),
                    lease_lines::device_category_id.eq(Some(category)),
                    lease_lines::description.eq("Elev-pc"),
                    lease_lines::quantity.eq(quantity),
                    lease_lines::unit_price.eq(Money::from_ore(560_000)),
                ))
                .returning(lease_lines::id)
                .get_result(conn)?;
            Ok((lease, line))
        })
        .expect("a lease")
}

async fn model(service: &Service, category: DeviceCategoryId, name: &str) -> i64 {
    let model = json!({"device_category_id": category, "manufacturer": "HP", "name": name});
    service
        .by(Role::It)
        .post("/device-models", model)
        .await
        .expect(201)
        .id()
}

pub async fn stock(service: &Service, quantity: i32) -> Stock {
    let category = service.category("pc", "Elev-pc");
    let (lease, line) = lease(service, "KL-1", "in_force", quantity, category);
    Stock {
        lease,
        line,
        model: model(service, category, "ProBook 11").await,
    }
}

/// A body that registers `serials` at the school leader's school.
fn batch(stock: &Stock, serials: impl IntoIterator<Item = impl AsRef<str>>) -> Value {
    let devices: Vec<Value> = serials
        .into_iter()
        .map(|serial| json!({"serial_number": serial.as_ref()}))
        .collect();
    json!({"school_id": OWN_SCHOOL, "model_id": stock.model, "received_on": "2017-08-01", "devices": devices})
}

fn serials(prefix: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("{prefix}{number:05}"))
        .collect()
}

pub async fn registered(service: &Service) -> usize {
    let page = service
        .by(Role::It)
        .get("/devices?limit=1000&fields=id")
        .await
        .expect(200)
        .json();
    page["items"].as_array().unwrap().len()
}

on_both! {
    async fn the_catalogue_keeps_its_rules(service) {
        let (pc, tablet) = (service.category("pc", "Pc"), service.category("tablet", "Tablet"));
        let it = service.by(Role::It);
        let mut new = json!({
            "device_category_id": pc, "manufacturer": "HP", "name": "ProBook 11",
            "os_support_ends_on": "2025-10-14", "os_support_source": "Producentens livscyklusside",
        });
        let made = it.post("/device-models", new.clone()).await.expect(201);
        it.post("/device-models", new.clone()).await.refused(409, "device_model_exists");
        new["os_support_source"] = Value::Null;
        let path = format!("/device-models/{}", made.id());
        it.put(&path, &made.etag(), new.clone()).await.refused(422, "device_model_source_required");
        new["os_support_source"] = json!("x");
        new["os_support_ends_on"] = json!("1800-01-01");
        it.put(&path, &made.etag(), new.clone()).await.refused(422, "date_out_of_range");
        new["os_support_ends_on"] = json!("2026-10-14");
        new["device_category_id"] = json!(99);
        it.put(&path, &made.etag(), new.clone()).await.refused(422, "device_category_unknown");
        new["device_category_id"] = json!(tablet);
        it.put(&path, "\"7\"", new.clone()).await.refused(412, "stale");
        let changed = service.by(Role::ProjectLead).put(&path, &made.etag(), new.clone()).await.expect(200);
        assert_eq!(changed.json()["os_support_ends_on"], "2026-10-14");
        new["name"] = json!("  ");
        it.post("/device-models", new).await.refused(422, "text_blank");
        it.get("/device-models/99").await.refused(404, "device_model_not_found");
        let other = service.by(Role::SchoolLeader).get(&format!("/device-models?device_category_id={pc}")).await;
        assert_eq!(other.expect(200).json()["items"], json!([]));
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=device_model").await.json();
        assert_eq!(journal["items"][0]["before"]["os_support_ends_on"], "2025-10-14");
    }
}

on_both! {
    async fn the_category_of_a_model_in_use_stands(service) {
        let stock = stock(&service, 5).await;
        let it = service.by(Role::It);
        it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201);
        let tablet = service.category("tablet", "Tablet");
        let other = json!({"device_category_id": tablet, "manufacturer": "HP", "name": "ProBook 11"});
        it.put(&format!("/device-models/{}", stock.model), "\"1\"", other)
            .await.refused(409, "device_model_in_use");
    }
}
