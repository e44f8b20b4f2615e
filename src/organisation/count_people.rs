//! Enters and corrects the numbers of pupils and staff of a school.

use super::{PupilCount, StaffCount, StaffKind, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, PupilCountId, SchoolId, StaffCountId, Version, violated_unique};
use crate::error::{Error, Result, codes};
use crate::http::actor::CountsKeeper;
use crate::http::not_blank;
use validator::Validate;

/// The pupils of one grade in one school year.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountPupils {
    /// The calendar year in which the school year begins.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2023)]
    pub school_year: i32,
    /// The grade.
    #[validate(range(min = 0, max = 10))]
    #[schema(minimum = 0, maximum = 10)]
    pub grade: i32,
    /// How many pupils.
    #[validate(range(min = 0, max = 10000))]
    #[schema(minimum = 0, maximum = 10000)]
    pub pupils: i32,
    /// Where the number comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    pub source: Option<String>,
}

/// The staff of one kind in one school year.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountStaff {
    /// The calendar year in which the school year begins.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2023)]
    pub school_year: i32,
    /// What they do.
    pub kind: StaffKind,
    /// How many people.
    #[validate(range(min = 0, max = 10000))]
    #[schema(minimum = 0, maximum = 10000)]
    pub staff: i32,
    /// Where the number comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    pub source: Option<String>,
}

/// Enters a number of pupils.
///
/// # Errors
/// [`codes::SCHOOL_NOT_FOUND`] (also out of the actor's reach), [`codes::COUNT_EXISTS`].
pub fn count_pupils(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    school: SchoolId,
    command: &CountPupils,
    moment: Moment,
) -> Result<PupilCount> {
    let school = store::school(conn, &actor.reach(), school)?;
    let id = store::insert_pupil_count(conn, school.id, command).map_err(exists)?;
    let count = store::pupil_count(conn, &actor.reach(), id)?;
    journal::Entry::new("counted", "pupil_count", id.0)
        .school(school.id)
        .after(&count)
        .record(conn, actor, moment)?;
    Ok(count)
}

/// Corrects a number of pupils.
///
/// # Errors
/// [`codes::PUPIL_COUNT_NOT_FOUND`], [`codes::STALE`], [`codes::COUNT_EXISTS`].
pub fn recount_pupils(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    id: PupilCountId,
    seen: Version,
    command: &CountPupils,
    moment: Moment,
) -> Result<PupilCount> {
    let before = store::pupil_count(conn, &actor.reach(), id)?;
    let version = seen.require(before.version)?;
    store::update_pupil_count(conn, id, command, version).map_err(exists)?;
    let after = store::pupil_count(conn, &actor.reach(), id)?;
    journal::Entry::new("recounted", "pupil_count", id.0)
        .school(after.school_id)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Enters a number of staff.
///
/// # Errors
/// [`codes::SCHOOL_NOT_FOUND`] (also out of the actor's reach), [`codes::COUNT_EXISTS`].
pub fn count_staff(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    school: SchoolId,
    command: &CountStaff,
    moment: Moment,
) -> Result<StaffCount> {
    let school = store::school(conn, &actor.reach(), school)?;
    let id = store::insert_staff_count(conn, school.id, command).map_err(exists)?;
    let count = store::staff_count(conn, &actor.reach(), id)?;
    journal::Entry::new("counted", "staff_count", id.0)
        .school(school.id)
        .after(&count)
        .record(conn, actor, moment)?;
    Ok(count)
}

/// Corrects a number of staff.
///
/// # Errors
/// [`codes::STAFF_COUNT_NOT_FOUND`], [`codes::STALE`], [`codes::COUNT_EXISTS`].
pub fn recount_staff(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    id: StaffCountId,
    seen: Version,
    command: &CountStaff,
    moment: Moment,
) -> Result<StaffCount> {
    let before = store::staff_count(conn, &actor.reach(), id)?;
    let version = seen.require(before.version)?;
    store::update_staff_count(conn, id, command, version).map_err(exists)?;
    let after = store::staff_count(conn, &actor.reach(), id)?;
    journal::Entry::new("recounted", "staff_count", id.0)
        .school(after.school_id)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn exists(error: store::StoreError) -> Error {
    match violated_unique(&error) {
        Some(_) => (&codes::COUNT_EXISTS).into(),
        None => error.into(),
    }
}
