//! An extension (*forlængelse*): more periods after the last one, on terms agreed then.
//!
//! At a rate, the payment repays what is left. With an agreed payment the debt must fit the payment
//! and not the other way round: the difference is capitalised on the first day of the extension, as
//! when the lessor lets equipment that was written down for another year.

use super::amortisation::{AmortisationError, Instalment};
use super::money::Money;
use super::period::Timing;
use super::rate::Rate;
use super::revision::{Continuation, LifeError};
use super::schedule::ScheduleError;
use super::terms::{Drawdown, LeaseTerms, RateChange, Repayment, nearest_ore};
use rust_decimal::Decimal;

/// What is agreed about an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// How many more periods, of the same length.
    pub periods: u32,
    /// The debt that remains after the last of them.
    pub residual: Money,
    /// What they cost.
    pub price: ExtensionPrice,
}

/// What the periods of an extension cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionPrice {
    /// The payment follows from what is owed, at this nominal yearly rate.
    Rate(Rate),
    /// This payment in every period, at the rate already running.
    Payment(Money),
}

/// An agreement as it stands after a change: what [`super::revise`] takes the next time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amended {
    /// The terms that count now.
    pub terms: LeaseTerms,
    /// The entry to add to the drawdowns: capitalised when above zero, released or repaid below it.
    pub drawn: Option<Drawdown>,
    /// All rows, the kept ones as they were.
    pub rows: Vec<Instalment>,
}

/// The agreement with `extension.periods` more periods from the end of the last one.
///
/// Numbers, due dates and timing go on. The rows given stay. In advance the first new instalment
/// bears the interest of the last old period. With an agreed payment `C` is drawn on the first day of
/// the extension, `C = payment · ΣDₖ + RV · Dₑ − debt` by the present values of
/// `docs/lease-mathematics.md` section 3; it may be negative, when the payment does not carry the debt.
///
/// # Errors
/// [`LifeError`] when the rows are not all rows of the terms, or the terms make no table.
pub fn extend(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    extension: &Extension,
) -> Result<Amended, LifeError> {
    let end = terms.timetable.last_slot()?.period_to;
    if usize::try_from(terms.timetable.periods) != Ok(rows.len()) {
        return Err(LifeError::RowsDoNotBelong);
    }
    if extension.periods == 0 {
        return Err(ScheduleError::NoPeriods.into());
    }
    let mut terms = terms.clone();
    let periods = terms.timetable.periods.checked_add(extension.periods);
    terms.timetable.periods = periods.ok_or(ScheduleError::NoPeriods)?;
    terms.residual = extension.residual;
    let payment = match extension.price {
        ExtensionPrice::Rate(rate) => {
            terms.rate_changes.push(RateChange { from: end, rate });
            None
        }
        ExtensionPrice::Payment(payment) if payment <= Money::ZERO => {
            return Err(LifeError::AmountNotPositive);
        }
        ExtensionPrice::Payment(_) if terms.repayment != Repayment::Annuity => {
            return Err(LifeError::NeedsAnnuity);
        }
        ExtensionPrice::Payment(payment) => Some(payment),
    };
    let mut drawn = None;
    let mut drawdowns = drawdowns.to_vec();
    if let Some(payment) = payment {
        let missing = capitalised(&terms, &drawdowns, rows, payment)?;
        drawn = Some(Drawdown {
            on: end,
            amount: missing,
        });
        drawdowns.extend(drawn);
    }
    let rows = Continuation::new(&terms, &drawdowns, rows)?.rows(payment)?;
    Ok(Amended { terms, drawn, rows })
}

/// What must be drawn on the first day ahead so that `payment` leaves the residual at the end.
///
/// In arrears that day is the one of the last kept row, in advance the day of the first new one.
fn capitalised(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    payment: Money,
) -> Result<Money, LifeError> {
    let ahead = Continuation::new(terms, drawdowns, rows)?;
    let growth = match terms.timetable.timing {
        Timing::Arrears => Some(Decimal::ONE),
        Timing::Advance => ahead.growth(),
    };
    let missing = fitting(&ahead, terms, payment)?;
    growth
        .and_then(|growth| missing.checked_mul(growth))
        .and_then(nearest_ore)
        .ok_or(AmortisationError::AmountOutOfRange.into())
}

/// What the debt just after the last kept row lacks to fit `payment`, in kroner and unrounded.
pub(super) fn fitting(
    ahead: &Continuation<'_>,
    terms: &LeaseTerms,
    payment: Money,
) -> Result<Decimal, LifeError> {
    let values = ahead.present_values()?;
    values
        .amount(payment.kroner(), terms.residual.kroner())
        .and_then(|carried| carried.checked_sub(values.drawn))
        .ok_or(AmortisationError::AmountOutOfRange.into())
}
