//! Interest rates: nominal yearly rates as exact decimals, 0.0275 for 2.75 %.
//!
//! A stranger would expect percent; the service stores and sends the fraction, and only screens and
//! paper show percent. A nominal rate says nothing of compounding: that belongs to the agreement.

use super::annuity::power;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::str::FromStr;

/// A nominal yearly rate as a fraction of one, with at most [`Rate::DECIMALS`] decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(Decimal);

/// Why a text or a number is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// The text is not a decimal number such as `0.0275`.
    #[error("not a rate such as 0.0275")]
    NotANumber,
    /// More decimals than [`Rate::DECIMALS`].
    #[error("more than ten decimals")]
    TooManyDecimals,
    /// Below −0.99 or above 10, that is −99 % or 1000 %.
    #[error("rate out of range")]
    OutOfRange,
}

impl Rate {
    /// No interest.
    pub const ZERO: Rate = Rate(Decimal::ZERO);
    /// The whole, 100 %.
    pub const ONE: Rate = Rate(Decimal::ONE);
    /// The number of decimals that a rate can carry.
    pub const DECIMALS: u32 = 10;
    /// The lowest rate, −99 %: at −100 % a debt would vanish by itself.
    pub const MIN: Rate = Rate(Decimal::from_parts(99, 0, 0, true, 2));
    /// The highest rate, 1000 %.
    pub const MAX: Rate = Rate(Decimal::TEN);

    /// The rate with exactly this value.
    ///
    /// # Errors
    /// [`RateError::TooManyDecimals`] or [`RateError::OutOfRange`]; nothing is rounded.
    pub fn new(value: Decimal) -> Result<Self, RateError> {
        let value = value.normalize();
        if value < Rate::MIN.0 || value > Rate::MAX.0 {
            return Err(RateError::OutOfRange);
        }
        if value.scale() > Rate::DECIMALS {
            return Err(RateError::TooManyDecimals);
        }
        Ok(Rate(value))
    }

    /// The rate nearest to a computed value, with [`Rate::DECIMALS`] decimals.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] outside [`Rate::MIN`] to [`Rate::MAX`].
    pub fn rounded(value: Decimal) -> Result<Self, RateError> {
        Rate::new(
            value.round_dp_with_strategy(Rate::DECIMALS, RoundingStrategy::MidpointAwayFromZero),
        )
    }

    /// The rate as a fraction of one per year.
    pub const fn value(self) -> Decimal {
        self.0
    }
}

/// What `nominal` a year amounts to when it is compounded `periods` times a year: `(1 + r/m)^m − 1`.
///
/// The spreadsheet function EFFECT. `None` without periods or on overflow.
pub fn effective_from_nominal(nominal: Decimal, periods: u32) -> Option<Decimal> {
    let per_period = nominal.checked_div(Decimal::from(periods))?;
    power(Decimal::ONE.checked_add(per_period)?, periods)?.checked_sub(Decimal::ONE)
}

/// The nominal yearly rate that amounts to `effective`: `m · ((1 + e)^(1/m) − 1)`.
///
/// The spreadsheet function NOMINAL. The root is found in decimals by Newton's method from above:
/// `1 + e/m` is at least the root by Bernoulli's inequality. `None` without periods, for `effective` at
/// −1 or below, or on overflow.
pub fn nominal_from_effective(effective: Decimal, periods: u32) -> Option<Decimal> {
    let (growth, count) = (Decimal::ONE.checked_add(effective)?, Decimal::from(periods));
    if growth <= Decimal::ZERO {
        return None;
    }
    let mut above_one = effective.checked_div(count)?;
    for _ in 0..500 {
        let root = Decimal::ONE.checked_add(above_one)?;
        let Some(grown) = power(root, periods) else {
            // Far too high for its power to be told.
            above_one = above_one.checked_div(Decimal::TWO)?;
            continue;
        };
        // The derivative is m · grown / root.
        let excess = grown.checked_sub(growth)?.checked_div(grown)?;
        let step = excess.checked_mul(root)?.checked_div(count)?;
        above_one = above_one.checked_sub(step)?;
        if step.abs() <= Decimal::new(1, 26) {
            break;
        }
    }
    above_one.checked_mul(count)
}

/// `0.0275`: a point, no trailing zeros, no percent sign.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.normalize().to_string())
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(RateError::NotANumber);
        }
        if fraction.trim_end_matches('0').len() > Rate::DECIMALS as usize {
            return Err(RateError::TooManyDecimals);
        }
        if whole.trim_start_matches('0').len() > 2 {
            return Err(RateError::OutOfRange);
        }
        let value = Decimal::from_str(text).map_err(|_| RateError::NotANumber)?;
        Rate::new(value)
    }
}

impl serde::Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Rate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_written_as_fractions() {
        for (text, shown) in [
            ("0.0275", "0.0275"),
            ("0.02750", "0.0275"),
            ("0", "0"),
            ("-0.005", "-0.005"),
            ("10", "10"),
            ("-0.99", "-0.99"),
            ("0.0000000001", "0.0000000001"),
        ] {
            let rate: Rate = text.parse().expect(text);
            assert_eq!(rate.to_string(), shown);
        }
    }

    #[test]
    fn texts_that_are_no_rates_are_refused() {
        for text in [
            "", "-", "2,75", "2.75%", ".5", "1.", "1e-2", "+1", " 0.1", "1_0",
        ] {
            assert_eq!(text.parse::<Rate>(), Err(RateError::NotANumber), "{text}");
        }
        for text in [
            "10.01",
            "-1",
            "-0.991",
            "99999999999999999999999999999999999",
        ] {
            assert_eq!(text.parse::<Rate>(), Err(RateError::OutOfRange), "{text}");
        }
        assert_eq!(
            "0.00000000001".parse::<Rate>(),
            Err(RateError::TooManyDecimals)
        );
    }

    #[test]
    fn a_computed_rate_is_rounded_to_ten_decimals() {
        let third = Decimal::ONE / Decimal::from(3);
        let rate = Rate::rounded(third).expect("in range");
        assert_eq!(rate.to_string(), "0.3333333333");
    }

    #[test]
    fn the_nominal_rate_undoes_compounding() {
        for nominal in ["0", "0.036", "0.5", "-0.4", "9.9"] {
            for periods in [1, 4, 12, 52, 365] {
                let nominal: Decimal = nominal.parse().expect("decimal");
                let effective = effective_from_nominal(nominal, periods).expect("in range");
                let back = nominal_from_effective(effective, periods).expect("in range");
                assert_eq!(back.round_dp(18), nominal, "{periods}");
            }
        }
        assert_eq!(nominal_from_effective(Decimal::NEGATIVE_ONE, 12), None);
        assert_eq!(nominal_from_effective(Decimal::ONE, 0), None);
        assert_eq!(effective_from_nominal(Decimal::ONE, 0), None);
    }
}
