//! Cost per budget year, as a whole and for each school by the devices it holds.
//!
//! Two views and two rules, and every pair of them adds up to the øre: the *cash* view puts a payment
//! into the calendar year of its due date, the *accrual* view divides it over the years of its period
//! by days; the *holder on the due date* carries a payment whole, or each school its *device-days*
//! in the period. Years are divided first and schools after, so that the sum over schools of a year
//! is what the year costs. What nobody holds goes to the stream's fallback, never to the floor.

mod table;
#[cfg(test)]
mod tests;
mod view;
mod walk;

pub use table::{
    CostTable, by_school_and_year, by_school_and_year_parallel, by_school_and_year_with,
};
pub use view::{by_year, by_year_in};

use super::money::Money;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A payment and its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedAmount {
    /// The due date.
    pub due_on: NaiveDate,
    /// What is paid, negative for a credit.
    pub amount: Money,
}

/// A payment with the time that it pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodAmount {
    /// The due date.
    pub due_on: NaiveDate,
    /// The first day of the period.
    pub from: NaiveDate,
    /// The day after the period; one not after `from` means that the payment has no period.
    pub to: NaiveDate,
    /// What is paid, negative for a credit.
    pub amount: Money,
}

/// To which year a payment belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The calendar year of the due date.
    #[default]
    Cash,
    /// The calendar years of its period, divided by days with the largest remainder.
    ///
    /// A payment without a period belongs to the year of its due date.
    Accrual,
}

/// Which schools carry a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingRule {
    /// Those who hold the devices on the due date, by their number.
    ///
    /// A device that moves in March moves its cost from the next due date on, and all of it.
    #[default]
    HolderOnDueDate,
    /// All who held devices in the period, by devices times days.
    ///
    /// A device that moves on 16 March takes 16 of the 31 days of March with it, and all of April. In
    /// the accrual view the days are those of the period within the year. A payment without a
    /// period goes to the holders on its due date.
    DeviceDays,
}

/// A change in what a school holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The first day of the new holding; a payment due on this day already sees it.
    pub on: NaiveDate,
    /// The school.
    pub school: i64,
    /// Devices gained, or lost when negative; any other weight in whole numbers does as well.
    pub delta: i64,
}

/// The payments of one agreement, or of one line of it, and who holds its devices on the due dates.
///
/// Both lists are expected by date; lists out of order cost a sort, not an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream<'a> {
    /// The payments.
    pub amounts: &'a [DatedAmount],
    /// The movements of the devices.
    pub movements: &'a [Movement],
    /// Who carries a payment due while no school holds a device; `None` shows as *ikke fordelt*.
    pub fallback: Option<i64>,
}

/// The same with periods, a view and a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodStream<'a> {
    /// The payments, in any order.
    pub amounts: &'a [PeriodAmount],
    /// The movements of the devices, best by date.
    pub movements: &'a [Movement],
    /// Who carries what falls to a time in which no school holds a device.
    pub fallback: Option<i64>,
    /// To which years the payments belong.
    pub view: View,
    /// Which schools carry them.
    pub rule: SharingRule,
}

/// One school's part of one payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The due date of the payment.
    pub due_on: NaiveDate,
    /// The school; `None` is not distributed.
    pub school: Option<i64>,
    /// Its part.
    pub amount: Money,
}

/// One school's part of one payment in one year, with what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodShare {
    /// Which payment: its index in the stream's amounts.
    pub payment: usize,
    /// The calendar year.
    pub year: i32,
    /// What the payment costs in that year, all schools together.
    pub of: Money,
    /// The school; `None` is not distributed.
    pub school: Option<i64>,
    /// The weight of the school: what it holds, or that times days; zero for the fallback.
    pub weight: u64,
    /// The weights of all schools.
    pub of_weight: u128,
    /// The part of the school.
    pub amount: Money,
}

impl Stream<'_> {
    /// The shares of all payments in order of their due dates, schools in order of their ids.
    pub fn shares(&self) -> Vec<Share> {
        let mut shares = Vec::with_capacity(self.amounts.len());
        self.for_each_share(|share| shares.push(share));
        shares
    }

    /// Calls `visit` with every share, in the order of [`Stream::shares`].
    ///
    /// Walks through the movements once; ties in the split go to the lowest school id. A holding
    /// below zero is a fault in the register and counts as no devices.
    pub fn for_each_share(&self, mut visit: impl FnMut(Share)) {
        self.walk(|part, shared| {
            for (&school, &amount) in shared.schools.iter().zip(shared.amounts) {
                if amount != Money::ZERO || shared.schools.len() == 1 {
                    visit(Share {
                        due_on: part.due_on,
                        school,
                        amount,
                    });
                }
            }
        });
    }

    fn walk(&self, visit: impl FnMut(&walk::Part, &walk::Shared<'_>)) {
        let amounts = by_date(self.amounts, |dated| dated.due_on);
        let movements = by_date(self.movements, |movement| movement.on);
        let parts = amounts
            .iter()
            .enumerate()
            .map(|(payment, dated)| walk::Part {
                payment,
                due_on: dated.due_on,
                from: dated.due_on,
                to: dated.due_on,
                year: dated.due_on.year(),
                amount: dated.amount,
            });
        walk::walk(parts, &movements, self.fallback, visit);
    }
}

impl PeriodStream<'_> {
    /// The shares of all payments, by the beginning of what decides them and then by school.
    pub fn shares(&self) -> Vec<PeriodShare> {
        let mut shares = Vec::with_capacity(self.amounts.len());
        self.for_each_share(|share| shares.push(share));
        shares
    }

    /// Calls `visit` with every share, in the order of [`PeriodStream::shares`].
    ///
    /// The shares of a payment in a year add up to what the payment costs in that year.
    pub fn for_each_share(&self, mut visit: impl FnMut(PeriodShare)) {
        self.walk(|part, shared| {
            let of_weight = shared.weights.iter().copied().map(u128::from).sum();
            for (index, (&school, &amount)) in shared.schools.iter().zip(shared.amounts).enumerate()
            {
                if amount != Money::ZERO || shared.schools.len() == 1 {
                    visit(PeriodShare {
                        payment: part.payment,
                        year: part.year,
                        of: part.amount,
                        school,
                        weight: shared.weights.get(index).copied().unwrap_or_default(),
                        of_weight,
                        amount,
                    });
                }
            }
        });
    }

    fn walk(&self, visit: impl FnMut(&walk::Part, &walk::Shared<'_>)) {
        let movements = by_date(self.movements, |movement| movement.on);
        let mut parts = view::parts(self.amounts, self.view, self.rule);
        if !parts.is_sorted_by_key(walk::Part::order) {
            parts.sort_by_key(walk::Part::order);
        }
        walk::walk(parts.into_iter(), &movements, self.fallback, visit);
    }
}

fn by_date<T: Clone>(items: &[T], date: impl Fn(&T) -> NaiveDate) -> Cow<'_, [T]> {
    if items.is_sorted_by_key(&date) {
        return Cow::Borrowed(items);
    }
    let mut sorted = items.to_vec();
    sorted.sort_by_key(date);
    Cow::Owned(sorted)
}
