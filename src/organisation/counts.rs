//! Pupils and staff: counted, never named.

use crate::db::{PupilCountId, SchoolId, StaffCountId, text_enum};

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
