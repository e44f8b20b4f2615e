//! What a lease costs in each budget year, beside the project's frame.

use super::schedule::rows;
use super::{Lease, LeaseInstalment, financed_sum, store};
use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::finance::Money;
use crate::finance::projection::{DatedAmount, by_year};
use std::collections::BTreeMap;

/// The payments of one budget year, which is the calendar year of their due dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct YearCost {
    /// The budget year.
    #[schema(example = 2018)]
    pub year: i32,
    /// What is paid, excluding VAT.
    #[schema(value_type = String, example = "341140.18")]
    pub payments: Money,
    /// The frame of the lease's project in that year, which other agreements may share; absent without one.
    #[schema(value_type = Option<String>, example = "388000.00")]
    pub frame: Option<Money>,
}

/// What a lease costs in each budget year, oldest first.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`]; in establishment the refusals of the quote.
pub fn costs_by_year(conn: &mut DbConnection, id: LeaseId) -> Result<Vec<YearCost>> {
    let lease = store::lease(conn, id)?;
    let financed = financed_sum(&store::lines(conn, id)?);
    let rows = rows(conn, &lease, financed)?;
    let frames = frames(conn, &lease)?;
    Ok(years(&rows)
        .into_iter()
        .map(|(year, payments)| YearCost {
            year,
            payments,
            frame: frames.get(&year).copied(),
        })
        .collect())
}

/// The frame of the lease's project by year; empty without a project.
pub(super) fn frames(conn: &mut DbConnection, lease: &Lease) -> Result<BTreeMap<i32, Money>> {
    match lease.project_id {
        Some(project) => Ok(store::project_frames(conn, project)?),
        None => Ok(BTreeMap::new()),
    }
}

/// The payments by budget year.
pub(super) fn years(rows: &[LeaseInstalment]) -> BTreeMap<i32, Money> {
    by_year(rows.iter().map(|row| DatedAmount {
        due_on: row.due_on,
        amount: row.payment,
    }))
}
