//! What agreements look up about their projects.

use crate::db::schema::{project_frames as frames, projects};
use crate::db::{DbConnection, ProjectId};
use crate::finance::Money;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Whether there is such a project.
///
/// # Errors
/// Only when the database fails.
pub fn project_exists(conn: &mut DbConnection, id: ProjectId) -> QueryResult<bool> {
    let found: i64 = projects::table
        .filter(projects::id.eq(id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The project's budget frame by year.
///
/// # Errors
/// Only when the database fails.
pub fn project_frames(conn: &mut DbConnection, id: ProjectId) -> QueryResult<BTreeMap<i32, Money>> {
    let rows: Vec<(i32, Money)> = frames::table
        .filter(frames::project_id.eq(id))
        .select((frames::budget_year, frames::amount))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
