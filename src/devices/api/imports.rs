//! Imports over HTTP: what was read in at one time, and undoing it.

use crate::db::{Database, DeviceImportId};
use crate::devices::{self, DeviceImport, store};
use crate::error::Result;
use crate::http::actor::{ItStaff, Staff};
use crate::http::paging::{DEFAULT_LIMIT, fetch_count, read_cursor};
use crate::http::{IfMatch, Now, Page, Path, Query, Tagged};
use actix_web::web::{self, Data};
use actix_web::{get, post};
use serde::Deserialize;
use validator::Validate;

const LIST: &str = "device imports";

/// Which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeviceImports {
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
}

/// Lists what was read in from files, newest first.
#[utoipa::path(tag = "devices", params(ListDeviceImports), responses((status = 200, body = Page<DeviceImport>)))]
#[get("/device-imports")]
pub async fn list_device_imports(
    _actor: Staff,
    db: Data<Database>,
    Query(query): Query<ListDeviceImports>,
) -> Result<web::Json<Page<DeviceImport>>> {
    let after = read_cursor(LIST, query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| Ok(store::device_imports(conn, after, count)?))
        .await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(web::Json(Page::cut(LIST, found, limit, |import| import.id)))
}

/// Reads an import; its devices are those of `/devices?import_id=`.
#[utoipa::path(tag = "devices", responses((status = 200, body = DeviceImport)))]
#[get("/device-imports/{id}")]
pub async fn read_device_import(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<DeviceImportId>,
) -> Result<Tagged<DeviceImport>> {
    let import = db.read(move |conn| store::device_import(conn, id)).await?;
    let version = import.version;
    Ok(Tagged::new(import, version))
}

/// Undoes an import: removes all its devices, unless one of them was moved or returned since.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = DeviceImport)))]
#[post("/device-imports/{id}/undo")]
pub async fn undo_device_import(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceImportId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<DeviceImport>> {
    let import = db
        .write(move |conn| devices::undo_import(conn, &actor, id, seen, moment))
        .await?;
    let version = import.version;
    Ok(Tagged::new(import, version))
}
