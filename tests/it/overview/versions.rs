//! Approved versions of the cost table, and what has changed since.

use super::amounts;
use super::build::{Story, leased};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL};
use anskaf::http::Role;
use serde_json::{Value, json};

fn version(view: &str, sharing: &str, approved_on: &str) -> Value {
    json!({
        "title": "Budget 2018, 2. behandling", "view": view, "sharing": sharing, "approved_on": approved_on,
        "note": "Punkt 7",
    })
}

on_both! {
    async fn a_table_shows_beside_each_amount_what_was_approved_and_the_difference(service) {
        leased(&service, 75, 60);
        let finance = service.by(Role::Finance);
        let made = finance.post("/cost-versions", version("cash", "holder", "2017-08-20")).await.expect(201);
        assert_eq!(made.json()["total"], "1364560.72");
        assert_eq!(made.header("location"), Some(format!("/api/v1/cost-versions/{}", made.id()).as_str()));
        let path = "/costs/by-year.json?from=2018&to=2021&compare=latest";
        let same = finance.get(path).await.expect(200).json();
        assert_eq!((same["version_total"].clone(), same["difference_total"].clone()), (json!("1364560.72"), json!("0.00")));
        // A fee comes, and the other school's devices go before the last payment.
        let mut story = Story::default();
        story.fee(1, 1, "NULL, NULL", "'4.9', 'none'");
        for device in 76..=135 {
            story.movement(1, device, &OTHER_SCHOOL.to_string(), "NULL", "2020-06-01");
        }
        story.write(&service);
        let now = finance.get(path).await.expect(200).json();
        assert_eq!(now["compared_with"]["title"], "Budget 2018, 2. behandling");
        assert_eq!(now["difference_total"], "4000.00");
        for row in now["rows"].as_array().unwrap() {
            for year in row["years"].as_array().unwrap() {
                let ore = |name: &str| year[name].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
                assert_eq!(ore("amount") - ore("version"), ore("difference"), "{row}");
            }
        }
        let other = now["rows"].as_array().unwrap().iter().find(|row| row["school_id"] == OTHER_SCHOOL).unwrap().clone();
        assert_eq!(amounts(&other["years"])[3], "0.00");
        assert_eq!(other["years"][3]["difference"], "-151617.86");
        let by_account = finance.get(&format!("{path}&rows=account")).await.expect(200).json();
        assert_eq!(by_account["rows"][0]["difference_total"], "4000.00");
        assert_eq!(by_account["rows"][1]["difference_total"], "0.00");
        let csv = finance.get("/costs/by-year.csv?from=2018&to=2018&compare=latest&rows=kind").await.expect(200).text();
        assert!(csv.contains("Art;2018;I alt;Ændring 2018;Ændring i alt\r\n"), "{csv}");
        assert!(csv.contains("Servicegebyr;1000,00;1000,00;1000,00;1000,00\r\n"), "{csv}");
        // A school leader sees the own row beside the own row of the version.
        let own = service.by(Role::SchoolLeader).get(path).await.expect(200).json();
        assert_eq!(own["rows"].as_array().unwrap().len(), 1);
        assert_eq!(own["rows"][0]["school_id"], OWN_SCHOOL);
        assert_eq!(own["version_total"], "758089.28");
    }
}

on_both! {
    async fn a_row_that_only_the_version_has_is_shown_with_what_it_lost(service) {
        let mut story = Story::dragoer(&service);
        story.instalment(1, 9, "2015-06-01", ("2015-06-01", "2015-07-01"), 12_345);
        story.devices(1, OWN_SCHOOL, "2017-12-01", 1).write(&service);
        let finance = service.by(Role::Finance);
        finance.post("/cost-versions", version("cash", "holder", "2017-08-20")).await.expect(201);
        Story::default().sql("DELETE FROM lease_instalments").write(&service);
        let costs = finance.get("/costs/by-year.json?compare=latest").await.expect(200).json();
        assert_eq!(costs["earlier"], json!({"amount": "0.00", "version": "123.45", "difference": "-123.45"}));
        assert_eq!(costs["rows"].as_array().unwrap().len(), 2);
        assert_eq!(costs["difference_total"], "-1364684.17");
    }
}

on_both! {
    async fn a_version_is_compared_only_with_what_was_reckoned_alike(service) {
        leased(&service, 1, 0);
        let mut story = Story::default();
        story.rate("kl", 2019, "0.02", "2017-06-01").write(&service);
        let finance = service.by(Role::Finance);
        finance.get("/costs/by-year.json?compare=latest").await.refused(404, "cost_version_not_found");
        finance.get("/costs/by-year.json?compare=7").await.refused(404, "cost_version_not_found");
        finance.get("/costs/by-year.json?compare=last").await.refused(404, "cost_version_not_found");
        let cash = finance.post("/cost-versions", version("cash", "holder", "2017-08-20")).await.expect(201).id();
        let accrual = finance.post("/cost-versions", version("accrual", "device_days", "2017-08-21")).await.expect(201).id();
        let path = |rest: &str| format!("/costs/by-year.json?from=2018&to=2018&{rest}");
        let latest = finance.get(&path("compare=latest")).await.expect(200).json();
        assert_eq!(latest["compared_with"]["id"], cash);
        let days = finance.get(&path("compare=latest&view=accrual&sharing=device_days")).await.expect(200).json();
        assert_eq!(days["compared_with"]["id"], accrual);
        assert_eq!(days["difference_total"], "0.00");
        finance.get(&path(&format!("compare={accrual}"))).await.refused(422, "cost_version_differs");
        finance.get(&path("compare=latest&prices=fixed&series=kl")).await.refused(422, "cost_version_differs");
        finance.get(&path("compare=latest&view=accrual")).await.refused(404, "cost_version_not_found");
    }
}

on_both! {
    async fn versions_are_listed_and_journalled_and_none_is_approved_in_the_future(service) {
        leased(&service, 1, 0);
        let finance = service.by(Role::Finance);
        finance.post("/cost-versions", version("cash", "holder", "2017-08-25")).await.refused(422, "cost_version_approved_later");
        let mut blank = version("cash", "holder", "2017-08-20");
        blank["title"] = json!(" ");
        finance.post("/cost-versions", blank).await.refused(422, "text_blank");
        finance.post("/cost-versions", version("gross", "holder", "2017-08-20")).await.refused(400, "invalid_value");
        assert_eq!(finance.get("/cost-versions").await.expect(200).json()["items"], json!([]));
        finance.post("/cost-versions", version("cash", "holder", "2017-08-20")).await.expect(201);
        finance.post("/cost-versions", version("cash", "holder", "2017-08-24")).await.expect(201);
        finance.post("/cost-versions", version("cash", "holder", "2017-08-21")).await.expect(201);
        let listed = service.by(Role::Auditor).get("/cost-versions").await.expect(200).json();
        let days: Vec<Value> = listed["items"].as_array().unwrap().iter().map(|one| one["approved_on"].clone()).collect();
        assert_eq!(days, ["2017-08-24", "2017-08-21", "2017-08-20"]);
        assert_eq!(finance.get("/cost-versions/2").await.expect(200).json()["approved_on"], "2017-08-24");
        finance.get("/cost-versions/9").await.refused(404, "cost_version_not_found");
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=cost_version").await.expect(200).json();
        assert_eq!(journal["items"].as_array().unwrap().len(), 3);
        assert_eq!(journal["items"][0]["action"], "frozen");
    }
}
