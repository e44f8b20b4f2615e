//! What a lease warns of, as a finance officer reads it.

use super::{codes_of, opened, terms, warning};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

async fn sql(service: &Service, text: String) {
    service
        .db
        .write(move |conn| Ok(conn.batch_execute(&text)?))
        .await
        .unwrap();
}

/// Ten devices' room on the lease and two devices received on a day, of a model whose support ends in 2019.
async fn devices(service: &Service, lease: i64, received_on: &str) {
    let category = service.category("pc", "Elev-pc").0;
    let line = json!({"kind": "device", "device_category_id": category, "description": "Elev-pc", "quantity": 10, "unit_price": "1.00"});
    let line = service
        .by(Role::Finance)
        .post(&format!("/leases/{lease}/lines"), line)
        .await
        .expect(201)
        .id();
    sql(service, format!(
        "INSERT INTO device_models (id, device_category_id, manufacturer, name, os_support_ends_on, os_support_source, version) \
         VALUES (1, {category}, 'HP', 'ProBook', '2019-06-30', 'support.hp.com', 1);\
         INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, received_on, version) \
         VALUES (1, {line}, 1, 1, 'A', 'a', 'in_use', '{received_on}', 1), (2, {line}, 1, 1, 'B', 'b', 'in_use', '{received_on}', 1);\
         UPDATE device_categories SET economic_life_months = 36"
    )).await;
}

on_both! {
    async fn a_device_received_before_the_signature_may_be_the_municipalitys_own(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        devices(&service, lease.id(), "2017-08-01").await;
        sql(&service, format!("UPDATE leases SET signed_on = '2017-08-02', state = 'build_up' WHERE id = {}", lease.id())).await;
        let told = warning(&finance, lease.id(), "sale_and_lease_back").await;
        let detail = told["detail"].as_str().unwrap();
        assert!(detail.contains("2 enheder er modtaget fra 01.08.2017") && detail.contains("02.08.2017"), "{detail}");
        assert_eq!(told["source"], "Lånebekendtgørelsen § 11 (BEK nr. 1714 af 13-12-2023)");
        // The edition is younger than the agreement, and the warning says so.
        assert!(detail.contains("kontrollér reglen på aftalens dag"), "{detail}");
        sql(&service, format!("UPDATE leases SET signed_on = '2017-08-01' WHERE id = {}", lease.id())).await;
        assert!(!codes_of(&finance, lease.id()).await.contains(&"sale_and_lease_back".to_owned()));
    }
}

on_both! {
    async fn an_invoice_older_than_the_signature_may_be_the_municipalitys_own(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        sql(&service, format!(
            "UPDATE leases SET signed_on = '2017-08-02', state = 'build_up' WHERE id = {id};\
             INSERT INTO lease_batches (lease_id, number, supplier_name, invoice_number, invoiced_on, amount, version) \
             VALUES ({id}, 1, 'Atea', 'A-17', '2017-07-31', 131075000, 1)", id = lease.id())).await;
        let english = finance.clone().header("accept-language", "en");
        let told = warning(&english, lease.id(), "sale_and_lease_back").await;
        let detail = told["detail"].as_str().unwrap();
        assert!(detail.contains("invoice A-17 of Atea is dated 2017-07-31"), "{detail}");
    }
}

on_both! {
    async fn a_lease_that_outlives_its_devices_and_their_support_warns(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        devices(&service, lease.id(), "2017-08-24").await;
        let life = warning(&finance, lease.id(), "term_beyond_economic_life").await;
        let detail = life["detail"].as_str().unwrap();
        assert!(detail.contains("48 måneder") && detail.contains("Elev-pc") && detail.contains("36"), "{detail}");
        let support = warning(&finance, lease.id(), "os_support_ends_first").await;
        let detail = support["detail"].as_str().unwrap();
        assert!(detail.contains("2 HP ProBook") && detail.contains("30.06.2019") && detail.contains("01.01.2021"), "{detail}");
        assert_eq!(support["source"], "support.hp.com");
        sql(&service, "UPDATE device_categories SET economic_life_months = 48; UPDATE device_models SET os_support_ends_on = '2021-01-01'".to_owned()).await;
        assert_eq!(codes_of(&finance, lease.id()).await, ["approval_rules_missing"]);
        sql(&service, "UPDATE device_models SET os_support_ends_on = '2020-12-31'".to_owned()).await;
        assert!(codes_of(&finance, lease.id()).await.contains(&"os_support_ends_first".to_owned()));
        sql(&service, "UPDATE devices SET status = 'returned'".to_owned()).await;
        assert!(!codes_of(&finance, lease.id()).await.contains(&"os_support_ends_first".to_owned()));
    }
}

on_both! {
    async fn a_residual_that_the_municipality_answers_for_is_told(service) {
        let finance = service.by(Role::Finance);
        let mut terms = terms("KL-1");
        terms["residual"] = json!("131075.00");
        let lease = opened(&service, terms).await;
        assert!(!codes_of(&finance, lease.id()).await.contains(&"residual_at_risk".to_owned()));
        sql(&service, "UPDATE leases SET end_kind = 'designation'".to_owned()).await;
        let told = warning(&finance, lease.id(), "residual_at_risk").await;
        assert!(told["detail"].as_str().unwrap().contains("131.075,00"), "{told}");
    }
}

on_both! {
    async fn a_fee_outside_the_frame_is_told_with_the_payments(service) {
        let finance = service.by(Role::Finance);
        let mut terms = terms("KL-1");
        terms["project_id"] = json!(service.project().0);
        terms["periods"] = json!(5);
        let lease = opened(&service, terms).await;
        let before = warning(&finance, lease.id(), "payments_outside_frame").await["detail"].as_str().unwrap().to_owned();
        let fee = json!({"description": "Service", "amount": "1000.00", "from_on": "2017-01-01", "vat_rate": "0"});
        finance.post(&format!("/leases/{}/fees", lease.id()), fee).await.expect(201);
        let after = warning(&finance, lease.id(), "payments_outside_frame").await["detail"].as_str().unwrap().to_owned();
        let rows = finance.get(&format!("/leases/{}/schedule.json", lease.id())).await.json()["rows"].clone();
        assert_eq!(rows[4]["payment"], "276562.92", "{before}");
        assert!(before.contains("2021") && before.contains("276.562,92"), "{before}");
        assert!(after.contains("277.562,92"), "{after}");
    }
}

on_both! {
    async fn a_stated_key_without_shares_is_told(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fee = json!({"description": "Forsikring", "amount": "1.00", "from_on": "2017-01-01", "vat_rate": "0", "split_key": "stated"});
        let fee = finance.post(&format!("/leases/{}/fees", lease.id()), fee).await.expect(201);
        let told = warning(&finance, lease.id(), "shares_missing").await;
        assert!(told["detail"].as_str().unwrap().contains("»Forsikring«"), "{told}");
        assert_eq!(told["source"], Value::Null);
        let shares = json!({"shares": [{"school_id": 1, "weight": 1}]});
        finance.put(&format!("/lease-fees/{}/shares", fee.id()), &fee.etag(), shares).await.expect(200);
        assert_eq!(codes_of(&finance, lease.id()).await, ["approval_rules_missing"]);
    }
}
