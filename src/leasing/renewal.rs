//! What happens to a lease without notice (*automatisk forlængelse*), and what it would cost.
//!
//! A renewal lasts whole periods of the agreement and is paid in the agreement's rhythm: a year of a lease that is
//! paid each quarter is four payments.

use super::LeaseInstalment;
use crate::finance::projection::{DatedAmount, by_year};
use crate::finance::{Every, Money, Timing, Unit};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What happens without notice (*automatisk forlængelse*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct RenewalTerms {
    /// How long the lease goes on.
    pub length: Every,
    /// What each instalment costs then; as the last one where absent.
    pub payment: Option<Money>,
}

/// What a renewal would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The instalments that it adds.
    pub payments: Vec<DatedAmount>,
    /// The day after its last period.
    pub ends_on: NaiveDate,
}

impl Renewal {
    /// Their sum.
    pub fn total(&self) -> Money {
        self.payments.iter().map(|one| one.amount).sum()
    }

    /// Their sums by budget year.
    pub fn by_year(&self) -> BTreeMap<i32, Money> {
        by_year(self.payments.iter().copied())
    }
}

/// How many of the agreement's periods a renewal lasts; `None` where that is no whole number.
pub fn renewal_periods(every: Every, length: Every) -> Option<u32> {
    let size = |one: Every| -> Option<(bool, u32)> {
        match one.unit {
            Unit::Day => Some((false, one.count)),
            Unit::Week => Some((false, one.count.checked_mul(7)?)),
            Unit::Month => Some((true, one.count)),
            Unit::Year => Some((true, one.count.checked_mul(12)?)),
        }
    };
    let ((months, period), (also_months, whole)) = (size(every)?, size(length)?);
    let fits = months == also_months && period > 0 && whole > 0 && whole.is_multiple_of(period);
    fits.then(|| whole / period)
}

/// The instalments that a renewal after the last of `rows` adds, each in the agreement's rhythm.
///
/// They are counted from the end of the last period: due there and one period later each in advance, one period
/// later each in arrears. `None` without rows, beyond the calendar, or where the length does not fit.
pub fn renewal(
    terms: RenewalTerms,
    every: Every,
    timing: Timing,
    rows: &[LeaseInstalment],
) -> Option<Renewal> {
    let last = rows.last()?;
    let start = last.period_to;
    let periods = renewal_periods(every, terms.length)?;
    let amount = terms.payment.unwrap_or(last.payment);
    let first = match timing {
        Timing::Advance => 0,
        Timing::Arrears => 1,
    };
    let payments: Option<Vec<DatedAmount>> = (0..i64::from(periods))
        .map(|index| {
            Some(DatedAmount {
                due_on: every.after(start, index.checked_add(first)?)?,
                amount,
            })
        })
        .collect();
    Some(Renewal {
        payments: payments?,
        ends_on: every.after(start, i64::from(periods))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn every(unit: Unit, count: u32) -> Every {
        Every { unit, count }
    }

    #[test]
    fn a_renewal_lasts_whole_periods_of_the_agreement() {
        assert_eq!(
            renewal_periods(every(Unit::Month, 3), every(Unit::Year, 1)),
            Some(4)
        );
        assert_eq!(
            renewal_periods(every(Unit::Month, 1), every(Unit::Month, 12)),
            Some(12)
        );
        assert_eq!(
            renewal_periods(every(Unit::Day, 7), every(Unit::Week, 2)),
            Some(2)
        );
        assert_eq!(
            renewal_periods(every(Unit::Year, 1), every(Unit::Month, 6)),
            None
        );
        assert_eq!(
            renewal_periods(every(Unit::Month, 1), every(Unit::Day, 30)),
            None
        );
    }

    #[test]
    fn a_renewal_costs_its_payments_in_the_years_in_which_they_fall_due() {
        let row = LeaseInstalment {
            number: 1,
            due_on: date("2021-10-01"),
            period_from: date("2021-10-01"),
            period_to: date("2022-01-01"),
            opening: Money::ZERO,
            drawn: Money::ZERO,
            interest: Money::ZERO,
            principal: Money::ZERO,
            payment: Money::from_ore(100),
            closing: Money::ZERO,
        };
        let terms = RenewalTerms {
            length: every(Unit::Year, 1),
            payment: None,
        };
        let advance =
            renewal(terms, every(Unit::Month, 3), Timing::Advance, &[row]).expect("renewal");
        assert_eq!(
            (advance.total(), advance.ends_on),
            (Money::from_ore(400), date("2023-01-01"))
        );
        assert_eq!(advance.by_year(), [(2022, Money::from_ore(400))].into());
        let arrears =
            renewal(terms, every(Unit::Month, 3), Timing::Arrears, &[row]).expect("renewal");
        let years = [(2022, Money::from_ore(300)), (2023, Money::from_ore(100))];
        assert_eq!(arrears.by_year(), years.into());
    }
}
