//! The rows of a table of instalments, worked out one after the other from any row on.
//!
//! Beneath [`super::amortisation`], which begins at the first row, and [`super::revision`], which
//! begins after the last row that must stay. The rate known when a payment is set counts for all the
//! time ahead: nobody foresees later changes.

use super::accrual::{Leg, Plan};
use super::amortisation::Instalment;
use super::level::{present_values, tail_discount};
use super::money::Money;
use super::schedule::Slot;
use super::terms::{LeaseTerms, Repayment, Rounding, nearest_ore};
use rust_decimal::Decimal;

/// Amounts in øre up to here can be added up over all instalments, with VAT on top, in an `i64`.
const CARRIED: u64 = i64::MAX.unsigned_abs() / 100_000;

/// Whether the sums of a table with this row are exact; a debt that explodes at an absurd rate is refused.
fn is_carried(row: &Instalment) -> bool {
    [
        row.opening,
        row.drawn,
        row.interest,
        row.principal,
        row.payment,
        row.closing,
    ]
    .iter()
    .all(|amount| amount.ore().unsigned_abs() <= CARRIED)
}

/// The rows from one instalment on, and what decides them.
pub(super) struct Table<'a> {
    pub terms: &'a LeaseTerms,
    pub plan: Plan,
    /// The index of the first row to work out.
    pub first: usize,
    /// What is owed before it and drawn from then on: all that these rows repay.
    pub owed: Money,
    /// An agreed step of the first row: its level payment, or its equal principal.
    ///
    /// It holds until the next rate change.
    pub agreed: Option<Money>,
}

impl Table<'_> {
    /// The rows when `opening` is owed just after the instalment before the first of them.
    ///
    /// `None` when an amount is out of range.
    pub fn rows(&self, slots: &[Slot], opening: Money) -> Option<Vec<Instalment>> {
        let mut opening = opening;
        let mut step = Money::ZERO;
        let mut rows = Vec::with_capacity(slots.len().checked_sub(self.first)?);
        let legs = slots.iter().zip(&self.plan.legs).enumerate();
        for (index, (slot, leg)) in legs.skip(self.first) {
            if index == self.first || leg.rate_changed {
                step = self.step(index, opening)?;
            }
            let row = self.row(slot, leg, opening, step, index + 1 == slots.len())?;
            if !is_carried(&row) {
                return None;
            }
            opening = row.closing;
            rows.push(row);
        }
        Some(rows)
    }

    /// What stays the same from row to row: the level payment, or the equal principal.
    fn step(&self, index: usize, opening: Money) -> Option<Money> {
        let legs = self.plan.legs.get(self.first..=index)?;
        if let Some(agreed) = self.agreed
            && !legs.iter().any(|leg| leg.rate_changed)
        {
            return Some(agreed);
        }
        match self.terms.repayment {
            Repayment::InterestOnly => Some(Money::ZERO),
            Repayment::StraightLine => {
                let repaid = self.owed.checked_sub(self.target(index)?)?;
                let periods = Decimal::from(self.plan.legs.len().checked_sub(self.first)?);
                nearest_ore(repaid.kroner().checked_div(periods)?)
            }
            Repayment::Annuity => self.level(index, opening),
        }
    }

    fn level(&self, index: usize, opening: Money) -> Option<Money> {
        let values = present_values(&self.plan, index, opening.kroner())?;
        let level = nearest_ore(values.payment(self.terms.residual.kroner())?)?;
        if self.terms.rounding == Rounding::ConstantPayment {
            return Some(level);
        }
        let off = self
            .last_payment(index, opening, level)?
            .checked_sub(level)?;
        let payments = Decimal::from(self.plan.legs.len().checked_sub(index)?);
        let moved = level.checked_add(nearest_ore(off.kroner().checked_div(payments)?)?)?;
        let still_off = self
            .last_payment(index, opening, moved)?
            .checked_sub(moved)?;
        let closer = still_off.ore().unsigned_abs() < off.ore().unsigned_abs();
        Some(if closer { moved } else { level })
    }

    /// What the last payment would become at a level payment from row `index` on.
    fn last_payment(&self, index: usize, opening: Money, level: Money) -> Option<Money> {
        let legs = self.plan.legs.get(index..)?;
        let rate = legs.first()?.rate_ahead;
        let mut balance = opening;
        for (offset, leg) in legs.iter().enumerate() {
            let interest = self.interest(leg, balance, (offset > 0).then_some(rate))?;
            balance = balance.checked_add(leg.drawn())?.checked_add(interest)?;
            if offset + 1 == legs.len() {
                return balance.checked_sub(self.target(index)?);
            }
            balance = balance.checked_sub(level)?;
        }
        None
    }

    fn row(
        &self,
        slot: &Slot,
        leg: &Leg,
        opening: Money,
        step: Money,
        last: bool,
    ) -> Option<Instalment> {
        let computed = self.interest(leg, opening, None)?;
        let drawn = leg.drawn();
        let owed = opening.checked_add(drawn)?;
        let (interest, principal) = if last {
            let principal = owed.checked_sub(self.target(self.plan.legs.len().checked_sub(1)?)?)?;
            let constant = self.terms.repayment == Repayment::Annuity
                && self.terms.rounding == Rounding::ConstantPayment;
            (
                if constant {
                    step.checked_sub(principal)?
                } else {
                    computed
                },
                principal,
            )
        } else if self.terms.repayment == Repayment::Annuity {
            (computed, step.checked_sub(computed)?)
        } else {
            (computed, step)
        };
        Some(Instalment {
            number: slot.number,
            due_on: slot.due_on,
            period_from: slot.period_from,
            period_to: slot.period_to,
            opening,
            drawn,
            interest,
            principal,
            payment: interest.checked_add(principal)?,
            closing: owed.checked_sub(principal)?,
        })
    }

    fn interest(&self, leg: &Leg, balance: Money, rate: Option<Decimal>) -> Option<Money> {
        leg.interest_to_the_ore(balance, rate, self.terms.interest_rounding.strategy())
    }

    /// The debt that must be left after the last instalment, as known at row `index`.
    fn target(&self, index: usize) -> Option<Money> {
        match self.plan.tail {
            None => Some(self.terms.residual),
            Some(tail) => {
                let interest = tail.of(self.plan.legs.get(index)?.rate_ahead)?;
                let discount = tail_discount(interest)?;
                nearest_ore(self.terms.residual.kroner().checked_mul(discount)?)
            }
        }
    }
}
