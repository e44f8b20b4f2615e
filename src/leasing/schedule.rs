//! The instalments of a lease: computed until it is in force, read once they are written down.

use super::standing::{PaidOut, Standing};
use super::{Lease, LeaseInterimCharge, LeaseState, store};
use crate::db::{DbConnection, LeaseId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::interim_charge::interim_charges;
use crate::finance::{
    Amortisation, AmortisationError, Drawdown, Instalment, Money, Rate, amortise,
};
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

impl From<&LeaseInstalment> for Instalment {
    fn from(row: &LeaseInstalment) -> Self {
        Instalment {
            number: u32::try_from(row.number).unwrap_or(0),
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

/// An instalment with its VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ScheduledInstalment {
    /// The instalment, excluding VAT.
    #[serde(flatten)]
    pub instalment: LeaseInstalment,
    /// VAT on the payment, rounded half away from zero.
    #[schema(value_type = String, example = "85285.05")]
    pub vat: Money,
}

/// The VAT on an amount, rounded half away from zero; `None` beyond what the service can carry.
pub(super) fn vat(amount: Money, rate: Rate) -> Option<Money> {
    Money::from_kroner_rounded(amount.kroner().checked_mul(rate.value())?).ok()
}

/// The rows with their VAT.
///
/// # Errors
/// [`codes::LEASE_PAYMENT_IMPOSSIBLE`] when an amount is beyond what the service can carry.
pub(super) fn with_vat(
    lease: &Lease,
    rows: &[LeaseInstalment],
) -> Result<Vec<ScheduledInstalment>> {
    rows.iter()
        .map(|row| {
            let vat = vat(row.payment, lease.vat_rate);
            Ok(ScheduledInstalment {
                instalment: *row,
                vat: vat.ok_or_else(impossible)?,
            })
        })
        .collect()
}

/// The instalments of a lease, its interim charges and their sums.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseSchedule {
    /// The lease.
    pub lease_id: LeaseId,
    /// Where the lease stands: until it is in force the rows are computed and can still change.
    pub state: LeaseState,
    /// The sum of the lines.
    #[schema(value_type = String, example = "1310750.00")]
    pub financed: Money,
    /// The sum of all payments, without interim charges.
    #[schema(value_type = String, example = "1364560.72")]
    pub total_payments: Money,
    /// The sum of the interest.
    #[schema(value_type = String, example = "53810.72")]
    pub total_interest: Money,
    /// The sum of the interim charges.
    #[schema(value_type = String, example = "6348.54")]
    pub total_interim: Money,
    /// One row per instalment; none while the lease finances nothing.
    pub rows: Vec<ScheduledInstalment>,
    /// One for each batch that the lessor paid before the start.
    pub interim_charges: Vec<LeaseInterimCharge>,
}

impl LeaseSchedule {
    /// The instalments without their VAT.
    pub fn instalments(&self) -> Vec<LeaseInstalment> {
        self.rows.iter().map(|row| row.instalment).collect()
    }
}

/// What is computed for a lease that is not in force yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Computed {
    pub rows: Vec<LeaseInstalment>,
    pub interim_charges: Vec<LeaseInterimCharge>,
}

/// The instalments and interim charges of a lease that is not in force yet.
///
/// # Errors
/// [`codes::LEASE_FINANCES_NOTHING`], [`codes::LEASE_RESIDUAL_TOO_LARGE`], [`codes::LEASE_BEYOND_CALENDAR`],
/// [`codes::LEASE_BATCH_AFTER_LAST`], [`codes::LEASE_PAYMENT_IMPOSSIBLE`].
pub(super) fn computed(standing: &Standing) -> Result<Computed> {
    let paid_out = standing.paid_out();
    let drawdowns: Vec<Drawdown> = paid_out.iter().map(|paid| paid.drawdown).collect();
    let financed: Money = drawdowns.iter().map(|drawdown| drawdown.amount).sum();
    if financed <= Money::ZERO {
        return Err((&codes::LEASE_FINANCES_NOTHING).into());
    }
    if standing.lease.residual > financed {
        return Err(Fault::new(&codes::LEASE_RESIDUAL_TOO_LARGE)
            .at("/residual")
            .with("financed", financed)
            .into());
    }
    let terms = standing.terms(&standing.stages());
    let table = amortise(&terms, &drawdowns).map_err(no_table)?;
    let interim_charges = charges(standing, &paid_out, &drawdowns, &table)?;
    Ok(Computed {
        rows: table.rows.into_iter().map(LeaseInstalment::from).collect(),
        interim_charges,
    })
}

/// Why there is no table, as a person can mend it.
pub(super) fn no_table(error: AmortisationError) -> Error {
    match error {
        AmortisationError::Schedule(_) => Fault::new(&codes::LEASE_BEYOND_CALENDAR)
            .at("/periods")
            .into(),
        AmortisationError::DrawdownTooLate => (&codes::LEASE_BATCH_AFTER_LAST).into(),
        AmortisationError::AmountOutOfRange => impossible(),
    }
}

pub(super) fn impossible() -> Error {
    Fault::new(&codes::LEASE_PAYMENT_IMPOSSIBLE)
        .at("/rate")
        .into()
}

fn charges(
    standing: &Standing,
    paid_out: &[PaidOut],
    drawdowns: &[Drawdown],
    table: &Amortisation,
) -> Result<Vec<LeaseInterimCharge>> {
    let terms = standing.terms(&standing.stages());
    let method = standing.lease.interim_charge.method;
    let day_count = standing.lease.interim_charge.day_count;
    let day_count = day_count.unwrap_or(terms.day_count);
    let found = interim_charges(method, day_count, &terms, drawdowns, table.payment);
    let charge = |charge: crate::finance::InterimCharge| {
        Some(LeaseInterimCharge {
            batch_id: paid_out.get(charge.drawdown)?.batch?,
            from_on: charge.from,
            to_on: charge.to,
            days: i32::try_from(charge.days).ok()?,
            due_on: charge.to,
            amount: charge.amount,
        })
    };
    let found = found.ok_or_else(impossible)?;
    Ok(found.into_iter().filter_map(charge).collect())
}

/// The rows that count for a lease with this sum: computed until it is in force (none while it finances nothing),
/// written ones after that, and up to its end if it has ended.
pub(super) fn rows(
    conn: &mut DbConnection,
    lease: &Lease,
    financed: Money,
) -> Result<Vec<LeaseInstalment>> {
    if !lease.is_open() {
        return written(conn, lease);
    }
    let standing = Standing::load(conn, lease.clone())?;
    if financed == Money::ZERO && standing.batches.is_empty() {
        return Ok(Vec::new());
    }
    Ok(computed(&standing)?.rows)
}

/// The written rows that count: up to its end if the lease has ended.
fn written(conn: &mut DbConnection, lease: &Lease) -> Result<Vec<LeaseInstalment>> {
    let mut rows = store::instalments(conn, lease.id)?;
    rows.retain(|row| lease.counts(row.due_on));
    Ok(rows)
}

/// The rows and interim charges that count for a lease; none while it finances nothing.
pub(super) fn rows_and_charges(conn: &mut DbConnection, lease: &Lease) -> Result<Computed> {
    if !lease.is_open() {
        return Ok(Computed {
            rows: written(conn, lease)?,
            interim_charges: store::interim_charges(conn, lease.id)?,
        });
    }
    let standing = Standing::load(conn, lease.clone())?;
    if standing.paid_out().is_empty() {
        return Ok(Computed::default());
    }
    computed(&standing)
}

/// The instalments of a lease, its interim charges and their sums.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`]; until it is in force also what hinders the computation.
pub fn schedule(conn: &mut DbConnection, id: LeaseId) -> Result<LeaseSchedule> {
    let lease = store::lease(conn, id)?;
    let financed = super::financed_sum(&store::lines(conn, id)?);
    let found = rows_and_charges(conn, &lease)?;
    let charges = found.interim_charges;
    Ok(LeaseSchedule {
        lease_id: id,
        state: lease.state,
        financed,
        total_payments: found.rows.iter().map(|row| row.payment).sum(),
        total_interest: found.rows.iter().map(|row| row.interest).sum(),
        total_interim: charges.iter().map(|charge| charge.amount).sum(),
        rows: with_vat(&lease, &found.rows)?,
        interim_charges: charges,
    })
}
