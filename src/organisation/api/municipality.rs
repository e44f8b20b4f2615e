//! The municipality over HTTP.

use crate::db::Database;
use crate::error::Result;
use crate::http::actor::{Administrator, AnyRole};
use crate::http::{IfMatch, Json, Now, Tagged};
use crate::organisation::{self, DescribeMunicipality, Municipality, store};
use actix_web::web::Data;
use actix_web::{get, post, put};

/// Reads the municipality's details.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Municipality)))]
#[get("/municipality")]
pub async fn read_municipality(
    _actor: AnyRole,
    db: Data<Database>,
) -> Result<Tagged<Municipality>> {
    let municipality = db.read(store::municipality).await?;
    let version = municipality.version;
    Ok(Tagged::new(municipality, version))
}

/// Enters the municipality's details for the first time.
#[utoipa::path(tag = "organisation", responses((status = 201, body = Municipality)))]
#[post("/municipality")]
pub async fn describe_municipality(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeMunicipality>,
) -> Result<Tagged<Municipality>> {
    let made = db
        .write(move |conn| organisation::describe_municipality(conn, &actor, &command, moment))
        .await?;
    let version = made.version;
    Ok(Tagged::created(made, version, "/api/v1/municipality"))
}

/// Changes the municipality's details.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = Municipality)))]
#[put("/municipality")]
pub async fn change_municipality(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeMunicipality>,
) -> Result<Tagged<Municipality>> {
    let changed = db
        .write(move |conn| organisation::change_municipality(conn, &actor, seen, &command, moment))
        .await?;
    let version = changed.version;
    Ok(Tagged::new(changed, version))
}
