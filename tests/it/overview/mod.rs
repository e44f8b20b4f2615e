//! Cost by budget year, school and agreement: the sums, the rights, the forms.

pub mod build;
mod explanation;
mod follow_up;
mod plan;
mod properties;
mod versions;
mod views;

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL};
use anskaf::http::Role;
use build::{Story, leased};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use std::io::Cursor;

/// The amounts of one row or of the sums, year by year.
fn amounts(years: &Value) -> Vec<String> {
    let years = years.as_array().expect("years").iter();
    years
        .map(|year| year["amount"].as_str().expect("an amount").to_owned())
        .collect()
}

fn sum(amounts: &[&str]) -> i64 {
    amounts
        .iter()
        .map(|amount| amount.replace('.', "").parse::<i64>().unwrap())
        .sum()
}

on_both! {
    async fn the_sum_over_schools_is_the_sum_of_the_instalments(service) {
        leased(&service, 75, 60);
        let path = "/costs/by-year.json?from=2018&to=2021";
        let costs = service.by(Role::Finance).get(path).await.expect(200).json();
        assert_eq!(costs["years"], json!([2018, 2019, 2020, 2021]));
        assert_eq!(costs["total"], "1364560.72");
        for (column, total) in costs["totals"].as_array().unwrap().iter().enumerate() {
            assert_eq!(total["amount"], "341140.18");
            let parts: Vec<&str> = costs["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["years"][column]["amount"].as_str().unwrap())
                .collect();
            assert_eq!(parts.len(), 2);
            assert_eq!(sum(&parts), 34_114_018);
        }
    }
}

on_both! {
    async fn a_device_that_moves_takes_its_cost_along_from_the_next_due_date(service) {
        leased(&service, 2, 0);
        let it = service.by(Role::It);
        let device = it.get("/devices/1").await.expect(200);
        service.clock.set(service.clock.moment().now.plus_days(600));
        let to = json!({"to_school_id": OTHER_SCHOOL, "moved_on": "2019-03-01", "reason": "Flytter klasse"});
        it.act("/devices/1/move", &device.etag(), to).await.refused(401, "token_invalid");
        service.clock.set(service.clock.moment().now.plus_days(-240));
        let to = json!({"to_school_id": OTHER_SCHOOL, "moved_on": "2018-03-01", "reason": "Flytter klasse"});
        it.act("/devices/1/move", &device.etag(), to).await.expect(200);
        let path = "/costs/by-year.json?from=2018&to=2021";
        let costs = service.by(Role::Auditor).get(path).await.expect(200).json();
        let row = |row: usize| amounts(&costs["rows"][row]["years"]);
        assert_eq!(row(0), ["0.00", "170570.09", "170570.09", "170570.09"]);
        assert_eq!(row(1), ["341140.18", "170570.09", "170570.09", "170570.09"]);
    }
}

on_both! {
    async fn a_school_leader_sees_the_own_share_and_no_other(service) {
        leased(&service, 75, 60);
        let leader = service.by(Role::SchoolLeader);
        let own = leader.get("/costs/by-year.json").await.expect(200).json();
        assert_eq!(own["rows"].as_array().unwrap().len(), 1);
        assert_eq!(own["rows"][0]["school_id"], OWN_SCHOOL);
        let other = leader.get(&format!("/costs/by-year.json?school_id={OTHER_SCHOOL}")).await.expect(200).json();
        assert_eq!(other["rows"], json!([]));
        let csv = leader.get("/costs/by-year.csv").await.expect(200).text();
        assert!(!csv.contains("afdeling Nord"), "{csv}");
    }
}

on_both! {
    async fn what_nobody_holds_is_shown_and_the_table_opens_in_a_spreadsheet(service) {
        leased(&service, 0, 0);
        let finance = service.by(Role::Finance);
        let answer = finance.get("/costs/by-year.csv?from=2017&to=2018").await.expect(200);
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(
            answer.text(),
            "\u{feff}Skole;Aftale;2017;2018;I alt\r\nIkke fordelt;L-1;0,00;341140,18;341140,18\r\n\
             I alt;;0,00;341140,18;341140,18\r\n"
        );
        finance.get("/costs/by-year.json?from=2018").await.refused(422, "year_range_invalid");
        finance.get("/costs/by-year.json?from=2019&to=2018").await.refused(422, "year_range_invalid");
        finance.get("/costs/by-year.pdf").await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_workbook_of_costs_reckons_its_own_sums(service) {
        leased(&service, 75, 60);
        let finance = service.by(Role::Finance);
        let answer = finance.get("/costs/by-year.xlsx?from=2018&to=2021").await.expect(200);
        assert_eq!(answer.header("content-type"), Some(anskaf::render::xlsx::MEDIA_TYPE));
        let name = "attachment; filename=\"omkostning-pr-aar.xlsx\"";
        assert_eq!(answer.header("content-disposition"), Some(name));
        let again = finance.get("/costs/by-year.xlsx?from=2018&to=2021").await.expect(200);
        assert!(answer.body == again.body, "the same costs on the same day give the same bytes");
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.body)).unwrap();
        let sheet = workbook.sheet_names()[0].clone();
        let (values, formulas) = (workbook.worksheet_range(&sheet).unwrap(), workbook.worksheet_formula(&sheet).unwrap());
        let formula = |row, column| formulas.get_value((row, column)).map(String::as_str);
        // Title, header, two schools, total, a gap and three notes; school, agreement, four years, total.
        assert_eq!((values.height(), values.width()), (9, 7));
        assert_eq!(formula(2, 6), Some("SUM(C3:F3)"));
        for (column, letter) in (2..).zip(["C", "D", "E", "F", "G"]) {
            assert_eq!(formula(4, column), Some(format!("SUM({letter}3:{letter}4)").as_str()));
        }
        assert_eq!(values.get_value((4, 2)), Some(&Data::Float(341_140.18)));
        assert_eq!(values.get_value((4, 6)), Some(&Data::Float(1_364_560.72)));
    }
}

on_both! {
    async fn a_lease_that_ends_early_costs_nothing_after_that_day(service) {
        let mut story = Story::dragoer(&service);
        story.sql("UPDATE leases SET state = 'ended', ended_on = '2018-06-20' WHERE id = 1").write(&service);
        let costs = service.by(Role::Finance).get("/costs/by-year.json").await.expect(200).json();
        assert_eq!(costs["total"], "341140.18");
        assert_eq!(amounts(&costs["totals"]), ["0.00", "0.00", "341140.18", "0.00", "0.00"]);
        assert_eq!(costs["later"], Value::Null);
    }
}

on_both! {
    async fn an_agreement_that_was_never_in_force_costs_nothing(service) {
        let mut story = Story::dragoer(&service);
        story.sql("UPDATE leases SET state = 'build_up' WHERE id = 1").write(&service);
        let costs = service.by(Role::Finance).get("/costs/by-year.json").await.expect(200).json();
        assert_eq!((costs["rows"].clone(), costs["total"].clone()), (json!([]), json!("0.00")));
    }
}
