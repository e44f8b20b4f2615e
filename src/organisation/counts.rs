//! Pupils and staff: counted, never named.

use crate::db::{PupilCountId, SchoolId, StaffCountId, text_enum};
use chrono::{Datelike, NaiveDate};

/// The month in which a school year begins.
const AUGUST: u32 = 8;

/// The school year of a day, named by the calendar year in which it begins.
pub fn school_year_of(day: NaiveDate) -> i32 {
    match day.month() < AUGUST {
        true => day.year().saturating_sub(1),
        false => day.year(),
    }
}

text_enum! {
    /// What a school's staff does.
    pub enum StaffKind {
        /// Teachers.
        Teacher = "teacher",
        /// Pedagogues of classes and after-school care.
        Pedagogue = "pedagogue",
        /// Leaders and office.
        Administration = "administration",
        /// Everybody else.
        Other = "other",
    }
}

/// The pupils of one grade in one school year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PupilCount {
    /// Its number in this service.
    pub id: PupilCountId,
    /// The school.
    pub school_id: SchoolId,
    /// The calendar year in which the school year begins (August to July).
    pub school_year: i32,
    /// The grade, 0 to 10.
    pub grade: i32,
    /// How many pupils.
    pub pupils: i32,
    /// Where the number comes from.
    pub source: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

/// The staff of one kind in one school year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct StaffCount {
    /// Its number in this service.
    pub id: StaffCountId,
    /// The school.
    pub school_id: SchoolId,
    /// The calendar year in which the school year begins.
    pub school_year: i32,
    /// What they do.
    pub kind: StaffKind,
    /// How many people.
    pub staff: i32,
    /// Where the number comes from.
    pub source: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_begins_in_august() {
        let year = |text: &str| school_year_of(text.parse().expect("a day"));
        assert_eq!((year("2017-07-31"), year("2017-08-01")), (2016, 2017));
        assert_eq!(year("2018-01-02"), 2017);
    }
}
