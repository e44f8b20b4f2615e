//! Handing back part of the equipment (*delvis tilbagelevering*) while the agreement goes on.
//!
//! The rows that are due stay; from the next one on, everything is scaled to what is kept. The debt of
//! what goes back is released in the first row not due, which shows it as drawn below zero, so that
//! the arithmetic of the rows holds.

use super::allocation::split;
use super::amortisation::{AmortisationError, Instalment};
use super::extension::{Amended, fitting};
use super::money::Money;
use super::revision::{Continuation, LifeError, step_of};
use super::terms::{Drawdown, LeaseTerms, Repayment, nearest_ore};

/// How much goes back and how much is kept: units, or any other weights such as prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// What is handed back.
    pub handed_back: u64,
    /// What is kept.
    pub kept: u64,
}

/// An agreement after part of the equipment has gone back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartReturned {
    /// The agreement as it stands.
    pub amended: Amended,
    /// The part of the debt that went with the equipment.
    pub released: Money,
    /// By how much the debt of what is kept changes to fit a newly agreed payment.
    pub remeasured: Money,
}

/// The agreement when `parts.handed_back` has gone back after the first `kept` rows.
///
/// Debt, payment and residual are divided by the largest remainder. With an agreed payment for what
/// is kept, the debt is measured anew at the rate in force, as IFRS 16 paragraph 45 does for a
/// modification; a new rate comes in `terms` as a change on the day of the last kept row. Drawdowns
/// still to come are taken to be for what is kept, and the payment is then set anew.
///
/// # Errors
/// [`LifeError`] when no rows are left to change or the rows are not those of the terms.
pub fn part_return(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    kept: usize,
    parts: Parts,
    payment: Option<Money>,
) -> Result<PartReturned, LifeError> {
    let written = rows.get(..kept).ok_or(LifeError::RowsDoNotBelong)?;
    let next = rows.get(kept).ok_or(LifeError::NothingAhead)?;
    match payment {
        _ if parts.handed_back == 0 || parts.kept == 0 => return Err(LifeError::NoUnits),
        Some(payment) if payment <= Money::ZERO => return Err(LifeError::AmountNotPositive),
        Some(_) if terms.repayment != Repayment::Annuity => return Err(LifeError::NeedsAnnuity),
        _ => {}
    }
    let before = Continuation::new(terms, drawdowns, written)?;
    let (released, _) = parts.of(before.owed())?;
    let mut terms = terms.clone();
    terms.residual = parts.of(terms.residual)?.1;
    let entry = |amount: Money| Drawdown {
        on: before.day(),
        amount,
    };
    let mut changed = drawdowns.to_vec();
    changed.push(entry(-released));
    let mut remeasured = Money::ZERO;
    let step = match payment {
        Some(payment) => {
            let ahead = Continuation::new(&terms, &changed, written)?;
            remeasured = nearest_ore(fitting(&ahead, &terms, payment)?)
                .ok_or(AmortisationError::AmountOutOfRange)?;
            changed.push(entry(remeasured));
            Some(payment)
        }
        None if before.draws_later() => None,
        None => Some(parts.of(step_of(terms.repayment, next))?.1),
    };
    let rows = Continuation::new(&terms, &changed, written)?.rows(step)?;
    let amended = Amended {
        terms,
        drawn: Some(entry(remeasured - released)),
        rows,
    };
    Ok(PartReturned {
        amended,
        released,
        remeasured,
    })
}

impl Parts {
    /// The amount of what is handed back and of what is kept.
    fn of(self, amount: Money) -> Result<(Money, Money), LifeError> {
        match split(amount, &[self.handed_back, self.kept]).as_deref() {
            Some([back, kept]) => Ok((*back, *kept)),
            _ => Err(AmortisationError::AmountOutOfRange.into()),
        }
    }
}
