//! The agreements.

use crate::db::schema::leases::{self, table};
use crate::db::schema::{project_frames as frames, projects};
use crate::db::{DbConnection, LeaseId, ProjectId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::{Every, Money, Rounding, Timing, Unit};
use crate::leasing::{DescribeLease, Lease, LeaseKind, LeaseState};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = leases)]
pub(super) struct Row {
    id: LeaseId,
    project_id: Option<ProjectId>,
    agreement_number: String,
    title: String,
    lessor_name: String,
    lessor_cvr_number: Option<String>,
    kind: LeaseKind,
    state: LeaseState,
    starts_on: NaiveDate,
    periods: i32,
    every_unit: String,
    every_count: i32,
    timing: String,
    rate: String,
    residual: Money,
    rounding: String,
    note: Option<String>,
    ended_on: Option<NaiveDate>,
    version: i32,
}

impl TryFrom<Row> for Lease {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let unreadable = |what: &str| {
            Error::Internal(format!("lease {} has an unreadable {what}", row.id).into())
        };
        Ok(Lease {
            every: Every {
                unit: read_unit(&row.every_unit).ok_or_else(|| unreadable("unit"))?,
                count: u32::try_from(row.every_count).map_err(|_| unreadable("count"))?,
            },
            timing: read_timing(&row.timing).ok_or_else(|| unreadable("timing"))?,
            rate: row.rate.parse().map_err(|_| unreadable("rate"))?,
            rounding: read_rounding(&row.rounding).ok_or_else(|| unreadable("rounding"))?,
            id: row.id,
            project_id: row.project_id,
            agreement_number: row.agreement_number,
            title: row.title,
            lessor_name: row.lessor_name,
            lessor_cvr_number: row.lessor_cvr_number,
            kind: row.kind,
            state: row.state,
            starts_on: row.starts_on,
            periods: row.periods,
            residual: row.residual,
            note: row.note,
            ended_on: row.ended_on,
            version: row.version,
        })
    }
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

fn read_unit(text: &str) -> Option<Unit> {
    [Unit::Day, Unit::Week, Unit::Month, Unit::Year]
        .into_iter()
        .find(|one| unit(*one) == text)
}

const fn timing(timing: Timing) -> &'static str {
    match timing {
        Timing::Advance => "advance",
        Timing::Arrears => "arrears",
    }
}

fn read_timing(text: &str) -> Option<Timing> {
    [Timing::Advance, Timing::Arrears]
        .into_iter()
        .find(|one| timing(*one) == text)
}

const fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::ConstantPayment => "constant_payment",
        Rounding::LastPaymentAbsorbs => "last_payment_absorbs",
    }
}

fn read_rounding(text: &str) -> Option<Rounding> {
    [Rounding::ConstantPayment, Rounding::LastPaymentAbsorbs]
        .into_iter()
        .find(|one| rounding(*one) == text)
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = leases, treat_none_as_null = true)]
struct Columns<'a> {
    project_id: Option<ProjectId>,
    agreement_number: &'a str,
    title: &'a str,
    lessor_name: &'a str,
    lessor_cvr_number: Option<&'a str>,
    kind: LeaseKind,
    starts_on: NaiveDate,
    periods: i32,
    every_unit: &'static str,
    every_count: i32,
    timing: &'static str,
    rate: String,
    residual: Money,
    rounding: &'static str,
    note: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeLease, version: i32) -> Columns<'_> {
    Columns {
        project_id: command.project_id,
        agreement_number: &command.agreement_number,
        title: &command.title,
        lessor_name: &command.lessor_name,
        lessor_cvr_number: command.lessor_cvr_number.as_deref(),
        kind: command.kind,
        starts_on: command.starts_on,
        periods: command.periods,
        every_unit: unit(command.every.unit),
        // The schema's CHECK refuses what does not fit; the use case never lets it come so far.
        every_count: i32::try_from(command.every.count).unwrap_or(0),
        timing: timing(command.timing),
        rate: command.rate.to_string(),
        residual: command.residual,
        rounding: rounding(command.rounding),
        note: command.note.as_deref(),
        version,
    }
}

/// The lease.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`].
pub fn lease(conn: &mut DbConnection, id: LeaseId) -> Result<Lease> {
    let row = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map_or_else(
        || Err(Fault::new(&codes::LEASE_NOT_FOUND).with("id", id).into()),
        Lease::try_from,
    )
}

/// Which leases are asked for.
#[derive(Debug, Default, Clone)]
pub struct LeaseFilter {
    /// Only in this state.
    pub state: Option<LeaseState>,
    /// Only of this project.
    pub project: Option<ProjectId>,
    /// Only those after this one.
    pub after: Option<LeaseId>,
}

/// At most `count` leases, by number.
///
/// # Errors
/// Only when the database fails.
pub fn leases(conn: &mut DbConnection, filter: &LeaseFilter, count: i64) -> Result<Vec<Lease>> {
    let mut query = table
        .select(Row::as_select())
        .order(leases::id)
        .limit(count)
        .into_boxed();
    if let Some(state) = filter.state {
        query = query.filter(leases::state.eq(state));
    }
    if let Some(project) = filter.project {
        query = query.filter(leases::project_id.eq(project));
    }
    if let Some(after) = filter.after {
        query = query.filter(leases::id.gt(after));
    }
    query.load(conn)?.into_iter().map(Lease::try_from).collect()
}

/// The leases whose instalments are written down, by number.
pub(super) fn settled(conn: &mut DbConnection) -> Result<Vec<Lease>> {
    table
        .filter(leases::state.ne(LeaseState::Establishment))
        .select(Row::as_select())
        .order(leases::id)
        .load(conn)?
        .into_iter()
        .map(Lease::try_from)
        .collect()
}

/// Adds a lease in establishment.
///
/// # Errors
/// The broken uniqueness rule of the agreement's number.
pub fn insert_lease(conn: &mut DbConnection, command: &DescribeLease) -> QueryResult<LeaseId> {
    diesel::insert_into(table)
        .values((
            columns(command, 1),
            leases::state.eq(LeaseState::Establishment),
        ))
        .returning(leases::id)
        .get_result(conn)
}

/// Replaces the terms of a lease.
///
/// # Errors
/// The broken uniqueness rule of the agreement's number.
pub fn update_lease(
    conn: &mut DbConnection,
    id: LeaseId,
    command: &DescribeLease,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// Makes a lease a new version, because its lines have changed.
///
/// # Errors
/// Only when the database fails.
pub fn touch_lease(conn: &mut DbConnection, id: LeaseId, version: i32) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(leases::version.eq(version))
        .execute(conn)
}

/// Moves a lease to a state.
///
/// # Errors
/// Only when the database fails.
pub fn set_state(
    conn: &mut DbConnection,
    id: LeaseId,
    state: LeaseState,
    ended_on: Option<NaiveDate>,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            leases::state.eq(state),
            leases::ended_on.eq(ended_on),
            leases::version.eq(version),
        ))
        .execute(conn)
}

/// Whether there is such a project.
///
/// # Errors
/// Only when the database fails.
pub fn project_exists(conn: &mut DbConnection, id: ProjectId) -> QueryResult<bool> {
    let found: i64 = projects::table
        .filter(projects::id.eq(id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The project's budget frame by year.
///
/// # Errors
/// Only when the database fails.
pub fn project_frames(conn: &mut DbConnection, id: ProjectId) -> QueryResult<BTreeMap<i32, Money>> {
    let rows: Vec<(i32, Money)> = frames::table
        .filter(frames::project_id.eq(id))
        .select((frames::budget_year, frames::amount))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
