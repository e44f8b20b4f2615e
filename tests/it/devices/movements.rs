//! Moving and returning devices.

use super::*;
use crate::support::OTHER_SCHOOL;

fn to(school: i64, date: &str) -> Value {
    json!({"to_school_id": school, "moved_on": date, "reason": "Ny klasse"})
}

on_both! {
    async fn a_device_moves_with_its_history(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        let id = it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201).json()["device_ids"][0].as_i64().unwrap();
        let device = it.get(&format!("/devices/{id}")).await.expect(200);
        let path = format!("/devices/{id}/move");
        let moved = it.act(&path, &device.etag(), to(OTHER_SCHOOL, "2017-08-20")).await.expect(200);
        assert_eq!((moved.json()["school_id"].clone(), moved.json()["version"].clone()), (json!(OTHER_SCHOOL), json!(2)));
        it.act(&path, &device.etag(), to(OWN_SCHOOL, "2017-08-21")).await.refused(412, "stale");
        let history = it.get(&format!("/devices/{id}/movements")).await.expect(200).json();
        let places: Vec<_> = history["items"].as_array().unwrap().iter()
            .map(|one| (one["from_school_id"].clone(), one["to_school_id"].clone())).collect();
        assert_eq!(places, [(Value::Null, json!(OWN_SCHOOL)), (json!(OWN_SCHOOL), json!(OTHER_SCHOOL))]);
        assert_eq!(history["items"][1]["reason"], "Ny klasse");
        let journal = service.by(Role::Auditor)
            .get(&format!("/journal?subject_kind=device&subject_id={id}")).await.json();
        assert_eq!((journal["items"][0]["action"].clone(), journal["items"][0]["school_id"].clone()),
            (json!("moved"), json!(OTHER_SCHOOL)));
        assert_eq!(journal["items"][0]["before"]["school_id"], OWN_SCHOOL);
        service.by(Role::SchoolLeader).get(&format!("/devices/{id}")).await.refused(404, "device_not_found");
    }
}

on_both! {
    async fn movements_that_cannot_be_are_refused(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        let id = it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201).json()["device_ids"][0].as_i64().unwrap();
        let ended = json!({"name": "Lukket", "valid_from": "2000-08-01", "valid_to": "2017-07-31"});
        let ended = service.by(Role::Administrator).post("/schools", ended).await.expect(201).id();
        let path = format!("/devices/{id}/move");
        for (body, status, code) in [
            (to(OWN_SCHOOL, "2017-08-20"), 409, "device_already_there"),
            (to(OTHER_SCHOOL, "2017-07-31"), 422, "dates_out_of_order"),
            (to(OTHER_SCHOOL, "2018-08-25"), 422, "date_too_far_ahead"),
            (to(99, "2017-08-20"), 422, "school_unknown"),
            (to(ended, "2017-08-20"), 422, "school_not_valid"),
            (to(OTHER_SCHOOL, "1066-08-20"), 422, "several_faults"),
        ] {
            it.act(&path, "\"1\"", body).await.refused(status, code);
        }
        it.act("/devices/99/move", "\"1\"", to(OTHER_SCHOOL, "2017-08-20")).await.refused(404, "device_not_found");
        let history = it.get(&format!("/devices/{id}/movements")).await.json();
        assert_eq!(history["items"].as_array().unwrap().len(), 1);
        it.act(&path, "\"1\"", to(OTHER_SCHOOL, "2018-08-24")).await.expect(200);
    }
}

on_both! {
    async fn a_returned_device_frees_its_place_and_stays_where_it_is(service) {
        let stock = stock(&service, 1).await;
        let it = service.by(Role::It);
        let id = it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201).json()["device_ids"][0].as_i64().unwrap();
        it.post(&stock.path(), batch(&stock, ["A2"])).await.refused(409, "lease_line_full");
        let path = format!("/devices/{id}/return");
        it.act(&path, "\"1\"", json!({"returned_on": "2017-07-31"})).await.refused(422, "dates_out_of_order");
        it.act(&path, "\"1\"", json!({"returned_on": "2019-07-31"})).await.refused(422, "date_too_far_ahead");
        it.act(&path, "\"3\"", json!({"returned_on": "2017-08-20"})).await.refused(412, "stale");
        let back = it.act(&path, "\"1\"", json!({"returned_on": "2017-08-20", "reason": "Ombytning"})).await.expect(200);
        assert_eq!(back.json()["status"], "returned");
        it.act(&path, "\"2\"", json!({"returned_on": "2017-08-21"})).await.refused(409, "device_returned");
        it.act(&format!("/devices/{id}/move"), "\"2\"", to(OTHER_SCHOOL, "2017-08-21")).await.refused(409, "device_returned");
        let history = it.get(&format!("/devices/{id}/movements")).await.json();
        assert_eq!((history["items"][1]["to_school_id"].clone(), history["items"][1]["from_school_id"].clone()),
            (Value::Null, json!(OWN_SCHOOL)));
        it.post(&stock.path(), batch(&stock, ["A1"])).await.refused(409, "serial_number_taken");
        it.post(&stock.path(), batch(&stock, ["A2"])).await.expect(201);
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=device").await.json();
        assert_eq!((journal["items"][0]["action"].clone(), journal["items"][0]["reason"].clone()),
            (json!("returned"), json!("Ombytning")));
    }
}

on_both! {
    async fn many_devices_move_together_or_not_at_all(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        it.post(&stock.path(), batch(&stock, ["A1", "A2", "A3"])).await.expect(201);
        it.act("/devices/3/return", "\"1\"", json!({"returned_on": "2017-08-20"})).await.expect(200);
        let seen = |id: i64, version: i32| json!({"id": id, "version": version});
        let bulk = |devices: Value| json!({
            "devices": devices, "to_school_id": OTHER_SCHOOL, "moved_on": "2017-08-21", "reason": "Sammenlægning",
        });
        let bad = bulk(json!([seen(1, 1), seen(2, 7), seen(3, 2), seen(1, 1), seen(99, 1)]));
        let answer = it.post("/devices/move", bad.clone()).await.refused(422, "several_faults");
        let told: Vec<String> = answer.faults().into_iter().map(|(code, at)| format!("{at} {code}")).collect();
        assert_eq!(told, [
            "/devices/1/version stale", "/devices/2 device_returned", "/devices/3/id device_twice",
            "/devices/4/id device_unknown",
        ]);
        let preview = it.post("/devices/move?dry_run=true", bad).await.expect(200).json();
        let accepted: Vec<bool> = preview["rows"].as_array().unwrap().iter()
            .map(|row| row["accepted"].as_bool().unwrap()).collect();
        assert_eq!(accepted, [true, false, false, false, false]);
        assert_eq!(preview["rows"][1]["serial_number"], "A2");
        let good = bulk(json!([seen(2, 1), seen(1, 1)]));
        let preview = it.post("/devices/move?dry_run=true", good.clone()).await.expect(200).json();
        assert_eq!(preview["accepted"], true);
        assert_eq!(it.get("/devices/1").await.json()["school_id"], OWN_SCHOOL);
        let moved = it.post("/devices/move", good.clone()).await.expect(200).json();
        assert_eq!(moved["moved"], 2);
        for id in [1, 2] {
            let device = it.get(&format!("/devices/{id}")).await.json();
            assert_eq!((device["school_id"].clone(), device["version"].clone()), (json!(OTHER_SCHOOL), json!(2)));
        }
        it.post("/devices/move", good).await.refused(412, "stale");
        it.post("/devices/move", bulk(json!([seen(1, 2)]))).await.refused(409, "device_already_there");
        it.post("/devices/move", bulk(json!([]))).await.refused(422, "list_length");
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=device&subject_id=1").await.json();
        assert_eq!(journal["items"][0]["after"]["school_id"], OTHER_SCHOOL);
    }
}
