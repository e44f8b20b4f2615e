//! Who held a device from which day on; rows are added and read, never changed.

use super::AT_A_TIME;
use crate::clock::Instant;
use crate::db::schema::{device_movements, devices};
use crate::db::{AccountId, DbConnection, DeviceId, LeaseLineId, MovementId, SchoolId};
use crate::devices::{Device, DeviceStatus, Movement};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_movements)]
struct Row {
    id: MovementId,
    device_id: DeviceId,
    from_school_id: Option<SchoolId>,
    to_school_id: Option<SchoolId>,
    moved_on: NaiveDate,
    reason: Option<String>,
    account_id: AccountId,
    at: Instant,
}

impl From<Row> for Movement {
    fn from(row: Row) -> Self {
        Movement {
            id: row.id,
            device_id: row.device_id,
            from_school_id: row.from_school_id,
            to_school_id: row.to_school_id,
            moved_on: row.moved_on,
            reason: row.reason,
            account_id: row.account_id,
            at: row.at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = device_movements, treat_none_as_default_value = false)]
pub(super) struct NewMovement<'a> {
    pub device_id: DeviceId,
    pub from_school_id: Option<SchoolId>,
    pub to_school_id: Option<SchoolId>,
    pub moved_on: NaiveDate,
    pub reason: Option<&'a str>,
    pub account_id: AccountId,
    pub at: Instant,
    pub lease_line_id: LeaseLineId,
}

/// All movements of a device, oldest first.
///
/// # Errors
/// Only when the database fails.
pub fn movements(conn: &mut DbConnection, device: DeviceId) -> QueryResult<Vec<Movement>> {
    let rows: Vec<Row> = device_movements::table
        .filter(device_movements::device_id.eq(device))
        .select(Row::as_select())
        .order((device_movements::moved_on, device_movements::id))
        .load(conn)?;
    Ok(rows.into_iter().map(Movement::from).collect())
}

/// All movements of these devices, by device, oldest first.
///
/// # Errors
/// Only when the database fails.
pub fn movements_of(conn: &mut DbConnection, devices: &[DeviceId]) -> QueryResult<Vec<Movement>> {
    let mut found = Vec::new();
    for some in devices.chunks(AT_A_TIME) {
        let rows: Vec<Row> = device_movements::table
            .filter(device_movements::device_id.eq_any(some.to_vec()))
            .select(Row::as_select())
            .order((
                device_movements::device_id,
                device_movements::moved_on,
                device_movements::id,
            ))
            .load(conn)?;
        found.extend(rows.into_iter().map(Movement::from));
    }
    Ok(found)
}

/// The day of the last movement of each of these devices.
///
/// # Errors
/// Only when the database fails.
pub fn last_moves(
    conn: &mut DbConnection,
    devices: &[DeviceId],
) -> QueryResult<HashMap<DeviceId, NaiveDate>> {
    let mut last = HashMap::with_capacity(devices.len());
    for some in devices.chunks(AT_A_TIME) {
        let found: Vec<(DeviceId, NaiveDate)> = device_movements::table
            .filter(device_movements::device_id.eq_any(some.to_vec()))
            .select((device_movements::device_id, device_movements::moved_on))
            .order((device_movements::device_id, device_movements::moved_on))
            .load(conn)?;
        last.extend(found);
    }
    Ok(last)
}

pub(super) fn insert_movements(conn: &mut DbConnection, new: &[NewMovement]) -> QueryResult<()> {
    for some in new.chunks(AT_A_TIME) {
        match conn {
            DbConnection::Postgres(conn) => {
                diesel::insert_into(device_movements::table)
                    .values(some)
                    .execute(conn)?;
            }
            DbConnection::Sqlite(conn) => {
                diesel::insert_into(device_movements::table)
                    .values(some)
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Gives devices to a school (`None`: back to the lessor) from a day on, each a version newer.
///
/// # Errors
/// Only when the database fails.
pub fn move_to(
    conn: &mut DbConnection,
    moving: &[&Device],
    to: Option<SchoolId>,
    moved_on: NaiveDate,
    reason: Option<&str>,
    account: AccountId,
    at: Instant,
) -> QueryResult<()> {
    for some in moving.chunks(AT_A_TIME) {
        let ids: Vec<DeviceId> = some.iter().map(|device| device.id).collect();
        match to {
            Some(school) => diesel::update(devices::table.filter(devices::id.eq_any(ids)))
                .set((
                    devices::school_id.eq(school),
                    devices::version.eq(devices::version + 1),
                ))
                .execute(conn)?,
            None => diesel::update(devices::table.filter(devices::id.eq_any(ids)))
                .set((
                    devices::status.eq(DeviceStatus::Returned),
                    devices::version.eq(devices::version + 1),
                ))
                .execute(conn)?,
        };
    }
    let new: Vec<NewMovement> = moving
        .iter()
        .map(|device| NewMovement {
            device_id: device.id,
            from_school_id: Some(device.school_id),
            to_school_id: to,
            moved_on,
            reason,
            account_id: account,
            at,
            lease_line_id: device.lease_line_id,
        })
        .collect();
    insert_movements(conn, &new)
}
