//! The statement of remaining debt and obligations, as the annual accounts need it.

use super::{force, in_force, opened, terms};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

async fn debt(service: &Service, query: &str) -> Value {
    let path = format!("/leases/debt.json{query}");
    service
        .by(Role::Auditor)
        .get(&path)
        .await
        .expect(200)
        .json()
}

on_both! {
    async fn the_debt_of_a_day_stands_beside_what_is_bound_by_then(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fee = json!({"description": "Service", "amount": "1000.00", "from_on": "2018-01-01", "vat_rate": "0.25"});
        finance.post(&format!("/leases/{}/fees", lease.id()), fee).await.expect(201);
        assert_eq!(debt(&service, "?on=2017-12-31").await["rows"], json!([]));
        force(&finance, lease.id()).await.expect(200);
        let on = debt(&service, "?on=2017-12-31").await;
        let row = &on["rows"][0];
        assert_eq!(row["remaining_debt"], "969609.82");
        // 363 of the 365 days of a year's interest of 26,664.27 kr.
        assert_eq!(row["accrued_interest"], "26518.16");
        assert_eq!((row["within_one_year"].clone(), row["one_to_five_years"].clone(), row["later"].clone()),
            (json!("341140.18"), json!("682280.36"), json!("0.00")));
        assert_eq!((row["obligations"].clone(), row["fees"].clone()), (json!("1023420.54"), json!("3000.00")));
        assert_eq!((row["residual_at_risk"].clone(), row["purchase_price"].clone()), (Value::Null, Value::Null));
        assert_eq!(on["finance_leases"]["remaining_debt"], "969609.82");
        assert_eq!(on["operating_leases"]["obligations"], "0.00");
        // The latest 31 December is that of 2016, before anything was drawn.
        let last = debt(&service, "").await;
        assert_eq!((last["on"].clone(), last["rows"][0]["remaining_debt"].clone()), (json!("2016-12-31"), json!("0.00")));
        let over = debt(&service, "?on=2021-01-02").await;
        assert_eq!((over["rows"][0]["remaining_debt"].clone(), over["rows"][0]["obligations"].clone()), (json!("0.00"), json!("0.00")));
    }
}

on_both! {
    async fn payments_are_split_at_one_and_five_years(service) {
        let mut long = terms("KL-1");
        long["periods"] = json!(8);
        in_force(&service, long).await;
        // Due on 2 January 2018 to 2024: one within a year, four more within five, two later.
        let row = debt(&service, "?on=2017-12-31").await["rows"][0].clone();
        let ore = |name: &str| -> i64 { row[name].as_str().unwrap().replace('.', "").parse().unwrap() };
        let one = ore("within_one_year");
        assert_eq!((ore("one_to_five_years"), ore("later"), ore("obligations")), (4 * one, 2 * one, 7 * one));
        let row = debt(&service, "?on=2017-01-02").await["rows"][0].clone();
        let ore = |name: &str| -> i64 { row[name].as_str().unwrap().replace('.', "").parse().unwrap() };
        // An instalment exactly a year or five years ahead falls within.
        assert_eq!((ore("within_one_year"), ore("one_to_five_years"), ore("later")), (one, 4 * one, 2 * one));
    }
}

on_both! {
    async fn an_operating_lease_is_an_obligation_and_no_debt(service) {
        let mut operating = terms("OL-1");
        operating["kind"] = json!("operating_lease");
        in_force(&service, operating).await;
        in_force(&service, terms("KL-1")).await;
        let on = debt(&service, "?on=2017-12-31").await;
        let rows = on["rows"].as_array().unwrap();
        assert_eq!((rows[0]["agreement_number"].clone(), rows[1]["agreement_number"].clone()), (json!("KL-1"), json!("OL-1")));
        assert_eq!((rows[1]["remaining_debt"].clone(), rows[1]["obligations"].clone()), (Value::Null, json!("1023420.54")));
        assert_eq!((on["finance_leases"]["obligations"].clone(), on["operating_leases"]["obligations"].clone(), on["operating_leases"]["remaining_debt"].clone()),
            (json!("1023420.54"), json!("1023420.54"), json!("0.00")));
        let csv = service.by(Role::Finance).get("/leases/debt.csv?on=2017-12-31").await.expect(200);
        let text = csv.text();
        assert!(text.contains("KL-1;Elev-pc'er;KommuneLeasing A/S;Finansiel;969609,82;26518,16;341140,18;682280,36;0,00;1023420,54;0,00;;"), "{text}");
        assert!(text.contains("OL-1;Elev-pc'er;KommuneLeasing A/S;Operationel;;;341140,18"), "{text}");
        assert!(text.contains("Finansiel leasing (gæld) i alt;;;;969609,82"), "{text}");
        assert!(csv.header("content-disposition").unwrap().contains("restgaeld-2017-12-31.csv"));
    }
}

on_both! {
    async fn what_the_lessor_has_paid_in_build_up_is_debt(service) {
        let id = opened(&service, terms("KL-1")).await.id();
        let sql = format!(
            "UPDATE leases SET state = 'build_up', signed_on = '2017-06-01' WHERE id = {id};\
             INSERT INTO lease_batches (lease_id, number, supplier_name, invoice_number, invoiced_on, paid_on, amount, version) \
             VALUES ({id}, 1, 'Atea', 'A-1', '2017-06-10', '2017-06-20', 50000000, 1), \
                    ({id}, 2, 'Atea', 'A-2', '2017-08-10', '2017-08-20', 81075000, 1), \
                    ({id}, 3, 'Atea', 'A-3', '2017-08-10', NULL, 100, 1)"
        );
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        let debt_on = async |on: &str| debt(&service, &format!("?on={on}")).await["rows"][0].clone();
        assert_eq!(debt_on("2017-05-31").await, Value::Null);
        assert_eq!(debt_on("2017-06-19").await["remaining_debt"], "0.00");
        assert_eq!(debt_on("2017-06-20").await["remaining_debt"], "500000.00");
        let row = debt_on("2017-12-31").await;
        assert_eq!((row["remaining_debt"].clone(), row["obligations"].clone(), row["state"].clone()),
            (json!("1310750.00"), json!("0.00"), json!("build_up")));
    }
}

on_both! {
    async fn the_end_of_a_lease_brings_its_risk_and_its_price(service) {
        let mut residual = terms("KL-1");
        residual["residual"] = json!("100000.00");
        let id = in_force(&service, residual).await;
        let risk = async || debt(&service, "?on=2017-12-31").await["rows"][0].clone();
        assert_eq!(risk().await["residual_at_risk"], Value::Null);
        let sql = format!("UPDATE leases SET end_kind = 'mixed', purchase_price = 5000000 WHERE id = {id}");
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        let row = risk().await;
        assert_eq!((row["residual_at_risk"].clone(), row["purchase_price"].clone()), (json!("100000.00"), json!("50000.00")));
    }
}

on_both! {
    async fn a_lease_counts_until_the_day_of_its_end(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let etag = finance.get(&format!("/leases/{id}")).await.etag();
        finance.act(&format!("/leases/{id}/end"), &etag, json!({"reason": "Indfriet"})).await.expect(200);
        let before = debt(&service, "?on=2017-08-23").await;
        // Of what was left nothing falls due any more.
        assert_eq!((before["rows"][0]["remaining_debt"].clone(), before["rows"][0]["obligations"].clone()), (json!("969609.82"), json!("0.00")));
        assert_eq!(debt(&service, "?on=2017-08-24").await["rows"], json!([]));
        finance.get("/leases/debt.json?on=1899-12-31").await.refused(422, "date_out_of_range");
        finance.get("/leases/debt.json?on=nytaar").await.refused(400, "invalid_parameter");
        finance.get("/leases/debt.json?year=2017").await.refused(400, "unknown_parameter");
        finance.get("/leases/debt.doc").await.refused(404, "not_found");
    }
}

on_both! {
    async fn rows_that_later_agreements_changed_are_read_as_they_stand(service) {
        let id = in_force(&service, terms("KL-1")).await;
        // A settlement of 500,000 kr. on 1 July 2017 lowered the debt; the rows not yet due were written anew.
        let sql = format!(
            "INSERT INTO lease_amendments (lease_id, number, kind, agreed_on, effective_on, amount, reason, recorded_by, recorded_at) \
             VALUES ({id}, 1, 'part_settlement', '2017-06-15', '2017-07-01', 50000000, 'Delindfriet', 1, '2017-06-15 12:00:00');\
             UPDATE lease_instalments SET opening = 46960982, interest = 1291427, principal = 15223339, payment = 16514766, closing = 31737643 \
             WHERE lease_id = {id} AND number = 2"
        );
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        let before = debt(&service, "?on=2017-06-30").await["rows"][0].clone();
        assert_eq!(before["remaining_debt"], "969609.82");
        // Agreed, and not yet due on that day.
        assert_eq!(before["within_one_year"], "665147.66");
        let after = debt(&service, "?on=2017-12-31").await["rows"][0].clone();
        assert_eq!((after["remaining_debt"].clone(), after["within_one_year"].clone()), (json!("469609.82"), json!("165147.66")));
        // 12,914.27 · 363 / 365 days from 2 January to 31 December.
        assert_eq!(after["accrued_interest"], "12843.51");
    }
}

on_both! {
    async fn a_repayment_lowers_the_debt_from_its_day_and_not_from_the_next_instalment(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let etag = finance.get(&format!("/leases/{id}")).await.etag();
        let repaid = json!({
            "kind": "part_settlement", "agreed_on": "2017-08-20", "effective_on": "2017-08-20", "amount": "100000.00",
            "reason": "Overskud",
        });
        finance.act(&format!("/leases/{id}/amendments"), &etag, repaid).await.expect(201);
        let owed = async |on: &str| debt(&service, &format!("?on={on}")).await["rows"][0]["remaining_debt"].clone();
        assert_eq!(owed("2017-08-19").await, "969609.82");
        assert_eq!(owed("2017-08-20").await, "869609.82");
        assert_eq!(owed("2017-12-31").await, "869609.82");
        // Once the next instalment is due, its row has taken the repayment up.
        let rows = finance.get(&format!("/leases/{id}/schedule.json")).await.json()["rows"].clone();
        assert_eq!(owed("2018-01-02").await, rows[1]["closing"]);
    }
}

on_both! {
    async fn what_an_extension_adds_to_the_debt_counts_once(service) {
        let finance = service.by(Role::Finance);
        let id = in_force(&service, terms("KL-1")).await;
        let etag = finance.get(&format!("/leases/{id}")).await.etag();
        let extended = json!({
            "kind": "extension", "agreed_on": "2017-08-20", "periods": 2, "payment": "25000.00", "residual": "0.00",
            "reason": "Brug i to år til",
        });
        finance.act(&format!("/leases/{id}/amendments"), &etag, extended).await.expect(201);
        let rows = finance.get(&format!("/leases/{id}/schedule.json")).await.json()["rows"].clone();
        let owed = async |on: &str| debt(&service, &format!("?on={on}")).await["rows"][0]["remaining_debt"].clone();
        assert_ne!(rows[4]["drawn"], "0.00");
        assert_eq!(owed("2021-01-01").await, "0.00");
        // In advance the first instalment of the extension falls on the very day of what it adds.
        assert_eq!(owed("2021-01-02").await, rows[4]["closing"]);
        assert_eq!(owed("2021-12-31").await, rows[4]["closing"]);
    }
}
