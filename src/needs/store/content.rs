//! What the needs assessment's document says: needs, the schools of today and their pupils.

use super::need_lines;
use crate::db::schema::{municipality, projects, pupil_counts, schools};
use crate::db::{DbConnection, ProjectId, SchoolId};
use crate::error::Result;
use crate::http::actor::Reach;
use crate::needs::{NeedsContent, NeedsSchool};
use crate::organisation::school_year_of;
use crate::projects::store::require_project;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// The content as of a day.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`].
pub fn needs_content(
    conn: &mut DbConnection,
    project: ProjectId,
    today: NaiveDate,
) -> Result<NeedsContent> {
    require_project(conn, project)?;
    let (case_number, project_title) = projects::table
        .find(project)
        .select((projects::case_number, projects::title))
        .first(conn)?;
    let school_year = counted_year(conn, today)?;
    let pupils = match school_year {
        Some(year) => pupils(conn, year)?,
        None => BTreeMap::new(),
    };
    let schools: Vec<(SchoolId, String)> = schools::table
        .filter(schools::valid_from.le(today))
        .filter(schools::valid_to.is_null().or(schools::valid_to.ge(today)))
        .order(schools::id)
        .select((schools::id, schools::name))
        .load(conn)?;
    let school = |(id, name)| NeedsSchool {
        id,
        name,
        pupils: pupils.get(&id).copied(),
    };
    Ok(NeedsContent {
        municipality: municipality::table
            .select(municipality::name)
            .first(conn)
            .optional()?,
        case_number,
        project_title,
        lines: need_lines(conn, &Reach::All, project)?,
        schools: schools.into_iter().map(school).collect(),
        school_year,
    })
}

/// The last school year until now of which pupils are counted.
fn counted_year(conn: &mut DbConnection, today: NaiveDate) -> QueryResult<Option<i32>> {
    let current = school_year_of(today);
    pupil_counts::table
        .filter(pupil_counts::school_year.le(current))
        .order(pupil_counts::school_year.desc())
        .select(pupil_counts::school_year)
        .first(conn)
        .optional()
}

/// The pupils of all grades, by school.
fn pupils(conn: &mut DbConnection, year: i32) -> QueryResult<BTreeMap<SchoolId, i64>> {
    let rows: Vec<(SchoolId, i32)> = pupil_counts::table
        .filter(pupil_counts::school_year.eq(year))
        .select((pupil_counts::school_id, pupil_counts::pupils))
        .load(conn)?;
    let mut found = BTreeMap::new();
    for (school, pupils) in rows {
        let sum: &mut i64 = found.entry(school).or_default();
        *sum = sum.saturating_add(i64::from(pupils));
    }
    Ok(found)
}
