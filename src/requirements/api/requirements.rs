//! Requirements over HTTP.

use crate::db::{Database, RequirementId, SectionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::{IfMatch, Json, Now, Path, Tagged};
use crate::requirements::{
    self, ChangeRequirement, Requirement, StateRequirement, WithdrawRequirement, store,
};
use actix_web::web::Data;
use actix_web::{get, post, put};

/// States a requirement in a section of a draft; it gets the specification's next number.
#[utoipa::path(tag = "requirements", responses((status = 201, body = Requirement)))]
#[post("/requirement-sections/{id}/requirements")]
pub async fn state_requirement(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
    Json(command): Json<StateRequirement>,
) -> Result<Tagged<Requirement>> {
    let made = db
        .write(move |conn| requirements::state_requirement(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/requirements/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads a requirement.
#[utoipa::path(tag = "requirements", responses((status = 200, body = Requirement)))]
#[get("/requirements/{id}")]
pub async fn read_requirement(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<RequirementId>,
) -> Result<Tagged<Requirement>> {
    let requirement = db.read(move |conn| store::requirement(conn, id)).await?;
    let version = requirement.version;
    Ok(Tagged::new(requirement, version))
}

/// Changes a requirement of a draft, or moves it within its section or to another one of the same version.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = Requirement)))]
#[put("/requirements/{id}")]
pub async fn change_requirement(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<ChangeRequirement>,
) -> Result<Tagged<Requirement>> {
    let after = db
        .write(move |conn| {
            requirements::change_requirement(conn, &actor, id, seen, &command, moment)
        })
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Takes a requirement of a draft back; its number is never given out again.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = Requirement)))]
#[post("/requirements/{id}/withdraw")]
pub async fn withdraw_requirement(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<WithdrawRequirement>,
) -> Result<Tagged<Requirement>> {
    let after = db
        .write(move |conn| {
            requirements::withdraw_requirement(conn, &actor, id, seen, &command, moment)
        })
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}
