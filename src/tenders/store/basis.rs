//! Whether what a tender rests on is there; other slices write these tables.

use crate::db::schema::{estimates, needs, specification_versions, specifications};
use crate::db::{DbConnection, EstimateId, ProjectId, SpecificationVersionId};
use diesel::prelude::*;

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
