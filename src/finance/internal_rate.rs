//! Rates that payments imply: internal rate of return, its dated form known as XIRR, and the
//! actuarial method with unit periods.
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
        flows.push(Flow::new(index.to_f64(), *amount)?);
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
        flows.push(Flow::new(
            days.to_f64().map(|days| days / 365.0),
            dated.amount,
        )?);
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
        flows.push(Flow::new(years, *amount)?);
    }
    root(&flows)
}

/// An amount with its time from the first day in unit periods: whole ones and a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitPeriodAmount {
    /// Paid out below zero, paid back above.
    pub amount: Money,
    /// The whole unit periods, over which the rate compounds.
    pub whole: u32,
    /// The part of a unit period before them, 0 up to 1, which bears simple interest.
    pub odd: Decimal,
}

/// The rate per unit period by the actuarial method: `Σ amount / ((1 + odd·i)·(1 + i)^whole) = 0`.
///
/// The yearly rate that is published is this one times the unit periods of a year. Source: Regulation Z
/// (12 CFR 1026), appendix J, paragraph (b)(8), the general equation.
///
/// # Errors
/// [`NoRate`] when there is none, or a part lies outside 0 to 1.
pub fn unit_period_rate(amounts: &[UnitPeriodAmount]) -> Result<Decimal, NoRate> {
    let mut flows = Vec::with_capacity(amounts.len());
    for one in amounts {
        if !(Decimal::ZERO..=Decimal::ONE).contains(&one.odd) {
            return Err(NoRate);
        }
        let odd = one.odd.to_f64().ok_or(NoRate)?;
        let flow = Flow::new(one.whole.to_f64(), one.amount)?;
        flows.push(Flow { odd, ..flow });
    }
    root(&flows)
}

/// An amount in øre and its time: periods over which the rate compounds, and a part of one before them.
#[derive(Debug, Clone, Copy)]
struct Flow {
    time: f64,
    odd: f64,
    amount: f64,
}

impl Flow {
    fn new(time: Option<f64>, amount: Money) -> Result<Flow, NoRate> {
        Ok(Flow {
            time: time.ok_or(NoRate)?,
            odd: 0.0,
            amount: amount.ore().to_f64().ok_or(NoRate)?,
        })
    }

    /// Its present value; `log` is the logarithm of one and the rate.
    fn value(&self, rate: f64, log: f64) -> f64 {
        self.amount * (-self.time * log).exp() / (1.0 + self.odd * rate)
    }
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

fn as_rate(rate: f64) -> Result<Decimal, NoRate> {
    Decimal::from_f64(rate)
        .map(|rate| rate.round_dp(DECIMALS))
        .ok_or(NoRate)
}

fn present_value(flows: &[Flow], rate: f64) -> f64 {
    let log = rate.ln_1p();
    flows.iter().map(|flow| flow.value(rate, log)).sum()
}

/// The present value and its derivative by the rate.
fn with_slope(flows: &[Flow], rate: f64) -> (f64, f64) {
    let log = rate.ln_1p();
    let (mut value, mut slope) = (0.0, 0.0);
    for flow in flows {
        let part = flow.value(rate, log);
        value += part;
        slope -= part * (flow.time / (1.0 + rate) + flow.odd / (1.0 + flow.odd * rate));
    }
    (value, slope)
}

/// Ever wider from zero in both directions, so that the first change of sign is the nearest root.
fn root(flows: &[Flow]) -> Result<Decimal, NoRate> {
    let value = |rate| present_value(flows, rate);
    let mut times = flows.iter().filter(|flow| flow.amount != 0.0);
    let first = times.next().ok_or(NoRate)?;
    if times.all(|flow| (flow.time, flow.odd) == (first.time, first.odd)) {
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
fn close_in(flows: &[Flow], (mut low, _): (f64, f64), (mut high, at_high): (f64, f64)) -> f64 {
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

    #[test]
    fn a_spreadsheet_finds_the_same_rate_for_amounts_on_odd_days() {
        // The documented example of the function XIRR.
        let due = |on: &str, ore| DatedAmount {
            due_on: on.parse().expect("date"),
            amount: Money::from_ore(ore),
        };
        let flows = [
            due("2008-01-01", -1_000_000),
            due("2008-03-01", 275_000),
            due("2008-10-30", 425_000),
            due("2009-02-15", 325_000),
            due("2009-04-01", 275_000),
        ];
        let found = dated_internal_rate(flows[0].due_on, &flows).expect("rate");
        assert_eq!(found.round_dp(7).to_string(), "0.3733625");
    }

    /// The percentage a year of an advance and the payments after it, one unit period apart.
    fn percentage(
        advance: i64,
        payments: &[(usize, i64)],
        (whole, part, of): (u32, i64, i64),
        per_year: (i64, i64),
    ) -> String {
        let paid = payments
            .iter()
            .flat_map(|(count, ore)| std::iter::repeat_n(*ore, *count));
        let odd = Decimal::from(part) / Decimal::from(of);
        let mut amounts = vec![UnitPeriodAmount {
            amount: Money::from_ore(-advance),
            whole: 0,
            odd: Decimal::ZERO,
        }];
        amounts.extend((whole..).zip(paid).map(|(whole, ore)| UnitPeriodAmount {
            amount: Money::from_ore(ore),
            whole,
            odd,
        }));
        let rate = unit_period_rate(&amounts).expect("rate");
        let yearly = rate * Decimal::from(per_year.0) / Decimal::from(per_year.1);
        format!("{:.2}", (yearly * Decimal::ONE_HUNDRED).round_dp(2))
    }

    #[test]
    fn the_examples_of_the_regulation_are_found_to_its_two_decimals() {
        // Appendix J, paragraphs (c)(1) to (c)(5): regular, long and short first periods, months,
        // half months, quarters and weeks, odd first and last payments, one payment.
        let level = |count, ore| vec![(count, ore)];
        let even = (1, 0, 1);
        for (advance, payments, first, per_year, expected) in [
            (500_000, level(24, 23_000), even, (12, 1), "9.69"),
            (600_000, level(36, 20_000), (1, 19, 30), (12, 1), "11.82"),
            (500_000, level(24, 21_917), (0, 6, 15), (24, 1), "10.34"),
            (1_000_000, level(40, 38_500), (1, 39, 90), (4, 1), "8.97"),
            (50_000, level(30, 1_760), (4, 4, 7), (52, 1), "14.96"),
            (
                500_000,
                vec![(1, 25_000), (23, 23_000)],
                even,
                (12, 1),
                "10.08",
            ),
            (
                40_000,
                vec![(1, 3_950), (11, 3_831)],
                (1, 5, 28),
                (13, 1),
                "28.50",
            ),
            (
                500_000,
                vec![(23, 23_000), (1, 28_000)],
                even,
                (12, 1),
                "10.50",
            ),
            (
                20_000,
                vec![(19, 950), (1, 3_000)],
                (0, 8, 14),
                (26, 1),
                "12.22",
            ),
            (
                500_000,
                vec![(1, 25_000), (22, 23_000), (1, 28_000)],
                even,
                (12, 1),
                "10.90",
            ),
            (
                800_000,
                vec![(1, 44_936), (18, 46_500), (1, 20_000)],
                (0, 52, 60),
                (6, 1),
                "7.30",
            ),
            (100_000, level(1, 108_000), even, (365, 255), "11.45"),
        ] {
            let found = percentage(advance, &payments, first, per_year);
            assert_eq!(found, expected, "{payments:?}");
        }
    }

    #[test]
    fn a_part_that_is_no_part_of_a_period_implies_no_rate() {
        for odd in ["-0.1", "1.1"] {
            let paid = |ore, odd: &str| UnitPeriodAmount {
                amount: Money::from_ore(ore),
                whole: 0,
                odd: odd.parse().expect("decimal"),
            };
            let amounts = [paid(-100, "0"), paid(110, odd)];
            assert_eq!(unit_period_rate(&amounts), Err(NoRate));
        }
    }
}
