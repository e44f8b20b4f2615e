//! The table of an agreement that runs: rows that are due stay as they are, the others follow anew.
//!
//! What has happened to an agreement is in three things that belong together: the terms with all rate
//! changes, the drawdowns (an extra repayment or a released debt is a negative one), and the rows as
//! they were written. A row that is kept is never reckoned again, so a fixing that reaches back
//! counts only from the last kept instalment on; and what was drawn up to that day without being in
//! a kept row joins the debt right after it.

use super::accrual::{Cutter, Leg, Plan};
use super::amortisation::{Amortisation, AmortisationError, Instalment, amortise};
use super::level::{PresentValues, growth, present_values};
use super::money::Money;
use super::schedule::{ScheduleError, Slot};
use super::table::Table;
use super::terms::{Drawdown, LeaseTerms, Repayment};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Why an agreement cannot be changed like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LifeError {
    /// The terms make no table.
    #[error(transparent)]
    Terms(#[from] AmortisationError),
    /// The rows are not the periods of the terms, or fewer than are to be kept.
    #[error("the rows do not belong to the terms")]
    RowsDoNotBelong,
    /// No instalment is left that could change.
    #[error("no instalment is left")]
    NothingAhead,
    /// Nothing is kept, or nothing handed back.
    #[error("some units are kept and some are handed back")]
    NoUnits,
    /// A payment or repayment that is not above zero.
    #[error("the amount must be above zero")]
    AmountNotPositive,
    /// More is repaid than the instalments ahead would repay.
    #[error("more than the remaining instalments repay; the debt is {debt}")]
    RepaysTooMuch {
        /// The debt on that day, without accrued interest.
        debt: Money,
    },
    /// A payment is agreed although the lease has no level payment.
    #[error("a payment can be agreed for an annuity only")]
    NeedsAnnuity,
    /// A day before the lease starts.
    #[error("before the lease starts")]
    BeforeStart,
}

impl From<ScheduleError> for LifeError {
    fn from(error: ScheduleError) -> Self {
        LifeError::Terms(error.into())
    }
}

/// The rows of an agreement after something about it has changed, the first `kept` of them as given.
///
/// `rows` are all rows as they were written, `terms` and `drawdowns` those that count now. The rows
/// after the kept ones bear interest at the rates in force by date; their level payment is set anew
/// from the first of them when rates, drawdowns or residual are not those the rows were written
/// with, and stays when they are. Without the rows after the kept ones it is set anew unless the
/// kept rows are those of the terms. An unchanged agreement gives the same rows; a change after the
/// kept rows gives those of [`amortise`].
///
/// # Errors
/// [`LifeError`] when the rows are not those of the terms, or amounts are out of range.
pub fn revise(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    kept: usize,
) -> Result<Amortisation, LifeError> {
    let written = rows.get(..kept).ok_or(LifeError::RowsDoNotBelong)?;
    let Some(first) = written.first() else {
        return Ok(amortise(terms, drawdowns)?);
    };
    if kept == rows.len() && kept == terms.timetable.slots()?.len() {
        Continuation::new(terms, drawdowns, written)?;
        return Ok(with_rows(first.payment, written.to_vec()));
    }
    if let Ok(whole) = amortise(terms, drawdowns)
        && whole.rows.get(..kept) == Some(written)
    {
        return Ok(whole);
    }
    let continuation = Continuation::new(terms, drawdowns, written)?;
    let ahead = rows.get(kept..).unwrap_or_default();
    let rows = match continuation.as_written(ahead) {
        Some(rows) => rows,
        None => continuation.rows(None)?,
    };
    Ok(with_rows(first.payment, rows))
}

fn with_rows(payment: Money, rows: Vec<Instalment>) -> Amortisation {
    Amortisation { payment, rows }
}

/// The time ahead of the last kept row.
pub(super) struct Continuation<'a> {
    terms: &'a LeaseTerms,
    written: &'a [Instalment],
    slots: Vec<Slot>,
    plan: Plan,
    opening: Money,
    /// Drawn up to the last kept row without being in one; it joins the debt right after it.
    late: Money,
}

impl<'a> Continuation<'a> {
    /// # Errors
    /// [`LifeError::RowsDoNotBelong`] unless the rows are the first periods of the terms.
    pub fn new(
        terms: &'a LeaseTerms,
        drawdowns: &[Drawdown],
        written: &'a [Instalment],
    ) -> Result<Self, LifeError> {
        let slots = terms.timetable.slots()?;
        let last = slots.last().ok_or(ScheduleError::NoPeriods)?;
        if drawdowns.iter().any(|drawdown| drawdown.on > last.falls_on) {
            return Err(AmortisationError::DrawdownTooLate.into());
        }
        let same = |(row, slot): (&Instalment, &Slot)| {
            (row.number, row.period_from, row.period_to)
                == (slot.number, slot.period_from, slot.period_to)
        };
        if written.len() > slots.len() || !written.iter().zip(&slots).all(same) {
            return Err(LifeError::RowsDoNotBelong);
        }
        let cutter = Cutter::new(terms, drawdowns);
        let mut plan = cutter
            .plan(terms.timetable.starts_on, &slots)
            .ok_or(AmortisationError::AmountOutOfRange)?;
        let opening = written.last().map_or(plan.opening, |row| row.closing);
        let late = not_in_rows(&cutter, &slots, written);
        if let Some(leg) = plan.legs.get_mut(written.len()) {
            match leg.pieces.first_mut() {
                Some(piece) => piece.drawn += late,
                None => leg.drawn_at_end += late,
            }
        }
        Ok(Continuation {
            terms,
            written,
            slots,
            plan,
            opening,
            late,
        })
    }

    /// The day of the last kept row, or of the start.
    pub fn day(&self) -> NaiveDate {
        let last = self.written.len().checked_sub(1);
        last.and_then(|last| self.slots.get(last))
            .map_or(self.terms.timetable.starts_on, |slot| slot.falls_on)
    }

    /// What is owed on that day after everything that happened on it, without accrued interest.
    pub fn owed(&self) -> Money {
        self.opening + self.late
    }

    /// Whether anything is drawn after that day.
    pub fn draws_later(&self) -> bool {
        let ahead = self.plan.legs.iter().skip(self.written.len());
        ahead.map(Leg::drawn).sum::<Money>() != self.late
    }

    /// The sums of present values just after the last kept instalment.
    pub fn present_values(&self) -> Result<PresentValues, LifeError> {
        present_values(&self.plan, self.written.len(), self.opening.kroner())
            .ok_or(AmortisationError::AmountOutOfRange.into())
    }

    /// The unrounded sum by which the debt grows from just after the last kept instalment to the next.
    pub fn growth(&self) -> Option<Decimal> {
        let leg = self.plan.legs.get(self.written.len())?;
        growth(leg, None)
    }

    /// All rows, the kept ones as written; `step` is an agreed level payment, or equal principal.
    pub fn rows(&self, step: Option<Money>) -> Result<Vec<Instalment>, LifeError> {
        let kept = self.written.len();
        if kept == self.slots.len() {
            return Err(LifeError::NothingAhead);
        }
        let ahead = self.plan.legs.iter().skip(kept);
        let drawn: Money = ahead.map(Leg::drawn).sum();
        let table = Table {
            terms: self.terms,
            plan: self.plan.clone(),
            first: kept,
            owed: self.opening + drawn,
            agreed: step,
        };
        let mut rows = self.written.to_vec();
        rows.extend(
            table
                .rows(&self.slots, self.opening)
                .ok_or(AmortisationError::AmountOutOfRange)?,
        );
        Ok(rows)
    }

    /// All rows with the payment that the rows `ahead` were written with, when that still counts.
    ///
    /// It does when nothing else is drawn and the first row to differ comes at or after a rate change.
    fn as_written(&self, ahead: &[Instalment]) -> Option<Vec<Instalment>> {
        let kept = self.written.len();
        let legs = self.plan.legs.get(kept..)?;
        let next = ahead.first().filter(|_| ahead.len() == legs.len())?;
        if !ahead
            .iter()
            .zip(legs)
            .all(|(row, leg)| row.drawn == leg.drawn())
        {
            return None;
        }
        let rows = self.rows(Some(step_of(self.terms.repayment, next))).ok()?;
        let mut pairs = ahead.iter().zip(rows.get(kept..)?).zip(legs);
        let explained = pairs.find_map(|((old, new), leg)| match (leg.rate_changed, old == new) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        });
        explained.unwrap_or(true).then_some(rows)
    }
}

/// What stays the same from this row to the next.
pub(super) fn step_of(repayment: Repayment, row: &Instalment) -> Money {
    match repayment {
        Repayment::Annuity => row.payment,
        Repayment::StraightLine => row.principal,
        Repayment::InterestOnly => Money::ZERO,
    }
}

/// What was drawn up to the last of the rows and is in none of them.
pub(super) fn not_in_rows(cutter: &Cutter, slots: &[Slot], rows: &[Instalment]) -> Money {
    let last = rows.len().checked_sub(1).and_then(|last| slots.get(last));
    let (Some(first), Some(last)) = (rows.first(), last) else {
        return Money::ZERO;
    };
    let in_rows: Money = first.opening + rows.iter().map(|row| row.drawn).sum::<Money>();
    cutter.drawn_before(last.falls_on, true) - in_rows
}
