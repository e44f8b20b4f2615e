//! What groups of the identity provider give, over HTTP.

use crate::db::{Database, IdentityMappingId};
use crate::error::Result;
use crate::http::actor::{Administrator, Inspector};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::organisation::{self, IdentityMapping, MapIdentity, store};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists what groups of the identity provider give, by group; all at once.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Page<IdentityMapping>)))]
#[get("/identity-mappings")]
pub async fn list_identity_mappings(
    _actor: Inspector,
    db: Data<Database>,
) -> Result<web::Json<Page<IdentityMapping>>> {
    let mappings = db.read(|conn| Ok(store::identity_mappings(conn)?)).await?;
    Ok(web::Json(Page::whole(mappings)))
}

/// Says what a group gives, from the next sign-in on.
#[utoipa::path(tag = "organisation", responses((status = 201, body = IdentityMapping)))]
#[post("/identity-mappings")]
pub async fn map_identity(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<MapIdentity>,
) -> Result<Tagged<IdentityMapping>> {
    let mapping = db
        .write(move |conn| organisation::map_identity(conn, &actor, &command, moment))
        .await?;
    let location = format!("/api/v1/identity-mappings/{}", mapping.id);
    let version = mapping.version;
    Ok(Tagged::created(mapping, version, location))
}

/// Reads what one group gives.
#[utoipa::path(tag = "organisation", responses((status = 200, body = IdentityMapping)))]
#[get("/identity-mappings/{id}")]
pub async fn read_identity_mapping(
    _actor: Inspector,
    db: Data<Database>,
    Path(id): Path<IdentityMappingId>,
) -> Result<Tagged<IdentityMapping>> {
    let mapping = db
        .read(move |conn| store::identity_mapping(conn, id))
        .await?;
    let version = mapping.version;
    Ok(Tagged::new(mapping, version))
}

/// Changes what a group gives.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = IdentityMapping)))]
#[put("/identity-mappings/{id}")]
pub async fn change_identity_mapping(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<IdentityMappingId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<MapIdentity>,
) -> Result<Tagged<IdentityMapping>> {
    let change = move |conn: &mut _| {
        organisation::change_identity_mapping(conn, &actor, id, seen, &command, moment)
    };
    let mapping = db.write(change).await?;
    let version = mapping.version;
    Ok(Tagged::new(mapping, version))
}

/// Takes back what a group gives; answers what that was.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = IdentityMapping)))]
#[post("/identity-mappings/{id}/remove")]
pub async fn remove_identity_mapping(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<IdentityMappingId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<IdentityMapping>> {
    let remove =
        move |conn: &mut _| organisation::remove_identity_mapping(conn, &actor, id, seen, moment);
    let mapping = db.write(remove).await?;
    let version = mapping.version;
    Ok(Tagged::new(mapping, version))
}
