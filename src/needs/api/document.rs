//! The needs assessment as a document, over HTTP; for staff only, because it tells of all schools.

use crate::archive::{Document, IssueDocument};
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, Json, Now, Path, Tagged};
use crate::needs::NEEDS_DOCUMENT;
use actix_web::web::Data;
use actix_web::{get, post};

/// Draws the needs assessment as a draft: per category and school, and what is missing.
#[utoipa::path(
    tag = "needs",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/projects/{id}/needs-document.{format}")]
pub async fn draw_needs(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(ProjectId, String)>,
) -> Result<Download> {
    NEEDS_DOCUMENT.show(&db, form, id, moment).await
}

/// Issues the needs assessment, once all needs are confirmed, as a numbered document that never changes.
#[utoipa::path(tag = "needs", responses((status = 201, body = Document)))]
#[post("/projects/{id}/needs-document/issue")]
pub async fn issue_needs_document(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let issued = NEEDS_DOCUMENT.issue(&db, &actor, id, &command, moment);
    Ok(issued.await?.created())
}
