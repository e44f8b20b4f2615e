//! The frame of a project beside what is committed, planned and paid.

use super::build::Story;
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

/// One year's frame, committed, planned, actual and remaining amount.
fn year(costs: &Value, year: i32) -> Vec<Value> {
    let rows = costs["years"].as_array().expect("years").clone();
    let row = rows
        .iter()
        .find(|row| row["year"] == year)
        .expect("the year")
        .clone();
    ["frame", "committed", "planned", "actual", "remaining"]
        .map(|name| row[name].clone())
        .to_vec()
}

/// A draft estimate of one device at 1,000.00 kr. that is paid at once each year; answers its number.
fn estimate(service: &Service, project: i64, id: i64, state: &str, price: i64) -> Story {
    let category = service.category(&format!("c{id}"), &format!("Tavle {id}"));
    let approved = if state == "approved" {
        "'2017-08-01 12:00:00', 1"
    } else {
        "NULL, NULL"
    };
    let mut story = Story::default();
    story
        .sql(format!(
            "INSERT INTO estimates (id, project_id, title, state, starts_on, periods, every_unit, every_count, timing, rate, \
             rate_source, rate_assumed, residual, approved_at, approved_by, version) VALUES ({id}, {project}, 'Overslag {id}', \
             '{state}', '2018-01-02', 4, 'year', 1, 'advance', '0', 'Aftalt', {}, 0, {approved}, 1)",
            "ASSUMED"
        ))
        .sql(format!(
            "INSERT INTO estimate_prices (estimate_id, device_category_id, unit_price, source, assumed) \
             VALUES ({id}, {category}, {price}, 'Tilbud', ASSUMED)"
        ))
        .sql(format!(
            "INSERT INTO needs (project_id, school_id, device_category_id, quantity, basis, wanted_on, state, version) \
             VALUES ({project}, 1, {category}, 4, 'Elevtal', '2017-12-01', 'confirmed', 1)"
        ));
    story
}

on_both! {
    async fn what_is_committed_planned_and_paid_stands_beside_the_frame(service) {
        let project = service.project().0;
        let mut story = Story::dragoer(&service);
        story
            .sql(format!("UPDATE leases SET project_id = {project} WHERE id = 1"))
            .fee(1, 1, "NULL, NULL", "NULL, 'none'")
            .interim(1, 1, "2017-12-01", "2018-01-02", 5_000_000)
            .amendment(1, "part_settlement", "2019-05-01", "NULL, NULL", "70000");
        for (id, corrects, amount, invoiced, paid) in [
            (1, "NULL", 34_114_018, "'2017-12-15'", "'2018-01-02'"),
            (2, "NULL", 34_000_000, "'2018-12-15'", "'2019-01-02'"),
            (3, "2", 34_114_018, "'2018-12-15'", "'2019-01-02'"),
            (4, "NULL", 100_000, "'2017-12-20'", "NULL"),
        ] {
            story.sql(format!(
                "INSERT INTO lease_payments (id, lease_id, kind, instalment_number, invoiced_on, paid_on, amount, vat, \
                 corrects_id, recorded_by, recorded_at) VALUES ({id}, 1, 'instalment', 1, {invoiced}, {paid}, {amount}, 0, \
                 {corrects}, 1, '2017-08-01 12:00:00')"
            ));
        }
        story.write(&service);
        let finance = service.by(Role::Finance);
        let path = format!("/projects/{project}/follow-up");
        let found = finance.get(&format!("{path}.json")).await.expect(200).json();
        assert_eq!(year(&found, 2017), ["388000.00", "0.00", "0.00", "1000.00", "388000.00"]);
        assert_eq!(year(&found, 2018), ["388000.00", "392140.18", "0.00", "341140.18", "-4140.18"]);
        assert_eq!(year(&found, 2019), ["388000.00", "342840.18", "0.00", "341140.18", "45159.82"]);
        assert_eq!(year(&found, 2021), [Value::Null, json!("342140.18"), json!("0.00"), json!("0.00"), json!("-342140.18")]);
        assert_eq!(found["total"]["remaining"], "132739.28");
        let warnings: Vec<_> = found["warnings"].as_array().unwrap().iter()
            .map(|warning| (warning["code"].clone(), warning["year"].clone())).collect();
        assert_eq!(warnings, [(json!("frame_exceeded"), json!(2018)), (json!("outside_frame"), json!(2021))]);
        let detail = found["warnings"][0]["detail"].as_str().unwrap();
        assert!(detail.contains("4.140,18"), "{detail}");
        let csv = finance.get(&format!("{path}.csv")).await.expect(200).text();
        assert!(csv.starts_with("\u{feff}Budgetår;Ramme;Disponeret;Planlagt;Forbrug;Rest;Bemærkning\r\n"), "{csv}");
        assert!(csv.contains("2018;388000,00;392140,18;0,00;341140,18;-4140,18;Over rammen\r\n"), "{csv}");
        assert!(csv.contains("2021;;342140,18;0,00;0,00;-342140,18;Uden for rammen\r\n"), "{csv}");
        Story::default().sql("UPDATE accounts SET language = 'en'").write(&service);
        let english = finance.get(&format!("{path}.json")).await.expect(200).json();
        assert_eq!(english["notes"][3], "Planned: nothing, because an agreement has come into force.");
        finance.get("/projects/99/follow-up.json").await.refused(404, "project_not_found");
    }
}

on_both! {
    async fn the_latest_approved_estimate_is_planned_until_an_agreement_is_in_force(service) {
        let project = service.project().0;
        let finance = service.by(Role::Finance);
        let path = format!("/projects/{project}/follow-up.json");
        let none = finance.get(&path).await.expect(200).json();
        assert_eq!(none["planned_from"], Value::Null);
        let mut all = Vec::new();
        for (id, state, price) in [(1, "approved", 100_000), (2, "approved", 200_000), (3, "draft", 400_000)] {
            all.push((estimate(&service, project, id, state, price), id));
        }
        for (story, _) in &all {
            write(&service, story);
        }
        // Four devices of each category are confirmed; each estimate knows the price of one.
        let found = finance.get(&path).await.expect(200).json();
        assert_eq!(found["planned_from"], json!({"estimate_id": 2, "title": "Overslag 2", "state": "approved"}));
        assert_eq!(year(&found, 2018), ["388000.00", "0.00", "2000.00", "0.00", "386000.00"]);
        Story::default().sql("UPDATE estimates SET state = 'draft', approved_at = NULL, approved_by = NULL").write(&service);
        let draft = finance.get(&path).await.expect(200).json();
        assert_eq!(draft["planned_from"]["estimate_id"], 3);
        assert_eq!(year(&draft, 2018)[2], "4000.00");
        let mut story = Story::dragoer(&service);
        story.sql(format!("UPDATE leases SET project_id = {project}, state = 'build_up'")).write(&service);
        assert_eq!(finance.get(&path).await.expect(200).json()["planned_from"]["estimate_id"], 3);
        Story::default().sql("UPDATE leases SET state = 'in_force'").write(&service);
        let bound = finance.get(&path).await.expect(200).json();
        assert_eq!(bound["planned_from"], Value::Null);
        assert_eq!(year(&bound, 2018), ["388000.00", "341140.18", "0.00", "0.00", "46859.82"]);
    }
}

/// Writes a story whose truth values are spelt as the database wants them.
fn write(service: &Service, story: &Story) {
    story.write_with(service, "ASSUMED", |conn| match conn {
        anskaf::db::DbConnection::Postgres(_) => "FALSE",
        anskaf::db::DbConnection::Sqlite(_) => "0",
    });
}
