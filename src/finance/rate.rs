//! Interest rates: nominal yearly rates as exact decimals, 0.0275 for 2.75 %.
//!
//! A stranger would expect percent; the service stores and sends the fraction, and only screens and
//! paper show percent. A nominal rate says nothing of compounding: that belongs to the agreement.

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
}
