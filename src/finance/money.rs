//! Amounts of Danish kroner, kept as whole øre so that nothing is ever lost.
//!
//! A stranger would expect JSON numbers; amounts travel as decimal strings (`"1552000.00"`), because a
//! JSON number is a float to most readers. Division is absent on purpose: see [`Money::split`].

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::str::FromStr;

/// An amount in øre (1/100 krone); may be negative (a credit, a difference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// Why a text or a result is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not a decimal number such as `1552000.00`.
    #[error("not an amount such as 1552000.00")]
    NotANumber,
    /// More than two decimals: the service never rounds what a person wrote.
    #[error("more than two decimals")]
    TooManyDecimals,
    /// Beyond [`Money::MAX`], about one hundred billion kroner.
    #[error("amount out of range")]
    OutOfRange,
}

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);
    /// The largest amount that the service accepts from outside: 99,999,999,999.99 kr.
    ///
    /// It leaves room to add up a million such amounts in an `i64`.
    pub const MAX: Money = Money(9_999_999_999_999);

    /// An amount of `ore` øre.
    pub const fn from_ore(ore: i64) -> Self {
        Money(ore)
    }

    /// The amount in øre.
    pub const fn ore(self) -> i64 {
        self.0
    }

    /// The amount in øre by reference, for code that stores it without copying.
    pub const fn as_ore(&self) -> &i64 {
        &self.0
    }

    /// The amount in kroner as an exact decimal with two places.
    pub fn kroner(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The nearest whole øre to `kroner`, halves away from zero.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] when the result does not fit.
    pub fn from_kroner_rounded(kroner: Decimal) -> Result<Self, MoneyError> {
        Self::from_kroner_with(kroner, RoundingStrategy::MidpointAwayFromZero)
    }

    /// The nearest whole øre to `kroner` by the given rounding rule.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] when the result does not fit.
    pub fn from_kroner_with(
        kroner: Decimal,
        strategy: RoundingStrategy,
    ) -> Result<Self, MoneyError> {
        kroner
            .checked_mul(Decimal::ONE_HUNDRED)
            .map(|ore| ore.round_dp_with_strategy(0, strategy))
            .and_then(|ore| ore.to_i64())
            .map(Money)
            .ok_or(MoneyError::OutOfRange)
    }

    /// The sum, or `None` beyond the range of an `i64` of øre.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// The difference, or `None` beyond the range of an `i64` of øre.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// `count` times the amount, or `None` beyond the range of an `i64` of øre.
    pub fn checked_times(self, count: i64) -> Option<Money> {
        self.0.checked_mul(count).map(Money)
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// Sums saturate at the ends of `i64`: inputs are limited to [`Money::MAX`], so this is never reached
/// by stored amounts, and an absurd input must not end in a panic.
impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl std::ops::SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl std::ops::Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, |sum, amount| sum + amount)
    }
}

impl<'a> std::iter::Sum<&'a Money> for Money {
    fn sum<I: Iterator<Item = &'a Money>>(amounts: I) -> Money {
        amounts.copied().sum()
    }
}

/// `1552000.00`: a point, two decimals, no grouping.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let ore = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", ore / 100, ore % 100))
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(MoneyError::NotANumber),
            None => (digits, ""),
        };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
            return Err(MoneyError::NotANumber);
        }
        if fraction.len() > 2 {
            return Err(MoneyError::TooManyDecimals);
        }
        let ore: i64 = format!("{whole}{fraction:0<2}")
            .parse()
            .map_err(|_| MoneyError::OutOfRange)?;
        if ore > Money::MAX.0 {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Money(if negative { -ore } else { ore }))
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written_with_two_decimals() {
        for (text, ore) in [
            ("1552000.00", 155_200_000),
            ("0.05", 5),
            ("-0.05", -5),
            ("7", 700),
            ("7.5", 750),
        ] {
            assert_eq!(text.parse(), Ok(Money::from_ore(ore)), "{text}");
        }
        assert_eq!(Money::from_ore(-5).to_string(), "-0.05");
        assert_eq!(Money::from_ore(34_114_018).to_string(), "341140.18");
    }

    #[test]
    fn three_decimals_are_refused_not_rounded() {
        assert_eq!("1.005".parse::<Money>(), Err(MoneyError::TooManyDecimals));
    }

    #[test]
    fn texts_that_are_no_amounts_are_refused() {
        for text in [
            "",
            "-",
            "1.",
            ".5",
            "1,50",
            "1e3",
            "1.552.000,00",
            "+1",
            " 1",
            "١",
        ] {
            assert_eq!(text.parse::<Money>(), Err(MoneyError::NotANumber), "{text}");
        }
        assert_eq!(
            "100000000000.00".parse::<Money>(),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(
            "99999999999999999999999.00".parse::<Money>(),
            Err(MoneyError::OutOfRange)
        );
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (kroner, ore) in [("0.005", 1), ("-0.005", -1), ("0.0049", 0)] {
            let kroner: Decimal = kroner.parse().expect("decimal");
            assert_eq!(Money::from_kroner_rounded(kroner), Ok(Money::from_ore(ore)));
        }
    }
}
