//! The grid of a project's needs, as far as somebody may see it.

use super::{NeedGrid, need_grid, need_lines};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Result;
use crate::http::actor::Reach;
use crate::projects::Project;
use crate::{organisation, requirements};

/// More schools and categories than a municipality has.
const ALL: i64 = 1000;

/// The needs of a project within reach, school by school.
///
/// # Errors
/// Only when the database fails.
pub fn read_grid(
    conn: &mut DbConnection,
    reach: &Reach,
    project: &Project,
    moment: Moment,
) -> Result<NeedGrid> {
    let lines = need_lines(conn, reach, project.id)?;
    let all = organisation::store::schools(conn, reach, None, None, ALL)?;
    // A school that was closed keeps its row while it has needs.
    let stated = |id| lines.iter().any(|line| line.need.school_id == id);
    let schools = all
        .into_iter()
        .filter(|school| school.is_valid_on(moment.today) || stated(school.id));
    let categories = requirements::categories(conn, None, ALL)?;
    let awaited = project.phase.awaits_needs();
    Ok(need_grid(schools.collect(), categories, &lines, awaited))
}
