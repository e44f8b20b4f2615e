//! Dated amounts beside the instalments: interim charges and what was agreed to be paid later.

use crate::db::schema::{lease_amendments, lease_interim_charges};
use crate::db::{DbConnection, LeaseId};
use crate::finance::{DatedAmount, Money};
use chrono::NaiveDate;
use diesel::prelude::*;

fn dated((due_on, amount): (NaiveDate, Money)) -> DatedAmount {
    DatedAmount { due_on, amount }
}

/// The interim charges of a lease that were written down, by due date.
///
/// # Errors
/// Only when the database fails.
pub fn interim_amounts(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<DatedAmount>> {
    let rows: Vec<(NaiveDate, Money)> = lease_interim_charges::table
        .filter(lease_interim_charges::lease_id.eq(lease))
        .select((lease_interim_charges::due_on, lease_interim_charges::amount))
        .order((
            lease_interim_charges::due_on,
            lease_interim_charges::batch_id,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(dated).collect())
}

/// The prices of returns, buy-outs and settlements of a lease, by the day on which they take effect.
///
/// # Errors
/// Only when the database fails.
pub fn settlement_amounts(
    conn: &mut DbConnection,
    lease: LeaseId,
) -> QueryResult<Vec<DatedAmount>> {
    let rows: Vec<(NaiveDate, Option<Money>)> = lease_amendments::table
        .filter(lease_amendments::lease_id.eq(lease))
        .filter(lease_amendments::amount.is_not_null())
        .select((lease_amendments::effective_on, lease_amendments::amount))
        .order((lease_amendments::effective_on, lease_amendments::number))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(due_on, amount)| Some(dated((due_on, amount?))))
        .collect())
}
