//! Pupils and staff of the schools.

use crate::db::schema::{pupil_counts, staff_counts};
use crate::db::{DbConnection, PupilCountId, SchoolId, StaffCountId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use crate::organisation::{CountPupils, CountStaff, PupilCount, StaffCount, StaffKind};
use diesel::prelude::*;

type PupilRow = (PupilCountId, SchoolId, i32, i32, i32, Option<String>, i32);
type StaffRow = (
    StaffCountId,
    SchoolId,
    i32,
    StaffKind,
    i32,
    Option<String>,
    i32,
);

fn pupils((id, school_id, school_year, grade, pupils, source, version): PupilRow) -> PupilCount {
    PupilCount {
        id,
        school_id,
        school_year,
        grade,
        pupils,
        source,
        version,
    }
}

fn staff((id, school_id, school_year, kind, staff, source, version): StaffRow) -> StaffCount {
    StaffCount {
        id,
        school_id,
        school_year,
        kind,
        staff,
        source,
        version,
    }
}

/// One number of pupils within reach.
///
/// # Errors
/// [`codes::PUPIL_COUNT_NOT_FOUND`].
pub fn pupil_count(conn: &mut DbConnection, reach: &Reach, id: PupilCountId) -> Result<PupilCount> {
    let found: Option<PupilRow> = pupil_counts::table.find(id).first(conn).optional()?;
    found
        .map(pupils)
        .filter(|count| reach.covers(count.school_id))
        .ok_or_else(|| {
            Fault::new(&codes::PUPIL_COUNT_NOT_FOUND)
                .with("id", id)
                .into()
        })
}

/// All numbers of pupils of a school, newest school year first.
///
/// # Errors
/// Only when the database fails.
pub fn pupil_counts(
    conn: &mut DbConnection,
    school: SchoolId,
    school_year: Option<i32>,
) -> QueryResult<Vec<PupilCount>> {
    use pupil_counts as counts;
    let mut query = counts::table
        .filter(counts::school_id.eq(school))
        .order((counts::school_year.desc(), counts::grade))
        .into_boxed();
    if let Some(year) = school_year {
        query = query.filter(counts::school_year.eq(year));
    }
    Ok(query
        .load::<PupilRow>(conn)?
        .into_iter()
        .map(pupils)
        .collect())
}

/// Adds a number of pupils.
///
/// # Errors
/// A broken uniqueness rule of school, year and grade.
pub fn insert_pupil_count(
    conn: &mut DbConnection,
    school: SchoolId,
    command: &CountPupils,
) -> QueryResult<PupilCountId> {
    diesel::insert_into(pupil_counts::table)
        .values((
            pupil_counts::school_id.eq(school),
            pupil_counts::school_year.eq(command.school_year),
            pupil_counts::grade.eq(command.grade),
            pupil_counts::pupils.eq(command.pupils),
            pupil_counts::source.eq(command.source.clone()),
            pupil_counts::version.eq(1),
        ))
        .returning(pupil_counts::id)
        .get_result(conn)
}

/// Replaces a number of pupils.
///
/// # Errors
/// A broken uniqueness rule of school, year and grade.
pub fn update_pupil_count(
    conn: &mut DbConnection,
    id: PupilCountId,
    command: &CountPupils,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(pupil_counts::table.find(id))
        .set((
            pupil_counts::school_year.eq(command.school_year),
            pupil_counts::grade.eq(command.grade),
            pupil_counts::pupils.eq(command.pupils),
            pupil_counts::source.eq(command.source.clone()),
            pupil_counts::version.eq(version),
        ))
        .execute(conn)
}

/// One number of staff within reach.
///
/// # Errors
/// [`codes::STAFF_COUNT_NOT_FOUND`].
pub fn staff_count(conn: &mut DbConnection, reach: &Reach, id: StaffCountId) -> Result<StaffCount> {
    let found: Option<StaffRow> = staff_counts::table.find(id).first(conn).optional()?;
    found
        .map(staff)
        .filter(|count| reach.covers(count.school_id))
        .ok_or_else(|| {
            Fault::new(&codes::STAFF_COUNT_NOT_FOUND)
                .with("id", id)
                .into()
        })
}

/// All numbers of staff of a school, newest school year first.
///
/// # Errors
/// Only when the database fails.
pub fn staff_counts(
    conn: &mut DbConnection,
    school: SchoolId,
    school_year: Option<i32>,
) -> QueryResult<Vec<StaffCount>> {
    use staff_counts as counts;
    let mut query = counts::table
        .filter(counts::school_id.eq(school))
        .order((counts::school_year.desc(), counts::kind))
        .into_boxed();
    if let Some(year) = school_year {
        query = query.filter(counts::school_year.eq(year));
    }
    Ok(query
        .load::<StaffRow>(conn)?
        .into_iter()
        .map(staff)
        .collect())
}

/// Adds a number of staff.
///
/// # Errors
/// A broken uniqueness rule of school, year and kind.
pub fn insert_staff_count(
    conn: &mut DbConnection,
    school: SchoolId,
    command: &CountStaff,
) -> QueryResult<StaffCountId> {
    diesel::insert_into(staff_counts::table)
        .values((
            staff_counts::school_id.eq(school),
            staff_counts::school_year.eq(command.school_year),
            staff_counts::kind.eq(command.kind),
            staff_counts::staff.eq(command.staff),
            staff_counts::source.eq(command.source.clone()),
            staff_counts::version.eq(1),
        ))
        .returning(staff_counts::id)
        .get_result(conn)
}

/// Replaces a number of staff.
///
/// # Errors
/// A broken uniqueness rule of school, year and kind.
pub fn update_staff_count(
    conn: &mut DbConnection,
    id: StaffCountId,
    command: &CountStaff,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(staff_counts::table.find(id))
        .set((
            staff_counts::school_year.eq(command.school_year),
            staff_counts::kind.eq(command.kind),
            staff_counts::staff.eq(command.staff),
            staff_counts::source.eq(command.source.clone()),
            staff_counts::version.eq(version),
        ))
        .execute(conn)
}
