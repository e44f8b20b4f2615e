//! To which years a payment belongs.
//!
//! By accrual a payment is divided over the calendar years of its period by their days. The parts are
//! whole øre by the largest remainder and add up to the payment; the accounting rule itself is the
//! municipal one (*transaktionsprincippet*: the year in which it is used decides).

use super::walk::Part;
use super::{DatedAmount, PeriodAmount, SharingRule, View};
use crate::finance::allocation::split;
use crate::finance::money::Money;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The cost by budget year of any payments, in any order; the year is that of the due date.
pub fn by_year(amounts: impl IntoIterator<Item = DatedAmount>) -> BTreeMap<i32, Money> {
    let mut years = BTreeMap::new();
    for dated in amounts {
        *years.entry(dated.due_on.year()).or_insert(Money::ZERO) += dated.amount;
    }
    years
}

/// The cost by calendar year of payments with periods; its sum is that of the payments in both views.
pub fn by_year_in(view: View, amounts: &[PeriodAmount]) -> BTreeMap<i32, Money> {
    let mut years = BTreeMap::new();
    for part in parts(amounts, view, SharingRule::HolderOnDueDate) {
        *years.entry(part.year).or_insert(Money::ZERO) += part.amount;
    }
    years
}

/// The payments divided over their years, each with the time that decides who carries it.
pub(super) fn parts(amounts: &[PeriodAmount], view: View, rule: SharingRule) -> Vec<Part> {
    let mut parts = Vec::with_capacity(amounts.len());
    for (payment, amount) in amounts.iter().enumerate() {
        let mut add = |year, from, to, part| {
            let by_days = rule == SharingRule::DeviceDays && from < to;
            parts.push(Part {
                payment,
                due_on: amount.due_on,
                from: if by_days { from } else { amount.due_on },
                to: if by_days { to } else { amount.due_on },
                year,
                amount: part,
            });
        };
        let years = match view {
            View::Accrual => years_of(amount),
            View::Cash => None,
        };
        match years {
            None => {
                let year = match view {
                    View::Accrual if amount.from < amount.to => amount.from.year(),
                    _ => amount.due_on.year(),
                };
                add(year, amount.from, amount.to, amount.amount);
            }
            Some((stretches, divided)) => {
                for (&(from, to), part) in stretches.iter().zip(divided) {
                    add(from.year(), from, to, part);
                }
            }
        }
    }
    parts
}

type Stretches = Vec<(NaiveDate, NaiveDate)>;

/// The period cut at every new year, with the part of the amount; `None` when it lies within a year.
fn years_of(amount: &PeriodAmount) -> Option<(Stretches, Vec<Money>)> {
    if amount.from >= amount.to || amount.to.pred_opt()?.year() == amount.from.year() {
        return None;
    }
    let mut stretches = Vec::new();
    let mut from = amount.from;
    while from < amount.to {
        let new_year = NaiveDate::from_ymd_opt(from.year() + 1, 1, 1).unwrap_or(amount.to);
        let to = new_year.min(amount.to);
        stretches.push((from, to));
        from = to;
    }
    let days = |(from, to): &(NaiveDate, NaiveDate)| {
        to.signed_duration_since(*from).num_days().unsigned_abs()
    };
    let days: Vec<u64> = stretches.iter().map(days).collect();
    let divided = split(amount.amount, &days)?;
    Some((stretches, divided))
}
