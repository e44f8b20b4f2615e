//! Opens a school, and changes what is known of it, its end and its successor among it.

use super::identifiers::Identifiers;
use super::{School, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, SchoolId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::{Administrator, Reach};
use crate::http::not_blank;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// What is known of a school, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeSchool {
    /// Its name.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Store Magleby Skole")]
    pub name: String,
    /// Its number in the national register of institutions, six characters.
    pub institution_number: Option<String>,
    /// Its GLN, 13 digits.
    pub gln: Option<String>,
    /// The part of the account string that points to the school.
    #[validate(length(min = 1, max = 50), custom(function = not_blank))]
    pub cost_centre: Option<String>,
    /// Street and number.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub street: Option<String>,
    /// Four digits.
    pub postal_code: Option<String>,
    /// Postal district.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub city: Option<String>,
    /// The first day on which it is a school.
    pub valid_from: NaiveDate,
    /// The last day on which it is a school.
    pub valid_to: Option<NaiveDate>,
    /// The school that takes over after the last day.
    pub successor_id: Option<SchoolId>,
}

impl DescribeSchool {
    fn check(&self, conn: &mut DbConnection, own: Option<SchoolId>) -> Result<()> {
        let mut faults = Faults::default();
        Identifiers {
            gln: self.gln.as_deref(),
            institution_number: self.institution_number.as_deref(),
            postal_code: self.postal_code.as_deref(),
            ..Identifiers::default()
        }
        .check(&mut faults);
        faults.require((1900..=2100).contains(&self.valid_from.year()), || {
            Fault::new(&codes::DATE_OUT_OF_RANGE).at("/valid_from")
        });
        if let Some(last) = self.valid_to {
            faults.require(last >= self.valid_from, || {
                Fault::new(&codes::DATES_OUT_OF_ORDER)
                    .at("/valid_to")
                    .with("not_before", self.valid_from)
            });
        }
        if let Some(successor) = self.successor_id {
            faults.require(self.valid_to.is_some(), || {
                Fault::new(&codes::SCHOOL_SUCCESSOR_NEEDS_END).at("/successor_id")
            });
            check_successor(conn, own, successor, &mut faults)?;
        }
        faults.into_result()
    }
}

/// Follows the successors to their end: none may lead back to the school itself.
fn check_successor(
    conn: &mut DbConnection,
    own: Option<SchoolId>,
    successor: SchoolId,
    faults: &mut Faults,
) -> Result<()> {
    let mut next = Some(successor);
    // No municipality has a longer chain; the bound also ends a ring that was there before.
    for _ in 0..100 {
        let Some(id) = next else { return Ok(()) };
        if own == Some(id) {
            faults.add(Fault::new(&codes::SCHOOL_OWN_SUCCESSOR).at("/successor_id"));
            return Ok(());
        }
        let Some(school) = store::find_school(conn, &Reach::All, id)? else {
            faults.add(
                Fault::new(&codes::SCHOOL_UNKNOWN)
                    .at("/successor_id")
                    .with("id", id),
            );
            return Ok(());
        };
        next = school.successor_id;
    }
    Ok(())
}

/// Opens a school.
///
/// # Errors
/// [`codes::SCHOOL_NAME_TAKEN`], [`codes::SCHOOL_UNKNOWN`] (successor), [`codes::DATES_OUT_OF_ORDER`] and
/// identifiers that have not the form of their kind.
pub fn open_school(
    conn: &mut DbConnection,
    actor: &Administrator,
    command: &DescribeSchool,
    moment: Moment,
) -> Result<School> {
    command.check(conn, None)?;
    let id = store::insert_school(conn, command).map_err(name_taken)?;
    let school = store::school(conn, &Reach::All, id)?;
    journal::Entry::new("opened", "school", id.0)
        .school(id)
        .after(&school)
        .record(conn, actor, moment)?;
    Ok(school)
}

/// Changes what is known of a school.
///
/// # Errors
/// As [`open_school`]; [`codes::SCHOOL_NOT_FOUND`], [`codes::STALE`]; [`codes::SCHOOL_HOLDS_DEVICES`] when it
/// would end while it holds devices.
pub fn change_school(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: SchoolId,
    seen: Version,
    command: &DescribeSchool,
    moment: Moment,
) -> Result<School> {
    let before = store::school(conn, &Reach::All, id)?;
    let version = seen.require(before.version)?;
    command.check(conn, Some(id))?;
    if let Some(last) = command.valid_to.filter(|last| *last < moment.today) {
        let devices = store::devices_held(conn, id)?;
        if devices > 0 {
            return Err(Fault::new(&codes::SCHOOL_HOLDS_DEVICES)
                .at("/valid_to")
                .with("devices", devices)
                .with("date", last)
                .into());
        }
    }
    store::update_school(conn, id, command, version).map_err(name_taken)?;
    let after = store::school(conn, &Reach::All, id)?;
    journal::Entry::new("changed", "school", id.0)
        .school(id)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn name_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("schools.name_valid_from") => Fault::new(&codes::SCHOOL_NAME_TAKEN).at("/name").into(),
        _ => error.into(),
    }
}
