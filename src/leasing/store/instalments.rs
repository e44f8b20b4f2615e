//! The instalments that were written down and count; those that are due never change.

use super::{leases, lines};
use crate::db::schema::lease_instalments::{self, table};
use crate::db::{DbConnection, LeaseId, LeaseScheduleId};
use crate::error::Result;
use crate::finance::Money;
use crate::leasing::{Lease, LeaseInstalment, LeaseLine};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lease_instalments)]
pub(super) struct Row {
    pub lease_id: LeaseId,
    pub number: i32,
    pub due_on: NaiveDate,
    pub period_from: NaiveDate,
    pub period_to: NaiveDate,
    pub opening: Money,
    pub drawn: Money,
    pub interest: Money,
    pub principal: Money,
    pub payment: Money,
    pub closing: Money,
    pub schedule_id: Option<LeaseScheduleId>,
}

impl From<Row> for LeaseInstalment {
    fn from(row: Row) -> Self {
        LeaseInstalment {
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
        }
    }
}

fn row(
    lease_id: LeaseId,
    schedule_id: Option<LeaseScheduleId>,
    instalment: &LeaseInstalment,
) -> Row {
    Row {
        lease_id,
        number: instalment.number,
        due_on: instalment.due_on,
        period_from: instalment.period_from,
        period_to: instalment.period_to,
        opening: instalment.opening,
        drawn: instalment.drawn,
        interest: instalment.interest,
        principal: instalment.principal,
        payment: instalment.payment,
        closing: instalment.closing,
        schedule_id,
    }
}

/// The instalments of a lease by number; none before it was in force.
///
/// # Errors
/// Only when the database fails.
pub fn instalments(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeaseInstalment>> {
    let rows: Vec<Row> = table
        .filter(lease_instalments::lease_id.eq(lease))
        .select(Row::as_select())
        .order(lease_instalments::number)
        .load(conn)?;
    Ok(rows.into_iter().map(LeaseInstalment::from).collect())
}

/// Writes instalments of a lease down.
pub(super) fn insert_rows(
    conn: &mut DbConnection,
    lease: LeaseId,
    schedule: Option<LeaseScheduleId>,
    instalments: &[LeaseInstalment],
) -> QueryResult<()> {
    let rows: Vec<Row> = instalments
        .iter()
        .map(|instalment| row(lease, schedule, instalment))
        .collect();
    // SQLite takes at most 32,766 values in one statement.
    for some in rows.chunks(1000) {
        match conn {
            DbConnection::Postgres(conn) => {
                diesel::insert_into(table).values(some).execute(conn)?;
            }
            DbConnection::Sqlite(conn) => {
                diesel::insert_into(table).values(some).execute(conn)?;
            }
        }
    }
    Ok(())
}

/// A lease with its lines and the instalments that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseInstalments {
    /// The lease, in force or ended.
    pub lease: Lease,
    /// Its lines by position.
    pub lines: Vec<LeaseLine>,
    /// Its instalments by number; after the end of an ended lease none.
    pub rows: Vec<LeaseInstalment>,
}

/// Every lease whose instalments were written down, by number, in three queries whatever their number.
///
/// Ended leases are among them, because what they cost until then stays a cost of its years.
///
/// # Errors
/// Only when the database fails.
pub fn instalments_in_force(conn: &mut DbConnection) -> Result<Vec<LeaseInstalments>> {
    let leases = leases::settled(conn)?;
    let ids: Vec<LeaseId> = leases.iter().map(|lease| lease.id).collect();
    let mut lines: BTreeMap<LeaseId, Vec<LeaseLine>> = BTreeMap::new();
    for line in lines::lines_of(conn, &ids)? {
        lines.entry(line.lease_id).or_default().push(line);
    }
    let mut rows: BTreeMap<LeaseId, Vec<LeaseInstalment>> = BTreeMap::new();
    let all: Vec<Row> = table
        .select(Row::as_select())
        .order((lease_instalments::lease_id, lease_instalments::number))
        .load(conn)?;
    for row in all {
        rows.entry(row.lease_id).or_default().push(row.into());
    }
    Ok(leases
        .into_iter()
        .map(|lease| {
            let mut counting = rows.remove(&lease.id).unwrap_or_default();
            counting.retain(|row| lease.counts(row.due_on));
            LeaseInstalments {
                lines: lines.remove(&lease.id).unwrap_or_default(),
                rows: counting,
                lease,
            }
        })
        .collect())
}
