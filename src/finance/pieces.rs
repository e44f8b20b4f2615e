//! The interest between two instalments in stretches of one debt and one rate, for those who ask why.
//!
//! The same cuts as the tables use, with their dates: the stretches add up to the unrounded interest of the row.

use super::accrual::Cutter;
use super::day_count::YearFraction;
use super::money::Money;
use super::terms::{Drawdown, LeaseTerms};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A stretch of time with one debt and one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first day.
    pub from: NaiveDate,
    /// The day after it.
    pub to: NaiveDate,
    /// The days between them as the day count reckons them.
    pub days: i64,
    /// What is owed in it.
    pub debt: Money,
    /// The nominal yearly rate.
    pub rate: Decimal,
    /// Its part of a year.
    pub fraction: YearFraction,
    /// Debt · rate · fraction in kroner, unrounded.
    pub interest: Decimal,
}

/// The stretches from one instalment (or the start) on `from` to the next on `to`, when `debt` is owed at first.
///
/// Drawdowns on `from` count as part of `debt`. None when both are the same day; `None` on overflow.
pub fn stretches(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    from: NaiveDate,
    to: NaiveDate,
    debt: Money,
) -> Option<Vec<Stretch>> {
    let leg = Cutter::new(terms, drawdowns).leg(from, to, to)?;
    let changed = terms.effective_rate_changes();
    let mut cuts: Vec<NaiveDate> = changed.iter().map(|change| change.from).collect();
    cuts.extend(drawdowns.iter().map(|drawdown| drawdown.on));
    cuts.retain(|day| *day > from && *day < to);
    cuts.push(from);
    cuts.sort_unstable();
    cuts.dedup();
    let mut debt = debt;
    let mut found = Vec::with_capacity(leg.pieces.len());
    for (index, piece) in leg.pieces.iter().enumerate() {
        debt = debt.checked_add(piece.drawn)?;
        let start = *cuts.get(index)?;
        let end = cuts.get(index + 1).copied().unwrap_or(to);
        found.push(Stretch {
            from: start,
            to: end,
            days: terms.day_count.days(start, end),
            debt,
            rate: piece.rate,
            fraction: piece.fraction,
            interest: piece.fraction.of(debt.kroner().checked_mul(piece.rate)?)?,
        });
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{Every, PaymentDays, RateChange, Timetable, Timing};

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn a_drawdown_and_a_new_rate_cut_the_time_in_three() {
        let timetable = Timetable {
            starts_on: date("2027-01-01"),
            first_due_on: None,
            periods: 4,
            every: Every::YEAR,
            timing: Timing::Arrears,
            payment_days: PaymentDays::Unadjusted,
        };
        let mut terms = LeaseTerms::new(timetable, "0.0365".parse().expect("rate"));
        terms.day_count = crate::finance::DayCount::Act365F;
        terms.rate_changes = vec![RateChange {
            from: date("2027-04-11"),
            rate: "0.073".parse().expect("rate"),
        }];
        let drawn = Drawdown {
            on: date("2027-07-20"),
            amount: Money::from_ore(100_000),
        };
        let (from, to) = (date("2027-01-01"), date("2028-01-01"));
        let debt = Money::from_ore(100_000);
        let found = stretches(&terms, &[drawn], from, to, debt).expect("in range");
        let shown: Vec<String> = found
            .iter()
            .map(|one| format!("{} {} {}", one.days, one.debt, one.interest.normalize()))
            .collect();
        assert_eq!(
            shown,
            ["100 1000.00 10", "100 1000.00 20", "165 2000.00 66"]
        );
        let none = stretches(&terms, &[drawn], from, from, debt).expect("in range");
        assert!(none.is_empty());
    }
}
