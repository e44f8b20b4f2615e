//! Finding devices.

use super::*;
use crate::support::{Client, OTHER_SCHOOL};

async fn walk(client: &Client<'_>, path: &str) -> Vec<String> {
    let mut found = vec![];
    let mut next = String::new();
    loop {
        let page = client
            .get(&format!("{path}{next}"))
            .await
            .expect(200)
            .json();
        for item in page["items"].as_array().unwrap() {
            found.push(item["serial_number"].as_str().unwrap().to_owned());
        }
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return found,
        }
    }
}

on_both! {
    async fn lists_come_sorted_in_pieces_that_neither_repeat_nor_hide(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        it.post(&stock.path(), batch(&stock, ["b-2", "A-1", "Ø-4", "B-3", "z-9"])).await.expect(201);
        assert_eq!(walk(&it, "/devices?limit=2").await, ["b-2", "A-1", "Ø-4", "B-3", "z-9"]);
        assert_eq!(walk(&it, "/devices?limit=2&sort=-id").await, ["z-9", "B-3", "Ø-4", "A-1", "b-2"]);
        assert_eq!(walk(&it, "/devices?limit=2&sort=serial_number").await, ["A-1", "b-2", "B-3", "z-9", "Ø-4"]);
        let cursor = it.get("/devices?limit=2").await.json()["next"].as_str().unwrap().to_owned();
        it.get(&format!("/devices?sort=-id&cursor={cursor}")).await.refused(400, "invalid_cursor");
        it.get("/devices?sort=name").await.refused(400, "invalid_parameter");
        it.get("/devices?fields=serial_key").await.refused(400, "unknown_field_selected");
    }
}

on_both! {
    async fn filters_find_what_they_name(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        let mut tagged = batch(&stock, ["Æble-1", "A%_2", "A3"]);
        tagged["devices"][2]["asset_tag"] = json!("ÆBLE-77");
        it.post(&stock.path(), tagged).await.expect(201);
        let mut other = batch(&stock, ["B1"]);
        other["school_id"] = json!(OTHER_SCHOOL);
        let other = it.post(&stock.path(), other).await.expect(201).json()["device_ids"][0].as_i64().unwrap();
        let (_, line) = lease(&service, "KL-2", "in_force", 5, DeviceCategoryId(1));
        it.post(&format!("/lease-lines/{line}/devices"), batch(&stock, ["C1"])).await.expect(201);
        it.act(&format!("/devices/{other}/return"), "\"1\"", json!({"returned_on": "2017-08-20"})).await.expect(200);
        for (query, expected) in [
            ("serial=%C3%A6BLE-1", vec!["Æble-1"]),
            ("serial=%C3%A6BLE", vec![]),
            ("q=%C3%A6ble", vec!["Æble-1", "A3"]),
            ("q=a%25", vec!["A%_2"]),
            ("q=a", vec!["A%_2", "A3"]),
            ("school_id=2", vec!["B1"]),
            ("status=returned", vec!["B1"]),
            ("status=in_use&school_id=2", vec![]),
            ("model_id=1&school_id=2", vec!["B1"]),
            ("model_id=99", vec![]),
            ("lease_id=99", vec![]),
            (&format!("lease_id={}", stock.lease) as &str, vec!["Æble-1", "A%_2", "A3", "B1"]),
            (&format!("lease_line_id={line}") as &str, vec!["C1"]),
        ] {
            assert_eq!(walk(&it, &format!("/devices?{query}")).await, expected, "{query}");
        }
        it.get("/devices?serial=%07").await.refused(422, "serial_number_invalid");
        it.get("/devices?serial=%00").await.refused(400, "invalid_parameter");
        it.get("/devices?q=%20").await.refused(422, "serial_number_invalid");
        it.get("/devices?serial_number=A3").await.refused(400, "unknown_parameter");
    }
}

on_both! {
    async fn a_school_leader_meets_only_the_own_schools_devices(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        it.post(&stock.path(), batch(&stock, ["OWN"])).await.expect(201);
        let mut other = batch(&stock, ["OTHER"]);
        other["school_id"] = json!(OTHER_SCHOOL);
        let other = it.post(&stock.path(), other).await.expect(201).json()["device_ids"][0].as_i64().unwrap();
        let leader = service.by(Role::SchoolLeader);
        for query in ["limit=9", "sort=serial_number", "q=o", "model_id=1", "lease_id=1"] {
            assert_eq!(walk(&leader, &format!("/devices?{query}")).await, ["OWN"], "{query}");
        }
        for query in ["school_id=2", "serial=other"] {
            assert_eq!(walk(&leader, &format!("/devices?{query}")).await, Vec::<String>::new(), "{query}");
        }
        leader.get(&format!("/devices/{other}")).await.refused(404, "device_not_found");
        leader.get(&format!("/devices/{other}/movements")).await.refused(404, "device_not_found");
    }
}

on_both! {
    async fn programs_keep_change_and_remove_the_own_filters_only(service) {
        let (it, other) = (service.by(Role::It), service.by(Role::Finance));
        let path = "/saved-device-filters";
        let filter = |name: &str, query: &str| json!({ "name": name, "query": query });
        let made = it.post(path, filter(" Nord ", "school=2&evil=1&after=4&column=serial")).await.expect(201);
        assert_eq!(made.json()["name"], "Nord");
        assert_eq!(made.json()["query"], "school=2&column=serial");
        let own = format!("{path}/{}", made.id());
        // The same name again is the same filter with another question.
        let again = it.post(path, filter("Nord", "status=returned")).await.expect(200);
        assert_eq!((again.id(), again.etag()), (made.id(), "\"2\"".to_owned()));
        it.post(path, filter("Syd", "school=3")).await.expect(201);
        it.put(&own, &made.etag(), filter("Vest", "")).await.refused(412, "stale");
        let taken = it.put(&own, &again.etag(), filter("Syd", "")).await;
        assert_eq!(taken.refused(409, "saved_filter_name_taken").faults()[0].1, "/name");
        it.post(path, filter("  ", "")).await.expect(422);
        it.post(path, filter(&"x".repeat(81), "")).await.expect(422);
        let renamed = it.put(&own, &again.etag(), filter("Vest", "status=returned")).await.expect(200);
        assert_eq!(renamed.json()["name"], "Vest");
        // Another account neither sees nor reaches them, and may use the same name.
        assert_eq!(other.get(path).await.expect(200).json()["items"], json!([]));
        other.get(&own).await.refused(404, "saved_filter_not_found");
        other.put(&own, &renamed.etag(), filter("Mit", "")).await.refused(404, "saved_filter_not_found");
        other.act(&format!("{own}/remove"), &renamed.etag(), json!({})).await.refused(404, "saved_filter_not_found");
        other.post(path, filter("Vest", "")).await.expect(201);
        it.act(&format!("{own}/remove"), &made.etag(), json!({})).await.refused(412, "stale");
        it.act(&format!("{own}/remove"), &renamed.etag(), json!({})).await.expect(200);
        let left = it.get(path).await.expect(200).json();
        assert_eq!(left["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(left["items"][0]["name"], "Syd");
    }
}

#[actix_web::test]
async fn no_more_than_fifty_filters_are_kept() {
    let service = Service::sqlite().await;
    let it = service.by(Role::It);
    for number in 0..50 {
        let filter = json!({ "name": format!("Filter {number}") });
        it.post("/saved-device-filters", filter).await.expect(201);
    }
    let one_more = json!({ "name": "Et til" });
    let answer = it.post("/saved-device-filters", one_more).await;
    answer.refused(409, "saved_filters_full");
    let known = json!({ "name": "Filter 7", "query": "q=a" });
    it.post("/saved-device-filters", known).await.expect(200);
}
