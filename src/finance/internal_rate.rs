//! Rates that payments imply: internal rate of return, and its dated form known as XIRR.
//!
//! The root is sought in floating point and only the rate comes out of it, never an amount of money.
//! Payments may imply several rates or none: the rate nearest to zero is given, and no rate is an
//! error and not a number that is not one.
#![allow(
    clippy::float_arithmetic,
    reason = "a root is found by iteration; no money comes out of it"
)]

use super::day_count::YearFraction;
use super::money::Money;
use super::projection::DatedAmount;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// The decimals of a rate found by iteration.
pub const DECIMALS: u32 = 12;

/// No rate between −99 % and 100,000 % makes the payments worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the payments imply no rate")]
pub struct NoRate;

/// The rate per period at which amounts one period apart, in kroner, are worth nothing in sum.
///
/// The first amount is not discounted; `0.057…` for a rate of 5.7 % per period.
///
/// # Errors
/// [`NoRate`] when there is none.
pub fn internal_rate(amounts: &[Money]) -> Result<Decimal, NoRate> {
    let mut flows = Vec::with_capacity(amounts.len());
    for (index, amount) in amounts.iter().enumerate() {
        flows.push((index.to_f64().ok_or(NoRate)?, ore(*amount)?));
    }
    root(&flows)
}

/// The yearly rate at which dated amounts are worth nothing in sum, time in days over 365.
///
/// This is the definition of the spreadsheet function XIRR; `from` is the day of value.
///
/// # Errors
/// [`NoRate`] when there is none.
pub fn dated_internal_rate(from: NaiveDate, amounts: &[DatedAmount]) -> Result<Decimal, NoRate> {
    let mut flows = Vec::with_capacity(amounts.len());
    for dated in amounts {
        let days = dated.due_on.signed_duration_since(from).num_days();
        flows.push((days.to_f64().ok_or(NoRate)? / 365.0, ore(dated.amount)?));
    }
    root(&flows)
}

/// The yearly rate for amounts at times given in years.
///
/// # Errors
/// [`NoRate`] when there is none.
pub(super) fn timed_internal_rate(amounts: &[(YearFraction, Money)]) -> Result<Decimal, NoRate> {
    let mut flows = Vec::with_capacity(amounts.len());
    for (years, amount) in amounts {
        let (numerator, denominator) = years.ratio();
        let years = numerator.to_f64().zip(denominator.to_f64());
        let years = years.map(|(numerator, denominator)| numerator / denominator);
        flows.push((years.ok_or(NoRate)?, ore(*amount)?));
    }
    root(&flows)
}

/// `(1 + rate)^years − 1` for a rate per period and the number of periods in a year.
pub(super) fn compounded(rate: Decimal, periods_per_year: Decimal) -> Option<Decimal> {
    let yearly = (1.0 + rate.to_f64()?).powf(periods_per_year.to_f64()?) - 1.0;
    as_rate(yearly).ok()
}

/// The logarithm of `value` to `base`, with ten decimals; `None` where there is none.
pub(super) fn logarithm(value: Decimal, base: Decimal) -> Option<Decimal> {
    let found = value.to_f64()?.ln() / base.to_f64()?.ln();
    Decimal::from_f64(found).map(|found| found.round_dp(10))
}

fn ore(amount: Money) -> Result<f64, NoRate> {
    amount.ore().to_f64().ok_or(NoRate)
}

fn as_rate(rate: f64) -> Result<Decimal, NoRate> {
    Decimal::from_f64(rate)
        .map(|rate| rate.round_dp(DECIMALS))
        .ok_or(NoRate)
}

fn present_value(flows: &[(f64, f64)], rate: f64) -> f64 {
    let log = rate.ln_1p();
    flows
        .iter()
        .map(|(years, amount)| amount * (-years * log).exp())
        .sum()
}

/// The present value and its derivative by the rate.
fn with_slope(flows: &[(f64, f64)], rate: f64) -> (f64, f64) {
    let log = rate.ln_1p();
    let (mut value, mut moment) = (0.0, 0.0);
    for (years, amount) in flows {
        let part = amount * (-years * log).exp();
        value += part;
        moment += years * part;
    }
    (value, -moment / (1.0 + rate))
}

/// Ever wider from zero in both directions, so that the first change of sign is the nearest root.
fn root(flows: &[(f64, f64)]) -> Result<Decimal, NoRate> {
    let value = |rate| present_value(flows, rate);
    let mut times = flows.iter().filter(|(_, amount)| *amount != 0.0);
    let first = times.next().ok_or(NoRate)?.0;
    if times.all(|(years, _)| *years == first) {
        return Err(NoRate);
    }
    let at_zero = value(0.0);
    if at_zero == 0.0 {
        return Ok(Decimal::ZERO);
    }
    let (mut up, mut down) = ((0.0_f64, at_zero), (0.0_f64, at_zero));
    let mut step = 0.01_f64;
    while up.0 < 1000.0 {
        let rate = up.0 + step;
        let higher = (rate, value(rate));
        if opposite(up.1, higher.1) {
            return as_rate(close_in(flows, up, higher));
        }
        let rate = (down.0 - step).max(-0.99);
        if rate < down.0 {
            let lower = (rate, value(rate));
            if opposite(down.1, lower.1) {
                return as_rate(close_in(flows, lower, down));
            }
            down = lower;
        }
        up = higher;
        step *= 1.2;
    }
    Err(NoRate)
}

fn opposite(a: f64, b: f64) -> bool {
    a.is_finite() && b.is_finite() && ((a <= 0.0 && b > 0.0) || (a >= 0.0 && b < 0.0))
}

/// The root between two points by Newton's method, halving the bracket where that would leave it.
///
/// Source: W. H. Press et al., *Numerical Recipes*, section 9.4 (safeguarded Newton-Raphson).
fn close_in(
    flows: &[(f64, f64)],
    (mut low, _): (f64, f64),
    (mut high, at_high): (f64, f64),
) -> f64 {
    let rising = at_high > 0.0;
    let mut rate = low + (high - low) / 2.0;
    for _ in 0..200 {
        let (value, slope) = with_slope(flows, rate);
        if value == 0.0 {
            return rate;
        }
        if (value > 0.0) == rising {
            high = rate;
        } else {
            low = rate;
        }
        let newton = rate - value / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            low + (high - low) / 2.0
        };
        if (next - rate).abs() <= f64::EPSILON * (1.0 + rate.abs()) {
            return next;
        }
        rate = next;
    }
    rate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(kroner: &[i64]) -> Result<String, NoRate> {
        let amounts: Vec<Money> = kroner
            .iter()
            .map(|amount| Money::from_ore(amount * 100))
            .collect();
        internal_rate(&amounts).map(|rate| rate.round_dp(9).to_string())
    }

    #[test]
    fn spreadsheets_find_the_same_rates() {
        for (amounts, expected) in [
            (
                vec![-70_000, 12_000, 15_000, 18_000, 21_000],
                "-0.021244848",
            ),
            (
                vec![-75_000, 12_000, 15_000, 18_000, 21_000, 24_000],
                "0.057151429",
            ),
            (vec![-100, 39, 59, 55, 20], "0.280948421"),
        ] {
            assert_eq!(rate(&amounts), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn payments_in_one_direction_imply_no_rate() {
        assert_eq!(rate(&[100, 100]), Err(NoRate));
        assert_eq!(rate(&[]), Err(NoRate));
        assert_eq!(rate(&[0, 0]), Err(NoRate));
    }

    #[test]
    fn payments_on_one_day_imply_no_rate_though_they_cancel_out() {
        let on = "2027-01-01".parse().expect("date");
        let due = |ore| DatedAmount {
            due_on: on,
            amount: Money::from_ore(ore),
        };
        let flows = [due(-100_010), due(100_000), due(10)];
        assert_eq!(dated_internal_rate(on, &flows), Err(NoRate));
    }

    #[test]
    fn money_back_without_gain_is_rate_zero() {
        assert_eq!(rate(&[-100, 50, 50]), Ok("0".to_owned()));
    }

    #[test]
    fn a_year_of_365_days_is_one_year() {
        let due = |on: &str, ore| DatedAmount {
            due_on: on.parse().expect("date"),
            amount: Money::from_ore(ore),
        };
        let flows = [due("2027-01-01", -100_000), due("2028-01-01", 105_000)];
        let found = dated_internal_rate(flows[0].due_on, &flows).expect("rate");
        assert_eq!(found.round_dp(10), "0.05".parse().expect("decimal"));
    }
}
