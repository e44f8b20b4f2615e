//! Device categories over HTTP.

use crate::db::{Database, DeviceCategoryId};
use crate::error::Result;
use crate::http::actor::{AnyRole, CatalogueKeeper};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::requirements::{self, DescribeDeviceCategory, DeviceCategory, store};
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeviceCategories {
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the device categories, by number.
#[utoipa::path(tag = "requirements", params(ListDeviceCategories), responses((status = 200, body = Page<DeviceCategory>)))]
#[get("/device-categories")]
pub async fn list_device_categories(
    _actor: AnyRole,
    db: Data<Database>,
    Query(query): Query<ListDeviceCategories>,
) -> Result<Selected<DeviceCategory>> {
    let after = read_cursor("device-categories", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| Ok(store::categories(conn, after, count)?))
        .await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(Selected {
        page: Page::cut("device-categories", found, limit, |category| category.id),
        fields: query.fields,
    })
}

/// Adds a device category.
#[utoipa::path(tag = "requirements", responses((status = 201, body = DeviceCategory)))]
#[post("/device-categories")]
pub async fn add_device_category(
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeDeviceCategory>,
) -> Result<Tagged<DeviceCategory>> {
    let made = db
        .write(move |conn| requirements::add_category(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (
        made.version,
        format!("/api/v1/device-categories/{}", made.id),
    );
    Ok(Tagged::created(made, version, location))
}

/// Reads a device category.
#[utoipa::path(tag = "requirements", responses((status = 200, body = DeviceCategory)))]
#[get("/device-categories/{id}")]
pub async fn read_device_category(
    _actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<DeviceCategoryId>,
) -> Result<Tagged<DeviceCategory>> {
    let category = db.read(move |conn| store::category(conn, id)).await?;
    let version = category.version;
    Ok(Tagged::new(category, version))
}

/// Changes how a device category is called.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = DeviceCategory)))]
#[put("/device-categories/{id}")]
pub async fn change_device_category(
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceCategoryId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeDeviceCategory>,
) -> Result<Tagged<DeviceCategory>> {
    let category = db
        .write(move |conn| requirements::change_category(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = category.version;
    Ok(Tagged::new(category, version))
}
