//! The archive over HTTP: read only.

use super::store::{self, DocumentFilter};
use super::{Document, DocumentCheck, read_sha256};
use crate::db::{Database, DocumentId};
use crate::error::Result;
use crate::http::actor::Staff;
use crate::http::answer::Download;
use crate::http::answer::{content_etag, has};
use crate::http::limiter::WithinLimit;
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{AskedForm, Disposition, DocumentFormat, Page, Path, Query};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

/// Adds the archive's routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_documents)
        .service(check_document)
        .service(read_document)
        .service(read_document_content)
        .service(read_document_form);
}

/// Which documents, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDocuments {
    /// Only those made from this kind of thing, such as `tender`.
    pub subject_kind: Option<String>,
    /// Only those made from the thing with this number.
    pub subject_id: Option<i64>,
    /// Only those of this kind, such as `tender_document`.
    pub kind: Option<String>,
    /// `true`: only those that no later edition has replaced; `false`: only those that one has.
    pub in_force: Option<bool>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the issued documents, newest first.
#[utoipa::path(tag = "archive", params(ListDocuments), responses((status = 200, body = Page<Document>)))]
#[get("/documents")]
pub async fn list_documents(
    _actor: Staff,
    db: Data<Database>,
    Query(query): Query<ListDocuments>,
) -> Result<Selected<Document>> {
    let filter = DocumentFilter {
        subject_kind: query.subject_kind,
        subject_id: query.subject_id,
        kind: query.kind,
        in_force: query.in_force,
        before: read_cursor("documents", query.cursor.as_deref())?,
    };
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| Ok(store::documents(conn, &filter, count)?))
        .await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(Selected {
        page: Page::cut("documents", found, limit, |document| document.id),
        fields: query.fields,
    })
}

/// Which file.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CheckDocument {
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub sha256: String,
}

/// Tells anybody whether a file is an issued document, unchanged and in force.
#[utoipa::path(tag = "archive", params(CheckDocument), responses((status = 200, body = DocumentCheck)), security(()))]
#[get("/documents/check")]
pub async fn check_document(
    _within: WithinLimit,
    db: Data<Database>,
    Query(query): Query<CheckDocument>,
) -> Result<web::Json<DocumentCheck>> {
    let hash = read_sha256(&query.sha256)?;
    let found = db.read(move |conn| Ok(store::check(conn, &hash)?)).await?;
    Ok(web::Json(found))
}

/// Reads what is known of a document.
#[utoipa::path(tag = "archive", responses((status = 200, body = Document)))]
#[get("/documents/{id}")]
pub async fn read_document(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<DocumentId>,
) -> Result<web::Json<Document>> {
    let found = db.read(move |conn| store::document(conn, id)).await?;
    Ok(web::Json(found))
}

/// How the file is taken.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadContent {
    /// `attachment` saves the file, which is what happens unless told; `inline` shows it in the browser.
    #[param(inline)]
    pub disposition: Option<Disposition>,
}

/// Reads the bytes of a document, exactly as they were issued.
#[utoipa::path(
    tag = "archive",
    params(ReadContent),
    responses((status = 200, content_type = "application/octet-stream", body = [u8]), (status = 304)),
)]
#[get("/documents/{id}/content")]
pub async fn read_document_content(
    _actor: Staff,
    db: Data<Database>,
    request: HttpRequest,
    Path(id): Path<DocumentId>,
    Query(query): Query<ReadContent>,
) -> Result<HttpResponse> {
    let known = db.read(move |conn| store::document(conn, id)).await?;
    // A caller who has the bytes needs none, and the database none read.
    let bytes = if has(&request, &content_etag(&known.sha256)) {
        Vec::new()
    } else {
        db.read(move |conn| store::content(conn, id)).await?.1
    };
    let disposition = query.disposition.unwrap_or_default();
    Ok(super::download((known, bytes)).answer(&request, disposition))
}

/// Reads an issued document as PDF, as a page or as text: what was drawn when it was issued.
#[utoipa::path(
    tag = "archive",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain"))), (status = 304)),
)]
#[get("/documents/{id}/document.{format}")]
pub async fn read_document_form(
    _actor: Staff,
    db: Data<Database>,
    form: AskedForm,
    Path((id, _format)): Path<(DocumentId, String)>,
) -> Result<Download> {
    let format = form.format;
    let kept = db.read(move |conn| store::kept(conn, id, format)).await?;
    Ok(super::download_beside(kept, &form))
}
