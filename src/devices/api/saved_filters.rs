//! Saved filters over HTTP: those of the account that asks, and no others.

use crate::db::{Database, SavedFilterId};
use crate::devices::{self, SaveFilter, SavedFilter, store};
use crate::error::Result;
use crate::http::actor::AnyRole;
use crate::http::{IfMatch, Json, Page, Path, Tagged};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists the own filters of the register, by name; all at once.
#[utoipa::path(tag = "devices", responses((status = 200, body = Page<SavedFilter>)))]
#[get("/saved-device-filters")]
pub async fn list_saved_filters(
    actor: AnyRole,
    db: Data<Database>,
) -> Result<web::Json<Page<SavedFilter>>> {
    let owner = actor.account;
    let filters = db
        .read(move |conn| Ok(store::saved_filters(conn, owner)?))
        .await?;
    Ok(web::Json(Page::whole(filters)))
}

/// Keeps a question of the register under a name; the own filter of that name is replaced, and answered with 200.
#[utoipa::path(tag = "devices", responses((status = 200, body = SavedFilter), (status = 201, body = SavedFilter)))]
#[post("/saved-device-filters")]
pub async fn save_filter(
    actor: AnyRole,
    db: Data<Database>,
    Json(command): Json<SaveFilter>,
) -> Result<Tagged<SavedFilter>> {
    let owner = actor.account;
    let filter = db
        .write(move |conn| devices::save_filter(conn, owner, &command))
        .await?;
    let (version, path) = (filter.version, "/api/v1/saved-device-filters");
    let location = format!("{path}/{}", filter.id);
    Ok(match version {
        1 => Tagged::created(filter, version, location),
        _ => Tagged::new(filter, version),
    })
}

/// Reads one of the own filters.
#[utoipa::path(tag = "devices", responses((status = 200, body = SavedFilter)))]
#[get("/saved-device-filters/{id}")]
pub async fn read_saved_filter(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SavedFilterId>,
) -> Result<Tagged<SavedFilter>> {
    let owner = actor.account;
    let filter = db
        .read(move |conn| store::saved_filter(conn, owner, id))
        .await?;
    let version = filter.version;
    Ok(Tagged::new(filter, version))
}

/// Gives one of the own filters another name or another question.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = SavedFilter)))]
#[put("/saved-device-filters/{id}")]
pub async fn change_saved_filter(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SavedFilterId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SaveFilter>,
) -> Result<Tagged<SavedFilter>> {
    let owner = actor.account;
    let filter = db
        .write(move |conn| devices::change_saved_filter(conn, owner, id, seen, &command))
        .await?;
    let version = filter.version;
    Ok(Tagged::new(filter, version))
}

/// Removes one of the own filters; answers what it was.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = SavedFilter)))]
#[post("/saved-device-filters/{id}/remove")]
pub async fn remove_saved_filter(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SavedFilterId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<SavedFilter>> {
    let owner = actor.account;
    let filter = db
        .write(move |conn| devices::remove_saved_filter(conn, owner, id, seen))
        .await?;
    let version = filter.version;
    Ok(Tagged::new(filter, version))
}
