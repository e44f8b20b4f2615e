//! A project's frame and what was paid on its agreements.

use crate::db::schema::{lease_payments, leases, project_frames};
use crate::db::{DbConnection, LeasePaymentId, ProjectId};
use crate::error::Result;
use crate::finance::Money;
use crate::projects;
use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use std::collections::{BTreeMap, HashSet};

/// Frame and payments of a project by year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectMoney {
    /// The frame.
    pub frames: BTreeMap<i32, Money>,
    /// What was recorded as paid, excluding VAT.
    pub actual: BTreeMap<i32, Money>,
}

type PaymentRow = (
    LeasePaymentId,
    Option<LeasePaymentId>,
    Option<NaiveDate>,
    Option<NaiveDate>,
    Money,
);

/// Frame and payments of a project; a payment that another entry corrects does not count.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`].
pub fn project_money(conn: &mut DbConnection, project: ProjectId) -> Result<ProjectMoney> {
    projects::store::require_project(conn, project)?;
    let frames: Vec<(i32, Money)> = project_frames::table
        .filter(project_frames::project_id.eq(project))
        .select((project_frames::budget_year, project_frames::amount))
        .load(conn)?;
    let payments: Vec<PaymentRow> = lease_payments::table
        .filter(
            lease_payments::lease_id.eq_any(
                leases::table
                    .filter(leases::project_id.eq(project))
                    .select(leases::id),
            ),
        )
        .select((
            lease_payments::id,
            lease_payments::corrects_id,
            lease_payments::paid_on,
            lease_payments::invoiced_on,
            lease_payments::amount,
        ))
        .load(conn)?;
    let corrected: HashSet<LeasePaymentId> =
        payments.iter().filter_map(|payment| payment.1).collect();
    let mut actual = BTreeMap::new();
    for (id, _, paid_on, invoiced_on, amount) in payments {
        if let Some(day) = paid_on.or(invoiced_on)
            && !corrected.contains(&id)
        {
            *actual.entry(day.year()).or_insert(Money::ZERO) += amount;
        }
    }
    Ok(ProjectMoney {
        frames: frames.into_iter().collect(),
        actual,
    })
}
