//! Versions of specifications over HTTP.

use crate::archive::{Document, IssueDocument};
use crate::db::{Database, SpecificationVersionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, ProjectLead, Staff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, IfMatch, Json, Now, Path, Tagged};
use crate::requirements::{
    self, ReturnSpecification, SPECIFICATION_DOCUMENT, SpecificationVersion, VersionContent, store,
};
use actix_web::web::Data;
use actix_web::{get, post};

/// Reads a version with all its sections and requirements.
#[utoipa::path(tag = "requirements", responses((status = 200, body = VersionContent)))]
#[get("/specification-versions/{id}")]
pub async fn read_specification_version(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SpecificationVersionId>,
) -> Result<Tagged<VersionContent>> {
    let content = db
        .read(move |conn| store::specification_version(conn, id))
        .await?;
    let version = content.version;
    Ok(Tagged::new(content, version))
}

/// Sends a draft to review.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = SpecificationVersion)))]
#[post("/specification-versions/{id}/request-review")]
pub async fn request_specification_review(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<SpecificationVersion>> {
    let after = db
        .write(move |conn| requirements::request_review(conn, &actor, id, seen, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Sends a version in review back to draft.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = SpecificationVersion)))]
#[post("/specification-versions/{id}/return-to-draft")]
pub async fn return_specification_to_draft(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<ReturnSpecification>,
) -> Result<Tagged<SpecificationVersion>> {
    let after = db
        .write(move |conn| requirements::return_to_draft(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Approves a version in review; it never changes afterwards.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = SpecificationVersion)))]
#[post("/specification-versions/{id}/approve")]
pub async fn approve_specification(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<SpecificationVersion>> {
    let after = db
        .write(move |conn| requirements::approve(conn, &actor, id, seen, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Draws a version as a draft, with columns for bidders' answers.
#[utoipa::path(
    tag = "requirements",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/specification-versions/{id}/document.{format}")]
pub async fn draw_specification(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(SpecificationVersionId, String)>,
) -> Result<Download> {
    SPECIFICATION_DOCUMENT.show(&db, form, id, moment).await
}

/// Issues an approved version as a numbered document that never changes.
#[utoipa::path(tag = "requirements", responses((status = 201, body = Document)))]
#[post("/specification-versions/{id}/document/issue")]
pub async fn issue_specification_document(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let issued = SPECIFICATION_DOCUMENT.issue(&db, &actor, id, &command, moment);
    Ok(issued.await?.created())
}
