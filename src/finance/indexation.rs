//! Indexed amounts: single lines that follow a price index or yearly price rates.
//!
//! A lease payment is nominal and never indexed unless the contract says so of a line; service fees
//! and rents often are. Each payment is rounded by itself from the unrounded factor, never from the
//! rounded payment before it, so that roundings do not pile up.

use super::money::Money;
use super::price_level::{YearlyRates, price_factor};
use super::projection::DatedAmount;
use super::terms::nearest_ore;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// A published value of a price index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexValue {
    /// The first day on which payments follow it.
    pub from: NaiveDate,
    /// The value, above zero, on any base such as 100.
    pub value: Decimal,
}

/// Why an amount cannot be indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// No value of the index is known on a day.
    #[error("no value of the index on {on}")]
    NoValue {
        /// The day.
        on: NaiveDate,
    },
    /// A value of zero or below.
    #[error("the value of the index from {from} is not above zero")]
    ValueNotPositive {
        /// The first day of the value.
        from: NaiveDate,
    },
    /// An amount beyond what the service can carry.
    #[error("the amounts are out of range")]
    AmountOutOfRange,
}

/// The amounts due on the days given, in prices of those days: `base · index(day) / index(base day)`.
///
/// The index on a day is its last value from that day or before. Values may be in any order.
///
/// # Errors
/// [`IndexError`] without a value on a day or on the base day, or for a value that is not positive.
pub fn indexed(
    base: Money,
    base_on: NaiveDate,
    values: &[IndexValue],
    due: &[NaiveDate],
) -> Result<Vec<DatedAmount>, IndexError> {
    let mut sorted = values.to_vec();
    sorted.sort_by_key(|value| value.from);
    if let Some(bad) = sorted.iter().find(|value| value.value <= Decimal::ZERO) {
        return Err(IndexError::ValueNotPositive { from: bad.from });
    }
    let index_on = |on: NaiveDate| {
        let known = sorted.partition_point(|value| value.from <= on);
        let last = known.checked_sub(1).and_then(|last| sorted.get(last));
        last.map(|value| value.value)
            .ok_or(IndexError::NoValue { on })
    };
    let at_base = index_on(base_on)?;
    due.iter()
        .map(|&due_on| {
            let amount = base.kroner().checked_mul(index_on(due_on)?);
            dated(
                due_on,
                amount.and_then(|amount| amount.checked_div(at_base)),
            )
        })
        .collect()
}

/// The same by yearly rates: `base · Π (1 + rate)` over the years after `base_year` up to the due year.
///
/// The rate of a year is the rise of prices into it; a year without a rate keeps the prices of the
/// year before. A payment in an earlier year is divided by the rates between.
///
/// # Errors
/// [`IndexError::AmountOutOfRange`] when an amount is too large.
pub fn indexed_by_rates(
    base: Money,
    base_year: i32,
    rates: &YearlyRates,
    due: &[NaiveDate],
) -> Result<Vec<DatedAmount>, IndexError> {
    due.iter()
        .map(|&due_on| {
            let year = due_on.year();
            let factor = price_factor(rates, base_year.min(year), base_year.max(year));
            // Divided by the rise, not multiplied by its rounded inverse.
            let amount = factor.and_then(|factor| match year < base_year {
                true => base.kroner().checked_div(factor),
                false => base.kroner().checked_mul(factor),
            });
            dated(due_on, amount)
        })
        .collect()
}

fn dated(due_on: NaiveDate, amount: Option<Decimal>) -> Result<DatedAmount, IndexError> {
    let amount = amount
        .and_then(nearest_ore)
        .ok_or(IndexError::AmountOutOfRange)?;
    Ok(DatedAmount { due_on, amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(years: std::ops::RangeInclusive<i32>) -> Vec<NaiveDate> {
        years
            .map(|year| NaiveDate::from_ymd_opt(year, 1, 2).expect("date"))
            .collect()
    }

    fn shown(amounts: &[DatedAmount]) -> Vec<String> {
        amounts.iter().map(|due| due.amount.to_string()).collect()
    }

    fn value(from: &str, value: &str) -> IndexValue {
        IndexValue {
            from: from.parse().expect("date"),
            value: value.parse().expect("decimal"),
        }
    }

    #[test]
    fn a_payment_follows_the_last_value_known_on_its_day() {
        let values = [value("2029-01-01", "135"), value("2026-06-01", "125")];
        let found = indexed(
            Money::from_ore(5_000_000),
            days(2027..=2027)[0],
            &values,
            &days(2027..=2030),
        );
        assert_eq!(
            shown(&found.expect("amounts")),
            ["50000.00", "50000.00", "54000.00", "54000.00"]
        );
    }

    #[test]
    fn rates_multiply_from_year_to_year_and_each_payment_is_rounded_once() {
        let rates: YearlyRates = [(2028, "0.021"), (2029, "0.033"), (2030, "-0.005")]
            .map(|(year, rate)| (year, rate.parse().expect("rate")))
            .into();
        let found = indexed_by_rates(Money::from_ore(33_333), 2027, &rates, &days(2026..=2031));
        // 333.33 · 1.021 = 340.32993; · 1.033 = 351.56081769; · 0.995 = 349.8030136…
        assert_eq!(
            shown(&found.expect("amounts")),
            ["333.33", "333.33", "340.33", "351.56", "349.80", "349.80"]
        );
        let back = indexed_by_rates(Money::from_ore(35_156), 2029, &rates, &days(2027..=2027));
        assert_eq!(shown(&back.expect("amounts")), ["333.33"]);
    }

    #[test]
    fn an_index_that_is_not_known_or_makes_no_sense_is_refused() {
        let on = days(2027..=2027);
        let base = Money::from_ore(100);
        assert_eq!(
            indexed(base, on[0], &[value("2028-01-01", "100")], &on),
            Err(IndexError::NoValue { on: on[0] })
        );
        let zero = value("2020-01-01", "0");
        assert_eq!(
            indexed(base, on[0], &[zero], &on),
            Err(IndexError::ValueNotPositive { from: zero.from })
        );
        let huge = [
            value("2020-01-01", "0.0000000001"),
            value("2028-01-01", "79000000000000000"),
        ];
        assert_eq!(
            indexed(Money::MAX, on[0], &huge, &days(2028..=2028)),
            Err(IndexError::AmountOutOfRange)
        );
    }
}
