//! The project itself over HTTP.

use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{AnyRole, ProjectLead, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::projects::{
    self, AdvanceProject, DescribeProject, Phase, PhaseChange, Project, ProjectSummary, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which projects, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListProjects {
    /// Only those in this phase.
    pub phase: Option<Phase>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the projects, by number.
#[utoipa::path(tag = "projects", params(ListProjects), responses((status = 200, body = Page<ProjectSummary>)))]
#[get("/projects")]
pub async fn list_projects(
    _actor: AnyRole,
    db: Data<Database>,
    Query(query): Query<ListProjects>,
) -> Result<Selected<ProjectSummary>> {
    let after: Option<ProjectId> = read_cursor("projects", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| Ok(store::projects(conn, query.phase, after, count)?))
        .await?;
    Ok(Selected {
        page: Page::cut(
            "projects",
            found,
            query.limit.unwrap_or(DEFAULT_LIMIT),
            |project| project.id,
        ),
        fields: query.fields,
    })
}

/// Sets a project up.
#[utoipa::path(tag = "projects", responses((status = 201, body = Project)))]
#[post("/projects")]
pub async fn establish_project(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeProject>,
) -> Result<Tagged<Project>> {
    let project = db
        .write(move |conn| projects::establish_project(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (project.version, format!("/api/v1/projects/{}", project.id));
    Ok(Tagged::created(project, version, location))
}

/// Reads a project, its frame and what it has achieved.
#[utoipa::path(tag = "projects", responses((status = 200, body = Project)))]
#[get("/projects/{id}")]
pub async fn read_project(
    _actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Tagged<Project>> {
    let project = db
        .read(move |conn| store::project(conn, id, moment.today))
        .await?;
    let version = project.version;
    Ok(Tagged::new(project, version))
}

/// Changes what is known of a project and its frame.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Project)))]
#[put("/projects/{id}")]
pub async fn change_project(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeProject>,
) -> Result<Tagged<Project>> {
    let project = db
        .write(move |conn| projects::change_project(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = project.version;
    Ok(Tagged::new(project, version))
}

/// Takes a project to its next phase, or one back.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Project)))]
#[post("/projects/{id}/advance")]
pub async fn advance_project(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<AdvanceProject>,
) -> Result<Tagged<Project>> {
    let project = db
        .write(move |conn| projects::advance_project(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = project.version;
    Ok(Tagged::new(project, version))
}

/// Lists the steps of a project from phase to phase, oldest first.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<PhaseChange>)))]
#[get("/projects/{id}/phase-changes")]
pub async fn list_phase_changes(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<PhaseChange>>> {
    let steps = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::phase_changes(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(steps)))
}
