//! The views of cost: due date and period, holder and device-days, keys, kinds, rows, prices.

use super::amounts;
use super::build::{Story, leased};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL};
use anskaf::http::Role;
use serde_json::{Value, json};

on_both! {
    async fn the_usual_years_are_around_today_with_earlier_and_later_beside(service) {
        let mut story = Story::dragoer(&service);
        story
            .instalment(1, 9, "2015-06-01", ("2015-06-01", "2015-07-01"), 12_345)
            .write(&service);
        let finance = service.by(Role::Finance);
        let costs = finance.get("/costs/by-year.json").await.expect(200).json();
        assert_eq!(costs["years"], json!([2016, 2017, 2018, 2019, 2020]));
        assert_eq!(costs["earlier"]["amount"], "123.45");
        assert_eq!(costs["later"]["amount"], "341140.18");
        assert_eq!(costs["rows"][0]["later"]["amount"], "341140.18");
        assert_eq!(costs["total"], "1364684.17");
        let csv = finance.get("/costs/by-year.csv").await.expect(200).text();
        assert!(csv.contains("Skole;Aftale;Tidligere;2016;2017;2018;2019;2020;Senere;I alt\r\n"), "{csv}");
        let exact = finance.get("/costs/by-year.json?from=2018&to=2018").await.expect(200).json();
        assert_eq!((exact["earlier"].clone(), exact["total"].clone()), (Value::Null, json!("341140.18")));
    }
}

on_both! {
    async fn by_period_a_payment_belongs_to_the_years_of_its_period_by_days(service) {
        let mut story = Story::dragoer(&service);
        story
            .sql("DELETE FROM lease_instalments")
            .instalment(1, 1, "2018-08-01", ("2018-08-01", "2019-08-01"), 3_650_000)
            .devices(1, OWN_SCHOOL, "2018-07-01", 10)
            .movement(1, 1, &OWN_SCHOOL.to_string(), &OTHER_SCHOOL.to_string(), "2019-01-01")
            .write(&service);
        let finance = service.by(Role::Finance);
        let path = |view: &str, sharing: &str| {
            format!("/costs/by-year.json?from=2018&to=2019&rows=school&view={view}&sharing={sharing}")
        };
        let read = async |view: &str, sharing: &str| {
            let costs = finance.get(&path(view, sharing)).await.expect(200).json();
            let rows = costs["rows"].as_array().unwrap().clone();
            let all: Vec<Vec<String>> = rows.iter().map(|row| amounts(&row["years"])).collect();
            (amounts(&costs["totals"]), all)
        };
        let (totals, rows) = read("cash", "holder").await;
        assert_eq!((totals, rows), (vec!["36500.00".into(), "0.00".into()], vec![vec!["36500.00".into(), "0.00".into()]]));
        // 1 August to 31 December are 153 of 365 days.
        let (totals, rows) = read("accrual", "holder").await;
        assert_eq!(totals, ["15300.00", "21200.00"]);
        assert_eq!(rows.len(), 1, "one device moved after the due date");
        let (totals, rows) = read("accrual", "device_days").await;
        assert_eq!(totals, ["15300.00", "21200.00"]);
        assert_eq!(rows, [["0.00", "2120.00"], ["15300.00", "19080.00"]]);
        // 212 of 3,650 device-days are the other school's.
        let (totals, rows) = read("cash", "device_days").await;
        assert_eq!(totals, ["36500.00", "0.00"]);
        assert_eq!(rows, [["2120.00", "0.00"], ["34380.00", "0.00"]]);
    }
}

on_both! {
    async fn lines_without_devices_follow_their_key_and_what_it_gives_nobody_is_not_distributed(service) {
        let mut story = Story::dragoer(&service);
        story
            .sql("DELETE FROM lease_instalments")
            .sql("UPDATE lease_lines SET unit_price = 0 WHERE id = 1")
            .keyed(2, 1_000, "'3.22.01', 'devices'")
            .keyed(3, 1_000, "NULL, 'pupils'")
            .keyed(4, 1_000, "NULL, 'equal'")
            .keyed(5, 1_000, "NULL, 'stated'")
            .keyed(6, 1_000, "NULL, 'none'")
            .instalment(1, 1, "2018-07-31", ("2018-07-31", "2019-07-31"), 5_000)
            .devices(1, OWN_SCHOOL, "2018-01-01", 3)
            .devices(1, OTHER_SCHOOL, "2018-01-01", 1)
            .sql(format!(
                "INSERT INTO pupil_counts (school_id, school_year, grade, pupils, version) VALUES ({OWN_SCHOOL}, 2017, 1, 30, 1), \
                 ({OWN_SCHOOL}, 2017, 2, 30, 1), ({OTHER_SCHOOL}, 2017, 1, 40, 1), ({OTHER_SCHOOL}, 2018, 1, 4000, 1)"
            ))
            .sql(format!(
                "INSERT INTO lease_shares (lease_line_id, school_id, weight) VALUES (5, {OWN_SCHOOL}, 9), (5, {OTHER_SCHOOL}, 1)"
            ))
            .sql(format!("UPDATE schools SET valid_to = '2018-07-30' WHERE id = {OTHER_SCHOOL}"))
            .write(&service);
        let finance = service.by(Role::Finance);
        let path = "/costs/by-year.json?from=2018&to=2018&rows=school";
        let costs = finance.get(path).await.expect(200).json();
        let total = |name: &str, costs: &Value| {
            let rows = costs["rows"].as_array().unwrap().clone();
            let row = rows.iter().find(|row| row["school"] == name || row["school_id"] == name.parse::<i64>().unwrap_or(0));
            row.map(|row| row["total"].as_str().unwrap().to_owned())
        };
        let valid: i64 = finance.get("/schools?valid_on=2018-07-31&limit=1000").await.expect(200).json()["items"]
            .as_array().unwrap().len().try_into().unwrap();
        let equal = 1_000 / valid;
        assert_eq!(1_000 % valid, 0, "{valid} schools");
        // By devices 3 of 4, by pupils of 2017/18 60 of 100, stated 9 of 10.
        let own = 750 + 600 + equal + 900;
        assert_eq!(total(&OWN_SCHOOL.to_string(), &costs), Some(format!("{}.{:02}", own / 100, own % 100)));
        assert_eq!(total(&OTHER_SCHOOL.to_string(), &costs), Some("7.50".to_owned()));
        assert_eq!(total("Ikke fordelt", &costs), Some("10.00".to_owned()));
        assert_eq!(costs["total"], "50.00");
        let nobody = finance.get(&format!("{path}&undistributed=true")).await.expect(200).json();
        assert_eq!((nobody["rows"].as_array().unwrap().len(), nobody["total"].clone()), (1, json!("10.00")));
        let accounts = finance.get("/costs/by-year.json?from=2018&to=2018&rows=account").await.expect(200).json();
        let rows: Vec<_> = accounts["rows"].as_array().unwrap().iter()
            .map(|row| (row["account_string"].clone(), row["total"].clone())).collect();
        assert_eq!(rows, [(json!("3.22.01"), json!("10.00")), (json!(""), json!("40.00"))]);
        let one = finance.get("/costs/by-year.json?from=2018&to=2018&account=3.22.01").await.expect(200).json();
        assert_eq!(one["total"], "10.00");
        let none = finance.get("/costs/by-year.json?from=2018&to=2018&account=").await.expect(200).json();
        assert_eq!(none["total"], "40.00");
        let unknown = finance.get("/costs/by-year.json?from=2018&to=2018&account=9").await.expect(200).json();
        assert_eq!(unknown["total"], "0.00");
    }
}

on_both! {
    async fn interim_charges_fees_and_settlements_stand_beside_the_payments(service) {
        let mut story = Story::dragoer(&service);
        story
            .devices(1, OWN_SCHOOL, "2017-12-01", 210)
            .interim(1, 1, "2017-12-01", "2018-01-02", 100_000)
            .fee(1, 1, "NULL, NULL", "'4.9', 'devices'")
            .amendment(1, "part_return", "2019-06-01", "1, 10", "25000");
        // The devices go on the day of their return; the price of it is still their school's.
        for device in 1..=210 {
            story.movement(1, device, &OWN_SCHOOL.to_string(), "NULL", "2019-06-01");
        }
        story.write(&service);
        let finance = service.by(Role::Finance);
        let costs = finance.get("/costs/by-year.json?from=2017&to=2021&rows=kind,school").await.expect(200).json();
        let rows: Vec<(String, String, Vec<String>)> = costs["rows"].as_array().unwrap().iter()
            .map(|row| (
                row["kind"].as_str().unwrap().to_owned(),
                row["school_id"].as_i64().map_or("nobody".to_owned(), |id| id.to_string()),
                amounts(&row["years"]),
            ))
            .collect();
        let own = OWN_SCHOOL.to_string();
        let expected = [
            ("payment", own.as_str(), ["0.00", "341140.18", "341140.18", "0.00", "0.00"]),
            ("payment", "nobody", ["0.00", "0.00", "0.00", "341140.18", "341140.18"]),
            ("interim_charge", &own, ["0.00", "1000.00", "0.00", "0.00", "0.00"]),
            ("fee", &own, ["0.00", "1000.00", "1000.00", "0.00", "0.00"]),
            ("fee", "nobody", ["0.00", "0.00", "0.00", "1000.00", "1000.00"]),
            ("settlement", &own, ["0.00", "0.00", "250.00", "0.00", "0.00"]),
        ];
        for ((kind, school, years), (expected_kind, expected_school, expected_years)) in rows.iter().zip(expected) {
            assert_eq!((kind.as_str(), school.as_str(), &years[..]), (expected_kind, expected_school, &expected_years.map(str::to_owned)[..]));
        }
        assert_eq!(rows.len(), 6);
        // The interim charge covers December and one day of January.
        let costs = finance.get("/costs/by-year.json?from=2017&to=2018&kind=interim_charge&view=accrual").await.expect(200).json();
        assert_eq!(amounts(&costs["totals"]), ["968.75", "31.25"]);
        let csv = finance.get("/costs/by-year.csv?from=2018&to=2018&rows=account,kind").await.expect(200).text();
        assert!(csv.contains("Kontostreng;Art;2018;I alt\r\n4.9;Servicegebyr;1000,00;1000,00\r\n"), "{csv}");
    }
}

on_both! {
    async fn units_that_left_carry_nothing_of_later_payments(service) {
        let mut story = Story::dragoer(&service);
        story
            .sql("DELETE FROM lease_instalments")
            .sql("UPDATE lease_lines SET quantity = 10, unit_price = 100 WHERE id = 1")
            .keyed(2, 1_000, "'4.9', 'none'")
            .instalment(1, 1, "2018-01-02", ("2018-01-02", "2019-01-02"), 10_000)
            .instalment(1, 2, "2019-01-02", ("2019-01-02", "2020-01-02"), 10_000)
            .instalment(1, 3, "2020-01-02", ("2020-01-02", "2021-01-02"), 10_000)
            .amendment(1, "part_return", "2018-06-01", "1, 5", "NULL")
            .amendment(2, "buy_out", "2019-06-01", "1, NULL", "5000")
            .write(&service);
        let finance = service.by(Role::Finance);
        let costs = finance.get("/costs/by-year.json?from=2018&to=2020&rows=account").await.expect(200).json();
        assert_eq!(amounts(&costs["rows"][0]["years"]), ["50.00", "66.67", "100.00"]);
        // The price of the buy-out is the line's own.
        assert_eq!(amounts(&costs["rows"][1]["years"]), ["50.00", "83.33", "0.00"]);
    }
}

on_both! {
    async fn fees_follow_their_series_and_lease_payments_never_do(service) {
        let mut story = Story::dragoer(&service);
        story
            .fee(1, 1, "'kl', 2018", "NULL, 'none'")
            .fee(2, 1, "NULL, NULL", "NULL, 'none'")
            .rate("kl", 2019, "0.01", "2016-06-01")
            .rate("kl", 2019, "0.02", "2017-06-01")
            .rate("kl", 2019, "0.99", "2017-12-01")
            .rate("kl", 2020, "0.03", "2017-06-01")
            .write(&service);
        let finance = service.by(Role::Finance);
        let path = "/costs/by-year.json?from=2018&to=2020&rows=kind";
        let current = finance.get(path).await.expect(200).json();
        assert_eq!(current["prices"]["level"], "current");
        // 1,000.00 · 1.02 = 1,020.00; · 1.03 = 1,050.60; and 1,000.00 without a series.
        assert_eq!(amounts(&current["rows"][1]["years"]), ["2000.00", "2020.00", "2050.60"]);
        let fixed = finance.get(&format!("{path}&prices=fixed&series=kl&price_year=2018")).await.expect(200).json();
        assert_eq!(amounts(&fixed["rows"][0]["years"]), ["341140.18"; 3]);
        assert_eq!(amounts(&fixed["rows"][1]["years"]), ["2000.00"; 3]);
        let rates = fixed["prices"]["rates"].as_array().unwrap().clone();
        assert_eq!(rates.len(), 2);
        assert_eq!(rates[0], json!({
            "series": "kl", "year": 2019, "rate": "0.02", "published_on": "2017-06-01", "source": "Skøn 2017-06-01",
        }));
        assert_eq!((fixed["prices"]["price_year"].clone(), fixed["prices"]["series"].clone()), (json!(2018), json!("kl")));
        finance.get(&format!("{path}&prices=fixed&series=andet")).await.refused(422, "cost_series_without_rates");
        for half in ["prices=fixed", "series=kl", "prices=current&price_year=2018", "prices=fixed&price_year=2018"] {
            finance.get(&format!("{path}&{half}")).await.refused(422, "fixed_prices_incomplete");
        }
    }
}

on_both! {
    async fn questions_that_cannot_be_read_are_refused_all_at_once(service) {
        leased(&service, 1, 0);
        let finance = service.by(Role::Finance);
        for rows in ["pupils", "school,school", "school,,lease", ""] {
            finance.get(&format!("/costs/by-year.json?rows={rows}")).await.refused(422, "cost_rows_invalid");
        }
        finance.get("/costs/by-year.json?school_id=1&undistributed=true").await.refused(422, "cost_school_filter_invalid");
        let all = finance.get("/costs/by-year.json?from=2019&rows=x&prices=fixed").await.refused(422, "several_faults");
        assert_eq!(all.faults().len(), 3);
        finance.get("/costs/by-year.json?view=gross").await.refused(400, "invalid_parameter");
        finance.get("/costs/by-year.json?year=2018").await.refused(400, "unknown_parameter");
    }
}

on_both! {
    async fn a_school_leader_sees_no_sum_of_the_municipality_in_any_view(service) {
        leased(&service, 75, 60);
        let leader = service.by(Role::SchoolLeader);
        for rows in ["lease", "account", "kind", "school", "lease,kind"] {
            let path = format!("/costs/by-year.json?from=2018&to=2018&rows={rows}");
            let own = leader.get(&path).await.expect(200).json();
            // 75 of 135 devices.
            assert_eq!(own["total"], "189522.32", "{rows}");
            let all = service.by(Role::Finance).get(&path).await.expect(200).json();
            assert_eq!(all["total"], "341140.18", "{rows}");
        }
        let nobody = leader.get("/costs/by-year.json?undistributed=true").await.expect(200).json();
        assert_eq!(nobody["rows"], json!([]));
    }
}
