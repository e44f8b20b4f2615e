//! The level payment of any plan: drawdowns on any day, odd first periods, any day count.
//!
//! It is the payment whose present value, with the present value of the residual, equals the present
//! value of what is owed and still to be drawn. Discounting, not growing, keeps the numbers small
//! over a thousand periods. For a plain lease it equals the closed formula in [`super::annuity`].

use super::accrual::{Leg, Plan};
use super::day_count::YearFraction;
use super::money::Money;
use rust_decimal::Decimal;

/// The sums that decide a level payment from one instalment on, per krone of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PresentValues {
    /// Of the debt and of everything still to be drawn, in kroner.
    pub drawn: Decimal,
    /// Of one krone with every instalment.
    pub payments: Decimal,
    /// Of one krone at the end of the last period.
    pub end: Decimal,
}

impl PresentValues {
    /// The unrounded level payment that leaves `residual` kroner at the end.
    pub fn payment(&self, residual: Decimal) -> Option<Decimal> {
        self.drawn
            .checked_sub(residual.checked_mul(self.end)?)?
            .checked_div(self.payments)
    }

    /// The amount in kroner that `payment` carries when it is drawn on the day of the valuation.
    pub fn amount(&self, payment: Decimal, residual: Decimal) -> Option<Decimal> {
        payment
            .checked_mul(self.payments)?
            .checked_add(residual.checked_mul(self.end)?)
    }
}

/// The present values just after the instalment before leg `first`, when `balance` kroner are owed.
///
/// The first leg runs at its actual rates; the later ones at the rate known at its end, for nobody
/// knows later changes when the payment is set. `None` on overflow, or when a rate below zero over a
/// long period would consume the whole debt.
pub(super) fn present_values(plan: &Plan, first: usize, balance: Decimal) -> Option<PresentValues> {
    let legs = plan.legs.get(first..)?;
    sums(plan, legs, None, legs.first()?.rate_ahead, balance)
}

/// The present values on the first day when one rate, which may have many decimals, runs throughout.
pub(super) fn present_values_at(plan: &Plan, rate: Decimal) -> Option<PresentValues> {
    sums(plan, &plan.legs, Some(rate), rate, plan.opening.kroner())
}

/// `first_rate` is that of the first leg, or `None` for the rates of its pieces.
fn sums(
    plan: &Plan,
    legs: &[Leg],
    first_rate: Option<Decimal>,
    rate: Decimal,
    balance: Decimal,
) -> Option<PresentValues> {
    let (mut drawn, mut payments, mut discount) = (balance, Decimal::ZERO, Decimal::ONE);
    let mut factors: Vec<(YearFraction, Decimal)> = Vec::new();
    for (index, leg) in legs.iter().enumerate() {
        discount = if index == 0 {
            discount.checked_mul(discount_over(growth(leg, first_rate)?)?)?
        } else {
            let known = factors.iter().find(|(whole, _)| *whole == leg.whole);
            let factor = match known {
                Some((_, factor)) => *factor,
                None => {
                    let factor = discount_over(growth(leg, Some(rate))?)?;
                    // Months have four lengths; more are seldom worth remembering.
                    if factors.len() < 8 {
                        factors.push((leg.whole, factor));
                    }
                    factor
                }
            };
            discount.checked_mul(factor)?
        };
        let running = if index == 0 { first_rate } else { Some(rate) };
        let grown = drawn_with_interest(leg, running)?;
        if !grown.is_zero() {
            drawn = drawn.checked_add(grown.checked_mul(discount)?)?;
        }
        payments = payments.checked_add(discount)?;
    }
    let end = match plan.tail {
        Some(tail) => discount.checked_mul(tail_discount(tail.of(rate)?)?)?,
        None => discount,
    };
    Some(PresentValues {
        drawn,
        payments,
        end,
    })
}

/// What one krone at the end of a period is worth at its beginning, at `interest` for the period.
pub(super) fn tail_discount(interest: Decimal) -> Option<Decimal> {
    discount_over(Decimal::ONE.checked_add(interest)?)
}

fn discount_over(growth: Decimal) -> Option<Decimal> {
    if growth <= Decimal::ZERO {
        None
    } else {
        Decimal::ONE.checked_div(growth)
    }
}

/// One krone at the beginning of the leg with its interest at the end.
pub(super) fn growth(leg: &Leg, rate: Option<Decimal>) -> Option<Decimal> {
    let interest = match rate {
        Some(rate) => leg.whole.of(rate)?,
        None => {
            let mut interest = Decimal::ZERO;
            for piece in &leg.pieces {
                interest = interest.checked_add(piece.fraction.of(piece.rate)?)?;
            }
            interest
        }
    };
    Decimal::ONE.checked_add(interest)
}

/// What is drawn in the leg with its interest to the end of the leg.
fn drawn_with_interest(leg: &Leg, rate: Option<Decimal>) -> Option<Decimal> {
    let at_end = leg.drawn_at_end.kroner();
    if leg.pieces.iter().all(|piece| piece.drawn == Money::ZERO) {
        return Some(at_end);
    }
    leg.drawn()
        .kroner()
        .checked_add(leg.interest(Decimal::ZERO, rate)?)
}
