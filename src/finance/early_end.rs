//! Ending an agreement before its last instalment, repaying part of it, or buying the equipment.
//!
//! An instalment that falls on the day itself is paid first and stays. What is paid here is no
//! instalment: it is an amount of its own on its day, and in the year of that day.

use super::amortisation::{AmortisationError, Instalment};
use super::extension::Amended;
use super::money::Money;
use super::projection::DatedAmount;
use super::rate::Rate;
use super::revision::{Continuation, LifeError};
use super::settlement::{Debt, Settlement, debt_on, settle};
use super::terms::{Drawdown, LeaseTerms};
use chrono::NaiveDate;

/// An agreement ended before its time (*indfrielse*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlyEnd {
    /// The rows that stay: those falling on or before the day.
    pub rows: Vec<Instalment>,
    /// How many rows fall away.
    pub dropped: usize,
    /// What it costs.
    pub settlement: Settlement,
}

/// An agreement whose equipment is bought (*frikøb*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuyOut {
    /// The price on its day, excluding VAT.
    pub paid: DatedAmount,
    /// The rows that stay: those falling on or before the day.
    pub rows: Vec<Instalment>,
    /// The debt on the day, which the price takes the place of.
    pub debt: Debt,
    /// The price less the debt and its interest: what is paid for the equipment beyond them.
    pub above_debt: Money,
}

/// The agreement ended on `on` for the present value of all that is ahead at `market_rate`.
///
/// # Errors
/// [`LifeError`] before the start, or when the rows are not those of the terms.
pub fn end_early(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    on: NaiveDate,
    market_rate: Rate,
) -> Result<EarlyEnd, LifeError> {
    let stay = fallen(terms, rows, on)?;
    let settlement = settle(terms, drawdowns, rows, on, market_rate)
        .ok_or(AmortisationError::AmountOutOfRange)?;
    Ok(EarlyEnd {
        rows: stay.to_vec(),
        dropped: rows.len() - stay.len(),
        settlement,
    })
}

/// The agreement ended on `on` by buying the equipment for `price`, agreed or by the contract.
///
/// For part of the equipment use [`super::part_return()`] with the price beside it.
///
/// # Errors
/// [`LifeError`] before the start, for a negative price, or when the rows are not those of the terms.
pub fn buy_out(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    on: NaiveDate,
    price: Money,
) -> Result<BuyOut, LifeError> {
    if price.is_negative() {
        return Err(LifeError::AmountNotPositive);
    }
    let stay = fallen(terms, rows, on)?;
    let debt = debt_on(terms, drawdowns, rows, on).ok_or(AmortisationError::AmountOutOfRange)?;
    Ok(BuyOut {
        paid: DatedAmount {
            due_on: on,
            amount: price,
        },
        rows: stay.to_vec(),
        debt,
        above_debt: price - debt.principal - debt.accrued_interest,
    })
}

/// The agreement after an extra repayment of `amount` on `on` (*delvis indfrielse*).
///
/// The debt falls on the day, after an instalment of that day; interest runs on what is left, and the
/// level payment of the instalments after the day is set anew. The repayment is a negative drawdown.
///
/// # Errors
/// [`LifeError`] before the start or after the last instalment, for an amount that is not positive,
/// and when it is more than the instalments ahead would repay.
pub fn repay(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    on: NaiveDate,
    amount: Money,
) -> Result<Amended, LifeError> {
    if amount <= Money::ZERO {
        return Err(LifeError::AmountNotPositive);
    }
    let stay = fallen(terms, rows, on)?;
    if stay.len() == rows.len() {
        return Err(LifeError::NothingAhead);
    }
    let debt = debt_on(terms, drawdowns, rows, on)
        .ok_or(AmortisationError::AmountOutOfRange)?
        .principal;
    let too_much = LifeError::RepaysTooMuch { debt };
    if amount > debt {
        return Err(too_much);
    }
    let drawn = Drawdown {
        on,
        amount: -amount,
    };
    let mut changed = drawdowns.to_vec();
    changed.push(drawn);
    let revised = Continuation::new(terms, &changed, stay)?.rows(None)?;
    let ahead = revised.get(stay.len()..).unwrap_or_default();
    if ahead.iter().any(|row| row.payment.is_negative()) {
        return Err(too_much);
    }
    Ok(Amended {
        terms: terms.clone(),
        drawn: Some(drawn),
        rows: revised,
    })
}

/// The rows that fall on or before the day.
fn fallen<'a>(
    terms: &LeaseTerms,
    rows: &'a [Instalment],
    on: NaiveDate,
) -> Result<&'a [Instalment], LifeError> {
    if on < terms.timetable.starts_on {
        return Err(LifeError::BeforeStart);
    }
    let slots = terms.timetable.slots()?;
    if slots.len() != rows.len() {
        return Err(LifeError::RowsDoNotBelong);
    }
    let count = slots.partition_point(|slot| slot.falls_on <= on);
    rows.get(..count).ok_or(LifeError::RowsDoNotBelong)
}
