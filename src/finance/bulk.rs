//! Many level leases at once: a million of them in hundredths of a second, to the øre.
//!
//! What leases have in common is worked out once and exactly: the factors of each rate and the due
//! dates of each start. A payment is then two whole-number products (see
//! [`LevelFactors::payment_to_the_ore`]); no float comes near it. All leases of a portfolio have the
//! same number of periods, of the same length and timing, and constant payments.

use super::annuity::LevelFactors;
use super::calendar::PaymentDays;
use super::day_count::DayCount;
use super::money::Money;
use super::period::{Every, Timing};
use super::rate::Rate;
use super::schedule::{ScheduleError, Timetable};
use chrono::{Datelike, NaiveDate};

/// The shape that the leases of a portfolio share, and its rates and starts.
#[derive(Debug, Clone)]
pub struct Portfolio {
    periods: u32,
    every: Every,
    timing: Timing,
    payment_days: PaymentDays,
    rates: Vec<LevelFactors>,
    starts: Vec<Vec<Due>>,
    years: Option<(i32, i32)>,
}

/// When an instalment is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The due date.
    pub on: NaiveDate,
    /// Its calendar year, the budget year.
    pub year: i32,
}

/// One lease of a portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelLease {
    /// What is financed on the first day.
    pub principal: Money,
    /// The debt that remains after the last period.
    pub residual: Money,
    /// Its rate: what [`Portfolio::add_rate`] answered.
    pub rate: u32,
    /// Its start: what [`Portfolio::add_start`] answered.
    pub start: u32,
    /// Who carries it, such as a school: a number below the count given to the sums.
    pub key: u32,
}

/// Why leases cannot be projected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BulkError {
    /// The shape or a start gives no schedule.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// A rate at which no level payment exists.
    #[error("no level payment at this rate")]
    RateOutOfRange,
    /// A lease names a rate, a start or a key that there is not.
    #[error("lease {index} names what is not in the portfolio")]
    Unknown {
        /// Its index.
        index: usize,
    },
    /// A payment beyond what the service can carry.
    #[error("the payment of lease {index} is out of range")]
    AmountOutOfRange {
        /// Its index.
        index: usize,
    },
    /// More keys and years than there is room for.
    #[error("too many keys")]
    TooManyKeys,
}

/// Sums by key and budget year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTable {
    /// The first year.
    pub first_year: i32,
    /// The number of years.
    pub years: usize,
    /// Row by row: the years of key 0, then those of key 1.
    pub cells: Vec<Money>,
}

impl YearTable {
    /// The sum of a key in a year; nothing outside the table.
    pub fn of(&self, key: usize, year: i32) -> Money {
        let column = i64::from(year) - i64::from(self.first_year);
        let column = usize::try_from(column).ok().filter(|c| *c < self.years);
        let cell =
            column.and_then(|c| self.cells.get(key.checked_mul(self.years)?.checked_add(c)?));
        cell.copied().unwrap_or_default()
    }

    #[inline]
    fn row(&mut self, key: u32) -> Option<&mut [Money]> {
        let from = usize::try_from(key).ok()?.checked_mul(self.years)?;
        self.cells.get_mut(from..from.checked_add(self.years)?)
    }

    /// The sum of the whole table.
    pub fn total(&self) -> Money {
        self.cells.iter().sum()
    }
}

/// The most cells that sums by key and start may take before years are added directly.
const MOST_STARTS: usize = 1 << 20;

impl Portfolio {
    /// A portfolio without rates or starts.
    pub fn new(periods: u32, every: Every, timing: Timing, payment_days: PaymentDays) -> Self {
        Portfolio {
            periods,
            every,
            timing,
            payment_days,
            rates: Vec::new(),
            starts: Vec::new(),
            years: None,
        }
    }

    /// Adds a nominal yearly rate; a period bears its share of it ([`DayCount::Periodic`]).
    ///
    /// # Errors
    /// [`BulkError::RateOutOfRange`] when no payment would repay a debt at this rate.
    pub fn add_rate(&mut self, rate: Rate) -> Result<u32, BulkError> {
        let regular = NaiveDate::from_ymd_opt(2001, 1, 1)
            .and_then(|from| Some((from, self.every.after(from, 1)?)))
            .and_then(|(from, to)| DayCount::Periodic.fraction(from, to, self.every));
        let factors = regular
            .and_then(|period| period.of(rate.value()))
            .and_then(|rate| LevelFactors::new(rate, self.periods, self.timing))
            .ok_or(BulkError::RateOutOfRange)?;
        let index = u32::try_from(self.rates.len()).map_err(|_| BulkError::TooManyKeys)?;
        self.rates.push(factors);
        Ok(index)
    }

    /// Adds a first day of a lease period and works out its due dates.
    ///
    /// # Errors
    /// [`BulkError::Schedule`] when there is no such schedule.
    pub fn add_start(&mut self, starts_on: NaiveDate) -> Result<u32, BulkError> {
        let timetable = Timetable {
            starts_on,
            first_due_on: None,
            periods: self.periods,
            every: self.every,
            timing: self.timing,
            payment_days: self.payment_days,
        };
        let due = |on: NaiveDate| Due {
            on,
            year: on.year(),
        };
        let dates: Vec<Due> = timetable
            .slots()?
            .iter()
            .map(|slot| due(slot.due_on))
            .collect();
        for due in &dates {
            let (first, last) = self.years.unwrap_or((due.year, due.year));
            self.years = Some((first.min(due.year), last.max(due.year)));
        }
        let index = u32::try_from(self.starts.len()).map_err(|_| BulkError::TooManyKeys)?;
        self.starts.push(dates);
        Ok(index)
    }

    /// The payment of every instalment of a lease, and when they are due.
    ///
    /// # Errors
    /// [`BulkError`] when the lease is not of this portfolio or its payment is out of range.
    #[inline]
    fn worked_out(&self, index: usize, lease: &LevelLease) -> Result<(Money, &[Due]), BulkError> {
        let find = |index: u32| usize::try_from(index).ok();
        let factors = find(lease.rate).and_then(|rate| self.rates.get(rate));
        let due = find(lease.start).and_then(|start| self.starts.get(start));
        let (Some(factors), Some(due)) = (factors, due) else {
            return Err(BulkError::Unknown { index });
        };
        match factors.payment_to_the_ore(lease.principal, lease.residual) {
            Some(payment) => Ok((payment, due)),
            None => Err(BulkError::AmountOutOfRange { index }),
        }
    }

    /// Calls `visit` with the schedule of every lease: its index, the payment and all due dates.
    ///
    /// # Errors
    /// [`BulkError`] for the first lease that cannot be worked out, or what `visit` answers.
    #[inline]
    pub fn for_each_schedule<'a>(
        &'a self,
        leases: &'a [LevelLease],
        mut visit: impl FnMut(usize, &'a LevelLease, Money, &'a [Due]) -> Result<(), BulkError>,
    ) -> Result<(), BulkError> {
        for (index, lease) in leases.iter().enumerate() {
            let (payment, dates) = self.worked_out(index, lease)?;
            visit(index, lease, payment, dates)?;
        }
        Ok(())
    }

    /// The sums by key and budget year of whole schedules, instalment by instalment.
    ///
    /// # Errors
    /// [`BulkError`] when a lease cannot be worked out, or a key is not below `keys`.
    pub fn schedules_by_year(
        &self,
        leases: &[LevelLease],
        keys: usize,
    ) -> Result<YearTable, BulkError> {
        let mut table = self.empty_table(keys)?;
        let first_year = table.first_year;
        self.for_each_schedule(leases, |index, lease, payment, dates| {
            let years = table.row(lease.key).ok_or(BulkError::Unknown { index })?;
            for due in dates {
                let column = usize::try_from(due.year.wrapping_sub(first_year)).ok();
                if let Some(cell) = column.and_then(|column| years.get_mut(column)) {
                    *cell += payment;
                }
            }
            Ok(())
        })?;
        Ok(table)
    }

    /// The same sums without going through the instalments: payments by key and start come first.
    ///
    /// # Errors
    /// As [`Portfolio::schedules_by_year`].
    pub fn sums_by_year(&self, leases: &[LevelLease], keys: usize) -> Result<YearTable, BulkError> {
        let starts = self.starts.len();
        let cells = keys.checked_mul(starts).ok_or(BulkError::TooManyKeys)?;
        if cells > MOST_STARTS && cells > leases.len() {
            return self.schedules_by_year(leases, keys);
        }
        let mut sums = vec![Money::ZERO; cells];
        for (index, lease) in leases.iter().enumerate() {
            let (payment, _) = self.worked_out(index, lease)?;
            let place = |key: u32, start: u32| {
                let (key, start) = (usize::try_from(key).ok()?, usize::try_from(start).ok()?);
                key.checked_mul(starts)?.checked_add(start)
            };
            let sum = place(lease.key, lease.start).and_then(|place| sums.get_mut(place));
            *sum.ok_or(BulkError::Unknown { index })? += payment;
        }
        let mut table = self.empty_table(keys)?;
        let columns = self.columns(table.first_year);
        for (sums, key) in sums.chunks(starts.max(1)).zip(0..) {
            let Some(years) = table.row(key) else { break };
            for (&sum, columns) in sums.iter().zip(&columns) {
                for &column in columns {
                    if let Some(cell) = years.get_mut(column) {
                        *cell += sum;
                    }
                }
            }
        }
        Ok(table)
    }

    fn empty_table(&self, keys: usize) -> Result<YearTable, BulkError> {
        let (first_year, last_year) = self.years.unwrap_or((0, -1));
        let years = i64::from(last_year) - i64::from(first_year) + 1;
        let years = usize::try_from(years).map_err(|_| BulkError::TooManyKeys)?;
        let cells = keys.checked_mul(years).filter(|cells| *cells <= 1 << 27);
        Ok(YearTable {
            first_year,
            years,
            cells: vec![Money::ZERO; cells.ok_or(BulkError::TooManyKeys)?],
        })
    }

    /// The column of every instalment of every start.
    fn columns(&self, first_year: i32) -> Vec<Vec<usize>> {
        let column = |due: &Due| usize::try_from(i64::from(due.year) - i64::from(first_year));
        let of = |dates: &Vec<Due>| dates.iter().flat_map(column).collect();
        self.starts.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portfolio(periods: u32, every: Every, timing: Timing) -> Portfolio {
        Portfolio::new(periods, every, timing, PaymentDays::ModifiedFollowing)
    }

    fn lease(ore: i64, rate: u32, start: u32, key: u32) -> LevelLease {
        LevelLease {
            principal: Money::from_ore(ore),
            residual: Money::from_ore(ore / 10),
            rate,
            start,
            key,
        }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn both_sums_are_those_of_the_instalments() {
        let mut shape = portfolio(16, Every::QUARTER, Timing::Arrears);
        for rate in ["0", "0.035", "0.0275"] {
            shape.add_rate(rate.parse().expect("rate")).expect("rate");
        }
        for start in ["2025-01-31", "2026-10-01", "2026-12-31"] {
            shape.add_start(date(start)).expect("start");
        }
        let leases: Vec<LevelLease> = (0..500)
            .map(|k| lease(1_234_567 * (i64::from(k) + 1), k % 3, k / 7 % 3, k % 11))
            .collect();
        let mut expected = std::collections::BTreeMap::new();
        shape
            .for_each_schedule(&leases, |_, lease, payment, dates| {
                for due in dates {
                    assert_eq!(due.on.year(), due.year);
                    *expected.entry((lease.key, due.year)).or_insert(Money::ZERO) += payment;
                }
                Ok(())
            })
            .expect("leases");
        for table in [
            shape.schedules_by_year(&leases, 11).expect("table"),
            shape.sums_by_year(&leases, 11).expect("table"),
        ] {
            for ((key, year), sum) in &expected {
                let key = usize::try_from(*key).expect("key");
                assert_eq!(table.of(key, *year), *sum);
            }
            assert_eq!(table.total(), expected.values().sum());
            assert_eq!(table.of(0, table.first_year - 1), Money::ZERO);
            assert_eq!(table.of(11, table.first_year), Money::ZERO);
        }
    }

    #[test]
    fn a_lease_that_names_what_is_not_there_is_refused() {
        let mut shape = portfolio(4, Every::YEAR, Timing::Advance);
        shape.add_rate(Rate::ZERO).expect("rate");
        shape.add_start(date("2027-01-02")).expect("start");
        let good = lease(400, 0, 0, 0);
        for bad in [
            lease(400, 1, 0, 0),
            lease(400, 0, 1, 0),
            lease(400, 0, 0, 2),
        ] {
            let refused = Err(BulkError::Unknown { index: 1 });
            assert_eq!(shape.schedules_by_year(&[good, bad], 2), refused);
            assert_eq!(shape.sums_by_year(&[good, bad], 2), refused);
        }
        assert_eq!(
            shape.schedules_by_year(&[], usize::MAX),
            Err(BulkError::TooManyKeys)
        );
        assert_eq!(
            shape.sums_by_year(&[], usize::MAX),
            Err(BulkError::TooManyKeys)
        );
        let endless = portfolio(0, Every::YEAR, Timing::Advance);
        assert_eq!(
            endless.clone().add_rate(Rate::ZERO),
            Err(BulkError::RateOutOfRange)
        );
        assert_eq!(
            endless.clone().add_start(date("2027-01-02")),
            Err(BulkError::Schedule(ScheduleError::NoPeriods))
        );
        let empty = endless.sums_by_year(&[], 5).expect("table");
        assert_eq!((empty.years, empty.total()), (0, Money::ZERO));
    }

    #[test]
    fn many_keys_and_starts_are_added_directly() {
        let mut shape = portfolio(2, Every::MONTH, Timing::Advance);
        shape.add_rate("0.01".parse().expect("rate")).expect("rate");
        for month in 1..=12 {
            let start = NaiveDate::from_ymd_opt(2027, month, 1).expect("date");
            shape.add_start(start).expect("start");
        }
        let leases: Vec<LevelLease> = (0..100)
            .map(|k| lease(10_000, 0, k % 12, k * 900))
            .collect();
        let keys = 100_000;
        assert_eq!(
            shape.sums_by_year(&leases, keys),
            shape.schedules_by_year(&leases, keys)
        );
    }
}
