//! The days of the demo's case, which lie in the past.

use crate::clock::{Clock, Moment};
use chrono::NaiveDate;

/// Noon of a day.
pub(super) fn on(year: i32, month: u32, day: u32) -> Moment {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
    Clock::standing_at(date).moment()
}
