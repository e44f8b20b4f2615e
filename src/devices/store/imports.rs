//! Lists of devices that were read in, and taking one back.

use super::devices::Row as DeviceRow;
use crate::clock::Instant;
use crate::db::schema::device_imports::{self, table};
use crate::db::schema::{device_movements, devices, lease_lines};
use crate::db::{AccountId, DbConnection, DeviceId, DeviceImportId, LeaseId, LeaseLineId};
use crate::devices::{Device, DeviceImport};
use crate::error::{Fault, Result, codes};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_imports)]
struct Row {
    id: DeviceImportId,
    lease_line_id: LeaseLineId,
    file_name: Option<String>,
    devices: i32,
    account_id: AccountId,
    at: Instant,
    undone_by: Option<AccountId>,
    undone_at: Option<Instant>,
    version: i32,
}

impl From<Row> for DeviceImport {
    fn from(row: Row) -> Self {
        DeviceImport {
            id: row.id,
            lease_line_id: row.lease_line_id,
            file_name: row.file_name,
            devices: row.devices,
            account_id: row.account_id,
            at: row.at,
            undone_by: row.undone_by,
            undone_at: row.undone_at,
            version: row.version,
        }
    }
}

/// The imports into the lines of a lease, in their order.
///
/// # Errors
/// Only when the database fails.
pub fn imports_of_lease(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<DeviceImport>> {
    let lines = lease_lines::table
        .filter(lease_lines::lease_id.eq(lease))
        .select(lease_lines::id);
    let rows: Vec<Row> = table
        .filter(device_imports::lease_line_id.eq_any(lines))
        .select(Row::as_select())
        .order(device_imports::id)
        .load(conn)?;
    Ok(rows.into_iter().map(DeviceImport::from).collect())
}

/// Adds an import without its devices.
///
/// # Errors
/// Only when the database fails.
pub fn insert_import(
    conn: &mut DbConnection,
    line: LeaseLineId,
    name: Option<&str>,
    count: usize,
    account: AccountId,
    at: Instant,
) -> QueryResult<DeviceImportId> {
    diesel::insert_into(table)
        .values((
            device_imports::lease_line_id.eq(line),
            device_imports::file_name.eq(name),
            device_imports::devices.eq(i32::try_from(count).unwrap_or(i32::MAX)),
            device_imports::account_id.eq(account),
            device_imports::at.eq(at),
            device_imports::version.eq(1),
        ))
        .returning(device_imports::id)
        .get_result(conn)
}

/// The import.
///
/// # Errors
/// [`codes::DEVICE_IMPORT_NOT_FOUND`].
pub fn device_import(conn: &mut DbConnection, id: DeviceImportId) -> Result<DeviceImport> {
    let row: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(DeviceImport::from).ok_or_else(|| {
        Fault::new(&codes::DEVICE_IMPORT_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// At most `count` imports, newest first, after the one named `after`.
///
/// # Errors
/// Only when the database fails.
pub fn device_imports(
    conn: &mut DbConnection,
    after: Option<DeviceImportId>,
    count: i64,
) -> QueryResult<Vec<DeviceImport>> {
    let mut query = table
        .select(Row::as_select())
        .order(device_imports::id.desc())
        .limit(count)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(device_imports::id.lt(after));
    }
    Ok(query
        .load(conn)?
        .into_iter()
        .map(DeviceImport::from)
        .collect())
}

/// The devices of an import that are in the register, by number.
///
/// # Errors
/// Only when the database fails.
pub fn devices_of_import(conn: &mut DbConnection, id: DeviceImportId) -> QueryResult<Vec<Device>> {
    let rows: Vec<DeviceRow> = devices::table
        .filter(devices::import_id.eq(id))
        .select(DeviceRow::as_select())
        .order(devices::id)
        .load(conn)?;
    Ok(rows.into_iter().map(Device::from).collect())
}

/// Removes the devices of an import and their movements.
///
/// # Errors
/// Only when the database fails.
pub fn delete_import(conn: &mut DbConnection, id: DeviceImportId) -> QueryResult<usize> {
    let ids: Vec<DeviceId> = devices::table
        .filter(devices::import_id.eq(id))
        .select(devices::id)
        .load(conn)?;
    for some in ids.chunks(super::AT_A_TIME) {
        diesel::delete(
            device_movements::table.filter(device_movements::device_id.eq_any(some.to_vec())),
        )
        .execute(conn)?;
    }
    diesel::delete(devices::table.filter(devices::import_id.eq(id))).execute(conn)
}

/// Writes that an import was undone.
///
/// # Errors
/// Only when the database fails.
pub fn mark_undone(
    conn: &mut DbConnection,
    id: DeviceImportId,
    account: AccountId,
    at: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            device_imports::undone_by.eq(account),
            device_imports::undone_at.eq(at),
            device_imports::version.eq(version),
        ))
        .execute(conn)
}
