//! Recommendations to committees over HTTP.

use crate::archive::{Document, IssueDocument};
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, IfMatch, Json, Now, Path, Tagged};
use crate::overview::{self, RECOMMENDATION_DOCUMENT, Recommendation, WriteRecommendation, store};
use crate::projects;
use actix_web::web::Data;
use actix_web::{get, post, put};

fn tagged(recommendation: Recommendation) -> Tagged<Recommendation> {
    let version = recommendation.version;
    Tagged::new(recommendation, version)
}

/// Reads the recommendation of a project: the texts for the committee's agenda.
#[utoipa::path(tag = "overview", responses((status = 200, body = Recommendation)))]
#[get("/projects/{id}/recommendation")]
pub async fn read_recommendation(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<Tagged<Recommendation>> {
    let found = db
        .read(move |conn| {
            projects::store::require_project(conn, id)?;
            store::recommendation(conn, id)
        })
        .await?;
    Ok(tagged(found))
}

/// Writes the recommendation of a project for the first time.
#[utoipa::path(tag = "overview", responses((status = 201, body = Recommendation)))]
#[post("/projects/{id}/recommendation")]
pub async fn write_recommendation(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<WriteRecommendation>,
) -> Result<Tagged<Recommendation>> {
    let written = db
        .write(move |conn| overview::write_recommendation(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/projects/{id}/recommendation");
    let version = written.version;
    Ok(Tagged::created(written, version, location))
}

/// Changes the recommendation of a project; what was issued stays as it is.
#[utoipa::path(tag = "overview", params(IfMatch), responses((status = 200, body = Recommendation)))]
#[put("/projects/{id}/recommendation")]
pub async fn change_recommendation(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<WriteRecommendation>,
) -> Result<Tagged<Recommendation>> {
    let changed = db
        .write(move |conn| {
            overview::change_recommendation(conn, &actor, id, seen, &command, moment)
        })
        .await?;
    Ok(tagged(changed))
}

/// Draws the recommendation as a point on the committee's agenda, as a draft.
#[utoipa::path(
    tag = "overview",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/projects/{id}/recommendation.{format}")]
pub async fn draw_recommendation(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(ProjectId, String)>,
) -> Result<Download> {
    RECOMMENDATION_DOCUMENT.show(&db, form, id, moment).await
}

/// Issues the recommendation as a numbered document that never changes.
#[utoipa::path(tag = "overview", responses((status = 201, body = Document)))]
#[post("/projects/{id}/recommendation/issue")]
pub async fn issue_recommendation(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let issued = RECOMMENDATION_DOCUMENT.issue(&db, &actor, id, &command, moment);
    Ok(issued.await?.created())
}
