//! Day count conventions: how much of a year lies between two dates.
//!
//! Fractions are exact ratios of whole numbers, so that an interest that is exactly half an øre is
//! seen as half an øre. "30/360" is the US rule with the end-of-February clause; leaving that clause
//! out is a different convention that some systems sell under the same name.

use super::period::Every;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A day count convention; the names in JSON are those of the contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum DayCount {
    /// A regular period is its share of a year whatever its days: month 1/12, week 1/52, day 1/365.
    ///
    /// A part of a period is its actual days over the actual days of the period.
    #[default]
    #[serde(rename = "periodic")]
    Periodic,
    /// US (NASD) 30/360 with the end-of-February rule (ISDA 2006 § 4.16(f) has no such rule).
    #[serde(rename = "30/360")]
    Thirty360Us,
    /// 30E/360, the Eurobond basis: the 31st counts as the 30th (ISDA 2006 § 4.16(g)).
    #[serde(rename = "30E/360")]
    Thirty360E,
    /// Actual days over 360 (ISDA 2006 § 4.16(e)); the rule of CIBOR.
    #[serde(rename = "ACT/360")]
    Act360,
    /// Actual days over 364, a year of 52 weeks.
    #[serde(rename = "ACT/364")]
    Act364,
    /// Actual days over 365, also in leap years (ISDA 2006 § 4.16(d)).
    #[serde(rename = "ACT/365F")]
    Act365F,
    /// Days in leap years over 366 plus other days over 365 (ISDA 2006 § 4.16(b)).
    #[serde(rename = "ACT/ACT")]
    ActActIsda,
}

/// A part of a year as an exact ratio; the denominator is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearFraction {
    numerator: i64,
    denominator: i64,
}

impl YearFraction {
    /// No time.
    pub const ZERO: YearFraction = YearFraction {
        numerator: 0,
        denominator: 1,
    };

    /// The ratio in lowest terms; `None` for a denominator that is not positive or beyond an `i64`.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        if let (Ok(numerator), Ok(denominator)) =
            (i64::try_from(numerator), i64::try_from(denominator))
        {
            return YearFraction::small(numerator, denominator);
        }
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.max(1);
        Some(YearFraction {
            numerator: i64::try_from(numerator / divisor).ok()?,
            denominator: i64::try_from(denominator / divisor).ok()?,
        })
    }

    /// The same in the width of the machine, several times faster.
    fn small(numerator: i64, denominator: i64) -> Option<Self> {
        let (mut a, mut b) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        // At most the denominator, which is above zero.
        let divisor = i64::try_from(a).ok()?;
        Some(YearFraction {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// Numerator and denominator in lowest terms.
    pub const fn ratio(self) -> (i64, i64) {
        (self.numerator, self.denominator)
    }

    /// The difference of two fractions.
    pub fn minus(self, other: YearFraction) -> Option<Self> {
        if other.numerator == 0 {
            return Some(self);
        }
        let (n1, d1) = (i128::from(self.numerator), i128::from(self.denominator));
        let (n2, d2) = (i128::from(other.numerator), i128::from(other.denominator));
        YearFraction::new(
            n1.checked_mul(d2)?.checked_sub(n2.checked_mul(d1)?)?,
            d1.checked_mul(d2)?,
        )
    }

    /// The fraction times `part / of`.
    pub fn times(self, part: i64, of: i64) -> Option<Self> {
        YearFraction::new(
            i128::from(self.numerator) * i128::from(part),
            i128::from(self.denominator) * i128::from(of),
        )
    }

    /// `yearly` times the fraction; the division comes last, so that simple cases are exact.
    pub fn of(self, yearly: Decimal) -> Option<Decimal> {
        yearly
            .checked_mul(Decimal::from(self.numerator))?
            .checked_div(Decimal::from(self.denominator))
    }

    /// The fraction as a decimal of up to 28 places.
    pub fn years(self) -> Option<Decimal> {
        self.of(Decimal::ONE)
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl DayCount {
    /// The days from `from` to `to` as the convention counts them; negative when `to` is earlier.
    pub fn days(self, from: NaiveDate, to: NaiveDate) -> i64 {
        match self {
            DayCount::Thirty360Us => days_30_360_us(from, to),
            DayCount::Thirty360E => days_360(from, to, from.day().min(30), to.day().min(30)),
            _ => to.signed_duration_since(from).num_days(),
        }
    }

    /// The part of a year from `from` to `to`.
    ///
    /// `every` is the length of a regular period and matters to [`DayCount::Periodic`] only, which
    /// counts whole periods back from `to` and takes the odd days at the beginning as a share of the
    /// regular period that would hold them. `None` when `to` is before `from` or out of range.
    pub fn fraction(self, from: NaiveDate, to: NaiveDate, every: Every) -> Option<YearFraction> {
        if to < from {
            return None;
        }
        let days = i128::from(self.days(from, to));
        match self {
            DayCount::Periodic => periodic(from, to, every),
            DayCount::Thirty360Us | DayCount::Thirty360E | DayCount::Act360 => {
                YearFraction::new(days, 360)
            }
            DayCount::Act364 => YearFraction::new(days, 364),
            DayCount::Act365F => YearFraction::new(days, 365),
            DayCount::ActActIsda => act_act(from, to),
        }
    }
}

fn days_360(from: NaiveDate, to: NaiveDate, from_day: u32, to_day: u32) -> i64 {
    let years = i64::from(to.year()) - i64::from(from.year());
    let months = i64::from(to.month()) - i64::from(from.month());
    360 * years + 30 * months + i64::from(to_day) - i64::from(from_day)
}

fn days_30_360_us(from: NaiveDate, to: NaiveDate) -> i64 {
    let ends_february = |date: NaiveDate| {
        date.month() == 2 && date.succ_opt().is_some_and(|next| next.month() == 3)
    };
    let (mut from_day, mut to_day) = (from.day(), to.day());
    if ends_february(from) {
        if ends_february(to) {
            to_day = 30;
        }
        from_day = 30;
    }
    if to_day == 31 && from_day >= 30 {
        to_day = 30;
    }
    days_360(from, to, from_day.min(30), to_day)
}

fn act_act(from: NaiveDate, to: NaiveDate) -> Option<YearFraction> {
    let total = i128::from(to.signed_duration_since(from).num_days());
    let leap = i128::from(leap_days_before(to)? - leap_days_before(from)?);
    YearFraction::new((total - leap) * 366 + leap * 365, 365 * 366)
}

/// The number of days of leap years before `date`, counted from year 1.
fn leap_days_before(date: NaiveDate) -> Option<i64> {
    let past = i64::from(date.year()) - 1;
    let leap_years = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let this_year = if date.leap_year() {
        i64::from(date.ordinal0())
    } else {
        0
    };
    leap_years.checked_mul(366)?.checked_add(this_year)
}

fn periodic(from: NaiveDate, to: NaiveDate, every: Every) -> Option<YearFraction> {
    // One regular period, by far the most frequent question.
    if every.count > 0 && every.after(from, 1) == Some(to) {
        return YearFraction::new(i128::from(every.count), i128::from(every.unit.per_year()));
    }
    let whole = every.whole_periods_back(from, to)?;
    // 31 January to 28 February is a whole month forwards, though not backwards.
    if every.after(from, whole + 1) == Some(to) {
        return YearFraction::new(
            i128::from(whole + 1) * i128::from(every.count),
            i128::from(every.unit.per_year()),
        );
    }
    let boundary = every.after(to, -whole)?;
    let odd_days = boundary.signed_duration_since(from).num_days();
    let period_days = if odd_days == 0 {
        1
    } else {
        boundary
            .signed_duration_since(every.after(to, -(whole + 1))?)
            .num_days()
    };
    let periods = i128::from(whole) * i128::from(period_days) + i128::from(odd_days);
    YearFraction::new(
        periods * i128::from(every.count),
        i128::from(period_days) * i128::from(every.unit.per_year()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(convention: DayCount, from: &str, to: &str) -> i64 {
        convention.days(from.parse().expect("date"), to.parse().expect("date"))
    }

    fn years(convention: DayCount, from: &str, to: &str) -> String {
        let (from, to) = (from.parse().expect("date"), to.parse().expect("date"));
        let fraction = convention
            .fraction(from, to, Every::MONTH)
            .expect("in range");
        fraction
            .years()
            .expect("in range")
            .round_dp(9)
            .normalize()
            .to_string()
    }

    #[test]
    fn the_two_thirty_day_rules_part_at_the_end_of_february_and_on_the_31st() {
        for (from, to, us, european) in [
            ("2027-02-28", "2027-03-31", 30, 32),
            ("2028-02-29", "2028-03-31", 30, 31),
            ("2027-02-28", "2028-02-29", 360, 361),
            ("2011-01-01", "2011-12-31", 360, 359),
            ("2027-08-30", "2027-08-31", 0, 0),
            ("2027-03-10", "2027-07-01", 111, 111),
        ] {
            assert_eq!(days(DayCount::Thirty360Us, from, to), us, "{from}/{to}");
            assert_eq!(
                days(DayCount::Thirty360E, from, to),
                european,
                "{from}/{to}"
            );
        }
    }

    #[test]
    fn actual_conventions_divide_the_same_days_differently() {
        let of = |convention| years(convention, "2027-12-31", "2028-03-31");
        assert_eq!(of(DayCount::Act360), "0.252777778");
        assert_eq!(of(DayCount::Act364), "0.25");
        assert_eq!(of(DayCount::Act365F), "0.249315068");
        assert_eq!(of(DayCount::ActActIsda), "0.248641365");
        assert_eq!(years(DayCount::ActActIsda, "2028-01-01", "2029-01-01"), "1");
    }

    #[test]
    fn a_periodic_month_is_a_twelfth_and_its_part_a_share_of_its_days() {
        assert_eq!(
            years(DayCount::Periodic, "2027-02-01", "2027-03-01"),
            "0.083333333"
        );
        assert_eq!(
            years(DayCount::Periodic, "2027-01-31", "2027-02-28"),
            "0.083333333"
        );
        // 16 of the 30 days of June and the whole of July.
        assert_eq!(
            years(DayCount::Periodic, "2027-06-15", "2027-08-01"),
            "0.127777778"
        );
    }

    #[test]
    fn exact_halves_survive() {
        // 600.60 at 10 % for a month is exactly 5.005.
        let month = YearFraction::new(1, 12).expect("ratio");
        let yearly = Decimal::new(60_060, 2) * Decimal::new(1, 1);
        assert_eq!(month.of(yearly), Some(Decimal::new(5005, 3)));
    }
}
