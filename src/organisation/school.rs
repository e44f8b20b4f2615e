//! A school and the time in which it is one.

use super::store;
use crate::db::{DbConnection, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use chrono::NaiveDate;

/// A school of the municipality.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct School {
    /// Its number in this service.
    pub id: SchoolId,
    /// Its name.
    #[schema(example = "Store Magleby Skole")]
    pub name: String,
    /// Its number in the national register of institutions.
    pub institution_number: Option<String>,
    /// Its GLN for electronic invoices.
    pub gln: Option<String>,
    /// The part of the account string that points to the school (*omkostningssted*).
    pub cost_centre: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Four digits.
    pub postal_code: Option<String>,
    /// Postal district.
    pub city: Option<String>,
    /// The first day on which it is a school.
    pub valid_from: NaiveDate,
    /// The last day on which it is a school; absent while no end is known.
    pub valid_to: Option<NaiveDate>,
    /// The school that took over after the last day.
    pub successor_id: Option<SchoolId>,
    /// Grows with every change.
    pub version: i32,
}

impl School {
    /// Whether it is a school on `date`; both ends count.
    pub fn is_valid_on(&self, date: NaiveDate) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}

/// The school, which must exist within `reach` and be a school on `date`; `pointer` is its place in the request.
///
/// # Errors
/// [`codes::SCHOOL_UNKNOWN`] (also for a school out of reach), [`codes::SCHOOL_NOT_VALID`].
pub fn require_valid_school(
    conn: &mut DbConnection,
    reach: &Reach,
    id: SchoolId,
    date: NaiveDate,
    pointer: &str,
) -> Result<School> {
    let Some(school) = store::find_school(conn, reach, id)? else {
        return Err(Fault::new(&codes::SCHOOL_UNKNOWN)
            .at(pointer)
            .with("id", id)
            .into());
    };
    if school.is_valid_on(date) {
        return Ok(school);
    }
    Err(not_valid(&school, date, pointer).into())
}

/// The fault of a school outside its validity.
pub fn not_valid(school: &School, date: NaiveDate, pointer: &str) -> Fault {
    let last = school
        .valid_to
        .map_or_else(|| "…".to_owned(), |date| date.to_string());
    Fault::new(&codes::SCHOOL_NOT_VALID)
        .at(pointer)
        .with("school", &school.name)
        .with("date", date)
        .with("from", school.valid_from)
        .with("to", last)
}
