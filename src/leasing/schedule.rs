//! The instalments of a lease: computed in establishment, read once they are written down.

use super::{Lease, LeaseState, financed_sum, store};
use crate::db::{DbConnection, LeaseId};
use crate::error::{Fault, Result, codes};
use crate::finance::{AmortisationError, Drawdown, Instalment, Money, amortise};
use chrono::NaiveDate;

/// One instalment, all amounts excluding VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseInstalment {
    /// Number, from 1.
    pub number: i32,
    /// The day on which it is due; decides the budget year.
    pub due_on: NaiveDate,
    /// The first day of its period.
    pub period_from: NaiveDate,
    /// The day after its period.
    pub period_to: NaiveDate,
    /// Debt before the instalment.
    #[schema(value_type = String, example = "1310750.00")]
    pub opening: Money,
    /// Added to the debt since the last instalment.
    #[schema(value_type = String, example = "0.00")]
    pub drawn: Money,
    /// Interest in the payment.
    #[schema(value_type = String, example = "0.00")]
    pub interest: Money,
    /// Repayment in the payment.
    #[schema(value_type = String, example = "341140.18")]
    pub principal: Money,
    /// What is paid.
    #[schema(value_type = String, example = "341140.18")]
    pub payment: Money,
    /// Debt after the instalment.
    #[schema(value_type = String, example = "969609.82")]
    pub closing: Money,
}

impl From<Instalment> for LeaseInstalment {
    fn from(row: Instalment) -> Self {
        LeaseInstalment {
            number: i32::try_from(row.number).unwrap_or(i32::MAX),
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

/// The instalments of a lease and their sums.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseSchedule {
    /// The lease.
    pub lease_id: LeaseId,
    /// Where the lease stands: in establishment the rows are computed and can still change.
    pub state: LeaseState,
    /// The sum of the lines.
    #[schema(value_type = String, example = "1310750.00")]
    pub financed: Money,
    /// The sum of all payments.
    #[schema(value_type = String, example = "1364560.72")]
    pub total_payments: Money,
    /// The sum of the interest.
    #[schema(value_type = String, example = "53810.72")]
    pub total_interest: Money,
    /// One row per instalment; none while the lease finances nothing.
    pub rows: Vec<LeaseInstalment>,
}

/// The instalments of a lease that finances `financed`, all of it drawn when the lease starts.
///
/// # Errors
/// [`codes::LEASE_FINANCES_NOTHING`], [`codes::LEASE_RESIDUAL_TOO_LARGE`], [`codes::LEASE_BEYOND_CALENDAR`],
/// [`codes::LEASE_PAYMENT_IMPOSSIBLE`].
pub fn instalments(lease: &Lease, financed: Money) -> Result<Vec<LeaseInstalment>> {
    if financed <= Money::ZERO {
        return Err((&codes::LEASE_FINANCES_NOTHING).into());
    }
    if lease.residual > financed {
        return Err(Fault::new(&codes::LEASE_RESIDUAL_TOO_LARGE)
            .at("/residual")
            .with("financed", financed)
            .into());
    }
    let drawn = Drawdown {
        on: lease.starts_on,
        amount: financed,
    };
    let table = amortise(&lease.terms(), &[drawn]).map_err(|error| match error {
        AmortisationError::Schedule(_) | AmortisationError::DrawdownTooLate => {
            Fault::new(&codes::LEASE_BEYOND_CALENDAR).at("/periods")
        }
        AmortisationError::AmountOutOfRange => {
            Fault::new(&codes::LEASE_PAYMENT_IMPOSSIBLE).at("/rate")
        }
    })?;
    Ok(table.rows.into_iter().map(LeaseInstalment::from).collect())
}

/// The rows that count for a lease with this sum: computed in establishment (none while it finances nothing),
/// written ones after that, and up to its end if it has ended.
pub(super) fn rows(
    conn: &mut DbConnection,
    lease: &Lease,
    financed: Money,
) -> Result<Vec<LeaseInstalment>> {
    match lease.state {
        LeaseState::Establishment | LeaseState::BuildUp if financed == Money::ZERO => {
            Ok(Vec::new())
        }
        LeaseState::Establishment | LeaseState::BuildUp => instalments(lease, financed),
        LeaseState::InForce | LeaseState::Ended => {
            let mut rows = store::instalments(conn, lease.id)?;
            rows.retain(|row| lease.counts(row.due_on));
            Ok(rows)
        }
    }
}

/// The instalments of a lease and their sums.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`]; in establishment the refusals of [`instalments`].
pub fn schedule(conn: &mut DbConnection, id: LeaseId) -> Result<LeaseSchedule> {
    let lease = store::lease(conn, id)?;
    let financed = financed_sum(&store::lines(conn, id)?);
    let rows = rows(conn, &lease, financed)?;
    Ok(LeaseSchedule {
        lease_id: id,
        state: lease.state,
        financed,
        total_payments: rows.iter().map(|row| row.payment).sum(),
        total_interest: rows.iter().map(|row| row.interest).sum(),
        rows,
    })
}
