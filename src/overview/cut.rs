//! To which years a charge belongs: the whole to the year of its due date, or by days to the years of its period.

use super::{Charge, CostView};
use crate::finance::{Money, allocation};
use chrono::{Datelike, NaiveDate};

/// The part of a charge that belongs to one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The calendar year.
    pub year: i32,
    /// The first day of the part of the period that lies in it; with cash the whole period.
    pub from: NaiveDate,
    /// The day after.
    pub to: NaiveDate,
    /// The amount.
    pub amount: Money,
}

/// Calls `visit` with the parts of a charge by year; they add up to its amount, to the øre.
///
/// By period, the amount is split by the days of the period in each year (largest remainder). A charge without
/// a period belongs to the year of its due date in either view.
pub fn cut(charge: &Charge, view: CostView, mut visit: impl FnMut(Cut)) {
    let (from, to) = (charge.from, charge.to);
    let last_day = to.pred_opt().unwrap_or(to);
    if view == CostView::Cash || from >= to {
        return visit(Cut {
            year: charge.on.year(),
            from,
            to,
            amount: charge.amount,
        });
    }
    if from.year() == last_day.year() {
        return visit(Cut {
            year: from.year(),
            from,
            to,
            amount: charge.amount,
        });
    }
    let spans = spans(from, to);
    let days: Vec<u64> = spans
        .iter()
        .map(|(from, to)| to.signed_duration_since(*from).num_days().unsigned_abs())
        .collect();
    let amounts = allocation::split(charge.amount, &days).unwrap_or_default();
    for ((from, to), amount) in spans.into_iter().zip(amounts) {
        visit(Cut {
            year: from.year(),
            from,
            to,
            amount,
        });
    }
}

/// The period from `from` up to `to`, cut at each new year.
fn spans(from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut spans = Vec::new();
    let mut begin = from;
    while begin < to {
        let next = NaiveDate::from_ymd_opt(begin.year().saturating_add(1), 1, 1);
        let end = next.map_or(to, |next| next.min(to));
        spans.push((begin, end));
        begin = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charge(on: &str, from: &str, to: &str, ore: i64) -> Charge {
        Charge {
            number: 1,
            on: on.parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            amount: Money::from_ore(ore),
        }
    }

    fn years(charge: &Charge, view: CostView) -> Vec<(i32, i64)> {
        let mut found = Vec::new();
        cut(charge, view, |cut| found.push((cut.year, cut.amount.ore())));
        found
    }

    #[test]
    fn a_year_that_starts_in_august_belongs_to_two_budget_years_by_days() {
        let charge = charge("2018-08-01", "2018-08-01", "2019-08-01", 36_500);
        assert_eq!(years(&charge, CostView::Cash), [(2018, 36_500)]);
        // 1 August to 31 December are 153 days of 365.
        assert_eq!(
            years(&charge, CostView::Accrual),
            [(2018, 15_300), (2019, 21_200)]
        );
    }

    #[test]
    fn a_leap_year_and_an_odd_ore_still_add_up() {
        let charge = charge("2019-12-31", "2019-12-31", "2022-01-02", 100_001);
        let cuts = years(&charge, CostView::Accrual);
        assert_eq!(
            cuts.iter().map(|(year, _)| *year).collect::<Vec<_>>(),
            [2019, 2020, 2021, 2022]
        );
        assert_eq!(cuts.iter().map(|(_, ore)| ore).sum::<i64>(), 100_001);
    }

    #[test]
    fn a_period_that_ends_with_the_year_stays_in_it() {
        let charge = charge("2019-01-01", "2018-01-01", "2019-01-01", 7);
        assert_eq!(years(&charge, CostView::Accrual), [(2018, 7)]);
        assert_eq!(years(&charge, CostView::Cash), [(2019, 7)]);
    }

    #[test]
    fn a_charge_without_a_period_belongs_to_its_due_date() {
        let charge = charge("2019-05-01", "2019-05-01", "2019-05-01", -5);
        assert_eq!(years(&charge, CostView::Accrual), [(2019, -5)]);
    }
}
