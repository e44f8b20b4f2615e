//! Every kind of document has its line: it can be drawn by its number, and the list says how.

use crate::permissions::matrix::matrix;
use crate::support::Service;
use anskaf::archive::kind;
use anskaf::http::Role;
use anskaf::overview::{DOCUMENTS, document_line};
use serde_json::json;

/// Kinds that are printed and never issued.
const NEVER_ISSUED: &[&str] = &["device_labels"];

#[test]
fn every_kind_of_document_has_a_line() {
    for kind in kind::ALL {
        let line = document_line(kind.code);
        let line =
            line.unwrap_or_else(|| panic!("{} needs a line in overview/documents.rs", kind.code));
        let issued = !NEVER_ISSUED.contains(&kind.code);
        assert_eq!(line.issue_address.is_some(), issued, "{}", kind.code);
    }
}

#[test]
fn the_lines_stand_in_the_order_of_the_kinds_each_once() {
    let place = |code: &str| kind::ALL.iter().position(|kind| kind.code == code);
    let places: Vec<_> = DOCUMENTS.iter().map(|line| place(line.kind.code)).collect();
    assert!(places.is_sorted_by(|one, next| one < next), "{places:?}");
}

#[actix_web::test]
async fn the_list_of_kinds_names_addresses_that_exist() {
    let service = Service::sqlite().await;
    let leader = service.by(Role::SchoolLeader);
    let list = leader.get("/document-kinds").await.expect(200).json();
    let kinds = list["items"].as_array().unwrap();
    assert_eq!(kinds.len(), kind::ALL.len());
    let estimate = kinds
        .iter()
        .find(|kind| kind["code"] == "estimate")
        .unwrap();
    assert_eq!(estimate["name"], "Økonomisk overslag");
    assert_eq!(estimate["subject"], "estimate");
    let routes = matrix();
    for kind in kinds {
        for (field, method) in [("draft", "GET"), ("issue", "POST")] {
            let Some(address) = kind[field].as_str() else {
                continue;
            };
            let known = routes
                .iter()
                .any(|(verb, path, _)| *verb == method && *path == address);
            assert!(known, "{method} {address}");
        }
        assert_eq!(
            kind["draft"].is_null(),
            kind["formats"] == json!([]),
            "{kind}"
        );
    }
}
