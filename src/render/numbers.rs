//! Numbers, amounts and dates as a Danish reader expects them.
//!
//! Points stand between thousands and a comma before decimals; a no-break space keeps the unit with
//! its number. Nothing is rounded here except where a function says so.

use crate::finance::Money;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// The space that stands between a number and its unit and is never broken over lines.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// The months in their order, as they stand in a date.
pub const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// An amount in kroner with two decimals and no unit: `1.552.000,00`.
pub fn amount(amount: Money) -> String {
    let sign = if amount.is_negative() { "-" } else { "" };
    let ore = amount.ore().unsigned_abs();
    format!(
        "{sign}{},{:02}",
        grouped(&(ore / 100).to_string()),
        ore % 100
    )
}

/// An amount with its unit: `1.552.000,00 kr.`, with a no-break space.
pub fn kroner(money: Money) -> String {
    format!("{}{NO_BREAK_SPACE}kr.", amount(money))
}

/// A whole number: `1.891`.
pub fn integer(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

/// A decimal number with all its decimals: `12.345,678`.
pub fn decimal(number: Decimal) -> String {
    let sign = if number.is_sign_negative() && !number.is_zero() {
        "-"
    } else {
        ""
    };
    let text = number.abs().to_string();
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{},{fraction}", grouped(whole)),
        None => format!("{sign}{}", grouped(&text)),
    }
}

/// Per cent with all its decimals and a no-break space: `2,75 %` for 2.75.
pub fn percent(percent: Decimal) -> String {
    format!("{}{NO_BREAK_SPACE}%", decimal(percent))
}

/// A date in words: `2. januar 2018`, the day held to the month by a no-break space.
pub fn date(date: NaiveDate) -> String {
    let month = usize::try_from(date.month0())
        .ok()
        .and_then(|month| MONTHS.get(month));
    format!(
        "{}.{NO_BREAK_SPACE}{} {}",
        date.day(),
        month.unwrap_or(&""),
        date.year()
    )
}

/// A date in digits: `02.01.2018`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// Digits with a point before every third from the right.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("date")
    }

    #[test]
    fn amounts_have_points_between_thousands_and_a_decimal_comma() {
        for (ore, text) in [
            (155_200_000, "1.552.000,00"),
            (5, "0,05"),
            (-5, "-0,05"),
            (99_999, "999,99"),
            (100_000, "1.000,00"),
            (i64::MIN, "-92.233.720.368.547.758,08"),
        ] {
            assert_eq!(amount(Money::from_ore(ore)), text);
        }
        assert_eq!(
            kroner(Money::from_ore(155_200_000)),
            "1.552.000,00\u{a0}kr."
        );
    }

    #[test]
    fn whole_numbers_and_percentages_are_danish() {
        assert_eq!(integer(1_891), "1.891");
        assert_eq!(integer(-1_000), "-1.000");
        assert_eq!(percent(Decimal::new(275, 2)), "2,75\u{a0}%");
        assert_eq!(percent(Decimal::new(-12_345, 1)), "-1.234,5\u{a0}%");
        assert_eq!(decimal(Decimal::new(12_345_678, 3)), "12.345,678");
    }

    #[test]
    fn dates_are_written_in_words_and_in_digits() {
        assert_eq!(date(day(2018, 1, 2)), "2.\u{a0}januar 2018");
        assert_eq!(short_date(day(2018, 1, 2)), "02.01.2018");
    }
}
