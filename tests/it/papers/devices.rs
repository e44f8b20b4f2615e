//! Labels and receipts.

use super::{drawn_alike, issued, municipality, tells, text};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::LeaseId;
use anskaf::devices::{AskLabels, LABEL_DOCUMENT, LabelCode, LabelOwner, LabelPaper};
use anskaf::http::Role;
use anskaf::http::actor::Reach;
use anskaf::overview::draw_file;
use anskaf::render::Block;
use anskaf::render::document::Label;
use diesel::connection::SimpleConnection;
use serde_json::json;

fn sql(service: &Service, statement: &str) {
    let run = |conn: &mut anskaf::db::DbConnection| Ok(conn.batch_execute(statement)?);
    service.db.write_blocking(run).expect("rows");
}

fn labels(service: &Service, owner: LabelOwner, code: LabelCode) -> Vec<Label> {
    let asked = AskLabels {
        devices: Vec::new(),
        reach: Reach::All,
        school: None,
        lease: Some(LeaseId(1)),
        line: None,
        paper: LabelPaper::Mm70x37,
        used: 3,
        owner,
        code,
    };
    let moment = service.clock.moment();
    let document = service
        .db
        .read_blocking(|conn| LABEL_DOCUMENT.draft(conn, &asked, moment))
        .expect("labels");
    match document.blocks.as_slice() {
        [Block::Labels(sheet)] => {
            assert_eq!(sheet.used, 3);
            sheet.labels.clone()
        }
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn a_label_bears_the_tag_the_serial_number_the_owner_and_a_code(service) {
        municipality(&service).await;
        service.school_things().await;
        sql(&service, "UPDATE devices SET asset_tag = 'DK-7', asset_tag_key = 'dk-7' WHERE id = 1");
        let made = labels(&service, LabelOwner::School, LabelCode::Serial);
        // By school's name: the other school's comes first.
        let titles: Vec<&str> = made.iter().map(|label| label.title.as_str()).collect();
        assert_eq!(titles, ["S2", "DK-7"]);
        assert_eq!(made[1].lines, ["S/N S1", "Store Magleby Skole"]);
        assert_eq!(made[1].code, "S1");
        let made = labels(&service, LabelOwner::Municipality, LabelCode::Address("https://a.dk".to_owned()));
        assert_eq!(made[0].lines, ["Dragør Kommune"]);
        assert_eq!(made[1].code, "https://a.dk/devices/1");
    }
}

on_both! {
    async fn a_school_leader_prints_labels_for_the_own_school_only(service) {
        service.school_things().await;
        let leader = service.by(Role::SchoolLeader);
        drawn_alike(&leader, "/devices/labels.pdf?format=38x21&used=64").await;
        let other = format!("/devices/labels.pdf?school_id={OTHER_SCHOOL}");
        leader.get(&other).await.refused(404, "labels_none");
        service.by(Role::It).get(&other).await.expect(200);
        let it = service.by(Role::It);
        it.get("/devices/labels.pdf?used=65").await.refused(422, "number_range");
        it.get("/devices/labels.pdf?format=a4").await.refused(400, "invalid_parameter");
    }
}

on_both! {
    async fn more_labels_than_a_printer_should_get_are_refused(service) {
        service.school_things().await;
        sql(&service, "INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, \
             received_on, version) WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 5099) \
             SELECT i, 1, 1, 1, 'X' || i, 'x' || i, 'in_use', received_on, 1 FROM n, devices WHERE id = 1");
        let it = service.by(Role::It);
        it.get("/devices/labels.pdf").await.refused(422, "labels_too_many");
        it.get(&format!("/devices/labels.pdf?school_id={OTHER_SCHOOL}")).await.expect(200);
    }
}

on_both! {
    async fn a_receipt_names_the_devices_of_a_school_and_day_and_has_room_to_sign(service) {
        municipality(&service).await;
        service.school_things().await;
        let it = service.by(Role::It);
        let path = format!("/devices/handover-receipt?school_id={OWN_SCHOOL}&on=2017-08-01");
        let told = text(&it, &path).await;
        tells(&told, &["Store Magleby Skole har modtaget 1 enhed den 1.\u{a0}august 2017", "S1", "Lenovo N24",
            "Udleveret for Dragør Kommune", "Modtaget for Store Magleby Skole"]);
        assert!(!told.contains("S2"), "{told}");
        let leader = service.by(Role::SchoolLeader);
        assert_eq!(text(&leader, &path).await, told);
        leader
            .get(&format!("/devices/handover-receipt.pdf?school_id={OTHER_SCHOOL}&on=2017-08-01"))
            .await
            .refused(404, "school_not_found");
        it.get(&format!("/devices/handover-receipt.pdf?school_id={OWN_SCHOOL}&on=2017-08-02"))
            .await
            .refused(404, "receipt_without_devices");
        it.get(&format!("/devices/handover-receipt.pdf?school_id={OWN_SCHOOL}&on=2017-08-01&device_ids=1,x"))
            .await
            .refused(422, "receipt_devices_invalid");
        it.get(&format!("/devices/handover-receipt.pdf?school_id={OWN_SCHOOL}&on=2017-08-01&device_ids=2"))
            .await
            .refused(404, "receipt_without_devices");
    }
}

on_both! {
    async fn a_receipt_of_another_day_stands_beside_the_first_and_does_not_replace_it(service) {
        service.school_things().await;
        let it = service.by(Role::It);
        let issue = |on: &str| format!("/devices/handover-receipt/issue?school_id={OWN_SCHOOL}&on={on}");
        let first = issued(&it, &issue("2017-08-01")).await;
        it.post(&issue("2017-08-01"), json!({})).await.refused(422, "document_change_missing");
        let moved = json!({"devices": [{"id": 2, "version": 1}], "to_school_id": OWN_SCHOOL, "moved_on": "2017-08-20"});
        it.post("/devices/move", moved).await.expect(200);
        let second = issued(&it, &issue("2017-08-20")).await;
        assert_eq!((&first["edition"], &second["edition"]), (&json!(1), &json!(1)));
        assert_ne!(first["subject_id"], second["subject_id"]);
        let back = format!("/devices/return-receipt?school_id={OTHER_SCHOOL}&on=2017-08-20");
        tells(&text(&it, &back).await, &["afleveret 1 enhed", "S2", "Store Magleby Skole", "Går til"]);
        service.by(Role::SchoolLeader).post(&issue("2017-08-01"), json!({})).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn nobody_signs_for_devices_that_have_not_come_yet(service) {
        service.school_things().await;
        let it = service.by(Role::It);
        let moved = json!({"devices": [{"id": 2, "version": 1}], "to_school_id": OWN_SCHOOL, "moved_on": "2017-09-01"});
        it.post("/devices/move", moved).await.expect(200);
        let query = format!("school_id={OWN_SCHOOL}&on=2017-09-01");
        tells(&text(&it, &format!("/devices/handover-receipt?{query}")).await, &["S2", "Kommer fra"]);
        it.post(&format!("/devices/handover-receipt/issue?{query}"), json!({})).await.refused(409, "receipt_day_ahead");
    }
}

on_both! {
    async fn labels_and_receipts_are_drawn_by_the_number_of_a_lease_and_of_a_movement(service) {
        service.school_things().await;
        let moved = json!({"devices": [{"id": 2, "version": 1}], "to_school_id": OWN_SCHOOL, "moved_on": "2017-08-20"});
        service.by(Role::It).post("/devices/move", moved).await.expect(200);
        let moment = service.clock.moment();
        let draw = |kind: &str, id: i64, form: &str| draw_file(&service.db, kind, id, form, moment);
        let told = |kind: &str, id: i64| String::from_utf8(draw(kind, id, "txt").expect("a receipt")).unwrap();
        tells(&told("handover_receipt", 1), &["Store Magleby Skole har modtaget 1 enhed den 1.\u{a0}august 2017", "S1"]);
        tells(&told("handover_receipt", 3), &["modtaget 1 enhed den 20.\u{a0}august 2017", "S2"]);
        tells(&told("return_receipt", 3), &["afleveret 1 enhed", "S2"]);
        // The first movements came from the supplier: no school gave anything back.
        for (kind, movement) in [("return_receipt", 1), ("handover_receipt", 99)] {
            let refused = draw(kind, movement, "txt").expect_err("no receipt");
            assert!(refused.to_string().contains("receipt_movement_unknown"), "{refused}");
        }
        assert!(draw("device_labels", 1, "pdf").expect("labels").starts_with(b"%PDF-1.7"));
        assert!(draw("device_labels", 1, "html").is_err() && draw("device_labels", 99, "pdf").is_err());
    }
}
