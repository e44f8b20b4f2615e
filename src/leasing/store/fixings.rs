//! The published values of agreements' reference rates; entries, never changed.

use super::terms::parsed;
use crate::clock::Instant;
use crate::db::schema::lease_fixings::{self, table};
use crate::db::{AccountId, DbConnection, LeaseFixingId, LeaseId};
use crate::error::Result;
use crate::leasing::LeaseFixing;
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_fixings)]
struct Row {
    id: LeaseFixingId,
    lease_id: LeaseId,
    applies_from: NaiveDate,
    index_value: String,
    rate: String,
    source: String,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl TryFrom<Row> for LeaseFixing {
    type Error = crate::error::Error;
    fn try_from(row: Row) -> Result<Self> {
        Ok(LeaseFixing {
            id: row.id,
            lease_id: row.lease_id,
            applies_from: row.applies_from,
            index_value: parsed("value of a fixing", &row.index_value)?,
            rate: parsed("rate of a fixing", &row.rate)?,
            source: row.source,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        })
    }
}

/// The fixings of a lease by the day from which they apply.
///
/// # Errors
/// Only when the database fails.
pub fn fixings(conn: &mut DbConnection, lease: LeaseId) -> Result<Vec<LeaseFixing>> {
    let rows: Vec<Row> = table
        .filter(lease_fixings::lease_id.eq(lease))
        .select(Row::as_select())
        .order(lease_fixings::applies_from)
        .load(conn)?;
    rows.into_iter().map(LeaseFixing::try_from).collect()
}

/// Adds a fixing; its `id` is not read.
///
/// # Errors
/// The broken uniqueness rule of the day.
pub fn insert_fixing(conn: &mut DbConnection, fixing: &LeaseFixing) -> QueryResult<LeaseFixingId> {
    diesel::insert_into(table)
        .values((
            lease_fixings::lease_id.eq(fixing.lease_id),
            lease_fixings::applies_from.eq(fixing.applies_from),
            lease_fixings::index_value.eq(fixing.index_value.to_string()),
            lease_fixings::rate.eq(fixing.rate.to_string()),
            lease_fixings::source.eq(&fixing.source),
            lease_fixings::recorded_by.eq(fixing.recorded_by),
            lease_fixings::recorded_at.eq(fixing.recorded_at),
        ))
        .returning(lease_fixings::id)
        .get_result(conn)
}
