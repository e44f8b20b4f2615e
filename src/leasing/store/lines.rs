//! The lines of the agreements.

use crate::db::schema::lease_lines::{self, table};
use crate::db::schema::{device_categories, devices};
use crate::db::{DbConnection, DeviceCategoryId, LeaseId, LeaseLineId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::Money;
use crate::leasing::{DescribeLeaseLine, LeaseLine, LineKind, SplitKey};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_lines)]
struct Row {
    id: LeaseLineId,
    lease_id: LeaseId,
    position: i32,
    kind: LineKind,
    device_category_id: Option<DeviceCategoryId>,
    description: String,
    quantity: i32,
    unit_price: Money,
    account_string: Option<String>,
    split_key: SplitKey,
    version: i32,
}

impl TryFrom<Row> for LeaseLine {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let amount = row
            .unit_price
            .checked_times(i64::from(row.quantity))
            .ok_or_else(|| {
                Error::Internal(format!("lease line {} costs too much", row.id).into())
            })?;
        Ok(LeaseLine {
            id: row.id,
            lease_id: row.lease_id,
            position: row.position,
            kind: row.kind,
            device_category_id: row.device_category_id,
            description: row.description,
            quantity: row.quantity,
            unit_price: row.unit_price,
            amount,
            account_string: row.account_string,
            split_key: row.split_key,
            version: row.version,
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = lease_lines, treat_none_as_null = true)]
struct Columns<'a> {
    kind: LineKind,
    device_category_id: Option<DeviceCategoryId>,
    description: &'a str,
    quantity: i32,
    unit_price: Money,
    account_string: Option<&'a str>,
    split_key: SplitKey,
    version: i32,
}

fn columns(command: &DescribeLeaseLine, version: i32) -> Columns<'_> {
    Columns {
        kind: command.kind,
        device_category_id: command.device_category_id,
        description: &command.description,
        quantity: command.quantity,
        unit_price: command.unit_price,
        account_string: command.account_string.as_deref(),
        split_key: command.split_key,
        version,
    }
}

/// The line.
///
/// # Errors
/// [`codes::LEASE_LINE_NOT_FOUND`].
pub fn line(conn: &mut DbConnection, id: LeaseLineId) -> Result<LeaseLine> {
    let row = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map_or_else(
        || {
            Err(Fault::new(&codes::LEASE_LINE_NOT_FOUND)
                .with("id", id)
                .into())
        },
        LeaseLine::try_from,
    )
}

/// The lines of a lease in their order.
///
/// # Errors
/// Only when the database fails.
pub fn lines(conn: &mut DbConnection, lease: LeaseId) -> Result<Vec<LeaseLine>> {
    lines_of(conn, &[lease])
}

/// The lines of several leases, by lease and position.
///
/// # Errors
/// Only when the database fails.
pub fn lines_of(conn: &mut DbConnection, leases: &[LeaseId]) -> Result<Vec<LeaseLine>> {
    let mut found = Vec::new();
    // SQLite takes at most 32,766 values in one statement.
    for some in leases.chunks(10_000) {
        let rows: Vec<Row> = table
            .filter(lease_lines::lease_id.eq_any(some.to_vec()))
            .select(Row::as_select())
            .order((lease_lines::lease_id, lease_lines::position))
            .load(conn)?;
        for row in rows {
            found.push(LeaseLine::try_from(row)?);
        }
    }
    Ok(found)
}

/// Adds a line.
///
/// # Errors
/// Only when the database fails.
pub fn insert_line(
    conn: &mut DbConnection,
    lease: LeaseId,
    position: i32,
    command: &DescribeLeaseLine,
) -> QueryResult<LeaseLineId> {
    diesel::insert_into(table)
        .values((
            lease_lines::lease_id.eq(lease),
            lease_lines::position.eq(position),
            columns(command, 1),
        ))
        .returning(lease_lines::id)
        .get_result(conn)
}

/// Replaces what a line finances.
///
/// # Errors
/// Only when the database fails.
pub fn update_line(
    conn: &mut DbConnection,
    id: LeaseLineId,
    command: &DescribeLeaseLine,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// Makes a line a new version, because its shares have changed.
///
/// # Errors
/// Only when the database fails.
pub fn touch_line(conn: &mut DbConnection, id: LeaseLineId, version: i32) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(lease_lines::version.eq(version))
        .execute(conn)
}

/// Removes a line.
///
/// # Errors
/// A broken reference when devices were registered on it.
pub fn delete_line(conn: &mut DbConnection, id: LeaseLineId) -> QueryResult<usize> {
    diesel::delete(table.find(id)).execute(conn)
}

/// How many devices were registered on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevicesOnLine {
    /// Those that some school holds; each fills one of the line's places.
    pub in_use: i64,
    /// These and those that went back to the lessor.
    pub ever: i64,
}

/// How many devices were registered on a line.
///
/// # Errors
/// Only when the database fails.
pub fn devices_on_line(conn: &mut DbConnection, id: LeaseLineId) -> QueryResult<DevicesOnLine> {
    let ever = devices::table
        .filter(devices::lease_line_id.eq(id))
        .count()
        .get_result(conn)?;
    let in_use = devices::table
        .filter(devices::lease_line_id.eq(id))
        .filter(devices::status.eq("in_use"))
        .count()
        .get_result(conn)?;
    Ok(DevicesOnLine { in_use, ever })
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

/// The device categories by name.
///
/// # Errors
/// Only when the database fails.
pub fn category_names(conn: &mut DbConnection) -> QueryResult<Vec<(DeviceCategoryId, String)>> {
    device_categories::table
        .order((device_categories::name, device_categories::id))
        .select((device_categories::id, device_categories::name))
        .load(conn)
}
