//! Milestones, visits and decisions over HTTP.

use crate::db::{Database, MilestoneId, ProjectId, VisitId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::projects::{
    self, Decision, Milestone, PlanMilestone, RecordDecision, RecordVisit, Visit, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists a project's milestones by date.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<Milestone>)))]
#[get("/projects/{id}/milestones")]
pub async fn list_milestones(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Milestone>>> {
    let found = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::milestones(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Adds a milestone.
#[utoipa::path(tag = "projects", responses((status = 201, body = Milestone)))]
#[post("/projects/{id}/milestones")]
pub async fn plan_milestone(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<PlanMilestone>,
) -> Result<Tagged<Milestone>> {
    let milestone = db
        .write(move |conn| projects::plan_milestone(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (
        milestone.version,
        format!("/api/v1/milestones/{}", milestone.id),
    );
    Ok(Tagged::created(milestone, version, location))
}

/// Changes a milestone, or notes that it is done.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Milestone)))]
#[put("/milestones/{id}")]
pub async fn change_milestone(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MilestoneId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<PlanMilestone>,
) -> Result<Tagged<Milestone>> {
    let milestone = db
        .write(move |conn| projects::change_milestone(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = milestone.version;
    Ok(Tagged::new(milestone, version))
}

/// Lists a project's inspiration visits by date.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<Visit>)))]
#[get("/projects/{id}/visits")]
pub async fn list_visits(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Visit>>> {
    let found = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::visits(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Records an inspiration visit.
#[utoipa::path(tag = "projects", responses((status = 201, body = Visit)))]
#[post("/projects/{id}/visits")]
pub async fn record_visit(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<RecordVisit>,
) -> Result<Tagged<Visit>> {
    let visit = db
        .write(move |conn| projects::record_visit(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (visit.version, format!("/api/v1/visits/{}", visit.id));
    Ok(Tagged::created(visit, version, location))
}

/// Changes a visit, its findings above all.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Visit)))]
#[put("/visits/{id}")]
pub async fn change_visit(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<VisitId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<RecordVisit>,
) -> Result<Tagged<Visit>> {
    let visit = db
        .write(move |conn| projects::change_visit(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = visit.version;
    Ok(Tagged::new(visit, version))
}

/// Lists a project's decisions by date.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<Decision>)))]
#[get("/projects/{id}/decisions")]
pub async fn list_decisions(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Decision>>> {
    let found = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::decisions(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Records a decision; it is never changed.
#[utoipa::path(tag = "projects", responses((status = 201, body = Decision)))]
#[post("/projects/{id}/decisions")]
pub async fn record_decision(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<RecordDecision>,
) -> Result<Tagged<Decision>> {
    let decision = db
        .write(move |conn| projects::record_decision(conn, &actor, id, &command, moment))
        .await?;
    Ok(Tagged::created(
        decision,
        1,
        format!("/api/v1/projects/{id}/decisions"),
    ))
}
