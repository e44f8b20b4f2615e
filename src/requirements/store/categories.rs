//! The device categories.

use crate::db::schema::device_categories::{self, table};
use crate::db::{DbConnection, DeviceCategoryId};
use crate::error::{Fault, Result, codes};
use crate::requirements::{DescribeDeviceCategory, DeviceCategory};
use diesel::prelude::*;

type Row = (DeviceCategoryId, String, String, i32, Option<i32>);

fn thing((id, code, name, version, economic_life_months): Row) -> DeviceCategory {
    DeviceCategory {
        id,
        code,
        name,
        economic_life_months,
        version,
    }
}

/// The category, if it exists.
///
/// # Errors
/// Only when the database fails.
pub fn find_category(
    conn: &mut DbConnection,
    id: DeviceCategoryId,
) -> QueryResult<Option<DeviceCategory>> {
    let found: Option<Row> = table.find(id).first(conn).optional()?;
    Ok(found.map(thing))
}

/// The category.
///
/// # Errors
/// [`codes::DEVICE_CATEGORY_NOT_FOUND`].
pub fn category(conn: &mut DbConnection, id: DeviceCategoryId) -> Result<DeviceCategory> {
    find_category(conn, id)?.ok_or_else(|| {
        Fault::new(&codes::DEVICE_CATEGORY_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// At most `count` categories after the one named `after`, by number.
///
/// # Errors
/// Only when the database fails.
pub fn categories(
    conn: &mut DbConnection,
    after: Option<DeviceCategoryId>,
    count: i64,
) -> QueryResult<Vec<DeviceCategory>> {
    let mut query = table.order(device_categories::id).limit(count).into_boxed();
    if let Some(after) = after {
        query = query.filter(device_categories::id.gt(after));
    }
    Ok(query.load::<Row>(conn)?.into_iter().map(thing).collect())
}

/// Adds a category.
///
/// # Errors
/// A broken uniqueness rule of code or name.
pub fn insert_category(
    conn: &mut DbConnection,
    command: &DescribeDeviceCategory,
) -> QueryResult<DeviceCategoryId> {
    diesel::insert_into(table)
        .values((
            device_categories::code.eq(&command.code),
            device_categories::name.eq(&command.name),
            device_categories::economic_life_months.eq(command.economic_life_months),
            device_categories::version.eq(1),
        ))
        .returning(device_categories::id)
        .get_result(conn)
}

/// Replaces how a category is called.
///
/// # Errors
/// A broken uniqueness rule of code or name.
pub fn update_category(
    conn: &mut DbConnection,
    id: DeviceCategoryId,
    command: &DescribeDeviceCategory,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            device_categories::code.eq(&command.code),
            device_categories::name.eq(&command.name),
            device_categories::economic_life_months.eq(command.economic_life_months),
            device_categories::version.eq(version),
        ))
        .execute(conn)
}
