//! The catalogue of models.

use crate::db::schema::device_models::{self, table};
use crate::db::schema::{device_categories, devices};
use crate::db::{DbConnection, DeviceCategoryId, DeviceModelId};
use crate::devices::{DescribeDeviceModel, DeviceModel};
use crate::error::{Fault, Result, codes};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_models)]
struct Row {
    id: DeviceModelId,
    device_category_id: DeviceCategoryId,
    manufacturer: String,
    name: String,
    os_support_ends_on: Option<NaiveDate>,
    os_support_source: Option<String>,
    version: i32,
}

impl From<Row> for DeviceModel {
    fn from(row: Row) -> Self {
        DeviceModel {
            id: row.id,
            device_category_id: row.device_category_id,
            manufacturer: row.manufacturer,
            name: row.name,
            os_support_ends_on: row.os_support_ends_on,
            os_support_source: row.os_support_source,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = device_models, treat_none_as_null = true)]
struct Columns<'a> {
    device_category_id: DeviceCategoryId,
    manufacturer: &'a str,
    name: &'a str,
    os_support_ends_on: Option<NaiveDate>,
    os_support_source: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeDeviceModel, version: i32) -> Columns<'_> {
    Columns {
        device_category_id: command.device_category_id,
        manufacturer: command.manufacturer.trim(),
        name: command.name.trim(),
        os_support_ends_on: command.os_support_ends_on,
        os_support_source: command.os_support_source.as_deref(),
        version,
    }
}

/// The model, if it exists.
///
/// # Errors
/// Only when the database fails.
pub fn find_model(conn: &mut DbConnection, id: DeviceModelId) -> QueryResult<Option<DeviceModel>> {
    let row = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(DeviceModel::from))
}

/// The model.
///
/// # Errors
/// [`codes::DEVICE_MODEL_NOT_FOUND`].
pub fn model(conn: &mut DbConnection, id: DeviceModelId) -> Result<DeviceModel> {
    find_model(conn, id)?.ok_or_else(|| {
        Fault::new(&codes::DEVICE_MODEL_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// At most `count` models after the one named `after`, by number; only of one category, where it is given.
///
/// # Errors
/// Only when the database fails.
pub fn models(
    conn: &mut DbConnection,
    category: Option<DeviceCategoryId>,
    after: Option<DeviceModelId>,
    count: i64,
) -> QueryResult<Vec<DeviceModel>> {
    let mut query = table
        .select(Row::as_select())
        .order(device_models::id)
        .limit(count)
        .into_boxed();
    if let Some(category) = category {
        query = query.filter(device_models::device_category_id.eq(category));
    }
    if let Some(after) = after {
        query = query.filter(device_models::id.gt(after));
    }
    Ok(query
        .load(conn)?
        .into_iter()
        .map(DeviceModel::from)
        .collect())
}

/// Adds a model.
///
/// # Errors
/// The broken uniqueness rule of manufacturer and name.
pub fn insert_model(
    conn: &mut DbConnection,
    command: &DescribeDeviceModel,
) -> QueryResult<DeviceModelId> {
    diesel::insert_into(table)
        .values(columns(command, 1))
        .returning(device_models::id)
        .get_result(conn)
}

/// Replaces what is known of a model.
///
/// # Errors
/// The broken uniqueness rule of manufacturer and name.
pub fn update_model(
    conn: &mut DbConnection,
    id: DeviceModelId,
    command: &DescribeDeviceModel,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// How many devices were ever registered of a model.
///
/// # Errors
/// Only when the database fails.
pub fn devices_of_model(conn: &mut DbConnection, id: DeviceModelId) -> QueryResult<i64> {
    devices::table
        .filter(devices::model_id.eq(id))
        .count()
        .get_result(conn)
}

/// Whether there is such a device category.
///
/// # Errors
/// Only when the database fails.
pub fn category_exists(conn: &mut DbConnection, id: DeviceCategoryId) -> QueryResult<bool> {
    let found: i64 = device_categories::table
        .filter(device_categories::id.eq(id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}
