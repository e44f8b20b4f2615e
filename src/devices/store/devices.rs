//! The devices; every reader names the reach of who asks.

use super::AT_A_TIME;
use crate::db::schema::devices::{self, table};
use crate::db::schema::lease_lines;
use crate::db::{
    DbConnection, DeviceId, DeviceImportId, DeviceModelId, LeaseId, LeaseLineId, SchoolId,
};
use crate::devices::{Device, DeviceSort, DeviceStatus};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = devices)]
pub(super) struct Row {
    id: DeviceId,
    lease_line_id: LeaseLineId,
    school_id: SchoolId,
    model_id: DeviceModelId,
    serial_number: String,
    asset_tag: Option<String>,
    status: DeviceStatus,
    received_on: NaiveDate,
    version: i32,
}

impl From<Row> for Device {
    fn from(row: Row) -> Self {
        Device {
            id: row.id,
            lease_line_id: row.lease_line_id,
            school_id: row.school_id,
            model_id: row.model_id,
            serial_number: row.serial_number,
            asset_tag: row.asset_tag,
            status: row.status,
            received_on: row.received_on,
            version: row.version,
        }
    }
}

/// The device.
///
/// # Errors
/// [`codes::DEVICE_NOT_FOUND`], also for a device out of reach.
pub fn device(conn: &mut DbConnection, reach: &Reach, id: DeviceId) -> Result<Device> {
    devices_by_id(conn, reach, &[id])?
        .pop()
        .ok_or_else(|| Fault::new(&codes::DEVICE_NOT_FOUND).with("id", id).into())
}

/// The devices with these numbers that are within reach, in any order.
///
/// # Errors
/// Only when the database fails.
pub fn devices_by_id(
    conn: &mut DbConnection,
    reach: &Reach,
    ids: &[DeviceId],
) -> QueryResult<Vec<Device>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_A_TIME) {
        let mut query = table
            .filter(devices::id.eq_any(some.to_vec()))
            .select(Row::as_select())
            .into_boxed();
        if let Reach::Only(own) = reach {
            query = query.filter(devices::school_id.eq_any(own.clone()));
        }
        found.extend(query.load(conn)?.into_iter().map(Device::from));
    }
    Ok(found)
}

/// Which devices are asked for, and in which order.
#[derive(Debug, Clone, Default)]
pub struct DeviceFilter {
    /// Only at this school.
    pub school: Option<SchoolId>,
    /// Only of this lease.
    pub lease: Option<LeaseId>,
    /// Only of this line.
    pub line: Option<LeaseLineId>,
    /// Only of this model.
    pub model: Option<DeviceModelId>,
    /// Only in this status.
    pub status: Option<DeviceStatus>,
    /// Only with this serial number, as a key.
    pub serial_key: Option<String>,
    /// Only with a serial number or an asset tag between these keys, the second excluded.
    pub keys: Option<(String, String)>,
    /// The order.
    pub sort: DeviceSort,
    /// Only those after this place in the order.
    pub after: Option<DevicePlace>,
    /// Only the last ones before this place in the order; not together with `after`.
    pub before: Option<DevicePlace>,
    /// Only of this import.
    pub import: Option<DeviceImportId>,
}

/// A place in the order of a list.
#[derive(Debug, Clone)]
pub enum DevicePlace {
    /// In a list by number.
    Id(DeviceId),
    /// In a list by serial number: its key.
    Serial(String),
}

/// The devices within reach that a filter leaves, whatever their place in the order.
fn narrowed(
    conn: &mut DbConnection,
    reach: &Reach,
    filter: &DeviceFilter,
) -> QueryResult<devices::BoxedQuery<'static, <DbConnection as Connection>::Backend>> {
    let mut query = table.into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(devices::school_id.eq_any(own.clone()));
    }
    if let Some(school) = filter.school {
        query = query.filter(devices::school_id.eq(school));
    }
    if let Some(lease) = filter.lease {
        // Two queries are quicker than a join here: a lease has few lines, and these are indexed.
        let lines: Vec<LeaseLineId> = lease_lines::table
            .filter(lease_lines::lease_id.eq(lease))
            .select(lease_lines::id)
            .load(conn)?;
        query = query.filter(devices::lease_line_id.eq_any(lines));
    }
    if let Some(line) = filter.line {
        query = query.filter(devices::lease_line_id.eq(line));
    }
    if let Some(model) = filter.model {
        query = query.filter(devices::model_id.eq(model));
    }
    if let Some(status) = filter.status {
        query = query.filter(devices::status.eq(status));
    }
    if let Some(key) = filter.serial_key.clone() {
        query = query.filter(devices::serial_key.eq(key));
    }
    if let Some((from, to)) = filter.keys.clone() {
        let serial = devices::serial_key
            .ge(from.clone())
            .and(devices::serial_key.lt(to.clone()));
        let tag = devices::asset_tag_key
            .ge(from)
            .and(devices::asset_tag_key.lt(to));
        query = query.filter(serial.nullable().or(tag));
    }
    if let Some(import) = filter.import {
        query = query.filter(devices::import_id.eq(import));
    }
    Ok(query)
}

/// How many devices within reach a filter leaves, whatever place in the order it names.
///
/// # Errors
/// Only when the database fails.
pub fn count_devices(
    conn: &mut DbConnection,
    reach: &Reach,
    filter: &DeviceFilter,
) -> QueryResult<i64> {
    narrowed(conn, reach, filter)?.count().get_result(conn)
}

/// At most `count` devices within reach.
///
/// # Errors
/// Only when the database fails.
pub fn devices(
    conn: &mut DbConnection,
    reach: &Reach,
    filter: DeviceFilter,
    count: i64,
) -> QueryResult<Vec<Device>> {
    let mut query = narrowed(conn, reach, &filter)?.limit(count);
    // Backwards the list is read from its place up, and turned round.
    let backward = filter.before.is_some();
    let falls = (filter.sort == DeviceSort::IdDescending) != backward;
    query = match (filter.sort, falls) {
        (DeviceSort::SerialNumber, false) => query.order(devices::serial_key),
        (DeviceSort::SerialNumber, true) => query.order(devices::serial_key.desc()),
        (_, false) => query.order(devices::id),
        (_, true) => query.order(devices::id.desc()),
    };
    query = match (filter.after.or(filter.before), falls) {
        (None, _) => query,
        (Some(DevicePlace::Id(id)), true) => query.filter(devices::id.lt(id)),
        (Some(DevicePlace::Id(id)), false) => query.filter(devices::id.gt(id)),
        (Some(DevicePlace::Serial(key)), true) => query.filter(devices::serial_key.lt(key)),
        (Some(DevicePlace::Serial(key)), false) => query.filter(devices::serial_key.gt(key)),
    };
    let rows = query.select(Row::as_select()).load(conn)?;
    let mut found: Vec<Device> = rows.into_iter().map(Device::from).collect();
    if backward {
        found.reverse();
    }
    Ok(found)
}
