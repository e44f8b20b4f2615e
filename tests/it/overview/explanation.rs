//! *Hvorfor dette tal?* for the amounts of the cost table.

use super::build::Story;
use crate::on_both;
use crate::support::{Client, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

fn ore(amount: &Value) -> i64 {
    amount
        .as_str()
        .expect("an amount")
        .replace('.', "")
        .parse()
        .expect("øre")
}

/// Everything at once: two agreements, every key, every kind, moves on and between due dates.
fn story(service: &Service) -> Story {
    let mut story = Story::dragoer(service);
    story
        .keyed(2, 7_777_777, "'3.22', 'devices'")
        .keyed(3, 3_333_333, "NULL, 'pupils'")
        .keyed(4, 1_111_111, "NULL, 'equal'")
        .keyed(5, 999_999, "'3.22', 'stated'")
        .keyed(6, 555_555, "NULL, 'none'")
        .devices(1, OWN_SCHOOL, "2017-12-01", 7)
        .devices(1, OTHER_SCHOOL, "2017-12-15", 4)
        .movement(1, 1, &OWN_SCHOOL.to_string(), &OTHER_SCHOOL.to_string(), "2018-09-17")
        .movement(1, 8, &OTHER_SCHOOL.to_string(), "NULL", "2020-02-29")
        .sql(format!(
            "INSERT INTO pupil_counts (school_id, school_year, grade, pupils, version) VALUES ({OWN_SCHOOL}, 2017, 1, 31, 1), \
             ({OTHER_SCHOOL}, 2017, 1, 40, 1), ({OTHER_SCHOOL}, 2019, 1, 17, 1)"
        ))
        .sql(format!(
            "INSERT INTO lease_shares (lease_line_id, school_id, weight) VALUES (5, {OWN_SCHOOL}, 3), (5, {OTHER_SCHOOL}, 4)"
        ))
        .fee(1, 1, "'kl', 2018", "'4.9', 'devices'")
        .rate("kl", 2019, "0.0213", "2017-06-01")
        .rate("kl", 2020, "0.0178", "2017-06-01")
        .interim(1, 1, "2017-12-01", "2018-01-02", 333_337)
        .amendment(1, "part_return", "2019-06-01", "1, 50", "12345")
        .amendment(2, "part_settlement", "2020-01-01", "NULL, NULL", "99999")
        .lease(2, "L-2", "'4.0.9'", "NULL")
        .line(7, 2, 1, "'device', 1", 3, 100_003, "NULL, 'devices'")
        .instalment(2, 1, "2019-07-01", ("2019-07-01", "2020-07-01"), 100_003)
        .instalment(2, 2, "2020-07-01", ("2020-07-01", "2021-07-01"), 100_003)
        .devices(7, OTHER_SCHOOL, "2019-07-02", 2);
    story
}

/// Asks why for every amount of a table, and answers how many there were.
async fn ask_for_all(client: &Client<'_>, how: &str) -> usize {
    let path =
        format!("/costs/by-year.json?from=2017&to=2022&rows=school,lease,account,kind&{how}");
    let costs = client.get(&path).await.expect(200).json();
    let mut asked = 0;
    for row in costs["rows"].as_array().expect("rows") {
        let whose = match row["school_id"].as_i64() {
            Some(school) => format!("school_id={school}"),
            None => "undistributed=true".to_owned(),
        };
        let text = |name: &str| row[name].as_str().expect("a text").to_owned();
        for year in row["years"].as_array().expect("years") {
            let path = format!(
                "/costs/explanation?year={}&{whose}&lease_id={}&account={}&kind={}&{how}",
                year["year"],
                row["lease_id"],
                text("account_string"),
                text("kind"),
            );
            let explained = client.get(&path).await.expect(200).json();
            assert_eq!(explained["amount"], year["amount"], "{path}");
            let parts = explained["parts"].as_array().expect("parts");
            let sum: i64 = parts.iter().map(|part| ore(&part["amount"])).sum();
            assert_eq!(sum, ore(&year["amount"]), "{path}");
            assert!(parts.is_empty() == (sum == 0), "{explained}");
            asked += 1;
        }
    }
    asked
}

#[actix_web::test]
async fn every_amount_of_a_table_is_explained_by_parts_that_add_up() {
    let service = Service::sqlite().await;
    story(&service).write(&service);
    let finance = service.by(Role::Finance);
    for how in [
        "view=cash&sharing=holder",
        "view=cash&sharing=device_days",
        "view=accrual&sharing=holder",
        "view=accrual&sharing=device_days",
        "view=cash&prices=fixed&series=kl&price_year=2017",
    ] {
        let asked = ask_for_all(&finance, how).await;
        assert!(asked > 60, "{how}: {asked}");
    }
    let asked = ask_for_all(&service.by(Role::SchoolLeader), "view=accrual").await;
    assert!(asked > 20, "{asked}");
}

on_both! {
    async fn a_share_names_its_charge_its_weights_and_where_to_look_on(service) {
        let mut story = Story::dragoer(&service);
        story
            .keyed(2, 13_333_333, "NULL, 'none'")
            .devices(1, OWN_SCHOOL, "2017-12-01", 3)
            .movement(1, 1, &OWN_SCHOOL.to_string(), &OTHER_SCHOOL.to_string(), "2018-09-17")
            .write(&service);
        let path = format!("/costs/explanation?year=2019&school_id={OWN_SCHOOL}");
        let finance = service.by(Role::Finance);
        let found = finance.get(&path).await.expect(200).json();
        assert_eq!(found["parts"].as_array().unwrap().len(), 1);
        let part = &found["parts"][0];
        assert_eq!(part["explained_at"], "/api/v1/leases/1/instalments/2/explanation");
        assert_eq!(part["name"], "1: aftale L-1, ydelse nr. 2, forfald 02.01.2019, 2019, linje 1 (Linje 1)");
        let input = |symbol: &str| {
            let inputs = found["inputs"].as_array().unwrap();
            inputs.iter().find(|input| input["symbol"] == symbol).map(|input| input["value"].as_str().unwrap().replace('\u{a0}', " "))
        };
        assert_eq!(input("B1").as_deref(), Some("341.140,18 kr."));
        assert_eq!(input("p1").as_deref(), Some("1.244.250,00 kr."));
        assert_eq!(input("P1").as_deref(), Some("1.377.583,33 kr."));
        assert_eq!(input("k1").as_deref(), Some("enheder"));
        assert_eq!(input("v1").as_deref(), Some("2 (3 enheder kommet, 1 gået, senest 17.09.2018; optalt til 02.01.2019)"));
        assert_eq!(input("V1").as_deref(), Some("3"));
        assert!(found["formula"].as_str().unwrap().contains("største rest"));
        Story::default().sql("UPDATE accounts SET language = 'en'").write(&service);
        let english = finance.get(&path).await.expect(200).json();
        assert!(english["formula"].as_str().unwrap().contains("largest remainder"), "{english}");
        // A school leader gets the same share, and no way into the agreement.
        let own = service.by(Role::SchoolLeader).get("/costs/explanation?year=2019").await.expect(200).json();
        assert_eq!(own["amount"], found["amount"]);
        assert_eq!(own["parts"][0]["explained_at"], Value::Null);
        let other = service.by(Role::SchoolLeader).get(&format!("/costs/explanation?year=2019&school_id={OTHER_SCHOOL}")).await;
        assert_eq!(other.expect(200).json()["parts"], json!([]));
        finance.get("/costs/explanation").await.refused(400, "invalid_parameter");
        finance.get("/costs/explanation?year=2019&to=2018").await.refused(422, "year_range_invalid");
        finance.get("/costs/explanation?year=2019&prices=fixed&series=kl").await.refused(422, "cost_series_without_rates");
    }
}

on_both! {
    async fn device_days_are_shown_as_days_also_when_nothing_moved(service) {
        let mut story = Story::dragoer(&service);
        story.devices(1, OWN_SCHOOL, "2017-12-01", 3).devices(1, OTHER_SCHOOL, "2017-12-01", 1).write(&service);
        let path = format!("/costs/explanation?year=2019&school_id={OWN_SCHOOL}&sharing=device_days");
        let found = service.by(Role::Finance).get(&path).await.expect(200).json();
        let inputs = found["inputs"].as_array().unwrap();
        let value = |symbol: &str| inputs.iter().find(|input| input["symbol"] == symbol).unwrap()["value"].as_str().unwrap().to_owned();
        assert!(value("v1").starts_with("1095 ("), "{}", value("v1"));
        assert_eq!(value("V1"), "1460");
    }
}
