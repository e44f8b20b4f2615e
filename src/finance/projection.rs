//! Cost per budget year, as a whole and for each school by the devices it holds.
//!
//! The budget year of a payment is the calendar year of its due date. Each instalment is split on its
//! own due date and to the øre, so the sum over schools is the sum of the instalments, always. What
//! falls due while nobody holds a device goes to the stream's stated fallback, never to the floor.

use super::allocation;
use super::money::Money;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// A payment and its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedAmount {
    /// The due date.
    pub due_on: NaiveDate,
    /// What is paid, negative for a credit.
    pub amount: Money,
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

/// The payments of one agreement, or of one line of it, and who holds its devices.
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

/// The cost by budget year of any payments, in any order.
pub fn by_year(amounts: impl IntoIterator<Item = DatedAmount>) -> BTreeMap<i32, Money> {
    let mut years = BTreeMap::new();
    for dated in amounts {
        *years.entry(dated.due_on.year()).or_insert(Money::ZERO) += dated.amount;
    }
    years
}

/// The cost by school and budget year over all streams; `None` is what no school carries.
///
/// The sum of the table is the sum of all amounts, to the øre.
pub fn by_school_and_year<'a>(
    streams: impl IntoIterator<Item = Stream<'a>>,
) -> BTreeMap<(Option<i64>, i32), Money> {
    let mut table = CostTable::default();
    for stream in streams {
        table.add(&stream);
    }
    table.into_cells()
}

/// Collects the cost of many streams one at a time, so that none of them must be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostTable {
    cells: HashMap<(Option<i64>, i32), Money>,
}

impl CostTable {
    /// Adds all shares of a stream.
    pub fn add(&mut self, stream: &Stream<'_>) {
        // A stream mostly stays with one school through a year: add its run up before looking it up.
        let mut run: Option<((Option<i64>, i32), Money)> = None;
        stream.for_each_share(|share| {
            let key = (share.school, share.due_on.year());
            match &mut run {
                Some((running, sum)) if *running == key => *sum += share.amount,
                _ => {
                    if let Some((done, sum)) = run.replace((key, share.amount)) {
                        *self.cells.entry(done).or_default() += sum;
                    }
                }
            }
        });
        if let Some((done, sum)) = run {
            *self.cells.entry(done).or_default() += sum;
        }
    }

    /// The cells by school and year, what is not distributed first.
    pub fn into_cells(self) -> BTreeMap<(Option<i64>, i32), Money> {
        self.cells.into_iter().collect()
    }
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
        let amounts = by_date(self.amounts, |dated| dated.due_on);
        let movements = by_date(self.movements, |movement| movement.on);
        let mut ahead = movements.iter().peekable();
        let mut held: BTreeMap<i64, i64> = BTreeMap::new();
        let (mut schools, mut weights): (Vec<i64>, Vec<u64>) = (Vec::new(), Vec::new());
        for dated in amounts.iter() {
            let mut moved = false;
            while let Some(movement) = ahead.next_if(|movement| movement.on <= dated.due_on) {
                let count = held.entry(movement.school).or_insert(0);
                *count = count.saturating_add(movement.delta);
                moved = true;
            }
            if moved {
                schools.clear();
                weights.clear();
                for (&school, &count) in held.iter().filter(|(_, count)| **count > 0) {
                    schools.push(school);
                    weights.push(count.unsigned_abs());
                }
            }
            let due_on = dated.due_on;
            if let [school] = schools[..] {
                visit(Share {
                    due_on,
                    school: Some(school),
                    amount: dated.amount,
                });
                continue;
            }
            match allocation::split(dated.amount, &weights) {
                Some(parts) => {
                    for (&school, &amount) in schools.iter().zip(&parts) {
                        if amount != Money::ZERO {
                            visit(Share {
                                due_on,
                                school: Some(school),
                                amount,
                            });
                        }
                    }
                }
                None => visit(Share {
                    due_on,
                    school: self.fallback,
                    amount: dated.amount,
                }),
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn due(on: &str, ore: i64) -> DatedAmount {
        DatedAmount {
            due_on: date(on),
            amount: Money::from_ore(ore),
        }
    }

    fn moved(on: &str, school: i64, delta: i64) -> Movement {
        Movement {
            on: date(on),
            school,
            delta,
        }
    }

    #[test]
    fn the_budget_year_is_the_year_of_the_due_date() {
        let years = by_year([
            due("2027-12-31", 100),
            due("2028-01-01", 7),
            due("2027-01-01", 1),
        ]);
        let expected = [(2027, Money::from_ore(101)), (2028, Money::from_ore(7))];
        assert_eq!(years, BTreeMap::from(expected));
    }

    #[test]
    fn a_school_carries_what_it_holds_on_the_due_date() {
        let stream = Stream {
            amounts: &[
                due("2027-01-02", 100),
                due("2028-01-02", 100),
                due("2029-01-02", 100),
            ],
            movements: &[
                moved("2027-01-02", 1, 2),
                moved("2027-01-02", 2, 1),
                moved("2027-06-01", 1, -2),
                moved("2027-06-01", 3, 2),
                moved("2028-12-31", 2, -1),
                moved("2028-12-31", 3, -2),
            ],
            fallback: None,
        };
        let share = |on: &str, school, ore| Share {
            due_on: date(on),
            school,
            amount: Money::from_ore(ore),
        };
        assert_eq!(
            stream.shares(),
            [
                share("2027-01-02", Some(1), 67),
                share("2027-01-02", Some(2), 33),
                share("2028-01-02", Some(2), 33),
                share("2028-01-02", Some(3), 67),
                share("2029-01-02", None, 100),
            ]
        );
    }

    #[test]
    fn the_table_adds_up_to_the_instalments_to_the_ore() {
        let amounts: Vec<DatedAmount> = (2020..2030)
            .map(|year| due(&format!("{year}-03-01"), 1_000_003 - i64::from(year)))
            .collect();
        let movements: Vec<Movement> = (1..=7)
            .map(|school| moved("2022-01-01", school, school * 13))
            .collect();
        let stream = Stream {
            amounts: &amounts,
            movements: &movements,
            fallback: Some(99),
        };
        let table = by_school_and_year([stream, stream]);
        let total: Money = table.values().sum();
        let expected: Money = amounts.iter().map(|dated| dated.amount).sum();
        assert_eq!(total, expected + expected);
        assert_eq!(
            table[&(Some(99), 2021)],
            Money::from_ore(2 * (1_000_003 - 2021))
        );
    }

    #[test]
    fn lists_out_of_order_give_the_same_shares() {
        let amounts = [due("2027-01-02", 5), due("2028-01-02", 5)];
        let movements = [moved("2027-01-01", 1, 1), moved("2027-06-01", 2, 1)];
        let backwards = [amounts[1], amounts[0]];
        let movements_backwards = [movements[1], movements[0]];
        let sorted = Stream {
            amounts: &amounts,
            movements: &movements,
            fallback: None,
        };
        let mixed = Stream {
            amounts: &backwards,
            movements: &movements_backwards,
            fallback: None,
        };
        assert_eq!(sorted.shares(), mixed.shares());
    }

    #[test]
    fn a_holding_below_zero_counts_as_none() {
        let movements = [moved("2027-01-01", 1, -3), moved("2027-01-01", 2, 1)];
        let amounts = [due("2027-01-02", 5)];
        let stream = Stream {
            amounts: &amounts,
            movements: &movements,
            fallback: None,
        };
        assert_eq!(stream.shares().len(), 1);
        assert_eq!(stream.shares()[0].school, Some(2));
    }
}
