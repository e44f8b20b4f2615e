//! Registering by JSON.

use super::*;
use crate::support::OTHER_SCHOOL;

on_both! {
    async fn two_hundred_devices_are_registered_at_once(service) {
        let stock = stock(&service, 210).await;
        let it = service.by(Role::It);
        let answer = it.post(&stock.path(), batch(&stock, serials("5CG", 200))).await.expect(201).json();
        assert_eq!(answer["registered"], 200);
        let id = answer["device_ids"][7].as_i64().unwrap();
        let device = it.get(&format!("/devices/{id}")).await.expect(200).json();
        assert_eq!((device["serial_number"].clone(), device["status"].clone()), (json!("5CG00007"), json!("in_use")));
        let moves = it.get(&format!("/devices/{id}/movements")).await.expect(200).json();
        assert_eq!(moves["items"].as_array().unwrap().len(), 1);
        assert_eq!(moves["items"][0]["from_school_id"], Value::Null);
        assert_eq!(moves["items"][0]["to_school_id"], OWN_SCHOOL);
        assert_eq!(moves["items"][0]["moved_on"], "2017-08-01");
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease_line").await.json();
        assert_eq!(journal["items"][0]["action"], "registered_devices");
        assert_eq!(journal["items"][0]["after"]["serial_numbers"][7], "5CG00007");
        assert_eq!(journal["items"][0]["school_id"], OWN_SCHOOL);
    }
}

on_both! {
    async fn one_taken_serial_number_refuses_the_whole_batch(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        it.post(&stock.path(), batch(&stock, ["Æ-1"])).await.expect(201);
        let answer = it.post(&stock.path(), batch(&stock, ["B-1", " æ-1 ", "B-2"])).await;
        let answer = answer.refused(409, "serial_number_taken");
        assert_eq!(answer.faults(), [("serial_number_taken".to_owned(), "/devices/1/serial_number".to_owned())]);
        assert_eq!(registered(&service).await, 1);
    }
}

on_both! {
    async fn every_fault_of_a_batch_is_told_in_one_answer(service) {
        let stock = stock(&service, 4).await;
        let it = service.by(Role::It);
        let mut first = batch(&stock, ["A1"]);
        first["devices"][0]["asset_tag"] = json!("DK-1");
        it.post(&stock.path(), first).await.expect(201);
        let devices = json!([
            {"serial_number": "B1", "asset_tag": "dk-1"},
            {"serial_number": "b1"},
            {"serial_number": "  "},
            {"serial_number": "B2", "asset_tag": "T"},
            {"serial_number": "B3", "asset_tag": "t"},
            {"serial_number": "B4", "asset_tag": ""},
            {"serial_number": "C\u{1}1"},
        ]);
        let mut body = batch(&stock, [""]);
        body["devices"] = devices;
        let answer = it.post(&stock.path(), body.clone()).await.refused(422, "several_faults");
        let fault = |code: &str, at: &str| (code.to_owned(), at.to_owned());
        let mut faults = answer.faults();
        faults.sort_by(|one, other| one.1.cmp(&other.1));
        assert_eq!(faults, [
            fault("lease_line_full", ""),
            fault("asset_tag_taken", "/devices/0/asset_tag"),
            fault("serial_number_twice", "/devices/1/serial_number"),
            fault("serial_number_invalid", "/devices/2/serial_number"),
            fault("asset_tag_twice", "/devices/4/asset_tag"),
            fault("asset_tag_invalid", "/devices/5/asset_tag"),
            fault("serial_number_invalid", "/devices/6/serial_number"),
        ]);
        assert_eq!(registered(&service).await, 1);
        let preview = it.post(&format!("{}?dry_run=true", stock.path()), body).await.expect(200).json();
        assert_eq!(preview["accepted"], false);
        assert_eq!(preview["errors"][0]["code"], "lease_line_full");
        let accepted: Vec<bool> = preview["rows"].as_array().unwrap().iter()
            .map(|row| row["accepted"].as_bool().unwrap()).collect();
        assert_eq!(accepted, [false, false, false, true, false, false, false]);
        assert_eq!(preview["rows"][1]["errors"][0]["code"], "serial_number_twice");
        assert_eq!(registered(&service).await, 1);
    }
}

on_both! {
    async fn a_dry_run_of_a_good_batch_changes_nothing(service) {
        let stock = stock(&service, 4).await;
        let it = service.by(Role::It);
        let path = format!("{}?dry_run=true", stock.path());
        let preview = it.post(&path, batch(&stock, ["A1", "A2"])).await.expect(200).json();
        assert_eq!((preview["accepted"].clone(), preview["rows"][1]["place"].clone()), (json!(true), json!("/devices/1")));
        assert_eq!(registered(&service).await, 0);
        it.post(&format!("{}?dryrun=true", stock.path()), batch(&stock, ["A1"])).await.refused(400, "unknown_parameter");
        it.post(&format!("{}?dry_run=1", stock.path()), batch(&stock, ["A1"])).await.refused(400, "invalid_parameter");
        it.post(&format!("{}?dry_run=false", stock.path()), batch(&stock, ["A1"])).await.expect(201);
    }
}

on_both! {
    async fn what_a_batch_names_must_exist_and_fit(service) {
        let stock = stock(&service, 4).await;
        let it = service.by(Role::It);
        let with = |field: &str, value: Value| {
            let mut body = batch(&stock, ["A1"]);
            body[field] = value;
            body
        };
        let tablet = service.category("tablet", "Tablet");
        let wrong = model(&service, tablet, "Tab").await;
        for (field, value, status, code) in [
            ("school_id", json!(99), 422, "school_unknown"),
            ("model_id", json!(99), 422, "device_model_unknown"),
            ("model_id", json!(wrong), 422, "device_model_wrong_category"),
            ("received_on", json!("2018-08-25"), 422, "date_too_far_ahead"),
            ("received_on", json!("1999-01-01"), 422, "school_not_valid"),
            ("received_on", json!("1066-10-14"), 422, "several_faults"),
            ("devices", json!([]), 422, "list_length"),
            ("devices", json!([{"serial": "x"}]), 400, "unknown_field"),
            ("devices", json!([{"serial_number": 7}]), 400, "invalid_value"),
        ] {
            it.post(&stock.path(), with(field, value)).await.refused(status, code);
        }
        let many = batch(&stock, serials("X", 5001));
        it.post(&stock.path(), many).await.refused(422, "list_length");
        it.post("/lease-lines/99/devices", batch(&stock, ["A1"])).await.refused(404, "lease_line_not_found");
        let cabinets = stock.line.0 - 1;
        it.post(&format!("/lease-lines/{cabinets}/devices"), batch(&stock, ["A1"]))
            .await.refused(409, "lease_line_not_for_devices");
        let pc = DeviceCategoryId(1);
        let (_, ended) = lease(&service, "KL-2", "ended", 5, pc);
        it.post(&format!("/lease-lines/{ended}/devices"), batch(&stock, ["A1"])).await.refused(409, "lease_ended");
        let (_, open) = lease(&service, "KL-3", "establishment", 5, pc);
        assert_eq!(registered(&service).await, 0);
        it.post(&format!("/lease-lines/{open}/devices"), batch(&stock, ["A1"])).await.expect(201);
    }
}

on_both! {
    async fn of_two_concurrent_batches_with_room_for_one_exactly_one_is_taken(service) {
        let stock = stock(&service, 250).await;
        let it = service.by(Role::It);
        // Several rounds: in the first the second connection is still being made.
        for round in 0..4 {
            let (_, line) = lease(&service, &format!("KL-{round}-2"), "in_force", 250, DeviceCategoryId(1));
            let path = format!("/lease-lines/{line}/devices");
            let (one, other) = futures_util::future::join(
                it.post(&path, batch(&stock, serials(&format!("A{round}-"), 200))),
                it.post(&path, batch(&stock, serials(&format!("B{round}-"), 200))),
            ).await;
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 409], "{} {}", one.text(), other.text());
            let refused = if one.status == 409 { one } else { other };
            let refused = refused.refused(409, "lease_line_full");
            assert!(refused.text().contains("250") && refused.text().contains("200"));
            let on_line = it.get(&format!("/devices?lease_line_id={line}&limit=1000&fields=id")).await.json();
            assert_eq!(on_line["items"].as_array().unwrap().len(), 200);
        }
    }
}

on_both! {
    async fn the_same_batch_sent_twice_with_one_key_is_registered_once(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It).header("idempotency-key", "batch-1");
        let first = it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201);
        let second = it.post(&stock.path(), batch(&stock, ["A1"])).await.expect(201);
        assert_eq!(first.json(), second.json());
        assert_eq!(registered(&service).await, 1);
    }
}

on_both! {
    async fn five_thousand_devices_go_in_one_batch(service) {
        let stock = stock(&service, 5000).await;
        let it = service.by(Role::It);
        let answer = it.post(&stock.path(), batch(&stock, serials("M", 5000))).await.expect(201);
        assert_eq!(answer.json()["device_ids"].as_array().unwrap().len(), 5000);
        let more = it.post(&stock.path(), batch(&stock, ["one more"])).await;
        more.refused(409, "lease_line_full");
        let school = service.by(Role::SchoolLeader).get(&format!("/devices?school_id={OTHER_SCHOOL}")).await;
        assert_eq!(school.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_line_cannot_shrink_below_its_devices_nor_vanish_under_them(service) {
        let stock = stock(&service, 5).await;
        let (_, line) = lease(&service, "KL-2", "establishment", 5, DeviceCategoryId(1));
        service.by(Role::It)
            .post(&format!("/lease-lines/{line}/devices"), batch(&stock, ["A1", "A2"])).await.expect(201);
        let finance = service.by(Role::Finance);
        let mut change = json!({
            "kind": "device", "device_category_id": 1, "description": "Pc", "quantity": 1, "unit_price": "1.00",
        });
        let path = format!("/lease-lines/{line}");
        finance.put(&path, "\"1\"", change.clone()).await.refused(409, "lease_line_below_devices");
        change["quantity"] = json!(2);
        change["device_category_id"] = json!(service.category("tablet", "Tablet"));
        finance.put(&path, "\"1\"", change.clone()).await.refused(409, "lease_line_holds_devices");
        finance.act(&format!("{path}/remove"), "\"1\"", Value::Null).await.refused(409, "lease_line_holds_devices");
        change["device_category_id"] = json!(1);
        finance.put(&path, "\"1\"", change).await.expect(200);
    }
}
