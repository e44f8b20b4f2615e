//! Sections of specification versions over HTTP.

use crate::db::{Database, SectionId, SpecificationVersionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::{IfMatch, Json, Now, Path, Tagged};
use crate::requirements::{self, DescribeSection, RequirementSection, store};
use actix_web::web::Data;
use actix_web::{get, post, put};

/// Adds a section to a draft.
#[utoipa::path(tag = "requirements", responses((status = 201, body = RequirementSection)))]
#[post("/specification-versions/{id}/sections")]
pub async fn add_requirement_section(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    Json(command): Json<DescribeSection>,
) -> Result<Tagged<RequirementSection>> {
    let made = db
        .write(move |conn| requirements::add_section(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/requirement-sections/{}", made.id);
    let version = made.version;
    Ok(Tagged::created(made, version, location))
}

/// Reads a section without its requirements.
#[utoipa::path(tag = "requirements", responses((status = 200, body = RequirementSection)))]
#[get("/requirement-sections/{id}")]
pub async fn read_requirement_section(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SectionId>,
) -> Result<Tagged<RequirementSection>> {
    let section = db.read(move |conn| store::section(conn, id)).await?;
    let version = section.version;
    Ok(Tagged::new(section, version))
}

/// Changes or moves a section of a draft.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = RequirementSection)))]
#[put("/requirement-sections/{id}")]
pub async fn change_requirement_section(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeSection>,
) -> Result<Tagged<RequirementSection>> {
    let section = db
        .write(move |conn| requirements::change_section(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = section.version;
    Ok(Tagged::new(section, version))
}
