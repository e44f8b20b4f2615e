//! Registering by CSV.

use super::*;
use crate::support::{Answer, Client};

const HEADER: &str = "Serienummer;Aktivmærke;Skole;Model;Modtaget\r\n";

async fn send(it: &Client<'_>, stock: &Stock, query: &str, file: &[u8]) -> Answer {
    it.post_bytes(
        &format!("{}/import{query}", stock.path()),
        "text/csv",
        file.to_vec(),
    )
    .await
}

on_both! {
    async fn a_file_from_a_danish_spreadsheet_is_registered(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        let text = format!(
            "{HEADER}A1;DK-1;store magleby skole;HP ProBook 11;01-08-2017\r\n\
             A2;;Dragør Skole, afdeling Nord;{};2017-08-02\r\n;;;;\r\n", stock.model);
        let western: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        assert!(std::str::from_utf8(&western).is_err());
        let preview = send(&it, &stock, "?dry_run=true", &western).await.expect(200).json();
        assert_eq!((preview["accepted"].clone(), preview["rows"][1]["place"].clone()), (json!(true), json!("/rows/3")));
        assert_eq!(registered(&service).await, 0);
        let answer = send(&it, &stock, "", &western).await.expect(201).json();
        assert_eq!(answer["registered"], 2);
        let second = it.get("/devices?serial=a2").await.json()["items"][0].clone();
        assert_eq!(second["school_id"], crate::support::OTHER_SCHOOL);
        assert_eq!((second["received_on"].clone(), second["asset_tag"].clone()), (json!("2017-08-02"), Value::Null));
    }
}

on_both! {
    async fn every_fault_of_every_row_is_told_with_its_line_and_column(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        model(&service, service.category("tablet", "Tablet"), "Tab").await;
        let file = format!(
            "\u{feff}{HEADER}\
             A1;;Ukendt Skole;HP ProBook 11;01-08-2017\r\n\
             a1;;1;HP Tab;31-02-2017\r\n\
             ;;;;01-08-2030\r\n\
             A4;;1;Lenovo X;01-08-1995;for meget\r\n\
             A5;;Store Magleby Skole;hp probook 11;01-08-1995\r\n");
        let answer = send(&it, &stock, "", file.as_bytes()).await.refused(422, "several_faults");
        let told: Vec<String> = answer.faults().into_iter().map(|(code, at)| format!("{at} {code}")).collect();
        assert_eq!(told, [
            "/rows/2/school school_unknown",
            "/rows/3/model device_model_wrong_category",
            "/rows/3/received_on csv_date_invalid",
            "/rows/3/serial_number serial_number_twice",
            "/rows/4/school csv_value_missing",
            "/rows/4/model csv_value_missing",
            "/rows/4/received_on date_too_far_ahead",
            "/rows/4/serial_number serial_number_invalid",
            "/rows/5 csv_row_too_long",
            "/rows/5/school school_not_valid",
            "/rows/5/model device_model_unknown",
            "/rows/6/school school_not_valid",
        ]);
        assert_eq!(registered(&service).await, 0);
    }
}

on_both! {
    async fn files_that_cannot_be_read_are_refused_whole(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        send(&it, &stock, "", b"").await.refused(422, "csv_empty");
        send(&it, &stock, "", b"serienummer;skole;model\r\nA;1;1\r\n").await.refused(422, "csv_column_missing");
        send(&it, &stock, "", b"serienummer;skole;model;modtaget;farve\r\nA;1;1;1;1\r\n").await
            .refused(422, "csv_column_unknown");
        send(&it, &stock, "", b"serienummer;serial_number;skole;model;modtaget\r\nA;1;1;1;1\r\n").await
            .refused(422, "csv_column_twice");
        send(&it, &stock, "", b"PK\x03\x04\x00").await.refused(422, "xlsx_unreadable");
        send(&it, &stock, "", b"%PDF-1.7\x00").await.refused(422, "csv_encoding");
        let mut long = HEADER.to_owned();
        long.push_str(&"A;;1;1;1\r\n".repeat(5001));
        send(&it, &stock, "", long.as_bytes()).await.refused(422, "csv_too_many_rows");
        it.post_bytes(&format!("{}/import", stock.path()), "application/json", b"{}".to_vec()).await
            .refused(415, "unsupported_media_type");
        send(&it, &stock, "", &vec![b'x'; 11 << 20]).await.refused(413, "payload_too_large");
        assert_eq!(registered(&service).await, 0);
    }
}

on_both! {
    async fn of_two_schools_of_one_name_the_one_of_the_day_is_meant(service) {
        let stock = stock(&service, 10).await;
        let admin = service.by(Role::Administrator);
        let old = json!({"name": "Nordstrandskolen", "valid_from": "1990-08-01", "valid_to": "2010-07-31"});
        let new = json!({"name": "Nordstrandskolen", "valid_from": "2010-08-01"});
        let old = admin.post("/schools", old).await.expect(201).id();
        let new = admin.post("/schools", new).await.expect(201).id();
        let it = service.by(Role::It);
        let file = format!(
            "{HEADER}A1;;Nordstrandskolen;HP ProBook 11;31-07-2010\r\nA2;;Nordstrandskolen;HP ProBook 11;01-08-2010\r\n");
        send(&it, &stock, "", file.as_bytes()).await.expect(201);
        for (serial, school) in [("A1", old), ("A2", new)] {
            let found = it.get(&format!("/devices?serial={serial}")).await.json();
            assert_eq!(found["items"][0]["school_id"], school);
        }
    }
}
