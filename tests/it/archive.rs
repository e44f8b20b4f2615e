//! Issued documents: numbered, found by their hash, never changed.

use crate::on_both;
use crate::support::Service;
use anskaf::archive::{self, Document, NewDocument};
use anskaf::http::Role;
use anskaf::http::actor::FinanceStaff;
use anskaf::http::session::token_hash;

/// Issues three bytes and more in the name of finance.
fn issue(service: &Service, subject_id: i64, content: &[u8]) -> Document {
    let moment = service.clock.moment();
    let new = NewDocument {
        kind: &archive::kind::TENDER_DOCUMENT,
        subject_id,
        title: "Udbudsmateriale".to_owned(),
        file_name: "udbud 17/2134 \"æ\".pdf".to_owned(),
        media_type: "application/pdf",
        content: content.to_vec(),
        data_version: 3,
        change: String::new(),
        twins: None,
    };
    let token = service.token(Role::Finance);
    service
        .db
        .write_blocking(|conn| {
            let caller = anskaf::organisation::authenticate(conn, &token_hash(&token), moment.now)?;
            let actor = FinanceStaff::of(caller.expect("somebody of finance"))?;
            archive::issue(conn, &actor, new, moment)
        })
        .expect("a document")
}

on_both! {
    async fn documents_are_numbered_within_their_year_and_kept_byte_for_byte(service) {
        let first = issue(&service, 1, b"%PDF-1.7 \x00\xff et");
        let second = issue(&service, 2, b"to");
        assert_eq!((first.number.as_str(), second.number.as_str()), ("2017-0001", "2017-0002"));
        let later = service.clock.moment().now.plus_days(200);
        service.clock.set(later);
        assert_eq!(issue(&service, 3, b"tre").number, "2018-0001");
        let staff = service.by(Role::Auditor);
        let content = staff.get(&format!("/documents/{}/content", first.id)).await.expect(200);
        assert_eq!(content.body, b"%PDF-1.7 \x00\xff et");
        assert_eq!(content.header("content-type"), Some("application/pdf"));
        assert_eq!(content.header("etag"), Some(format!("\"{}\"", first.sha256).as_str()));
        assert_eq!(
            content.header("content-disposition"),
            Some("attachment; filename=\"udbud-17-2134----.pdf\"")
        );
        let known = staff.get(&format!("/documents/{}", first.id)).await.expect(200).json();
        assert_eq!(known["size"], 14);
        assert_eq!(known["data_version"], 3);
        assert_eq!(known["issued_by_name"], "Kim finance");
    }
}

on_both! {
    async fn issuing_is_in_the_journal(service) {
        let document = issue(&service, 1, b"abc");
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=document&subject_id={}", document.id))
            .await
            .expect(200)
            .json();
        assert_eq!(journal["items"][0]["action"], "issued");
        assert_eq!(journal["items"][0]["after"]["sha256"], document.sha256);
    }
}

on_both! {
    async fn a_list_of_documents_can_be_filtered_and_comes_in_pieces(service) {
        for subject in [1, 2, 1] {
            issue(&service, subject, b"abc");
        }
        let staff = service.by(Role::Finance);
        let numbers = |page: &serde_json::Value| -> Vec<String> {
            let items = page["items"].as_array().unwrap();
            items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
        };
        let page = staff.get("/documents?subject_kind=tender&subject_id=1").await.expect(200).json();
        assert_eq!(numbers(&page), ["2017-0003", "2017-0001"]);
        let page = staff.get("/documents?limit=2&fields=number").await.expect(200).json();
        assert_eq!(numbers(&page), ["2017-0003", "2017-0002"]);
        let next = page["next"].as_str().unwrap();
        let page = staff.get(&format!("/documents?limit=2&cursor={next}")).await.expect(200).json();
        assert_eq!(numbers(&page), ["2017-0001"]);
        assert_eq!(staff.get("/documents?subject_kind=estimate").await.json()["items"], serde_json::json!([]));
    }
}

on_both! {
    async fn a_file_is_recognised_by_its_hash_in_either_case(service) {
        let document = issue(&service, 1, b"abc");
        issue(&service, 2, b"abc");
        let leader = service.by(Role::SchoolLeader);
        let path = format!("/documents/check?sha256={}", document.sha256.to_uppercase());
        let found = leader.get(&path).await.expect(200).json();
        assert_eq!(found["issued"], true);
        assert_eq!(found["number"], "2017-0001");
        let other = "0".repeat(64);
        let found = leader.get(&format!("/documents/check?sha256={other}")).await.expect(200).json();
        assert_eq!(found["issued"], false);
        assert_eq!(found["number"], serde_json::Value::Null);
    }
}

on_both! {
    async fn hashes_and_numbers_that_mean_nothing_are_refused(service) {
        let staff = service.by(Role::It);
        for hash in ["abc", &"g".repeat(64), &"ø".repeat(32)] {
            let path = format!("/documents/check?sha256={hash}").replace('ø', "%C3%B8");
            staff.get(&path).await.refused(422, "sha256_invalid");
        }
        staff.get("/documents/check").await.refused(400, "invalid_parameter");
        staff.get("/documents/7").await.refused(404, "document_not_found");
        staff.get("/documents/7/content").await.refused(404, "document_not_found");
        staff.get("/documents?cursor=zz").await.refused(400, "invalid_cursor");
    }
}

#[test]
fn a_document_that_makes_no_pages_is_refused_and_not_an_internal_error() {
    use anskaf::render::{Column, Document, Table};
    let date = chrono::NaiveDate::from_ymd_opt(2017, 8, 24).unwrap();
    let mut document = Document::new("T", "K", date);
    document.table(Table::new("Bred", vec![Column::text("A").with_room(5000)]));
    let error = archive::draw_now(&document).expect_err("too wide");
    assert_eq!(error.code().name, "document_not_drawable");
}
