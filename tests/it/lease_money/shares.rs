//! Account strings, split keys and stated shares of lines.

use super::{force, line, newest, opened, terms};
use crate::on_both;
use anskaf::http::Role;
use anskaf::leasing::store;
use serde_json::{Value, json};

on_both! {
    async fn a_line_names_its_account_string_and_how_it_is_shared(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let lines = format!("/leases/{}/lines", lease.id());
        let made = finance.get(&lines).await.json()["items"][0].clone();
        assert_eq!((made["split_key"].clone(), made["account_string"].clone()), (json!("devices"), Value::Null));
        let mut stated = line("100.00");
        stated["split_key"] = json!("stated");
        stated["account_string"] = json!("3.22.01.1.400.4.9");
        let made = finance.post(&lines, stated.clone()).await.expect(201);
        assert_eq!(made.json()["split_key"], "stated");
        assert_eq!(made.json()["account_string"], "3.22.01.1.400.4.9");
        stated["account_string"] = json!("12345678901234567");
        finance.post(&lines, stated.clone()).await.refused(422, "account_string_invalid");
        stated["account_string"] = json!("3..22");
        let answer = finance.put(&format!("/lease-lines/{}", made.id()), &made.etag(), stated).await;
        assert_eq!(answer.refused(422, "account_string_invalid").faults()[0].1, "/account_string");
        let category = service.category("pc", "Elev-pc").0;
        let device = json!({"kind": "device", "device_category_id": category, "description": "Pc", "quantity": 1,
            "unit_price": "1.00", "split_key": "pupils"});
        let answer = finance.post(&lines, device).await.refused(422, "lease_line_split_key");
        assert_eq!(answer.faults()[0].1, "/split_key");
    }
}

on_both! {
    async fn stated_shares_are_replaced_as_a_whole_and_vanish_with_their_key(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let mut stated = line("100.00");
        stated["split_key"] = json!("stated");
        let made = finance.post(&format!("/leases/{}/lines", lease.id()), stated.clone()).await.expect(201);
        let path = format!("/lease-lines/{}", made.id());
        let shares = format!("{path}/shares");
        let body = json!({"shares": [{"school_id": 2, "weight": 1}, {"school_id": 1, "weight": 3}]});
        let set = finance.put(&shares, &made.etag(), body.clone()).await.expect(200);
        assert_eq!(set.json()["shares"], json!([{"school_id": 1, "weight": 3}, {"school_id": 2, "weight": 1}]));
        assert_eq!((set.json()["split_key"].clone(), set.etag()), (json!("stated"), "\"2\"".to_owned()));
        assert_eq!(newest(&service, "lease_line").await["action"], "shared");
        finance.put(&shares, &made.etag(), body.clone()).await.refused(412, "stale");
        let one = finance.put(&shares, &set.etag(), json!({"shares": [{"school_id": 2, "weight": 7}]})).await.expect(200);
        let id = anskaf::db::LeaseLineId(made.id());
        let (by_line, by_fee) = service.db.read_blocking(|conn| Ok(store::shares(conn)?)).unwrap();
        assert_eq!((by_line[&id].len(), by_line[&id][0].weight, by_fee.len()), (1, 7, 0));
        // The lease in force keeps its lines, but the municipality may share their cost anew.
        force(&finance, lease.id()).await.expect(200);
        let again = finance.put(&shares, &one.etag(), body).await.expect(200);
        assert_eq!(finance.get(&shares).await.expect(200).etag(), again.etag());
    }
}

on_both! {
    async fn another_key_takes_the_shares_along(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let mut stated = line("100.00");
        stated["split_key"] = json!("stated");
        let made = finance.post(&format!("/leases/{}/lines", lease.id()), stated.clone()).await.expect(201);
        let path = format!("/lease-lines/{}", made.id());
        let shares = format!("{path}/shares");
        let body = json!({"shares": [{"school_id": 1, "weight": 3}]});
        let set = finance.put(&shares, &made.etag(), body.clone()).await.expect(200);
        let changed = finance.put(&path, &set.etag(), line("100.00")).await.expect(200);
        assert_eq!(finance.get(&shares).await.json()["shares"], json!([]));
        finance.put(&shares, &changed.etag(), body.clone()).await.refused(409, "lease_shares_key");
        let back = finance.put(&path, &changed.etag(), stated).await.expect(200);
        let set = finance.put(&shares, &back.etag(), body).await.expect(200);
        finance.act(&format!("{path}/remove"), &set.etag(), Value::Null).await.expect(200);
        finance.get(&shares).await.refused(404, "lease_line_not_found");
    }
}

on_both! {
    async fn shares_that_cannot_be_meant_are_refused(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, terms("KL-1")).await;
        let mut stated = line("100.00");
        stated["split_key"] = json!("stated");
        let made = finance.post(&format!("/leases/{}/lines", lease.id()), stated).await.expect(201);
        let shares = format!("/lease-lines/{}/shares", made.id());
        let set = |body: Value| {
            let (finance, shares, etag) = (finance.clone(), shares.clone(), made.etag());
            async move { finance.put(&shares, &etag, json!({"shares": body})).await }
        };
        set(json!([])).await.refused(422, "list_length");
        set(json!([{"school_id": 1, "weight": 0}])).await.refused(422, "number_range");
        set(json!([{"school_id": 1, "weight": 1_000_001}])).await.refused(422, "number_range");
        let answer = set(json!([{"school_id": 1, "weight": 1}, {"school_id": 9, "weight": 1}, {"school_id": 1, "weight": 2}])).await;
        let answer = answer.refused(422, "several_faults");
        assert_eq!(answer.faults(), [
            ("school_unknown".to_owned(), "/shares/1/school_id".to_owned()),
            ("lease_share_twice".to_owned(), "/shares/2/school_id".to_owned()),
        ]);
        assert_eq!(finance.get(&shares).await.json()["shares"], json!([]));
        finance.get("/lease-lines/99/shares").await.refused(404, "lease_line_not_found");
        finance.get("/lease-fees/99/shares").await.refused(404, "lease_fee_not_found");
    }
}
