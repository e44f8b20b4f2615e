//! Registration over HTTP.

use super::csv_body::CsvBody;
use crate::db::{Database, LeaseLineId};
use crate::devices::{self, BatchPreview, RegisterDevices, Registered};
use crate::error::Result;
use crate::http::actor::ItStaff;
use crate::http::{DryRun, Json, Now, Path, Query};
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{Either, post};

/// What was registered, or what would be.
type Answer = Either<(web::Json<Registered>, StatusCode), web::Json<BatchPreview>>;

fn registered(registered: Registered) -> Answer {
    Either::Left((web::Json(registered), StatusCode::CREATED))
}

/// Registers one or many devices of one model at one school, all or none.
#[utoipa::path(tag = "devices", params(DryRun),
    responses((status = 201, body = Registered), (status = 200, body = BatchPreview)))]
#[post("/lease-lines/{id}/devices")]
pub async fn register_devices(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    Query(query): Query<DryRun>,
    Json(command): Json<RegisterDevices>,
) -> Result<Answer> {
    if query.is_dry() {
        return Ok(Either::Right(web::Json(
            db.read(move |conn| devices::preview_registration(conn, &actor, id, &command, moment))
                .await?,
        )));
    }
    db.write(move |conn| devices::register_devices(conn, &actor, id, &command, moment))
        .await
        .map(registered)
}

/// Registers the devices of a CSV or XLSX file, all or none; the import can be undone.
///
/// Columns in any order, by their Danish or English names: `serienummer`/`serial_number`,
/// `aktivmærke`/`asset_tag` (may be left out), `skole`/`school` (name or number), `model` (manufacturer and name,
/// or number), `modtaget`/`received_on`. CSV is separated by semicolons, commas or tabs, in UTF-8 or Windows-1252;
/// of a workbook the first sheet is read. At most 5,000 rows.
#[utoipa::path(tag = "devices", params(DryRun),
    request_body(content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    responses((status = 201, body = Registered), (status = 200, body = BatchPreview)))]
#[post("/lease-lines/{id}/devices/import")]
pub async fn import_devices(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    Query(query): Query<DryRun>,
    CsvBody(file): CsvBody,
) -> Result<Answer> {
    if query.is_dry() {
        return Ok(Either::Right(web::Json(
            db.read(move |conn| devices::preview_import(conn, &actor, id, &file, moment))
                .await?,
        )));
    }
    db.write(move |conn| devices::import_devices(conn, &actor, id, &file, None, moment))
        .await
        .map(registered)
}
