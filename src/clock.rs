//! The only place that asks the system for the time; tests set it.
//!
//! "Today" is the date in Denmark, which differs from the UTC date for one or two hours every night.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// A point in time in UTC, cut to microseconds so that both databases give back what they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(NaiveDateTime);

impl Instant {
    /// The instant, without what is finer than a microsecond.
    pub fn new(instant: DateTime<Utc>) -> Self {
        Instant(instant.naive_utc().trunc_subsecs(6))
    }

    /// The same instant as a database stores it: UTC without a zone.
    pub const fn as_naive(&self) -> &NaiveDateTime {
        &self.0
    }

    /// The same instant with its zone, as libraries outside the database take it.
    pub fn utc(self) -> DateTime<Utc> {
        self.0.and_utc()
    }

    /// The instant that a database stored.
    pub fn from_naive(naive: NaiveDateTime) -> Self {
        Instant(naive.trunc_subsecs(6))
    }

    /// The instant `days` later (earlier when negative); stays where it is beyond the calendar's end.
    pub fn plus_days(self, days: i64) -> Self {
        self.later(chrono::TimeDelta::try_days(days))
    }

    /// The instant `minutes` later (earlier when negative); stays where it is beyond the calendar's end.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.later(chrono::TimeDelta::try_minutes(minutes))
    }

    fn later(self, delta: Option<chrono::TimeDelta>) -> Self {
        delta
            .and_then(|delta| self.0.checked_add_signed(delta))
            .map_or(self, Instant)
    }

    /// Whole minutes from here to `later`, a begun one counted; 0 when it is past.
    pub fn minutes_until(self, later: Instant) -> i64 {
        let milliseconds = (later.0 - self.0).num_milliseconds().max(0);
        (milliseconds + 59_999) / 60_000
    }

    /// The calendar date in Denmark at this instant.
    pub fn danish_date(self) -> NaiveDate {
        self.danish_time().date()
    }

    /// What calendars and clocks in Denmark show at this instant.
    pub fn danish_time(self) -> NaiveDateTime {
        self.0
            .and_utc()
            .with_timezone(&chrono_tz::Europe::Copenhagen)
            .naive_local()
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            &self
                .0
                .and_utc()
                .to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        )
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<Utc>::deserialize(deserializer).map(Instant::new)
    }
}

/// When something happens: the instant, and the date in Denmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant in UTC.
    pub now: Instant,
    /// The calendar date in Denmark.
    pub today: NaiveDate,
}

impl Moment {
    /// The moment of an instant.
    pub fn of(now: Instant) -> Self {
        Moment {
            now,
            today: now.danish_date(),
        }
    }
}

/// Where the service takes the time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is set; for tests and for the demo's past.
    Set(Arc<Mutex<Instant>>),
}

impl Clock {
    /// A clock that stands at noon (UTC) of `date`.
    pub fn standing_at(date: NaiveDate) -> Self {
        let noon = date.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::hours(12);
        Clock::Set(Arc::new(Mutex::new(Instant::from_naive(noon))))
    }

    /// Moves a standing clock to `instant`; the machine's clock is left alone.
    pub fn set(&self, instant: Instant) {
        if let Clock::Set(time) = self {
            *time.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }

    /// The present moment.
    pub fn moment(&self) -> Moment {
        Moment::of(match self {
            #[allow(clippy::disallowed_methods, reason = "the one place that asks")]
            Clock::System => Instant::new(Utc::now()),
            Clock::Set(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortly_before_midnight_in_utc_it_is_tomorrow_in_denmark() {
        let late: DateTime<Utc> = "2018-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(
            Moment::of(Instant::new(late)).today,
            NaiveDate::from_ymd_opt(2018, 7, 1).unwrap()
        );
    }

    #[test]
    fn instants_are_cut_to_microseconds() {
        let fine: DateTime<Utc> = "2018-01-02T03:04:05.123456789Z".parse().unwrap();
        assert_eq!(
            Instant::new(fine).to_string(),
            "2018-01-02T03:04:05.123456Z"
        );
    }
}
