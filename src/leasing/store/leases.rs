//! The agreements.

use super::floating;
use super::terms::{parsed, term, word};
use crate::db::schema::leases::{self, table};
use crate::db::{DbConnection, LeaseId, ProjectId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::{Every, Money};
use crate::leasing::{
    DescribeLease, FloatingRate, InterimTerms, Lease, LeaseEndKind, LeaseKind, LeaseState,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = leases)]
struct Row {
    id: LeaseId,
    project_id: Option<ProjectId>,
    agreement_number: String,
    title: String,
    lessor_name: String,
    lessor_cvr_number: Option<String>,
    kind: LeaseKind,
    state: LeaseState,
    signed_on: Option<NaiveDate>,
    starts_on: NaiveDate,
    first_due_on: Option<NaiveDate>,
    periods: i32,
    every_unit: String,
    every_count: i32,
    timing: String,
    payment_days: String,
    rate: String,
    day_count: String,
    repayment: String,
    residual: Money,
    rounding: String,
    interest_rounding: String,
    interim_method: String,
    interim_day_count: Option<String>,
    vat_rate: String,
    end_kind: LeaseEndKind,
    purchase_price: Option<Money>,
    account_string: Option<String>,
    note: Option<String>,
    ended_on: Option<NaiveDate>,
    version: i32,
}

impl Row {
    fn lease(self, floating: Option<FloatingRate>) -> Result<Lease> {
        let interim_day_count = self.interim_day_count.as_deref();
        Ok(Lease {
            every: Every {
                unit: term("unit of a lease", &self.every_unit)?,
                count: u32::try_from(self.every_count)
                    .map_err(|error| Error::Internal(error.into()))?,
            },
            timing: term("timing of a lease", &self.timing)?,
            payment_days: term("payment days of a lease", &self.payment_days)?,
            rate: parsed("rate of a lease", &self.rate)?,
            day_count: term("day count of a lease", &self.day_count)?,
            repayment: term("repayment of a lease", &self.repayment)?,
            rounding: term("rounding of a lease", &self.rounding)?,
            interest_rounding: term("interest rounding of a lease", &self.interest_rounding)?,
            interim_charge: InterimTerms {
                method: term("interim method of a lease", &self.interim_method)?,
                day_count: interim_day_count
                    .map(|word| term("interim day count of a lease", word))
                    .transpose()?,
            },
            vat_rate: parsed("VAT rate of a lease", &self.vat_rate)?,
            floating,
            id: self.id,
            project_id: self.project_id,
            agreement_number: self.agreement_number,
            title: self.title,
            lessor_name: self.lessor_name,
            lessor_cvr_number: self.lessor_cvr_number,
            kind: self.kind,
            state: self.state,
            signed_on: self.signed_on,
            starts_on: self.starts_on,
            first_due_on: self.first_due_on,
            periods: self.periods,
            residual: self.residual,
            end_kind: self.end_kind,
            purchase_price: self.purchase_price,
            account_string: self.account_string,
            note: self.note,
            ended_on: self.ended_on,
            version: self.version,
        })
    }
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
    first_due_on: Option<NaiveDate>,
    periods: i32,
    every_unit: String,
    every_count: i32,
    timing: String,
    payment_days: String,
    rate: String,
    day_count: String,
    repayment: String,
    residual: Money,
    rounding: String,
    interest_rounding: String,
    interim_method: String,
    interim_day_count: Option<String>,
    vat_rate: String,
    end_kind: LeaseEndKind,
    purchase_price: Option<Money>,
    account_string: Option<&'a str>,
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
        first_due_on: command.first_due_on,
        periods: command.periods,
        every_unit: word(&command.every.unit),
        // The schema's CHECK refuses what does not fit; the use case never lets it come so far.
        every_count: i32::try_from(command.every.count).unwrap_or(0),
        timing: word(&command.timing),
        payment_days: word(&command.payment_days),
        rate: command.rate.to_string(),
        day_count: word(&command.day_count),
        repayment: word(&command.repayment),
        residual: command.residual,
        rounding: word(&command.rounding),
        interest_rounding: word(&command.interest_rounding),
        interim_method: word(&command.interim_charge.method),
        interim_day_count: command.interim_charge.day_count.as_ref().map(word),
        vat_rate: command.vat_rate.to_string(),
        end_kind: command.end_kind,
        purchase_price: command.purchase_price,
        account_string: command.account_string.as_deref(),
        note: command.note.as_deref(),
        version,
    }
}

/// The rows as leases; their floating rates in one query whatever their number.
fn leases_of(conn: &mut DbConnection, rows: Vec<Row>) -> Result<Vec<Lease>> {
    let mut floating = match rows.as_slice() {
        [] => BTreeMap::new(),
        [only] => floating::floating_rates(conn, Some(only.id))?,
        _ => floating::floating_rates(conn, None)?,
    };
    rows.into_iter()
        .map(|row| {
            let floating = floating.remove(&row.id);
            row.lease(floating)
        })
        .collect()
}

/// The lease.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`].
pub fn lease(conn: &mut DbConnection, id: LeaseId) -> Result<Lease> {
    let rows = table.find(id).select(Row::as_select()).load(conn)?;
    let found = leases_of(conn, rows)?.pop();
    found.ok_or_else(|| Fault::new(&codes::LEASE_NOT_FOUND).with("id", id).into())
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
    /// Only the last ones before this one; not together with `after`.
    pub before: Option<LeaseId>,
}

/// At most `count` leases, by number.
///
/// # Errors
/// Only when the database fails.
pub fn leases(conn: &mut DbConnection, filter: &LeaseFilter, count: i64) -> Result<Vec<Lease>> {
    let mut query = table.select(Row::as_select()).limit(count).into_boxed();
    // Backwards the list is read from its place up, and turned round.
    query = match filter.before {
        None => query.order(leases::id),
        Some(before) => query.filter(leases::id.lt(before)).order(leases::id.desc()),
    };
    if let Some(state) = filter.state {
        query = query.filter(leases::state.eq(state));
    }
    if let Some(project) = filter.project {
        query = query.filter(leases::project_id.eq(project));
    }
    if let Some(after) = filter.after {
        query = query.filter(leases::id.gt(after));
    }
    let mut rows = query.load(conn)?;
    if filter.before.is_some() {
        rows.reverse();
    }
    leases_of(conn, rows)
}

/// The leases whose instalments are written down, by number.
pub(super) fn settled(conn: &mut DbConnection) -> Result<Vec<Lease>> {
    let rows = table
        .filter(leases::state.eq_any([LeaseState::InForce, LeaseState::Ended]))
        .select(Row::as_select())
        .order(leases::id)
        .load(conn)?;
    leases_of(conn, rows)
}

/// Adds a lease in establishment.
///
/// # Errors
/// The broken uniqueness rule of the agreement's number.
pub fn insert_lease(conn: &mut DbConnection, command: &DescribeLease) -> QueryResult<LeaseId> {
    let id = diesel::insert_into(table)
        .values((
            columns(command, 1),
            leases::state.eq(LeaseState::Establishment),
        ))
        .returning(leases::id)
        .get_result(conn)?;
    floating::replace_floating_rate(conn, id, command.floating.as_ref())?;
    Ok(id)
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
) -> QueryResult<()> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)?;
    floating::replace_floating_rate(conn, id, command.floating.as_ref())
}

/// Moves a lease to build-up.
///
/// # Errors
/// Only when the database fails.
pub fn sign(
    conn: &mut DbConnection,
    id: LeaseId,
    signed_on: NaiveDate,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            leases::state.eq(LeaseState::BuildUp),
            leases::signed_on.eq(signed_on),
            leases::version.eq(version),
        ))
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
