//! Which documents there are, over HTTP.

use crate::archive::kind;
use crate::http::Page;
use crate::http::actor::AnyRole;
use crate::overview::document_line;
use actix_web::{get, web};
use serde::Serialize;

/// A kind of document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DocumentKindView {
    /// Its name in the API, stable for ever.
    #[schema(example = "estimate")]
    pub code: &'static str,
    /// What it is called in Danish.
    #[schema(example = "Økonomisk overslag")]
    pub name: &'static str,
    /// The kind of thing that it is about.
    #[schema(example = "estimate")]
    pub subject: &'static str,
    /// The extensions of its files; none while it cannot be drawn by the number of one thing.
    pub formats: Vec<&'static str>,
    /// The address of its draft.
    #[schema(example = "/api/v1/estimates/{id}/document.{format}")]
    pub draft: Option<String>,
    /// The address to which a POST issues it.
    #[schema(example = "/api/v1/estimates/{id}/document/issue")]
    pub issue: Option<String>,
}

/// Lists the kinds of documents, in the order of the procurement.
#[utoipa::path(tag = "archive", responses((status = 200, body = Page<DocumentKindView>)))]
#[get("/document-kinds")]
pub async fn list_document_kinds(_actor: AnyRole) -> web::Json<Page<DocumentKindView>> {
    let view = |kind: &&'static kind::DocumentKind| {
        let line = document_line(kind.code);
        let address = |below: &str| format!("/api/v1{below}");
        DocumentKindView {
            code: kind.code,
            name: kind.danish,
            subject: kind.subject,
            formats: line.map(|line| line.formats()).unwrap_or_default(),
            draft: line.map(|line| address(line.draft_address)),
            issue: line.and_then(|line| line.issue_address).map(address),
        }
    };
    web::Json(Page::whole(kind::ALL.iter().map(view).collect()))
}
