//! What people write in a field, as JSON; and JSON as it is shown in a field.

use super::Kind;
use crate::error::{Code, codes};
use crate::finance::Money;
use crate::render::numbers;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

/// Reads one value; the text is not empty.
pub(super) fn read(kind: Kind, text: &str) -> Result<Value, &'static Code> {
    let trimmed = text.trim();
    match kind {
        Kind::Integer => whole(trimmed)
            .map(Value::from)
            .ok_or(&codes::INTEGER_UNREADABLE),
        Kind::Pick | Kind::Picks => {
            let id: Option<i64> = trimmed.parse().ok();
            id.map(Value::from).ok_or(&codes::CHOICE_UNKNOWN)
        }
        Kind::Decimal => decimal(trimmed)
            .map(|number| Value::from(number.to_string()))
            .ok_or(&codes::DECIMAL_UNREADABLE),
        Kind::Percent => decimal(trimmed.trim_end_matches('%').trim_end())
            .and_then(|number| number.checked_div(Decimal::ONE_HUNDRED))
            .map(|number| Value::from(number.normalize().to_string()))
            .ok_or(&codes::DECIMAL_UNREADABLE),
        Kind::Amount => decimal(trimmed.trim_end_matches("kr.").trim_end())
            .map(|number| Value::from(number.to_string()))
            .ok_or(&codes::AMOUNT_UNREADABLE),
        Kind::Date => date(trimmed)
            .map(|date| Value::from(date.to_string()))
            .ok_or(&codes::DATE_UNREADABLE),
        Kind::Password | Kind::NewPassword | Kind::Hidden => Ok(Value::from(text)),
        Kind::Long(_) => Ok(Value::from(text.trim_end())),
        _ => Ok(Value::from(trimmed)),
    }
}

/// Shows a value in its field.
pub(super) fn show(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) | (Kind::Password | Kind::NewPassword, _) => String::new(),
        (Kind::Integer, Value::Number(number)) => number
            .as_i64()
            .map_or_else(|| number.to_string(), numbers::integer),
        (Kind::Amount, Value::String(text)) => text
            .parse::<Money>()
            .map_or_else(|_| text.clone(), numbers::amount),
        (Kind::Decimal, Value::String(text)) => text
            .parse::<Decimal>()
            .map_or_else(|_| text.clone(), numbers::decimal),
        (Kind::Percent, Value::String(text)) => text
            .parse::<Decimal>()
            .ok()
            .and_then(|fraction| fraction.checked_mul(Decimal::ONE_HUNDRED))
            .map_or_else(
                || text.clone(),
                |percent| numbers::decimal(percent.normalize()),
            ),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// `1.200` and `1200`; points only before three digits, for `1.5` is no whole number.
fn whole(text: &str) -> Option<i64> {
    ungrouped(text)?.parse().ok()
}

/// `1.552.000,00`, `2,75`. A single point before other than three digits is taken for the decimal point that a
/// spreadsheet writes.
fn decimal(text: &str) -> Option<Decimal> {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}'))
        .collect();
    let plain = match text.split_once(',') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}.{fraction}", ungrouped(whole)?)
        }
        Some(_) => return None,
        None => match ungrouped(&text) {
            Some(whole) => whole,
            None => text,
        },
    };
    let digits = plain.trim_start_matches('-');
    let known = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    known
        .then(|| plain.trim_end_matches('.').parse().ok())
        .flatten()
}

/// The digits without the points between thousands; `None` where a point stands elsewhere.
fn ungrouped(text: &str) -> Option<String> {
    let text = text.replace('−', "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let mut groups = digits.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let well = is_number(first)
        && rest.iter().all(|part| part.len() == 3 && is_number(part))
        && (rest.is_empty() || first.len() <= 3);
    well.then(|| format!("{sign}{first}{}", rest.concat()))
}

/// `2018-01-02` as browsers send it, and `2.1.2018`, `02-01-2018`, `2/1 2018` as people write it.
fn date(text: &str) -> Option<NaiveDate> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(date);
    }
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match parts[..] {
        [day, month, year] if year >= 1000 => {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_numbers_are_read_as_danes_write_them() {
        for (text, value) in [
            ("1.552.000,00", "1552000.00"),
            ("1552000", "1552000"),
            ("1.552.000 kr.", "1552000"),
            ("−12,5", "-12.5"),
            ("1.234", "1234"),
            ("12.5", "12.5"),
            ("0,05", "0.05"),
        ] {
            assert_eq!(read(Kind::Amount, text), Ok(Value::from(value)), "{text}");
        }
        for wrong in [
            "1,552,000.00",
            "abc",
            "1.55.000",
            "--1",
            "12,5,5",
            "1e5",
            ",5",
            "0x10",
        ] {
            assert!(read(Kind::Amount, wrong).is_err(), "{wrong}");
        }
        assert_eq!(read(Kind::Integer, "1.200"), Ok(Value::from(1200)));
        assert!(read(Kind::Integer, "1.5").is_err());
    }

    #[test]
    fn dates_are_read_as_browsers_and_people_write_them() {
        for text in ["2018-01-02", "02.01.2018", "2/1 2018", "2-1-2018"] {
            assert_eq!(
                read(Kind::Date, text),
                Ok(Value::from("2018-01-02")),
                "{text}"
            );
        }
        for wrong in ["31.02.2018", "2.1.18", "i morgen"] {
            assert!(read(Kind::Date, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn per_cent_is_written_and_a_fraction_is_meant() {
        for text in ["2,75", "2,75 %", "2.75"] {
            assert_eq!(
                read(Kind::Percent, text),
                Ok(Value::from("0.0275")),
                "{text}"
            );
        }
        assert_eq!(show(Kind::Percent, &Value::from("0.0275")), "2,75");
        assert!(read(Kind::Percent, "højt").is_err());
    }

    #[test]
    fn what_is_shown_reads_back_as_the_same() {
        let amount = Value::from("1552000.00");
        assert_eq!(show(Kind::Amount, &amount), "1.552.000,00");
        assert_eq!(read(Kind::Amount, &show(Kind::Amount, &amount)), Ok(amount));
        assert_eq!(show(Kind::Integer, &Value::from(1891)), "1.891");
        let rate = Value::from("0.0275");
        assert_eq!(show(Kind::Percent, &rate), "2,75");
        assert_eq!(read(Kind::Percent, "2,75 %"), Ok(rate));
        assert_eq!(show(Kind::Password, &Value::from("secret")), "");
    }
}
