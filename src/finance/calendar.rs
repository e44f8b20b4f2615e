//! Danish bank days, and how a due date moves when it falls on another day.
//!
//! Lists of public holidays are not enough: banks are also closed on the day after Ascension, on
//! 5 June, 24 December and 31 December. *Store bededag* is a bank day from 2024 on (act no. 214 of
//! 6 March 2023). Moving a due date never moves the period for which interest is reckoned.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How a due date that is no bank day moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentDays {
    /// The date stands.
    #[default]
    Unadjusted,
    /// To the next bank day.
    Following,
    /// To the next bank day, but back to the previous one rather than into another month.
    ModifiedFollowing,
}

impl PaymentDays {
    /// The day on which a payment falling on `date` is due.
    pub fn adjust(self, date: NaiveDate) -> NaiveDate {
        match self {
            PaymentDays::Unadjusted => date,
            PaymentDays::Following => seek(date, NaiveDate::succ_opt),
            PaymentDays::ModifiedFollowing => {
                let next = seek(date, NaiveDate::succ_opt);
                if next.month() == date.month() {
                    next
                } else {
                    seek(date, NaiveDate::pred_opt)
                }
            }
        }
    }
}

/// The first bank day from `date` on in the direction of `step`; `date` itself at the end of time.
fn seek(date: NaiveDate, step: fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
    let mut day = date;
    while !is_bank_day(day) {
        match step(&day) {
            Some(next) => day = next,
            None => return date,
        }
    }
    day
}

/// Whether Danish banks settle payments on this day.
pub fn is_bank_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_closing_day(date)
}

/// Whether the date is a closing day of Danish banks other than a Saturday or Sunday as such.
fn is_closing_day(date: NaiveDate) -> bool {
    let fixed = matches!(
        (date.month(), date.day()),
        (1, 1) | (6, 5) | (12, 24) | (12, 25) | (12, 26) | (12, 31)
    );
    if fixed {
        return true;
    }
    let Some(easter) = easter_sunday(date.year()) else {
        return false;
    };
    match date.signed_duration_since(easter).num_days() {
        // Maundy Thursday, Good Friday, Easter Monday, Ascension and the day after, Whit Monday.
        -3 | -2 | 1 | 39 | 40 | 50 => true,
        // Store bededag, the fourth Friday after Easter, was a holiday to and with 2023.
        26 => date.year() <= 2023,
        _ => false,
    }
}

/// Easter Sunday of a year of the Gregorian calendar, `None` outside the years 1583 to 9999.
///
/// The "anonymous" Gregorian computus, as printed by Meeus, *Astronomical Algorithms*, chapter 8.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century + 8) / 25;
    let moon = (century - correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let offset = epact + weekday - 7 * late + 114 - 93;
    let days = u64::try_from(offset).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn easter_falls_on_the_published_sundays() {
        for (year, day) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (2008, "2008-03-23"),
            (2017, "2017-04-16"),
            (2024, "2024-03-31"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter_sunday(year), Some(date(day)));
        }
    }

    #[test]
    fn banks_are_closed_on_more_days_than_public_holidays() {
        for day in [
            "2027-01-01",
            "2027-03-25",
            "2027-03-26",
            "2027-03-29",
            "2027-05-06",
            "2027-05-07",
            "2027-05-17",
            "2028-06-05",
            "2027-12-24",
            "2024-12-25",
            "2024-12-26",
            "2027-12-31",
            "2027-08-01",
        ] {
            assert!(!is_bank_day(date(day)), "{day}");
        }
        for day in ["2027-01-04", "2027-12-27", "2027-06-04", "2027-05-05"] {
            assert!(is_bank_day(date(day)), "{day}");
        }
    }

    #[test]
    fn store_bededag_is_a_bank_day_from_2024_on() {
        assert!(!is_bank_day(date("2023-05-05")));
        assert!(is_bank_day(date("2024-04-26")));
    }

    #[test]
    fn modified_following_stays_in_the_month() {
        let sunday = date("2027-10-31");
        assert_eq!(PaymentDays::Unadjusted.adjust(sunday), sunday);
        assert_eq!(PaymentDays::Following.adjust(sunday), date("2027-11-01"));
        assert_eq!(
            PaymentDays::ModifiedFollowing.adjust(sunday),
            date("2027-10-29")
        );
        assert_eq!(
            PaymentDays::ModifiedFollowing.adjust(date("2027-01-02")),
            date("2027-01-04")
        );
        assert_eq!(
            PaymentDays::Following.adjust(date("2027-12-31")),
            date("2028-01-03")
        );
    }
}
