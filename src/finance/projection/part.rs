//! The same division in larger pieces, for who adds up by more than schools and years.
//!
//! [`cut`] divides payments over years, [`PeriodStream::for_each_part`] hands over all shares of a payment at
//! once and says whether they are those of the payment before.

use super::view::parts;
use super::{PeriodAmount, PeriodStream, SharingRule, View};
use crate::finance::money::Money;
use chrono::NaiveDate;

/// What a payment costs in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearPart {
    /// Which payment: its index.
    pub payment: usize,
    /// The calendar year.
    pub year: i32,
    /// The first day of the part of the period that lies in it; the whole period's in the cash view.
    pub from: NaiveDate,
    /// The day after; the same as `from` for a payment without a period.
    pub to: NaiveDate,
    /// The cost; the parts of a payment add up to it.
    pub amount: Money,
}

/// All shares of a payment of a stream in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedPart<'a> {
    /// Which payment: its index in the stream's amounts.
    pub payment: usize,
    /// The calendar year.
    pub year: i32,
    /// Whether schools, weights or amounts differ from the part before.
    pub changed: bool,
    /// The schools by id, or the fallback alone.
    pub schools: &'a [Option<i64>],
    /// Their weights; none for the fallback.
    pub weights: &'a [u64],
    /// Their amounts.
    pub amounts: &'a [Money],
}

/// What payments cost in each year, payment by payment.
pub fn cut(view: View, amounts: &[PeriodAmount]) -> Vec<YearPart> {
    let parts = parts(amounts, view, SharingRule::DeviceDays).into_iter();
    parts
        .map(|part| YearPart {
            payment: part.payment,
            year: part.year,
            from: part.from,
            to: part.to,
            amount: part.amount,
        })
        .collect()
}

impl PeriodStream<'_> {
    /// Calls `visit` with every payment in every year, in the order of [`PeriodStream::shares`].
    pub fn for_each_part(&self, mut visit: impl FnMut(&SharedPart<'_>)) {
        self.walk(|part, shared| {
            visit(&SharedPart {
                payment: part.payment,
                year: part.year,
                changed: shared.changed,
                schools: shared.schools,
                weights: shared.weights,
                amounts: shared.amounts,
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Movement;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn yearly(from: &str, to: &str) -> PeriodAmount {
        PeriodAmount {
            due_on: date(from),
            from: date(from),
            to: date(to),
            amount: Money::from_ore(36_500),
        }
    }

    #[test]
    fn a_payment_is_cut_at_the_new_year_and_keeps_its_index() {
        let amounts = [
            yearly("2018-01-01", "2019-01-01"),
            yearly("2018-08-01", "2019-08-01"),
        ];
        let cuts = cut(View::Accrual, &amounts);
        let found: Vec<_> = cuts
            .iter()
            .map(|cut| (cut.payment, cut.year, cut.amount.ore()))
            .collect();
        // 1 August to 31 December are 153 days of 365.
        assert_eq!(
            found,
            [(0, 2018, 36_500), (1, 2018, 15_300), (1, 2019, 21_200)]
        );
        assert_eq!(
            (cuts[1].to, cuts[2].from),
            (date("2019-01-01"), date("2019-01-01"))
        );
    }

    #[test]
    fn a_part_says_when_nothing_changed_since_the_one_before() {
        let amounts = [
            yearly("2018-01-01", "2019-01-01"),
            yearly("2019-01-01", "2020-01-01"),
            yearly("2020-01-01", "2021-01-01"),
        ];
        let moved = |on: &str, school| Movement {
            on: date(on),
            school,
            delta: 1,
        };
        let stream = PeriodStream {
            amounts: &amounts,
            movements: &[moved("2018-01-01", 1), moved("2019-06-01", 2)],
            fallback: None,
            view: View::Cash,
            rule: SharingRule::HolderOnDueDate,
        };
        let mut found = Vec::new();
        stream.for_each_part(|part| found.push((part.changed, part.schools.len())));
        assert_eq!(found, [(true, 1), (false, 1), (true, 2)]);
    }
}
