//! A document as PDF, as a page and as text: they lead to each other, and what was issued stays in all of them.

use crate::on_both;
use crate::program;
use crate::render_html::reader::read;
use crate::support::{Answer, OWN_SCHOOL};
use crate::tenders::build::{municipality, need, prepared};
use anskaf::archive::sha256;
use anskaf::archive::store::{DocumentFilter, documents, kept};
use anskaf::db::schema::requirements;
use anskaf::db::{Database, DatabaseUrl};
use anskaf::http::{DocumentFormat, Role};
use anskaf::overview::DOCUMENTS;
use anskaf::render::html::content_security_policy;
use diesel::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// Where a page says that its PDF is.
fn pdf_of(page: &Answer) -> String {
    let page = read(&page.text());
    let found: Vec<String> = page
        .named("a")
        .iter()
        .filter(|link| link.text() == "Hent som PDF")
        .map(|link| link.attribute("href").to_owned())
        .collect();
    assert_eq!(found.len(), 1, "one link to the PDF");
    found[0].clone()
}

on_both! {
    async fn the_forms_of_a_draft_lead_to_each_other(service) {
        let (_, path, _) = prepared(&service).await;
        let reader = service.by(Role::Auditor);
        let page = reader.get(&format!("{path}/document.html")).await.expect(200);
        assert_eq!(pdf_of(&page), "document.pdf");
        assert_eq!(
            page.header("link"),
            Some("<document.pdf>; rel=\"alternate\"; type=\"application/pdf\", <document.txt>; rel=\"alternate\"; type=\"text/plain\"")
        );
        let pdf = reader.get(&format!("{path}/document.pdf")).await.expect(200);
        assert!(pdf.header("link").unwrap().starts_with("<document.html>; rel=\"alternate\"; type=\"text/html\""));
    }
}

on_both! {
    async fn the_question_goes_along_to_the_pdf(service) {
        service.school_things().await;
        let reader = service.by(Role::Auditor);
        let question = "?from=2018&to=2019";
        let page = reader.get(&format!("/costs/by-year-document.html{question}")).await.expect(200);
        assert_eq!(pdf_of(&page), format!("by-year-document.pdf{question}"));
    }
}

on_both! {
    async fn what_is_read_of_a_published_tender_is_the_published_edition(service) {
        municipality(&service).await;
        let (case, path, tag) = prepared(&service).await;
        let (lead, reader) = (service.by(Role::ProjectLead), service.by(Role::It));
        let draft = reader.get(&format!("{path}/document.txt")).await.expect(200).text();
        assert!(draft.contains("Udkast"));
        let published = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.expect(200).json();
        let read_all = async || {
            let mut found = Vec::new();
            for form in ["pdf", "html", "txt"] {
                found.push(reader.get(&format!("{path}/document.{form}")).await.expect(200));
            }
            found
        };
        let before = read_all().await;
        // What it was made from goes on; the tables are written to past all rules.
        let category = service.category("tablet", "Tablet");
        need(&service, case.project, OWN_SCHOOL, category, 5);
        let change = |conn: &mut anskaf::db::DbConnection| {
            diesel::update(requirements::table).set(requirements::text.eq("Noget andet.")).execute(conn)?;
            Ok(())
        };
        service.db.write_blocking(change).unwrap();
        let after = read_all().await;
        for (one, other) in before.iter().zip(&after) {
            assert!(one.body == other.body, "what was published changed");
            assert_eq!(one.header("etag"), Some(format!("\"{}\"", sha256(&one.body)).as_str()));
        }
        for twin in &after[1..] {
            let text = twin.text();
            // The style sheet of every page knows the word.
            let text = text.split("</head>").last().unwrap();
            assert!(!text.contains("Udkast") && !text.contains("Noget andet."), "{text}");
            for words in ["2017-0001", "Version 1", "æ, ø og å"] {
                assert!(text.contains(words), "{words} is missing in\n{text}");
            }
        }
        assert_eq!(pdf_of(&after[1]), "document.pdf");
        let id = &published["document_id"];
        let known = reader.get(&format!("/documents/{id}")).await.expect(200).json();
        assert_eq!(known["page"], format!("/api/v1/documents/{id}/document.html"));
        for (form, one) in ["pdf", "html", "txt"].iter().zip(&after) {
            let again = reader.get(&format!("/documents/{id}/document.{form}")).await.expect(200);
            assert!(again.body == one.body, "{form}");
            assert_eq!(again.header("content-type"), one.header("content-type"));
            let name = again.header("content-disposition").unwrap();
            assert!(name.ends_with(&format!("filename=\"udbudsmateriale-17-2134.{form}\"")), "{name}");
        }
        let content = reader.get(&format!("/documents/{id}/content")).await.expect(200);
        assert_eq!(
            content.header("link"),
            Some(format!("</api/v1/documents/{id}/document.html>; rel=\"alternate\"; type=\"text/html\"").as_str())
        );
    }
}

on_both! {
    async fn a_file_that_is_not_read_has_no_twins(service) {
        municipality(&service).await;
        let (_, path, tag) = prepared(&service).await;
        service.by(Role::ProjectLead).act(&format!("{path}/publish"), &tag, json!(null)).await.expect(200);
        let reader = service.by(Role::It);
        let sheet = reader.get("/documents?kind=price_sheet").await.expect(200).json()["items"][0].clone();
        assert_eq!(sheet["page"], json!(null));
        for form in ["pdf", "html", "txt", "docx"] {
            reader.get(&format!("/documents/{}/document.{form}", sheet["id"])).await.refused(404, "not_found");
        }
        reader.get("/documents/99/document.html").await.refused(404, "document_not_found");
    }
}

/// Kinds that nobody reads on a page.
const WITHOUT_PAGE: &[&str] = &["tender_package", "price_sheet", "device_labels"];

/// Writes a page of every kind of document where `tests/browser` looks at them, if somebody asks for it: those that the
/// demo issued, as they were kept, and a draft of each other kind.
#[test]
fn the_demos_pages_are_written_for_the_eyes_of_axe() {
    let out = tempfile::tempdir().unwrap();
    program::demo(out.path());
    let file = out.path().join("anskaf-demo.sqlite");
    let db = Database::open(&DatabaseUrl::Sqlite(file), 1).unwrap();
    let mut pages: Vec<(String, Vec<u8>)> = db
        .read_blocking(|conn| {
            let issued = documents(conn, &DocumentFilter::default(), 1000)?;
            let issued = issued.into_iter().filter(|one| one.page.is_some());
            let page = |one: anskaf::archive::Document| {
                Ok((one.kind, kept(conn, one.id, DocumentFormat::Html)?.1))
            };
            issued.map(page).collect()
        })
        .unwrap();
    let issued: BTreeSet<String> = pages.iter().map(|(kind, _)| kind.clone()).collect();
    assert!(issued.len() > 5, "{issued:?}");
    let others = DOCUMENTS.iter().map(|line| line.kind.code);
    for kind in others.filter(|kind| !issued.contains(*kind) && !WITHOUT_PAGE.contains(kind)) {
        let draft = out.path().join(format!("{kind}.html"));
        let target = draft.display().to_string();
        let drawn = program::with_demo(out.path(), &["render", kind, "1", "--out", &target]);
        assert!(drawn.status.success(), "{kind}: {drawn:?}");
        pages.push((kind.to_owned(), std::fs::read(draft).unwrap()));
    }
    let kinds: BTreeSet<&str> = pages.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds.len(),
        DOCUMENTS.len() - WITHOUT_PAGE.len(),
        "{kinds:?}"
    );
    let folder = std::env::var_os("ANSKAF_WRITE_PAGES");
    for (kind, page) in pages {
        assert!(page.starts_with(b"<!DOCTYPE html>"), "{kind}");
        let Some(folder) = folder.as_deref().map(Path::new) else {
            continue;
        };
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join(format!("demo-{kind}.html")), page).unwrap();
        let policy = folder.join("content-security-policy.txt");
        std::fs::write(policy, content_security_policy()).unwrap();
    }
}
