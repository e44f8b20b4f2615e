//! Which days the register accepts.

use crate::clock::Moment;
use crate::error::{Fault, codes};
use chrono::{Datelike, Months, NaiveDate};

/// What is wrong with a day on which a device came or went: it lies before 1990 or more than a year ahead.
pub(super) fn fault(date: NaiveDate, pointer: &str, moment: Moment) -> Option<Fault> {
    if date.year() < 1990 {
        return Some(Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer));
    }
    let latest = moment
        .today
        .checked_add_months(Months::new(12))
        .unwrap_or(moment.today);
    (date > latest).then(|| {
        Fault::new(&codes::DATE_TOO_FAR_AHEAD)
            .at(pointer)
            .with("latest", latest)
    })
}
