//! The catalogue of models over HTTP.

use crate::db::{Database, DeviceCategoryId, DeviceModelId};
use crate::devices::{self, DescribeDeviceModel, DeviceModel, store};
use crate::error::Result;
use crate::http::actor::{AnyRole, CatalogueKeeper};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which models, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeviceModels {
    /// Only of this category.
    pub device_category_id: Option<i64>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the models by number.
#[utoipa::path(tag = "devices", params(ListDeviceModels), responses((status = 200, body = Page<DeviceModel>)))]
#[get("/device-models")]
pub async fn list_device_models(
    _actor: AnyRole,
    db: Data<Database>,
    Query(query): Query<ListDeviceModels>,
) -> Result<Selected<DeviceModel>> {
    let after: Option<DeviceModelId> = read_cursor("device_models", query.cursor.as_deref())?;
    let (limit, count) = (query.limit, fetch_count(query.limit));
    let category = query.device_category_id.map(DeviceCategoryId);
    let found = db
        .read(move |conn| Ok(store::models(conn, category, after, count)?))
        .await?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    Ok(Selected {
        page: Page::cut("device_models", found, limit, |model| model.id),
        fields: query.fields,
    })
}

/// Adds a model to the catalogue.
#[utoipa::path(tag = "devices", responses((status = 201, body = DeviceModel)))]
#[post("/device-models")]
pub async fn add_device_model(
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeDeviceModel>,
) -> Result<Tagged<DeviceModel>> {
    let model = db
        .write(move |conn| devices::add_device_model(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (model.version, format!("/api/v1/device-models/{}", model.id));
    Ok(Tagged::created(model, version, location))
}

/// Reads a model.
#[utoipa::path(tag = "devices", responses((status = 200, body = DeviceModel)))]
#[get("/device-models/{id}")]
pub async fn read_device_model(
    _actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<DeviceModelId>,
) -> Result<Tagged<DeviceModel>> {
    let model = db.read(move |conn| store::model(conn, id)).await?;
    let version = model.version;
    Ok(Tagged::new(model, version))
}

/// Changes what is known of a model.
#[utoipa::path(tag = "devices", params(IfMatch), responses((status = 200, body = DeviceModel)))]
#[put("/device-models/{id}")]
pub async fn change_device_model(
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceModelId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeDeviceModel>,
) -> Result<Tagged<DeviceModel>> {
    let model = db
        .write(move |conn| devices::change_device_model(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = model.version;
    Ok(Tagged::new(model, version))
}
