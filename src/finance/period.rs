//! Lengths of time between instalments, and on which side of its period an instalment falls.
//!
//! The date of an instalment is always counted from the first one, never from its neighbour:
//! 31 January + 1 month is 28 February, but + 2 months is 31 March again.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The latest year that a schedule may reach: dates are written with four digits.
pub const LAST_YEAR: i32 = 9999;

/// A unit of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Unit {
    /// How many of the unit the service counts to a year: 365 days, 52 weeks, 12 months, 1 year.
    pub const fn per_year(self) -> i64 {
        match self {
            Unit::Day => 365,
            Unit::Week => 52,
            Unit::Month => 12,
            Unit::Year => 1,
        }
    }
}

/// The length of a period: `count` units, such as 3 months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Every {
    /// The unit.
    pub unit: Unit,
    /// How many units; at least 1.
    pub count: u32,
}

impl Every {
    /// One month, the default of the quote.
    pub const MONTH: Every = Every {
        unit: Unit::Month,
        count: 1,
    };
    /// Three months.
    pub const QUARTER: Every = Every {
        unit: Unit::Month,
        count: 3,
    };
    /// One year.
    pub const YEAR: Every = Every {
        unit: Unit::Year,
        count: 1,
    };

    /// The date `periods` periods after `start` (before it when negative), or `None` outside the
    /// years 1 to [`LAST_YEAR`].
    ///
    /// A day of the month that does not exist becomes the last day of that month.
    pub fn after(self, start: NaiveDate, periods: i64) -> Option<NaiveDate> {
        let units = periods.checked_mul(i64::from(self.count))?;
        let forward = units >= 0;
        let size = units.unsigned_abs();
        let date = match self.unit {
            Unit::Day | Unit::Week => {
                let days = Days::new(if self.unit == Unit::Week {
                    size.checked_mul(7)?
                } else {
                    size
                });
                if forward {
                    start.checked_add_days(days)
                } else {
                    start.checked_sub_days(days)
                }
            }
            Unit::Month | Unit::Year => {
                let months = if self.unit == Unit::Year {
                    size.checked_mul(12)?
                } else {
                    size
                };
                let months = Months::new(u32::try_from(months).ok()?);
                if forward {
                    start.checked_add_months(months)
                } else {
                    start.checked_sub_months(months)
                }
            }
        }?;
        (1..=LAST_YEAR).contains(&date.year()).then_some(date)
    }

    /// The largest number of whole periods that fit between `from` and `to`, counted back from `to`.
    ///
    /// `None` when `from` is after `to` or the count of units is zero.
    pub fn whole_periods_back(self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        if from > to || self.count == 0 {
            return None;
        }
        let count = i64::from(self.count);
        let days = to.signed_duration_since(from).num_days();
        let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month())
            - i64::from(from.month());
        let mut periods = match self.unit {
            Unit::Day => days / count,
            Unit::Week => days / 7 / count,
            Unit::Month => months / count,
            Unit::Year => months / 12 / count,
        };
        // The month count ignores the day of the month, so it can be one too high.
        while periods > 0 && self.after(to, -periods).is_none_or(|date| date < from) {
            periods -= 1;
        }
        Some(periods)
    }
}

/// The default of the quote: one month.
impl Default for Every {
    fn default() -> Self {
        Every::MONTH
    }
}

/// On which side of its period an instalment is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At the start of the period (*forudbetalt*), the usual case for leases.
    Advance,
    /// At the end of the period (*bagudbetalt*).
    Arrears,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn the_last_day_of_a_month_comes_back_after_a_short_month() {
        let start = date("2027-01-31");
        for (periods, expected) in [(1, "2027-02-28"), (2, "2027-03-31"), (13, "2028-02-29")] {
            assert_eq!(Every::MONTH.after(start, periods), Some(date(expected)));
        }
        assert_eq!(
            Every::YEAR.after(date("2028-02-29"), 4),
            Some(date("2032-02-29"))
        );
        assert_eq!(
            Every::YEAR.after(date("2028-02-29"), 1),
            Some(date("2029-02-28"))
        );
    }

    #[test]
    fn absurd_lengths_give_no_date_instead_of_a_panic() {
        let endless = Every {
            unit: Unit::Year,
            count: u32::MAX,
        };
        assert_eq!(endless.after(date("2027-01-01"), i64::MAX), None);
        assert_eq!(endless.after(date("2027-01-01"), 1), None);
        assert_eq!(Every::YEAR.after(date("2027-01-01"), 7973), None);
        assert_eq!(Every::MONTH.after(date("2027-01-01"), -100_000), None);
    }

    #[test]
    fn whole_periods_are_counted_back_from_the_end() {
        for (from, to, periods) in [
            ("2027-06-15", "2027-08-01", 1),
            ("2027-07-01", "2027-08-01", 1),
            ("2027-07-02", "2027-08-01", 0),
            ("2027-08-01", "2027-08-01", 0),
            ("2026-12-31", "2027-02-28", 1),
        ] {
            let found = Every::MONTH.whole_periods_back(date(from), date(to));
            assert_eq!(found, Some(periods), "{from} to {to}");
        }
        assert_eq!(
            Every::MONTH.whole_periods_back(date("2027-02-01"), date("2027-01-01")),
            None
        );
    }
}
