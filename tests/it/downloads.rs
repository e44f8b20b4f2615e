//! What leaves the archive: the same bytes for ever, under the right name, kept by caches or not at all.

use crate::on_both;
use crate::support::Service;
use actix_web::test::TestRequest;
use anskaf::archive::{self, Document, DocumentKind, NewDocument, kind};
use anskaf::db::schema::{api_tokens, projects};
use anskaf::http::Role;
use anskaf::http::actor::FinanceStaff;
use anskaf::http::session::token_hash;
use diesel::prelude::*;
use serde_json::{Value, json};

/// Issues bytes in the name of finance.
pub fn issue(
    service: &Service,
    kind: &'static DocumentKind,
    subject_id: i64,
    content: &[u8],
) -> Document {
    let moment = service.clock.moment();
    let new = NewDocument {
        kind,
        subject_id,
        title: format!("{} <b>&amp; \"æøå\"", kind.danish),
        file_name: format!("{}.pdf", kind.file_stem),
        media_type: "application/pdf",
        content: content.to_vec(),
        data_version: 1,
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

/// Goes years ahead; the tokens go along.
pub fn let_years_pass(service: &Service, years: i64) {
    let later = service.clock.moment().now.plus_days(366 * years);
    service
        .db
        .write_blocking(|conn| {
            diesel::update(api_tokens::table)
                .set(api_tokens::expires_at.eq(later.plus_days(100)))
                .execute(conn)?;
            Ok(())
        })
        .expect("tokens of later");
    service.clock.set(later);
}

on_both! {
    async fn an_issued_document_is_the_same_after_ten_years_and_after_what_it_is_about_has_changed(service) {
        let project = service.project();
        let issued = issue(&service, &kind::MINUTES, project.0, b"%PDF-1.7 \x00\xff \r\n\n slut");
        let path = format!("/documents/{}/content", issued.id);
        let reader = service.by(Role::Auditor);
        let before = reader.get(&path).await.expect(200);
        let_years_pass(&service, 10);
        service
            .db
            .write_blocking(|conn| {
                diesel::update(projects::table)
                    .set((projects::title.eq("Noget andet"), projects::version.eq(9)))
                    .execute(conn)?;
                Ok(())
            })
            .expect("a change");
        issue(&service, &kind::MINUTES, project.0, b"en nyere udgave");
        let after = reader.get(&path).await.expect(200);
        assert_eq!(after.body, b"%PDF-1.7 \x00\xff \r\n\n slut");
        assert_eq!(after.body, before.body);
        assert_eq!(after.header("etag"), before.header("etag"));
        let known = reader.get(&format!("/documents/{}", issued.id)).await.expect(200).json();
        assert_eq!(known["replaced_by"], "2027-0001");
        assert_eq!(known["title"], issued.title.as_str());
    }
}

on_both! {
    async fn issued_bytes_may_be_kept_for_a_year_and_are_not_sent_to_who_has_them(service) {
        let issued = issue(&service, &kind::ESTIMATE, 1, b"abc");
        let path = format!("/documents/{}/content", issued.id);
        let reader = service.by(Role::It);
        let whole = reader.get(&path).await.expect(200);
        let tag = whole.etag();
        assert_eq!(tag, format!("\"{}\"", issued.sha256));
        assert_eq!(whole.header("cache-control"), Some("private, max-age=31536000, immutable"));
        assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
        let weak = format!("W/{tag}");
        let among = format!("\"another\", {tag}");
        for known in [tag.as_str(), &weak, &among, "*"] {
            let answer = reader.clone().header("if-none-match", known).get(&path).await.expect(304);
            assert!(answer.body.is_empty(), "{known}");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
            assert_eq!(answer.header("cache-control"), whole.header("cache-control"));
        }
        let other = reader.header("if-none-match", "\"another\"").get(&path).await.expect(200);
        assert_eq!(other.body, b"abc");
    }
}

on_both! {
    async fn a_document_is_saved_unless_it_shall_be_shown(service) {
        let issued = issue(&service, &kind::ESTIMATE, 1, b"abc");
        let path = format!("/documents/{}/content", issued.id);
        let reader = service.by(Role::It);
        for (question, begin) in [
            ("", "attachment; "),
            ("?disposition=attachment", "attachment; "),
            ("?disposition=inline", "inline; "),
        ] {
            let answer = reader.get(&format!("{path}{question}")).await.expect(200);
            assert_eq!(
                answer.header("content-disposition"),
                Some(format!("{begin}filename=\"oekonomisk-overslag.pdf\"").as_str())
            );
        }
        reader.get(&format!("{path}?disposition=other")).await.refused(400, "invalid_parameter");
        reader.get(&format!("{path}?inline=true")).await.refused(400, "unknown_parameter");
    }
}

#[actix_web::test]
async fn a_draft_is_kept_nowhere() {
    let service = Service::sqlite().await;
    let estimate = crate::budget::dragoer(&service).await.2;
    let path = format!("/estimates/{estimate}/document.txt");
    let draft = service.by(Role::Finance).get(&path).await.expect(200);
    assert_eq!(
        draft.header("cache-control"),
        Some("private, no-store"),
        "{:?}",
        draft.status
    );
    assert_eq!(draft.header("etag"), None);
    assert_eq!(draft.header("x-content-type-options"), Some("nosniff"));
}

#[actix_web::test]
async fn head_answers_like_get_without_the_body() {
    let service = Service::sqlite().await;
    let issued = issue(&service, &kind::ESTIMATE, 1, b"abc");
    let reader = service.by(Role::Auditor);
    for path in [
        format!("/documents/{}/content", issued.id),
        "/documents".to_owned(),
        "/documents/77".to_owned(),
        "/tjek".to_owned(),
        "/nowhere".to_owned(),
    ] {
        let get = reader.get(&path).await;
        let head = reader
            .send(
                TestRequest::default().method(actix_web::http::Method::HEAD),
                &path,
                None,
            )
            .await;
        assert!(head.body.is_empty() && !get.body.is_empty(), "{path}");
        assert_eq!(head.status, get.status, "{path}");
        for name in [
            "content-type",
            "etag",
            "cache-control",
            "content-disposition",
        ] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
    let nobody = service.by_nobody();
    let request = TestRequest::default().method(actix_web::http::Method::HEAD);
    let refused = nobody.send(request, "/documents", None).await;
    assert_eq!(refused.status, 401);
}

/// The numbers in a list.
fn numbers(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["number"].as_str().unwrap())
        .collect()
}

on_both! {
    async fn the_list_can_be_cut_down_to_one_kind_and_to_what_is_in_force(service) {
        issue(&service, &kind::ESTIMATE, 1, b"1");
        issue(&service, &kind::TENDER_DOCUMENT, 1, b"2");
        issue(&service, &kind::ESTIMATE, 1, b"3");
        issue(&service, &kind::ESTIMATE, 2, b"4");
        issue(&service, &kind::ESTIMATE, 1, b"5");
        let reader = service.by(Role::Auditor);
        for (question, expected) in [
            ("kind=estimate", vec!["2017-0005", "2017-0004", "2017-0003", "2017-0001"]),
            ("in_force=true", vec!["2017-0005", "2017-0004", "2017-0002"]),
            ("in_force=false", vec!["2017-0003", "2017-0001"]),
            ("kind=estimate&in_force=true&subject_id=1", vec!["2017-0005"]),
            ("kind=nothing", vec![]),
        ] {
            let page = reader.get(&format!("/documents?{question}")).await.expect(200).json();
            assert_eq!(numbers(&page), expected, "{question}");
        }
        let page = reader.get("/documents?fields=number,replaced_by").await.expect(200).json();
        assert_eq!(page["items"][4], json!({"number": "2017-0001", "replaced_by": "2017-0003"}));
        reader.get("/documents?in_force=perhaps").await.refused(400, "invalid_parameter");
    }
}
