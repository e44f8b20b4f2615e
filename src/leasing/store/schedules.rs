//! Each time instalments were written down, and what took the place of what.
//!
//! No statement here touches a row that is due: replacing begins at a number, and everything below it is left alone.

use super::instalments::{Row, insert_rows};
use crate::clock::Instant;
use crate::db::schema::lease_instalments as instalments;
use crate::db::schema::lease_replaced_instalments as replaced;
use crate::db::schema::lease_schedules::{self, table};
use crate::db::{
    AccountId, DbConnection, LeaseAmendmentId, LeaseFixingId, LeaseId, LeaseScheduleId,
};
use crate::finance::Money;
use crate::leasing::{LeaseInstalment, LeaseScheduleEntry, ScheduleCause};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_schedules)]
struct EntryRow {
    id: LeaseScheduleId,
    lease_id: LeaseId,
    number: i32,
    cause: ScheduleCause,
    fixing_id: Option<LeaseFixingId>,
    amendment_id: Option<LeaseAmendmentId>,
    from_number: i32,
    made_by: Option<AccountId>,
    made_at: Instant,
}

impl From<EntryRow> for LeaseScheduleEntry {
    fn from(row: EntryRow) -> Self {
        LeaseScheduleEntry {
            id: row.id,
            lease_id: row.lease_id,
            number: row.number,
            cause: row.cause,
            fixing_id: row.fixing_id,
            amendment_id: row.amendment_id,
            from_number: row.from_number,
            made_by: row.made_by,
            made_at: row.made_at,
        }
    }
}

/// The schedules of a lease by number.
///
/// # Errors
/// Only when the database fails.
pub fn schedules(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeaseScheduleEntry>> {
    let rows: Vec<EntryRow> = table
        .filter(lease_schedules::lease_id.eq(lease))
        .select(EntryRow::as_select())
        .order(lease_schedules::number)
        .load(conn)?;
    Ok(rows.into_iter().map(LeaseScheduleEntry::from).collect())
}

/// Adds a schedule; its `id` is not read.
///
/// # Errors
/// Only when the database fails.
pub fn insert_schedule(
    conn: &mut DbConnection,
    entry: &LeaseScheduleEntry,
) -> QueryResult<LeaseScheduleId> {
    diesel::insert_into(table)
        .values((
            lease_schedules::lease_id.eq(entry.lease_id),
            lease_schedules::number.eq(entry.number),
            lease_schedules::cause.eq(entry.cause),
            lease_schedules::fixing_id.eq(entry.fixing_id),
            lease_schedules::amendment_id.eq(entry.amendment_id),
            lease_schedules::from_number.eq(entry.from_number),
            lease_schedules::made_by.eq(entry.made_by),
            lease_schedules::made_at.eq(entry.made_at),
        ))
        .returning(lease_schedules::id)
        .get_result(conn)
}

/// The schedule by which each instalment was written down; those from before schedules were kept are missing.
///
/// # Errors
/// Only when the database fails.
pub fn schedule_of_rows(
    conn: &mut DbConnection,
    lease: LeaseId,
) -> QueryResult<BTreeMap<i32, LeaseScheduleId>> {
    let pairs: Vec<(i32, Option<LeaseScheduleId>)> = instalments::table
        .filter(instalments::lease_id.eq(lease))
        .select((instalments::number, instalments::schedule_id))
        .load(conn)?;
    Ok(pairs
        .into_iter()
        .filter_map(|(number, schedule)| Some((number, schedule?)))
        .collect())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = replaced)]
struct ReplacedRow {
    replaced_by: LeaseScheduleId,
    number: i32,
    lease_id: LeaseId,
    schedule_id: Option<LeaseScheduleId>,
    due_on: NaiveDate,
    period_from: NaiveDate,
    period_to: NaiveDate,
    opening: Money,
    drawn: Money,
    interest: Money,
    principal: Money,
    payment: Money,
    closing: Money,
}

/// Lets the rows of a schedule take the place of all rows from its first number on.
///
/// # Errors
/// Only when the database fails.
pub fn replace_instalments(
    conn: &mut DbConnection,
    schedule: &LeaseScheduleEntry,
    rows: &[LeaseInstalment],
) -> QueryResult<()> {
    let old: Vec<Row> = instalments::table
        .filter(instalments::lease_id.eq(schedule.lease_id))
        .filter(instalments::number.ge(schedule.from_number))
        .select(Row::as_select())
        .order(instalments::number)
        .load(conn)?;
    for row in old {
        let kept = ReplacedRow {
            replaced_by: schedule.id,
            number: row.number,
            lease_id: row.lease_id,
            schedule_id: row.schedule_id,
            due_on: row.due_on,
            period_from: row.period_from,
            period_to: row.period_to,
            opening: row.opening,
            drawn: row.drawn,
            interest: row.interest,
            principal: row.principal,
            payment: row.payment,
            closing: row.closing,
        };
        diesel::insert_into(replaced::table)
            .values(&kept)
            .execute(conn)?;
    }
    diesel::delete(
        instalments::table
            .filter(instalments::lease_id.eq(schedule.lease_id))
            .filter(instalments::number.ge(schedule.from_number)),
    )
    .execute(conn)?;
    insert_rows(conn, schedule.lease_id, Some(schedule.id), rows)
}

/// A row that was replaced: by which schedule, written by which, and how it stood.
pub struct Replaced {
    /// The schedule that took its place.
    pub by: LeaseScheduleId,
    /// The schedule that had written it.
    pub written: Option<LeaseScheduleId>,
    /// The row.
    pub row: LeaseInstalment,
}

/// Everything that was replaced on a lease, by number.
///
/// # Errors
/// Only when the database fails.
pub fn replaced_instalments(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<Replaced>> {
    let rows: Vec<ReplacedRow> = replaced::table
        .filter(replaced::lease_id.eq(lease))
        .select(ReplacedRow::as_select())
        .order((replaced::number, replaced::replaced_by))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| Replaced {
            by: row.replaced_by,
            written: row.schedule_id,
            row: LeaseInstalment {
                number: row.number,
                due_on: row.due_on,
                period_from: row.period_from,
                period_to: row.period_to,
                opening: row.opening,
                drawn: row.drawn,
                interest: row.interest,
                principal: row.principal,
                payment: row.payment,
                closing: row.closing,
            },
        })
        .collect())
}
