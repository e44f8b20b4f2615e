//! Agreements that stories stand on.

use crate::support::{Answer, Client, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// Today in every story.
pub const TODAY: &str = "2017-08-24";

/// A monthly agreement in arrears over two years from 1 September 2016: eleven instalments are due.
pub fn monthly(number: &str) -> Value {
    json!({
        "agreement_number": number, "title": "Elev-pc'er", "lessor_name": "KommuneLeasing A/S",
        "kind": "finance_lease", "starts_on": "2016-09-01", "periods": 24,
        "every": {"unit": "month", "count": 1}, "timing": "arrears", "rate": "0.03",
    })
}

/// The same, following a reference rate with a floor of zero and a cap of 5 %.
pub fn floating(number: &str) -> Value {
    let mut terms = monthly(number);
    terms["floating"] =
        json!({"index_name": "CIBOR 3M", "margin": "0.0065", "floor": "0", "cap": "0.05"});
    terms
}

pub fn with(mut terms: Value, field: &str, value: Value) -> Value {
    terms[field] = value;
    terms
}

/// A line of `quantity` devices at `price`.
pub fn devices(category: i64, quantity: i32, price: &str) -> Value {
    json!({"kind": "device", "device_category_id": category, "description": "Elev-pc", "quantity": quantity, "unit_price": price})
}

/// An opened agreement with 200 devices at 1,000 kr. and four cabinets at 10,000 kr.: 240,000 kr.
pub async fn opened(service: &Service, terms: Value) -> String {
    let finance = service.by(Role::Finance);
    let lease = finance.post("/leases", terms).await.expect(201);
    let path = format!("/leases/{}", lease.id());
    let category =
        match service.by(Role::It).get("/device-categories").await.json()["items"][0]["id"].as_i64()
        {
            Some(id) => id,
            None => service.category("pc", "Elev-pc").0,
        };
    let lines = format!("{path}/lines");
    finance
        .post(&lines, devices(category, 200, "1000.00"))
        .await
        .expect(201);
    let cabinets = json!({"kind": "charging_cabinet", "description": "Skabe", "quantity": 4, "unit_price": "10000.00"});
    finance.post(&lines, cabinets).await.expect(201);
    path
}

/// The same, signed.
pub async fn in_build_up(service: &Service, terms: Value) -> String {
    let path = opened(service, terms).await;
    act(
        &service.by(Role::Finance),
        &path,
        "sign",
        json!({"signed_on": "2016-08-01"}),
    )
    .await
    .expect(200);
    path
}

/// The same, in force.
pub async fn in_force(service: &Service, terms: Value) -> String {
    let path = in_build_up(service, terms).await;
    act(
        &service.by(Role::Finance),
        &path,
        "put-in-force",
        Value::Null,
    )
    .await
    .expect(200);
    path
}

/// An action on the agreement as it stands.
pub async fn act(finance: &Client<'_>, path: &str, action: &str, body: Value) -> Answer {
    let etag = finance.get(path).await.expect(200).etag();
    finance.act(&format!("{path}/{action}"), &etag, body).await
}

/// The rows of the schedule.
pub async fn rows(service: &Service, path: &str) -> Vec<Value> {
    rows_for(&service.by(Role::Finance), path).await
}

/// The rows of the schedule, asked for by this client.
pub async fn rows_for(finance: &Client<'_>, path: &str) -> Vec<Value> {
    let schedule = finance
        .get(&format!("{path}/schedule.json"))
        .await
        .expect(200)
        .json();
    schedule["rows"].as_array().unwrap().clone()
}

/// One amount of each row in øre.
pub fn ore(rows: &[Value], field: &str) -> Vec<i64> {
    rows.iter().map(|row| as_ore(&row[field])).collect()
}

/// An amount in øre.
pub fn as_ore(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// What a list of the agreement holds.
pub async fn list(service: &Service, path: &str, name: &str) -> Vec<Value> {
    let list = service
        .by(Role::Auditor)
        .get(&format!("{path}/{name}"))
        .await
        .expect(200)
        .json();
    list["items"].as_array().unwrap().clone()
}

/// Everything that is stored of the agreements' schedules and entries, to see that nothing has changed.
pub async fn everything(service: &Service, path: &str) -> Value {
    let mut all = json!({
        "lease": service.by(Role::Finance).get(path).await.json(),
        "rows": rows(service, path).await,
    });
    for name in ["fixings", "amendments", "schedules", "batches"] {
        all[name] = json!(list(service, path, name).await);
    }
    all
}

/// The rows due on a day as the database itself holds them, with its own marks of when each was written.
pub fn raw_rows_due(service: &Service, today: &'static str) -> String {
    use anskaf::db::DbConnection;
    use diesel::prelude::*;
    use diesel::sql_types::Text;
    #[derive(QueryableByName)]
    struct Raw {
        #[diesel(sql_type = Text)]
        raw: String,
    }
    let raw = service
        .db
        .read_blocking(|conn| {
            let rows: Vec<Raw> = match conn {
                DbConnection::Postgres(conn) => diesel::sql_query(format!(
                    "SELECT ctid::text || ' ' || xmin::text || ' ' || t::text AS raw FROM lease_instalments t \
                     WHERE due_on <= '{today}' ORDER BY lease_id, number"
                ))
                .load(conn)?,
                DbConnection::Sqlite(conn) => diesel::sql_query(format!(
                    "SELECT rowid || ' ' || lease_id || ' ' || number || hex(due_on) || hex(period_from) || hex(period_to) \
                     || ' ' || opening || ' ' || drawn || ' ' || interest || ' ' || principal || ' ' || payment || ' ' \
                     || closing || ' ' || schedule_id AS raw FROM lease_instalments WHERE due_on <= '{today}' \
                     ORDER BY lease_id, number"
                ))
                .load(conn)?,
            };
            Ok(rows)
        })
        .unwrap();
    raw.into_iter().map(|row| row.raw + "\n").collect()
}
