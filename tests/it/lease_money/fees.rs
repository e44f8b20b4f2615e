//! Service fees and the prices that they follow.

use super::{force, in_force, newest, opened, terms};
use crate::on_both;
use crate::support::Service;
use anskaf::db::{LeaseFeeId, LeaseId};
use anskaf::http::Role;
use anskaf::leasing::store;
use serde_json::{Value, json};

fn fee() -> Value {
    json!({"description": "Ombytningsservice", "amount": "1250.00", "from_on": "2017-01-01", "vat_rate": "0.25"})
}

fn with(field: &str, value: Value) -> Value {
    let mut fee = fee();
    fee[field] = value;
    fee
}

async fn rate(service: &Service, year: i32, rate: &str, published_on: &str) {
    let body = json!({"series": "KL art 4.9", "year": year, "rate": rate, "published_on": published_on, "source": "KL, skrivelse"});
    service
        .by(Role::Finance)
        .post("/price-rates", body)
        .await
        .expect(201);
}

on_both! {
    async fn a_fee_is_billed_with_every_instalment_of_its_time_and_has_its_own_vat(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let mut body = fee();
        body["from_on"] = json!("2018-01-02");
        body["to_on"] = json!("2019-12-31");
        body["account_string"] = json!("3-22-01");
        body["split_key"] = json!("pupils");
        finance.post(&fees, body).await.expect(201);
        finance.post(&fees, with("vat_rate", json!("0"))).await.expect(201);
        let found = finance.get(&fees).await.expect(200).json()["items"].clone();
        assert_eq!((found[0]["total"].clone(), found[0]["total_vat"].clone()), (json!("5000.00"), json!("0.00")));
        assert_eq!((found[1]["total"].clone(), found[1]["total_vat"].clone()), (json!("2500.00"), json!("625.00")));
        let numbers: Vec<_> = found[1]["amounts"].as_array().unwrap().iter().map(|one| one["number"].clone()).collect();
        assert_eq!(numbers, [2, 3]);
        assert_eq!((found[1]["split_key"].clone(), found[1]["account_string"].clone()), (json!("pupils"), json!("3-22-01")));
        assert_eq!(newest(&service, "lease_fee").await["action"], "added");
        let before = service.db.read_blocking(store::fees_in_force).unwrap();
        assert!(before.is_empty(), "{before:?}");
        force(&finance, lease.id()).await.expect(200);
        let after = service.db.read_blocking(store::fees_in_force).unwrap();
        assert_eq!(after[&LeaseId(lease.id())].len(), 2);
        // The lease payment is not touched by fees.
        assert_eq!(finance.get(&format!("/leases/{}", lease.id())).await.json()["total_payments"], "1364560.72");
    }
}

on_both! {
    async fn before_the_lease_is_in_force_fees_change_freely(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let made = finance.post(&fees, with("split_key", json!("stated"))).await.expect(201);
        let path = format!("/lease-fees/{}", made.id());
        let shares = json!({"shares": [{"school_id": 1, "weight": 1}]});
        let shared = finance.put(&format!("{path}/shares"), &made.etag(), shares.clone()).await.expect(200);
        let by_fee = service.db.read_blocking(|conn| Ok(store::shares(conn)?)).unwrap().1;
        assert_eq!(by_fee[&LeaseFeeId(made.id())].len(), 1);
        finance.put(&path, &made.etag(), fee()).await.refused(412, "stale");
        let changed = finance.put(&path, &shared.etag(), with("amount", json!("99.00"))).await.expect(200);
        assert_eq!(changed.json()["amount"], "99.00");
        finance.put(&format!("{path}/shares"), &changed.etag(), shares).await.refused(409, "lease_shares_key");
        finance.act(&format!("{path}/remove"), &changed.etag(), Value::Null).await.expect(200);
        finance.act(&format!("{path}/remove"), &changed.etag(), Value::Null).await.refused(404, "lease_fee_not_found");
        assert_eq!(newest(&service, "lease_fee").await["before"]["amount"], "99.00");
        // Each of the five changes made the lease a new version, so that nobody puts unseen fees in force.
        let stale = lease.etag();
        finance.act(&format!("/leases/{}/put-in-force", lease.id()), &stale, Value::Null).await.refused(412, "stale");
    }
}

on_both! {
    async fn a_fee_that_was_charged_can_only_be_ended(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let made = finance.post(&fees, fee()).await.expect(201);
        force(&finance, lease.id()).await.expect(200);
        let path = format!("/lease-fees/{}", made.id());
        let answer = finance.put(&path, &made.etag(), with("amount", json!("1.00"))).await.refused(409, "lease_fee_stands");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("2017-01-02") && detail.contains("amount"), "{detail}");
        finance.act(&format!("{path}/remove"), &made.etag(), Value::Null).await.refused(409, "lease_fee_stands");
        finance.put(&path, &made.etag(), with("to_on", json!("2017-01-01"))).await.refused(422, "lease_fee_ends_too_early");
        let ended = finance.put(&path, &made.etag(), with("to_on", json!("2017-12-31"))).await.expect(200);
        // What shall hold after that is another fee, from the next instalment on.
        finance.post(&fees, with("from_on", json!("2017-01-02"))).await.refused(422, "lease_fee_begins_too_early");
        let next = finance.post(&fees, with("from_on", json!("2018-01-01"))).await.expect(201);
        let path = format!("/lease-fees/{}", next.id());
        finance.put(&path, &next.etag(), fee()).await.refused(422, "lease_fee_begins_too_early");
        let mut later = with("amount", json!("1300.00"));
        later["from_on"] = json!("2018-01-01");
        let changed = finance.put(&path, &next.etag(), later).await.expect(200);
        finance.act(&format!("{path}/remove"), &changed.etag(), Value::Null).await.expect(200);
        let found = finance.get(&fees).await.json()["items"].clone();
        assert_eq!((found.as_array().unwrap().len(), found[0]["total"].clone()), (1, json!("1250.00")));
        assert_eq!(ended.json()["to_on"], "2017-12-31");
    }
}

on_both! {
    async fn an_ended_fee_does_not_come_back_over_days_that_have_passed(service) {
        let finance = service.by(Role::Finance);
        let mut quarters = terms("KL-1");
        quarters["every"] = json!({"unit": "month", "count": 3});
        let lease = opened(&service, quarters).await;
        let made = finance.post(&format!("/leases/{}/fees", lease.id()), with("to_on", json!("2017-02-01"))).await.expect(201);
        force(&finance, lease.id()).await.expect(200);
        let path = format!("/lease-fees/{}", made.id());
        let answer = finance.put(&path, &made.etag(), fee()).await.refused(409, "lease_fee_stands");
        assert!(answer.text().contains("to_on"), "{}", answer.text());
        assert_eq!(finance.get(&format!("/leases/{}/fees", lease.id())).await.json()["items"][0]["total"], "1250.00");
    }
}

on_both! {
    async fn after_the_end_nothing_about_fees_changes(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let made = finance.post(&fees, with("split_key", json!("stated"))).await.expect(201);
        let forced = force(&finance, lease.id()).await.expect(200);
        finance.act(&format!("/leases/{}/end", lease.id()), &forced.etag(), json!({"reason": "Indfriet"})).await.expect(200);
        finance.post(&fees, with("from_on", json!("2018-01-01"))).await.refused(409, "lease_over");
        let path = format!("/lease-fees/{}", made.id());
        finance.put(&path, &made.etag(), fee()).await.refused(409, "lease_over");
        finance.act(&format!("{path}/remove"), &made.etag(), Value::Null).await.refused(409, "lease_over");
        let shares = json!({"shares": [{"school_id": 1, "weight": 1}]});
        finance.put(&format!("{path}/shares"), &made.etag(), shares).await.refused(409, "lease_over");
    }
}

on_both! {
    async fn fees_that_cannot_be_meant_are_refused(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        for (field, value, code, pointer) in [
            ("description", json!(" "), "text_blank", "/description"),
            ("amount", json!("-1.00"), "amount_negative", "/amount"),
            ("amount", json!("100000000000.00"), "amount_out_of_range", "/amount"),
            ("vat_rate", json!("1.01"), "number_range", "/vat_rate"),
            ("vat_rate", json!("-0.25"), "number_range", "/vat_rate"),
            ("from_on", json!("0217-01-01"), "date_out_of_range", "/from_on"),
            ("to_on", json!("2016-12-31"), "dates_out_of_order", "/to_on"),
            ("base_year", json!(2017), "lease_fee_series", "/base_year"),
            ("base_year", json!(1989), "number_range", "/base_year"),
            ("account_string", json!("3a"), "account_string_invalid", "/account_string"),
        ] {
            let answer = finance.post(&fees, with(field, value)).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, pointer, "{}", answer.text());
        }
        let mut body = with("price_series", json!("KL art 4.9"));
        finance.post(&fees, body.clone()).await.refused(422, "several_faults");
        body["base_year"] = json!(2017);
        finance.post(&fees, body).await.refused(422, "price_series_unknown");
        assert_eq!(finance.get(&fees).await.json()["items"], json!([]));
        finance.post("/leases/99/fees", fee()).await.refused(404, "lease_not_found");
        finance.get("/leases/99/fees").await.refused(404, "lease_not_found");
    }
}

on_both! {
    async fn an_indexed_fee_names_the_published_rates_and_the_years_without_one(service) {
        let finance = service.by(Role::Finance);
        rate(&service, 2018, "0.02", "2017-06-01").await;
        rate(&service, 2018, "0.03", "2017-08-01").await;
        rate(&service, 2020, "0.10", "2017-08-01").await;
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let mut body = with("price_series", json!("KL art 4.9"));
        body["base_year"] = json!(2017);
        finance.post(&fees, body).await.expect(201);
        let found = finance.get(&fees).await.expect(200).json()["items"][0].clone();
        let amounts: Vec<_> = found["amounts"].as_array().unwrap().iter().map(|one| one["amount"].clone()).collect();
        // 1,250.00 · 1.03 = 1,287.50; · 1.10 = 1,416.25. No rate for 2019: the prices of 2018 stay.
        assert_eq!(amounts, ["1250.00", "1287.50", "1287.50", "1416.25"]);
        let rates: Vec<_> = found["price_rates"].as_array().unwrap().iter()
            .map(|one| (one["year"].clone(), one["rate"].clone(), one["source"].clone())).collect();
        assert_eq!(rates, [
            (json!(2018), json!("0.03"), json!("KL, skrivelse")),
            (json!(2020), json!("0.1"), json!("KL, skrivelse")),
        ]);
        assert_eq!(found["years_without_rate"], json!([2019]));
    }
}

on_both! {
    async fn price_rates_are_entries_with_a_source_and_the_latest_up_to_the_day_counts(service) {
        let finance = service.by(Role::Finance);
        rate(&service, 2018, "0.02", "2017-06-01").await;
        rate(&service, 2018, "-0.03", "2017-08-24").await;
        let body = |field: &str, value: Value| {
            let mut body = json!({"series": "KL art 4.9", "year": 2018, "rate": "0.02", "published_on": "2017-06-01", "source": "KL"});
            body[field] = value;
            body
        };
        finance.post("/price-rates", body("rate", json!("0.05"))).await.refused(409, "price_rate_taken");
        finance.post("/price-rates", body("published_on", json!("2017-08-25"))).await.refused(422, "date_in_future");
        finance.post("/price-rates", body("source", json!(" "))).await.refused(422, "text_blank");
        finance.post("/price-rates", body("series", json!("KL "))).await.refused(422, "value_invalid");
        finance.post("/price-rates", body("year", json!(1989))).await.refused(422, "number_range");
        finance.post("/price-rates", body("rate", json!("11"))).await.refused(400, "invalid_value");
        let page = finance.get("/price-rates?series=KL%20art%204.9&limit=1").await.expect(200).json();
        assert_eq!((page["items"][0]["rate"].clone(), page["items"][0]["source"].clone()), (json!("0.02"), json!("KL, skrivelse")));
        let next = page["next"].as_str().unwrap();
        let rest = finance.get(&format!("/price-rates?cursor={next}")).await.json();
        assert_eq!((rest["items"][0]["rate"].clone(), rest.get("next")), (json!("-0.03"), None));
        assert_eq!(finance.get("/price-rates?series=x").await.json()["items"], json!([]));
        let on = |day: &str| {
            let day = day.parse().unwrap();
            service.db.read_blocking(move |conn| anskaf::budget::store::price_series(conn, "KL art 4.9", day)).unwrap()
        };
        assert!(on("2017-05-31").is_empty());
        assert_eq!(on("2017-08-23")[&2018].to_string(), "0.02");
        assert_eq!(on("2017-08-24")[&2018].to_string(), "-0.03");
        assert_eq!(newest(&service, "price_rate").await["after"]["source"], "KL, skrivelse");
    }
}

on_both! {
    async fn what_is_published_later_leaves_amounts_already_due_alone(service) {
        let finance = service.by(Role::Finance);
        rate(&service, 2017, "0.02", "2016-06-01").await;
        let lease = opened(&service, terms("KL-1")).await;
        let fees = format!("/leases/{}/fees", lease.id());
        let mut body = with("price_series", json!("KL art 4.9"));
        body["base_year"] = json!(2016);
        finance.post(&fees, body).await.expect(201);
        force(&finance, lease.id()).await.expect(200);
        rate(&service, 2017, "0.50", "2017-08-01").await;
        let found = finance.get(&fees).await.json()["items"][0].clone();
        let amounts: Vec<_> = found["amounts"].as_array().unwrap().iter().map(|one| one["amount"].clone()).collect();
        assert_eq!(amounts, ["1275.00", "1875.00", "1875.00", "1875.00"]);
    }
}

on_both! {
    async fn a_lease_without_fees_answers_an_empty_list(service) {
        let id = in_force(&service, terms("KL-1")).await;
        let answer = service.by(Role::It).get(&format!("/leases/{id}/fees")).await.expect(200);
        assert_eq!(answer.json(), json!({"items": []}));
    }
}
