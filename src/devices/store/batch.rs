//! Adding devices in batches of thousands, and what stands in their way.

use super::AT_A_TIME;
use super::movements::{NewMovement, insert_movements};
use crate::clock::Instant;
use crate::db::schema::devices::{self, table};
use crate::db::{
    AccountId, DbConnection, DeviceId, DeviceImportId, DeviceModelId, LeaseLineId, SchoolId,
};
use crate::devices::DeviceStatus;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// A device about to be added, in use.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// The lease line on which it is leased.
    pub lease_line_id: LeaseLineId,
    /// The school that holds it.
    pub school_id: SchoolId,
    /// Its model.
    pub model_id: DeviceModelId,
    /// The maker's number, cleaned.
    pub serial_number: String,
    /// The key under which the serial number is unique.
    pub serial_key: String,
    /// The municipality's own label, cleaned.
    pub asset_tag: Option<String>,
    /// The key under which the asset tag is unique.
    pub asset_tag_key: Option<String>,
    /// The day on which it was received.
    pub received_on: NaiveDate,
}

// Without the last attribute SQLite would be sent one statement for each row.
#[derive(Insertable)]
#[diesel(table_name = devices, treat_none_as_default_value = false)]
struct Row<'a> {
    lease_line_id: LeaseLineId,
    school_id: SchoolId,
    model_id: DeviceModelId,
    serial_number: &'a str,
    serial_key: &'a str,
    asset_tag: Option<&'a str>,
    asset_tag_key: Option<&'a str>,
    status: DeviceStatus,
    received_on: NaiveDate,
    version: i32,
    import_id: Option<DeviceImportId>,
}

fn row(device: &NewDevice, import_id: Option<DeviceImportId>) -> Row<'_> {
    Row {
        lease_line_id: device.lease_line_id,
        school_id: device.school_id,
        model_id: device.model_id,
        serial_number: &device.serial_number,
        serial_key: &device.serial_key,
        asset_tag: device.asset_tag.as_deref(),
        asset_tag_key: device.asset_tag_key.as_deref(),
        status: DeviceStatus::InUse,
        received_on: device.received_on,
        version: 1,
        import_id,
    }
}

/// Adds devices with their first movement; answers their numbers in the same order.
///
/// # Errors
/// A broken uniqueness rule of serial number or asset tag.
pub fn insert_devices(
    conn: &mut DbConnection,
    new: &[NewDevice],
    import: Option<DeviceImportId>,
    account: AccountId,
    at: Instant,
) -> QueryResult<Vec<DeviceId>> {
    for some in new.chunks(AT_A_TIME) {
        let rows: Vec<Row> = some.iter().map(|device| row(device, import)).collect();
        match conn {
            DbConnection::Postgres(conn) => {
                diesel::insert_into(devices::table)
                    .values(&rows)
                    .execute(conn)?;
            }
            DbConnection::Sqlite(conn) => {
                diesel::insert_into(devices::table)
                    .values(&rows)
                    .execute(conn)?;
            }
        }
    }
    let ids = ids_by_serial(conn, new)?;
    let added: Vec<(DeviceId, &NewDevice)> = new
        .iter()
        .filter_map(|device| Some((*ids.get(&device.serial_key)?, device)))
        .collect();
    let movements: Vec<NewMovement> = added
        .iter()
        .map(|(id, device)| NewMovement {
            device_id: *id,
            from_school_id: None,
            to_school_id: Some(device.school_id),
            moved_on: device.received_on,
            reason: None,
            account_id: account,
            at,
            lease_line_id: device.lease_line_id,
        })
        .collect();
    insert_movements(conn, &movements)?;
    Ok(added.into_iter().map(|(id, _)| id).collect())
}

/// No database promises that it returns added rows in the order in which they were sent.
fn ids_by_serial(
    conn: &mut DbConnection,
    new: &[NewDevice],
) -> QueryResult<HashMap<String, DeviceId>> {
    let mut ids = HashMap::with_capacity(new.len());
    for some in new.chunks(AT_A_TIME) {
        let keys: Vec<&str> = some
            .iter()
            .map(|device| device.serial_key.as_str())
            .collect();
        let found: Vec<(String, DeviceId)> = table
            .filter(devices::serial_key.eq_any(keys))
            .select((devices::serial_key, devices::id))
            .load(conn)?;
        ids.extend(found);
    }
    Ok(ids)
}

/// Those of the keys under which a serial number is in the register.
///
/// # Errors
/// Only when the database fails.
pub fn taken_serials(conn: &mut DbConnection, keys: Vec<String>) -> QueryResult<HashSet<String>> {
    let mut taken = HashSet::new();
    for some in keys.chunks(AT_A_TIME) {
        let found: Vec<String> = table
            .filter(devices::serial_key.eq_any(some.to_vec()))
            .select(devices::serial_key)
            .load(conn)?;
        taken.extend(found);
    }
    Ok(taken)
}

/// Those of the keys under which an asset tag is in the register.
///
/// # Errors
/// Only when the database fails.
pub fn taken_tags(conn: &mut DbConnection, keys: Vec<String>) -> QueryResult<HashSet<String>> {
    let mut taken = HashSet::new();
    for some in keys.chunks(AT_A_TIME) {
        let found: Vec<Option<String>> = table
            .filter(devices::asset_tag_key.eq_any(some.to_vec()))
            .select(devices::asset_tag_key)
            .load(conn)?;
        taken.extend(found.into_iter().flatten());
    }
    Ok(taken)
}
