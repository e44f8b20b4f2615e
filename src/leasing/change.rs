//! What an entry does to a lease in force: the same answer for a trial run and for the change itself.

use super::schedule::{no_table, with_vat};
use super::schedule_entry::{Cause, first_number, write_down};
use super::standing::{Stage, Standing, count};
use super::{
    Lease, LeaseAmendment, LeaseFixing, LeaseInstalment, LeaseState, ScheduledInstalment, store,
};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::{
    AmortisationError, Drawdown, Extension, Instalment, LeaseTerms, LifeError, Money, Rate,
    Settlement, extend, revise,
};
use crate::http::Caller;
use chrono::NaiveDate;

/// The price of ending a lease early, as the mathematics sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseSettlement {
    /// The day.
    pub on: NaiveDate,
    /// The market rate.
    #[schema(value_type = String, example = "0.02")]
    pub market_rate: Rate,
    /// The debt without accrued interest.
    #[schema(value_type = String, example = "654923.55")]
    pub debt: Money,
    /// Interest since the last instalment.
    #[schema(value_type = String, example = "0.00")]
    pub accrued_interest: Money,
    /// The present value of all payments not due and of the residual at the market rate: the price.
    #[schema(value_type = String, example = "667212.20")]
    pub present_value: Money,
    /// The price less debt and interest (*kurskompensation*); below zero when the market rate is higher.
    #[schema(value_type = String, example = "12288.65")]
    pub compensation: Money,
    /// The price when a negative compensation is not passed on.
    #[schema(value_type = String, example = "667212.20")]
    pub at_least_the_debt: Money,
}

impl LeaseSettlement {
    pub(super) fn of(on: NaiveDate, market_rate: Rate, found: &Settlement) -> Self {
        LeaseSettlement {
            on,
            market_rate,
            debt: found.debt.principal,
            accrued_interest: found.debt.accrued_interest,
            present_value: found.present_value,
            compensation: found.compensation,
            at_least_the_debt: found.at_least_the_debt(),
        }
    }
}

/// What an entry did to a lease, or would do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseChange {
    /// Whether it was only tried: then nothing is stored.
    pub dry_run: bool,
    /// The lease.
    pub lease_id: LeaseId,
    /// Where it stands after it.
    pub state: LeaseState,
    /// The version of the lease after it; of a trial run the present one.
    pub version: i32,
    /// The fixing; of a trial run with the number 0.
    pub fixing: Option<LeaseFixing>,
    /// The amendment; of a trial run with the number 0.
    pub amendment: Option<LeaseAmendment>,
    /// What was computed about a settlement.
    pub settlement: Option<LeaseSettlement>,
    /// The first instalment that changes; those before it stay as they are. Absent when none changes.
    pub from_number: Option<i32>,
    /// The sum of all payments before.
    #[schema(value_type = String, example = "1364560.72")]
    pub payments_before: Money,
    /// The sum of all payments after.
    #[schema(value_type = String, example = "1364560.72")]
    pub payments_after: Money,
    /// All instalments after it.
    pub rows: Vec<ScheduledInstalment>,
}

/// A change that was worked out and not yet written.
pub(super) struct Outcome {
    /// All rows after it.
    pub rows: Vec<LeaseInstalment>,
    /// How many of the present rows stay as they are.
    pub kept: usize,
    /// The last day of the lease, where it ends by it.
    pub ended_on: Option<NaiveDate>,
    /// What was computed about a settlement.
    pub settlement: Option<LeaseSettlement>,
}

impl Outcome {
    /// The rows after a change of those after the first `kept`.
    ///
    /// # Errors
    /// [`codes::LEASE_PAYMENT_IMPOSSIBLE`] when a payment would fall below zero.
    pub fn of(standing: &Standing, rows: Vec<Instalment>, kept: usize) -> Result<Self> {
        let rows: Vec<LeaseInstalment> = rows.into_iter().map(LeaseInstalment::from).collect();
        let ahead = rows.get(kept..).unwrap_or_default();
        if ahead.iter().any(|row| row.payment.is_negative()) {
            return Err(super::schedule::impossible());
        }
        let same = rows
            .iter()
            .zip(&standing.rows)
            .skip(kept)
            .take_while(|(new, old)| new == old)
            .count();
        Ok(Outcome {
            kept: kept.saturating_add(same),
            rows,
            ended_on: None,
            settlement: None,
        })
    }

    /// The same rows.
    pub fn unchanged(standing: &Standing) -> Self {
        Outcome {
            kept: standing.rows.len(),
            rows: standing.rows.clone(),
            ended_on: None,
            settlement: None,
        }
    }

    /// Whether any row comes, goes or changes.
    pub fn changes_rows(&self, standing: &Standing) -> bool {
        self.kept < self.rows.len() || self.kept < standing.rows.len()
    }

    /// Writes the new rows down, and the end of the lease where it ends.
    pub fn write(
        &self,
        conn: &mut DbConnection,
        actor: &Caller,
        standing: &Standing,
        cause: Cause,
        moment: Moment,
    ) -> Result<Lease> {
        let lease = &standing.lease;
        if self.changes_rows(standing) {
            let new = self.rows.get(self.kept..).unwrap_or_default();
            write_down(conn, actor, lease.id, cause, self.kept, new, moment)?;
        }
        let version = lease.version.saturating_add(1);
        match self.ended_on {
            Some(_) => store::set_state(conn, lease.id, LeaseState::Ended, self.ended_on, version)?,
            None => store::touch_lease(conn, lease.id, version)?,
        };
        store::lease(conn, lease.id)
    }

    /// The answer about it; `after` is the lease as it stands then.
    pub fn answer(&self, standing: &Standing, after: &Lease, dry_run: bool) -> Result<LeaseChange> {
        let sum = |rows: &[LeaseInstalment]| rows.iter().map(|row| row.payment).sum();
        let changes = self.changes_rows(standing);
        Ok(LeaseChange {
            dry_run,
            lease_id: after.id,
            state: self.ended_on.map_or(after.state, |_| LeaseState::Ended),
            version: after.version,
            fixing: None,
            amendment: None,
            settlement: self.settlement,
            from_number: changes.then(|| first_number(self.kept)),
            payments_before: sum(&standing.rows),
            payments_after: sum(&self.rows),
            rows: with_vat(after, &self.rows)?,
        })
    }
}

/// The stages up to and with the one in which the row after the first `kept` lies.
pub(super) fn running(stages: &[Stage], kept: usize) -> &[Stage] {
    let index = stages.partition_point(|stage| count(stage.periods) <= kept);
    let end = index.saturating_add(1).min(stages.len());
    stages.get(..end).unwrap_or(stages)
}

/// The rows when nothing but the entries has changed: those after the first `kept` follow anew.
///
/// # Errors
/// What hinders the computation.
pub(super) fn revised(standing: &Standing, kept: usize) -> Result<Vec<Instalment>> {
    let stages = standing.stages();
    let now = running(&stages, kept);
    let (terms, ledger) = (standing.terms(now), standing.ledger(now));
    let mut rows = standing.instalments();
    rows.truncate(count(terms.timetable.periods));
    let rows = revise(&terms, &ledger, &rows, kept).map_err(refused)?.rows;
    go_on(&stages, now.len(), terms, ledger, rows)
}

/// The rows of a stage followed by those of the stages after the first `done`, at the prices agreed for them.
///
/// # Errors
/// What hinders the computation.
pub(super) fn go_on(
    stages: &[Stage],
    done: usize,
    mut terms: LeaseTerms,
    mut ledger: Vec<Drawdown>,
    mut rows: Vec<Instalment>,
) -> Result<Vec<Instalment>> {
    for stage in stages.iter().skip(done) {
        let Some(price) = stage.price else {
            continue;
        };
        let extension = Extension {
            periods: stage.periods.saturating_sub(terms.timetable.periods),
            residual: stage.residual,
            price,
        };
        let extended = extend(&terms, &ledger, &rows, &extension).map_err(refused)?;
        ledger.extend(extended.drawn);
        (terms, rows) = (extended.terms, extended.rows);
    }
    Ok(rows)
}

/// Why an agreement cannot be changed like this, as a person can mend it.
pub(super) fn refused(error: LifeError) -> Error {
    match error {
        LifeError::Terms(AmortisationError::DrawdownTooLate) => {
            (&codes::LEASE_NOTHING_AHEAD).into()
        }
        LifeError::Terms(error) => no_table(error),
        LifeError::NothingAhead => (&codes::LEASE_NOTHING_AHEAD).into(),
        LifeError::NoUnits => (&codes::LEASE_NOTHING_LEFT).into(),
        LifeError::AmountNotPositive => Fault::new(&codes::LEASE_AMENDMENT_AMOUNT).into(),
        LifeError::NeedsAnnuity => Fault::new(&codes::LEASE_PAYMENT_NEEDS_ANNUITY)
            .at("/payment")
            .into(),
        LifeError::RepaysTooMuch { debt } => Fault::new(&codes::LEASE_SETTLEMENT_AMOUNT)
            .at("/amount")
            .with("debt", debt)
            .into(),
        LifeError::RowsDoNotBelong | LifeError::BeforeStart => Error::Internal(error.into()),
    }
}
