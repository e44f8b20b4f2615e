//! How many units fit: the largest quantity whose lease payments stay within a frame.
//!
//! The answer comes from exact schedules, rounded as the lessor rounds them, and not from dividing
//! the frame by a price: the frame binds what is paid, which includes interest. A frame for certain
//! budget years does not see payments that fall outside them, so a late payment makes room.

use super::amortisation::{AmortisationError, amortise};
use super::money::Money;
use super::terms::{Drawdown, LeaseTerms};
use chrono::Datelike;
use std::ops::RangeInclusive;

/// A quantity and the totals that explain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LargestQuantity {
    /// The largest quantity that fits; `None` when the fixed costs alone exceed the frame.
    pub quantity: Option<u64>,
    /// The payments at that quantity, or of the fixed costs alone when nothing fits.
    pub total: Money,
    /// The payments with one unit more (with one unit when nothing fits).
    pub total_with_one_more: Money,
}

/// Why there is no largest quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Units that cost nothing would fit without end.
    #[error("a unit must cost something")]
    UnitCostsNothing,
    /// More units never exceed the frame: no payment falls in its years, or it is too large.
    #[error("no quantity exceeds the frame")]
    Unbounded,
    /// The fixed costs are negative.
    #[error("fixed costs cannot be negative")]
    NegativeFixedCosts,
    /// The terms give no instalments.
    #[error(transparent)]
    Terms(#[from] AmortisationError),
}

/// The largest `n` for which all payments on `fixed + n · per_unit`, drawn on the first day of the
/// lease period, stay within `frame`; all amounts excluding VAT.
///
/// # Errors
/// [`QuantityError`] when there is no such number.
pub fn largest_quantity_within(
    frame: Money,
    per_unit: Money,
    fixed: Money,
    terms: &LeaseTerms,
) -> Result<LargestQuantity, QuantityError> {
    search(frame, per_unit, fixed, terms, None)
}

/// The same for the payments due in the budget years `years` only, first and last included.
///
/// # Errors
/// [`QuantityError`] when there is no such number.
pub fn largest_quantity_within_years(
    frame: Money,
    years: RangeInclusive<i32>,
    per_unit: Money,
    fixed: Money,
    terms: &LeaseTerms,
) -> Result<LargestQuantity, QuantityError> {
    search(frame, per_unit, fixed, terms, Some(years))
}

/// All payments on `amount` drawn on the first day, or those due in `years`.
///
/// # Errors
/// As [`amortise`].
pub fn total_payments(
    amount: Money,
    terms: &LeaseTerms,
    years: Option<&RangeInclusive<i32>>,
) -> Result<Money, AmortisationError> {
    let drawdown = Drawdown {
        on: terms.timetable.starts_on,
        amount,
    };
    let rows = amortise(terms, &[drawdown])?.rows;
    let counts = |year: i32| years.is_none_or(|years| years.contains(&year));
    Ok(rows
        .iter()
        .filter(|row| counts(row.due_on.year()))
        .map(|row| row.payment)
        .sum())
}

fn search(
    frame: Money,
    per_unit: Money,
    fixed: Money,
    terms: &LeaseTerms,
    years: Option<RangeInclusive<i32>>,
) -> Result<LargestQuantity, QuantityError> {
    if per_unit <= Money::ZERO {
        return Err(QuantityError::UnitCostsNothing);
    }
    if fixed.is_negative() {
        return Err(QuantityError::NegativeFixedCosts);
    }
    let total = |quantity: i64| -> Result<Option<Money>, QuantityError> {
        let units = per_unit
            .checked_times(quantity)
            .and_then(|units| units.checked_add(fixed));
        match units {
            Some(amount) if amount <= Money::MAX => {
                Ok(Some(total_payments(amount, terms, years.as_ref())?))
            }
            _ => Ok(None),
        }
    };
    let required = |quantity: i64| total(quantity)?.ok_or(QuantityError::Unbounded);
    let of_fixed = required(0)?;
    if of_fixed > frame {
        let total_with_one_more = required(1)?;
        return Ok(LargestQuantity {
            quantity: None,
            total: of_fixed,
            total_with_one_more,
        });
    }
    let (mut fits, mut exceeds) = (0, 1);
    while required(exceeds)? <= frame {
        fits = exceeds;
        exceeds = exceeds
            .saturating_mul(2)
            .min(largest_payable(per_unit, fixed));
        if exceeds <= fits {
            return Err(QuantityError::Unbounded);
        }
    }
    while exceeds - fits > 1 {
        let middle = fits + (exceeds - fits) / 2;
        if required(middle)? <= frame {
            fits = middle
        } else {
            exceeds = middle
        }
    }
    Ok(LargestQuantity {
        quantity: u64::try_from(fits).ok(),
        total: required(fits)?,
        total_with_one_more: required(exceeds)?,
    })
}

/// The largest quantity whose cost the service can carry at all.
fn largest_payable(per_unit: Money, fixed: Money) -> i64 {
    (Money::MAX.ore().saturating_sub(fixed.ore())) / per_unit.ore().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{Every, PaymentDays, Timetable, Timing};

    fn money(text: &str) -> Money {
        text.parse().expect("amount")
    }

    fn yearly_in_advance() -> LeaseTerms {
        let timetable = Timetable {
            starts_on: "2018-01-02".parse().expect("date"),
            first_due_on: None,
            periods: 4,
            every: Every::YEAR,
            timing: Timing::Advance,
            payment_days: PaymentDays::Unadjusted,
        };
        LeaseTerms::new(timetable, "0.0275".parse().expect("rate"))
    }

    #[test]
    fn the_frame_of_1_552_000_carries_240_units() {
        let found = largest_quantity_within(
            money("1552000.00"),
            money("5925.00"),
            money("66500.00"),
            &yearly_in_advance(),
        );
        let found = found.expect("quantity");
        assert_eq!(found.quantity, Some(240));
        assert!(found.total <= money("1552000.00"));
        assert!(found.total_with_one_more > money("1552000.00"));
        assert_eq!(found.total, money("1549607.96"));
    }

    #[test]
    fn a_frame_that_is_met_to_the_ore_is_met() {
        let found = largest_quantity_within(
            money("1549607.96"),
            money("5925.00"),
            money("66500.00"),
            &yearly_in_advance(),
        );
        let found = found.expect("quantity");
        assert_eq!(
            (found.quantity, found.total),
            (Some(240), money("1549607.96"))
        );
    }

    #[test]
    fn a_payment_outside_the_years_of_the_frame_makes_room() {
        let found = largest_quantity_within_years(
            money("1552000.00"),
            2017..=2020,
            money("5925.00"),
            money("66500.00"),
            &yearly_in_advance(),
        );
        let found = found.expect("quantity");
        assert!(found.quantity > Some(240));
        assert!(
            found.total <= money("1552000.00") && found.total_with_one_more > money("1552000.00")
        );
    }

    #[test]
    fn when_the_fixed_costs_exceed_the_frame_nothing_fits() {
        let found = largest_quantity_within(
            money("100.00"),
            money("1.00"),
            money("200.00"),
            &yearly_in_advance(),
        );
        let found = found.expect("answer");
        assert_eq!(found.quantity, None);
        assert!(found.total > money("100.00") && found.total_with_one_more > found.total);
    }

    #[test]
    fn questions_without_a_bound_are_refused() {
        let terms = yearly_in_advance();
        assert_eq!(
            largest_quantity_within(money("1.00"), Money::ZERO, Money::ZERO, &terms),
            Err(QuantityError::UnitCostsNothing)
        );
        assert_eq!(
            largest_quantity_within_years(
                money("1.00"),
                2030..=2031,
                money("1.00"),
                Money::ZERO,
                &terms
            ),
            Err(QuantityError::Unbounded)
        );
    }
}
