//! Extensions, returns and purchases: entries that change only what is not yet due.

use super::build::{
    TODAY, act, as_ore, everything, floating, in_build_up, in_force, list, monthly, ore,
    raw_rows_due, rows, with,
};
use crate::on_both;
use crate::support::{OWN_SCHOOL, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

pub fn agreed(kind: &str, more: Value) -> Value {
    let mut body = json!({"kind": kind, "agreed_on": TODAY, "reason": "Aftalt med leasinggiver"});
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

fn extension(more: Value) -> Value {
    let mut body = agreed("extension", json!({"periods": 6, "residual": "0.00"}));
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

async fn lines(service: &Service, path: &str) -> (i64, i64) {
    let lines = list(service, path, "lines").await;
    (
        lines[0]["id"].as_i64().unwrap(),
        lines[1]["id"].as_i64().unwrap(),
    )
}

/// Every row adds up, and every row goes on from the one before.
pub fn assert_rows_hold(rows: &[Value]) {
    for row in rows {
        let ore = |field: &str| as_ore(&row[field]);
        assert_eq!(ore("payment"), ore("interest") + ore("principal"), "{row}");
        assert_eq!(
            ore("closing"),
            ore("opening") + ore("drawn") - ore("principal"),
            "{row}"
        );
    }
    for pair in rows.windows(2) {
        assert_eq!(pair[0]["closing"], pair[1]["opening"]);
    }
}

on_both! {
    async fn an_extension_at_a_rate_repays_the_residual_and_leaves_every_row_before_it(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, with(monthly("KL-1"), "residual", json!("60000.00"))).await;
        let before = rows(&service, &path).await;
        let change = act(&finance, &path, "amendments", extension(json!({"rate": "0.04"}))).await.expect(201).json();
        assert_eq!((change["from_number"].clone(), change["amendment"]["number"].clone()), (json!(25), json!(1)));
        assert_eq!(change["amendment"]["effective_on"], "2018-09-01");
        let after = rows(&service, &path).await;
        assert_eq!((after.len(), &after[..24]), (30, &before[..]));
        assert_rows_hold(&after);
        // 60,000 · 4 % / 12 = 200.00, and six payments of 10,116.99.
        assert_eq!((after[24]["interest"].clone(), after[29]["closing"].clone()), (json!("200.00"), json!("0.00")));
        assert_eq!(after[24]["payment"], "10116.99");
        assert_eq!(finance.get(&path).await.json()["total_payments"], change["payments_after"]);
        let schedules = list(&service, &path, "schedules").await;
        assert_eq!((schedules[1]["cause"].clone(), schedules[1]["amendment_id"].clone()), (json!("amendment"), change["amendment"]["id"].clone()));
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease_amendment").await.json();
        assert_eq!((journal["items"][0]["action"].clone(), journal["items"][0]["reason"].clone()), (json!("recorded"), json!("Aftalt med leasinggiver")));
    }
}

on_both! {
    async fn an_extension_at_a_payment_has_that_payment_also_after_a_later_fixing(service) {
        let finance = service.by(Role::Finance);
        for (number, timing) in [("KL-1", "arrears"), ("KL-2", "advance")] {
            let terms = with(with(floating(number), "timing", json!(timing)), "residual", json!("6000.00"));
            let path = in_force(&service, terms).await;
            act(&finance, &path, "amendments", extension(json!({"payment": "5000.00"}))).await.expect(201);
            let raw = raw_rows_due(&service, TODAY);
            let before = rows(&service, &path).await;
            assert_rows_hold(&before);
            assert!(before[24..].iter().all(|row| row["payment"] == "5000.00"), "{before:#?}");
            let fixing = json!({"applies_from": "2017-08-20", "index_value": "0.04", "source": "dfbf.dk"});
            act(&finance, &path, "fixings", fixing).await.expect(201);
            let after = rows(&service, &path).await;
            assert_rows_hold(&after);
            assert_eq!(raw_rows_due(&service, TODAY), raw);
            assert_ne!(before[13]["payment"], after[13]["payment"]);
            assert!(after[24..].iter().all(|row| row["payment"] == "5000.00"), "{after:#?}");
            let drawn: i64 = ore(&after, "drawn")[..24].iter().sum();
            assert_eq!(drawn, 0, "{timing}");
            let late = json!({"applies_from": "2018-09-01", "index_value": "0.01", "source": "dfbf.dk"});
            act(&finance, &path, "fixings", late).await.refused(422, "lease_fixing_outside");
            let again = json!({"applies_from": "2017-11-20", "index_value": "0.03", "source": "dfbf.dk"});
            act(&finance, &path, "fixings", again).await.expect(201);
            let last = rows(&service, &path).await;
            assert_rows_hold(&last);
            assert!(last[24..].iter().all(|row| row["payment"] == "5000.00"), "{last:#?}");
        }
    }
}

on_both! {
    async fn extensions_that_make_no_sense_are_refused(service) {
        let finance = service.by(Role::Finance);
        let building = in_build_up(&service, monthly("KL-0")).await;
        act(&finance, &building, "amendments", extension(json!({"rate": "0.04"}))).await.refused(409, "lease_not_in_force");
        let path = in_force(&service, with(monthly("KL-1"), "residual", json!("60000.00"))).await;
        let before = everything(&service, &path).await;
        for (more, status, code) in [
            (json!({}), 422, "lease_extension_terms"),
            (json!({"rate": "0.04", "payment": "1.00"}), 422, "lease_extension_terms"),
            (json!({"rate": "0.04", "residual": "60000.01"}), 422, "lease_extension_residual"),
            (json!({"rate": "0.04", "residual": "-0.01"}), 422, "amount_negative"),
            (json!({"payment": "0.00"}), 422, "lease_amendment_amount"),
            (json!({"rate": "0.04", "periods": 1200}), 422, "lease_too_many_periods"),
            (json!({"rate": "0.04", "periods": 0}), 422, "number_range"),
            (json!({"rate": "0.04", "agreed_on": "2017-08-25"}), 422, "lease_date_ahead"),
            (json!({"rate": "0.04", "agreed_on": "1980-01-01"}), 422, "date_out_of_range"),
            (json!({"rate": "0.04", "reason": " "}), 422, "text_blank"),
            (json!({"rate": "0.04", "reference": " "}), 422, "text_blank"),
            (json!({"rate": "0.04", "kind": "refresh"}), 400, "invalid_value"),
            (json!({"rate": "0.04", "quantity": 1}), 400, "unknown_field"),
        ] {
            let answer = act(&finance, &path, "amendments", extension(more.clone())).await;
            assert_eq!(answer.status, status, "{more}: {}", answer.text());
            answer.refused(status, code);
        }
        finance.act(&format!("{path}/amendments"), "\"1\"", extension(json!({"rate": "0.04"}))).await.refused(412, "stale");
        act(&finance, &path, "amendments?dry_run=true", extension(json!({"rate": "0.04"}))).await.expect(200);
        assert_eq!(everything(&service, &path).await, before);
        let bare = in_force(&service, monthly("KL-2")).await;
        act(&finance, &bare, "amendments", extension(json!({"rate": "0.04"}))).await.refused(422, "lease_extension_nothing_owed");
        let straight = in_force(&service, with(monthly("KL-3"), "repayment", json!("straight_line"))).await;
        act(&finance, &straight, "amendments", extension(json!({"payment": "9.00"}))).await.refused(422, "lease_payment_needs_annuity");
    }
}

on_both! {
    async fn without_notice_the_lease_goes_on_as_agreed_for_that_case(service) {
        use diesel::connection::SimpleConnection;
        let finance = service.by(Role::Finance);
        let path = in_force(&service, monthly("KL-1")).await;
        let renewal = agreed("auto_renewal", json!({}));
        act(&finance, &path, "amendments", renewal.clone()).await.refused(409, "lease_renewal_not_agreed");
        let terms = |unit: &'static str, count: i32| format!(
            "DELETE FROM lease_notice_terms; INSERT INTO lease_notice_terms (lease_id, notice_unit, closes_before, renewal_unit, \
             renewal_count, renewal_payment) VALUES (1, 'month', 3, '{unit}', {count}, NULL);");
        let sql = terms("day", 10);
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        act(&finance, &path, "amendments", renewal.clone()).await.refused(409, "lease_renewal_not_whole");
        let sql = terms("year", 1);
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        let change = act(&finance, &path, "amendments", renewal).await.expect(201).json();
        assert_eq!((change["amendment"]["periods"].clone(), change["amendment"]["kind"].clone()), (json!(12), json!("auto_renewal")));
        let after = rows(&service, &path).await;
        assert_eq!(after.len(), 36);
        assert_eq!(after[35]["payment"], after[23]["payment"]);
        assert_rows_hold(&after);
    }
}

on_both! {
    async fn units_that_go_back_take_their_part_of_every_instalment_ahead(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, monthly("KL-1")).await;
        let (pcs, _) = lines(&service, &path).await;
        let (before, raw) = (rows(&service, &path).await, raw_rows_due(&service, TODAY));
        let back = agreed("part_return", json!({"lease_line_id": pcs, "quantity": 60, "effective_on": "2017-08-20", "amount": "1500.00"}));
        let change = act(&finance, &path, "amendments", back).await.expect(201).json();
        assert_eq!((change["from_number"].clone(), change["amendment"]["amount"].clone()), (json!(12), json!("1500.00")));
        assert_eq!(raw_rows_due(&service, TODAY), raw);
        let after = rows(&service, &path).await;
        assert_rows_hold(&after);
        // 60 of 240 thousand kroner go back: a quarter.
        let payment = ore(&before, "payment")[11];
        assert_eq!(ore(&after, "payment")[11..23], [(payment * 3 + 2) / 4; 12]);
        assert_eq!(ore(&after, "drawn")[11], -((ore(&before, "opening")[11] + 2) / 4));
        assert_eq!(after[23]["closing"], "0.00");
        let more = agreed("part_return", json!({"lease_line_id": pcs, "quantity": 141, "effective_on": "2017-08-20"}));
        let answer = act(&finance, &path, "amendments", more).await.refused(422, "lease_units_left");
        assert!(answer.text().contains("140"), "{}", answer.text());
        let past = finance.get(&format!("{path}/schedules/1")).await.json();
        assert_eq!(past["rows"], json!(before));
    }
}

on_both! {
    async fn an_agreed_payment_stands_in_every_row_ahead(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, monthly("KL-1")).await;
        let (pcs, _) = lines(&service, &path).await;
        let back = |payment: &str| agreed("part_return", json!({
            "lease_line_id": pcs, "quantity": 60, "effective_on": TODAY, "payment": payment,
        }));
        act(&finance, &path, "amendments", back("0.00")).await.refused(422, "lease_return_payment");
        act(&finance, &path, "amendments", back("20000.00")).await.refused(422, "lease_return_payment");
        let before = rows(&service, &path).await;
        act(&finance, &path, "amendments", back("7000.00")).await.expect(201);
        let after = rows(&service, &path).await;
        assert_rows_hold(&after);
        assert_eq!(before[..11], after[..11]);
        assert!(after[11..].iter().all(|row| row["payment"] == "7000.00"));
        let straight = in_force(&service, with(monthly("KL-2"), "repayment", json!("straight_line"))).await;
        let (pcs, _) = lines(&service, &straight).await;
        let back = agreed("part_return", json!({"lease_line_id": pcs, "quantity": 6, "effective_on": TODAY, "payment": "1.00"}));
        act(&finance, &straight, "amendments", back).await.refused(422, "lease_payment_needs_annuity");
    }
}

on_both! {
    async fn devices_fit_only_on_the_units_that_are_left(service) {
        let (finance, it) = (service.by(Role::Finance), service.by(Role::It));
        let path = in_force(&service, monthly("KL-1")).await;
        let (pcs, cabinets) = lines(&service, &path).await;
        let category = list(&service, &path, "lines").await[0]["device_category_id"].clone();
        let model = json!({"device_category_id": category, "manufacturer": "Lenovo", "name": "N24"});
        let model = it.post("/device-models", model).await.expect(201).id();
        let batch = |from: i32, count: i32| {
            let devices: Vec<Value> = (from..from + count).map(|n| json!({"serial_number": format!("S{n}")})).collect();
            json!({"school_id": OWN_SCHOOL, "model_id": model, "received_on": "2017-08-01", "devices": devices})
        };
        let register = format!("/lease-lines/{pcs}/devices");
        it.post(&register, batch(0, 150)).await.expect(201);
        let back = |line: i64, quantity: i32| agreed("part_return", json!({"lease_line_id": line, "quantity": quantity, "effective_on": TODAY}));
        let answer = act(&finance, &path, "amendments", back(pcs, 51)).await.refused(409, "lease_units_in_use");
        assert!(answer.text().contains("150") && answer.text().contains("149"), "{}", answer.text());
        act(&finance, &path, "amendments", back(pcs, 45)).await.expect(201);
        it.post(&register, batch(1000, 6)).await.refused(409, "lease_line_full");
        it.post(&register, batch(1000, 5)).await.expect(201);
        act(&finance, &path, "amendments", back(99, 1)).await.refused(422, "lease_line_unknown");
        act(&finance, &path, "amendments", back(pcs, 0)).await.refused(422, "number_range");
        act(&finance, &path, "amendments", back(cabinets, 5)).await.refused(422, "lease_units_left");
        let early = with(back(cabinets, 1), "effective_on", json!("2017-07-31"));
        act(&finance, &path, "amendments", early).await.refused(422, "lease_amendment_date");
        let late = with(back(cabinets, 1), "effective_on", json!("2017-09-01"));
        act(&finance, &path, "amendments", late).await.refused(422, "lease_amendment_date");
        let negative = with(back(cabinets, 1), "amount", json!("-1.00"));
        act(&finance, &path, "amendments", negative).await.refused(422, "amount_negative");
        let last = with(back(cabinets, 1), "effective_on", json!("2017-08-31"));
        act(&finance, &path, "amendments", last).await.expect(201);
    }
}

on_both! {
    async fn bought_units_leave_the_lease_and_buying_all_ends_it(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, monthly("KL-1")).await;
        let (pcs, cabinets) = lines(&service, &path).await;
        let buy = |more: Value| {
            let mut body = agreed("buy_out", json!({"amount": "9000.00", "effective_on": TODAY}));
            for (field, value) in more.as_object().unwrap() {
                body[field] = value.clone();
            }
            body
        };
        act(&finance, &path, "amendments", buy(json!({"quantity": 3}))).await.refused(422, "lease_quantity_without_line");
        act(&finance, &path, "amendments", buy(json!({"amount": "-1.00"}))).await.refused(422, "amount_negative");
        let change = act(&finance, &path, "amendments", buy(json!({"lease_line_id": cabinets}))).await.expect(201).json();
        assert_eq!((change["amendment"]["quantity"].clone(), change["from_number"].clone()), (json!(4), json!(12)));
        act(&finance, &path, "amendments", buy(json!({"lease_line_id": cabinets}))).await.refused(422, "lease_units_left");
        act(&finance, &path, "amendments", buy(json!({"lease_line_id": pcs}))).await.refused(422, "lease_nothing_left");
        assert_rows_hold(&rows(&service, &path).await);
        let far = json!({"lease_line_id": pcs, "quantity": 1, "effective_on": "2017-09-01"});
        act(&finance, &path, "amendments", buy(far)).await.refused(422, "lease_amendment_date");
        let change = act(&finance, &path, "amendments", buy(json!({"effective_on": "2017-09-01"}))).await.expect(201).json();
        assert_eq!((change["state"].clone(), change["from_number"].clone()), (json!("ended"), json!(13)));
        let lease = finance.get(&path).await.json();
        assert_eq!((lease["state"].clone(), lease["ended_on"].clone()), (json!("ended"), json!("2017-09-01")));
        assert_eq!(rows(&service, &path).await.len(), 12);
        act(&finance, &path, "amendments", buy(json!({}))).await.refused(409, "lease_not_in_force");
    }
}
