//! Every kind of document has its line: it can be drawn by its number, and the list says how.

use crate::permissions::matrix::matrix;
use crate::support::Service;
use anskaf::archive::kind;
use anskaf::http::Role;
use anskaf::overview::{DOCUMENTS, document_line};
use serde_json::json;

/// Kinds without a line, and why.
const WITHOUT_LINE: &[(&str, &str)] = &[
    (
        "device_labels",
        "printed by lease, line or school; never issued",
    ),
    (
        "handover_receipt",
        "asked for by school and day, not by a number",
    ),
    (
        "return_receipt",
        "asked for by school and day, not by a number",
    ),
];

#[test]
fn every_kind_of_document_has_a_line_or_a_reason_to_have_none() {
    for kind in kind::ALL {
        let excused = WITHOUT_LINE.iter().any(|(code, _)| *code == kind.code);
        assert_ne!(
            document_line(kind.code).is_some(),
            excused,
            "{}: give it a line in overview/documents.rs, or a reason here, not both",
            kind.code
        );
    }
    for (code, _) in WITHOUT_LINE {
        assert!(
            kind::ALL.iter().any(|kind| kind.code == *code),
            "{code} is gone"
        );
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
