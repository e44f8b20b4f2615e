//! Specifications over HTTP.

use crate::db::{Database, ProjectId, SpecificationId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::{Json, Now, Page, Path, Tagged};
use crate::projects;
use crate::requirements::{
    self, BeginSpecification, RenewSpecification, Specification, SpecificationVersion, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post};

/// Lists the specifications of a project, by number.
#[utoipa::path(tag = "requirements", responses((status = 200, body = Page<Specification>)))]
#[get("/projects/{id}/specifications")]
pub async fn list_specifications(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Specification>>> {
    let found = db
        .read(move |conn| {
            projects::store::require_project(conn, id)?;
            store::specifications(conn, id)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Begins a specification with an empty draft as version 1.
#[utoipa::path(tag = "requirements", responses((status = 201, body = Specification)))]
#[post("/projects/{id}/specifications")]
pub async fn begin_specification(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<BeginSpecification>,
) -> Result<Tagged<Specification>> {
    let made = db
        .write(move |conn| requirements::begin_specification(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/specifications/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads a specification; its content is in its versions.
#[utoipa::path(tag = "requirements", responses((status = 200, body = Specification)))]
#[get("/specifications/{id}")]
pub async fn read_specification(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SpecificationId>,
) -> Result<Tagged<Specification>> {
    let found = db.read(move |conn| store::specification(conn, id)).await?;
    let version = found.version;
    Ok(Tagged::new(found, version))
}

/// Lists the versions of a specification, newest first, without their content.
#[utoipa::path(tag = "requirements", responses((status = 200, body = Page<SpecificationVersion>)))]
#[get("/specifications/{id}/versions")]
pub async fn list_specification_versions(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SpecificationId>,
) -> Result<web::Json<Page<SpecificationVersion>>> {
    let found = db
        .read(move |conn| {
            let specification = store::specification(conn, id)?;
            Ok(store::specification_versions(conn, specification.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Begins a new draft with the content of the newest version, which must be approved.
#[utoipa::path(tag = "requirements", responses((status = 201, body = SpecificationVersion)))]
#[post("/specifications/{id}/versions")]
pub async fn renew_specification(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationId>,
    Json(command): Json<RenewSpecification>,
) -> Result<Tagged<SpecificationVersion>> {
    let made = db
        .write(move |conn| requirements::renew_specification(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/specification-versions/{}", made.id);
    let version = made.version;
    Ok(Tagged::created(made, version, location))
}
