//! Movements and returns over HTTP.

use crate::db::{Database, DeviceId};
use crate::devices::{
    self, BatchPreview, Device, DevicesReturned, MoveDevice, MoveDevices, Moved, Movement,
    ReturnDevice, ReturnDevices, store,
};
use crate::error::Result;
use crate::http::actor::{AnyRole, ItStaff};
use crate::http::{DryRun, IfMatch, Json, Now, Page, Path, Query, Tagged};
use actix_web::web::{self, Data};
use actix_web::{get, post};

/// What was moved, or what would be.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum MoveAnswer {
    /// All devices were moved.
    Moved(Moved),
    /// Nothing was changed: `?dry_run=true`.
    Preview(BatchPreview),
}

/// What was returned, or what would be.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum ReturnAnswer {
    /// All devices were returned.
    Returned(DevicesReturned),
    /// Nothing was changed: `?dry_run=true`.
    Preview(BatchPreview),
}

/// Lists the movements of a device, oldest first.
#[utoipa::path(tag = "devices", responses((status = 200, body = Page<Movement>)))]
#[get("/devices/{id}/movements")]
pub async fn list_device_movements(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<DeviceId>,
) -> Result<web::Json<Page<Movement>>> {
    let movements = db
        .read(move |conn| {
            let device = store::device(conn, &actor.reach(), id)?;
            Ok(store::movements(conn, device.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(movements)))
}

/// Moves a device to another school.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = Device)))]
#[post("/devices/{id}/move")]
pub async fn move_device(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<MoveDevice>,
) -> Result<Tagged<Device>> {
    let device = db
        .write(move |conn| devices::move_device(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = device.version;
    Ok(Tagged::new(device, version))
}

/// Moves many devices to one school, all or none; each is named with the version that was seen.
#[utoipa::path(tag = "devices", params(DryRun),
    responses((status = 200, body = MoveAnswer)))]
#[post("/devices/move")]
pub async fn move_devices(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<DryRun>,
    Json(command): Json<MoveDevices>,
) -> Result<web::Json<MoveAnswer>> {
    let answer = if query.is_dry() {
        db.read(move |conn| devices::preview_move(conn, &actor, &command, moment))
            .await
            .map(MoveAnswer::Preview)
    } else {
        db.write(move |conn| devices::move_devices(conn, &actor, &command, moment))
            .await
            .map(MoveAnswer::Moved)
    };
    answer.map(web::Json)
}

/// Returns many devices to the lessor, all or none; each is named with the version that was seen.
#[utoipa::path(tag = "devices", params(DryRun),
    responses((status = 200, body = ReturnAnswer)))]
#[post("/devices/return")]
pub async fn return_devices(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<DryRun>,
    Json(command): Json<ReturnDevices>,
) -> Result<web::Json<ReturnAnswer>> {
    let answer = if query.is_dry() {
        db.read(move |conn| devices::preview_return(conn, &actor, &command, moment))
            .await
            .map(ReturnAnswer::Preview)
    } else {
        db.write(move |conn| devices::return_devices(conn, &actor, &command, moment))
            .await
            .map(ReturnAnswer::Returned)
    };
    answer.map(web::Json)
}

/// Returns a device to the lessor.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = Device)))]
#[post("/devices/{id}/return")]
pub async fn return_device(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<ReturnDevice>,
) -> Result<Tagged<Device>> {
    let device = db
        .write(move |conn| devices::return_device(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = device.version;
    Ok(Tagged::new(device, version))
}
