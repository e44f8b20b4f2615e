//! Whether what a tender rests on is there; other slices write these tables.

use crate::db::schema::{estimates, needs, projects, specification_versions, specifications};
use crate::db::{DbConnection, EstimateId, ProjectId, SpecificationVersionId};
use crate::error::{Fault, Result, codes};
use diesel::prelude::*;

/// The project exists; answers its phase.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`].
pub fn require_project(conn: &mut DbConnection, id: ProjectId) -> Result<String> {
    projects::table
        .find(id)
        .select(projects::phase)
        .first(conn)
        .optional()?
        .ok_or_else(|| Fault::new(&codes::PROJECT_NOT_FOUND).with("id", id).into())
}

/// The project exists and goes on.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`].
pub fn require_open_project(conn: &mut DbConnection, id: ProjectId) -> Result<()> {
    if require_project(conn, id)? == "closed" {
        return Err((&codes::PROJECT_CLOSED).into());
    }
    Ok(())
}

/// The state of a specification's version, if it belongs to the project.
///
/// # Errors
/// Only when the database fails.
pub fn specification_state(
    conn: &mut DbConnection,
    project: ProjectId,
    id: SpecificationVersionId,
) -> QueryResult<Option<String>> {
    specification_versions::table
        .inner_join(specifications::table)
        .filter(specification_versions::id.eq(id))
        .filter(specifications::project_id.eq(project))
        .select(specification_versions::state)
        .first(conn)
        .optional()
}

/// The state of an estimate, if it belongs to the project.
///
/// # Errors
/// Only when the database fails.
pub fn estimate_state(
    conn: &mut DbConnection,
    project: ProjectId,
    id: EstimateId,
) -> QueryResult<Option<String>> {
    estimates::table
        .find(id)
        .filter(estimates::project_id.eq(project))
        .select(estimates::state)
        .first(conn)
        .optional()
}

/// Whether the project has a confirmed need of at least one device.
///
/// # Errors
/// Only when the database fails.
pub fn has_confirmed_needs(conn: &mut DbConnection, project: ProjectId) -> QueryResult<bool> {
    let count: i64 = needs::table
        .filter(needs::project_id.eq(project))
        .filter(needs::state.eq("confirmed"))
        .filter(needs::quantity.gt(0))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}
