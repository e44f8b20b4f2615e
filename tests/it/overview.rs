//! Cost by budget year, school and agreement: the sums, the rights, the forms.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use std::io::Cursor;

/// Dragør's lease in force with `own` and `other` devices registered on 1 December 2017.
async fn leased(service: &Service, own: usize, other: usize) -> i64 {
    let category = service.category("pupil_pc", "Elev-pc").0;
    let finance = service.by(Role::Finance);
    let it = service.by(Role::It);
    let lease = json!({
        "agreement_number": "L-1", "title": "Elev-pc'er", "lessor_name": "KommuneLeasing", "kind": "finance_lease",
        "starts_on": "2018-01-02", "periods": 4, "every": {"unit": "year", "count": 1}, "timing": "advance",
        "rate": "0.0275", "residual": "0.00", "rounding": "constant_payment",
    });
    let lease = finance.post("/leases", lease).await.expect(201);
    let path = format!("/leases/{}", lease.id());
    let line = |kind: &str, category: Value, quantity: i32, price: &str| {
        json!({
            "kind": kind, "device_category_id": category, "description": kind, "quantity": quantity, "unit_price": price,
        })
    };
    let devices = line("device", json!(category), 210, "5925.00");
    let device_line = finance
        .post(&format!("{path}/lines"), devices)
        .await
        .expect(201)
        .id();
    let cabinets = line("charging_cabinet", Value::Null, 7, "9500.00");
    finance
        .post(&format!("{path}/lines"), cabinets)
        .await
        .expect(201);
    let etag = finance.get(&path).await.etag();
    let etag = finance
        .act(
            &format!("{path}/sign"),
            &etag,
            json!({"signed_on": "2017-08-24"}),
        )
        .await
        .expect(200)
        .etag();
    finance
        .act(&format!("{path}/put-in-force"), &etag, json!(null))
        .await
        .expect(200);
    let model = json!({"device_category_id": category, "manufacturer": "Lenovo", "name": "N24"});
    let model = it.post("/device-models", model).await.expect(201).id();
    for (school, count) in [(OWN_SCHOOL, own), (OTHER_SCHOOL, other)] {
        if count == 0 {
            continue;
        }
        let labels: Vec<Value> = (0..count)
            .map(|n| json!({"serial_number": format!("S{school}-{n}")}))
            .collect();
        let batch = json!({"school_id": school, "model_id": model, "received_on": "2017-12-01", "devices": labels});
        it.post(&format!("/lease-lines/{device_line}/devices"), batch)
            .await
            .expect(201);
    }
    lease.id()
}

fn sum(amounts: &[&str]) -> i64 {
    amounts
        .iter()
        .map(|amount| amount.replace('.', "").parse::<i64>().unwrap())
        .sum()
}

on_both! {
    async fn the_sum_over_schools_is_the_sum_of_the_instalments(service) {
        leased(&service, 75, 60).await;
        let costs = service.by(Role::Finance).get("/costs/by-year.json").await.expect(200).json();
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
        leased(&service, 2, 0).await;
        let it = service.by(Role::It);
        let device = it.get("/devices/1").await.expect(200);
        service.clock.set(service.clock.moment().now.plus_days(600));
        let to = json!({"to_school_id": OTHER_SCHOOL, "moved_on": "2019-03-01", "reason": "Flytter klasse"});
        it.act("/devices/1/move", &device.etag(), to).await.refused(401, "token_invalid");
        service.clock.set(service.clock.moment().now.plus_days(-240));
        let to = json!({"to_school_id": OTHER_SCHOOL, "moved_on": "2018-03-01", "reason": "Flytter klasse"});
        it.act("/devices/1/move", &device.etag(), to).await.expect(200);
        let costs = service.by(Role::Auditor).get("/costs/by-year.json").await.expect(200).json();
        let amounts = |row: usize| -> Vec<String> {
            let years = costs["rows"][row]["years"].as_array().unwrap();
            years.iter().map(|year| year["amount"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(amounts(0), ["0.00", "170570.09", "170570.09", "170570.09"]);
        assert_eq!(amounts(1), ["341140.18", "170570.09", "170570.09", "170570.09"]);
    }
}

on_both! {
    async fn a_school_leader_sees_the_own_share_and_no_other(service) {
        leased(&service, 75, 60).await;
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
        leased(&service, 0, 0).await;
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
        leased(&service, 75, 60).await;
        let finance = service.by(Role::Finance);
        let answer = finance.get("/costs/by-year.xlsx").await.expect(200);
        assert_eq!(answer.header("content-type"), Some(anskaf::render::xlsx::MEDIA_TYPE));
        let name = "attachment; filename=\"omkostning-pr-aar-og-skole.xlsx\"";
        assert_eq!(answer.header("content-disposition"), Some(name));
        let again = finance.get("/costs/by-year.xlsx").await.expect(200);
        assert!(answer.body == again.body, "the same costs on the same day give the same bytes");
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.body)).unwrap();
        let sheet = workbook.sheet_names()[0].clone();
        let (values, formulas) = (workbook.worksheet_range(&sheet).unwrap(), workbook.worksheet_formula(&sheet).unwrap());
        let formula = |row, column| formulas.get_value((row, column)).map(String::as_str);
        // Title, header, two schools, total; school, agreement, four years, total.
        assert_eq!((values.height(), values.width()), (5, 7));
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
        let lease = leased(&service, 75, 0).await;
        let finance = service.by(Role::Finance);
        let path = format!("/leases/{lease}");
        service.clock.set(service.clock.moment().now.plus_days(300));
        let etag = finance.get(&path).await.etag();
        finance.act(&format!("{path}/end"), &etag, json!({"reason": "Indfriet"})).await.expect(200);
        let costs = finance.get("/costs/by-year.json").await.expect(200).json();
        assert_eq!(costs["total"], "341140.18");
        assert_eq!(costs["years"], json!([2018]));
    }
}
