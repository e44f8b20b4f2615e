//! The specifications, their counters, and what is read of their projects.

use crate::db::schema::specifications::{self, table};
use crate::db::schema::{inspiration_visits, specification_versions};
use crate::db::{DbConnection, ProjectId, SpecificationId, SpecificationVersionId, VisitId};
use crate::error::{Error, Fault, Result, codes};
use crate::requirements::Specification;
use diesel::prelude::*;

type Row = (SpecificationId, ProjectId, String, i32);

fn thing(conn: &mut DbConnection, (id, project_id, title, version): Row) -> Result<Specification> {
    let newest: Option<SpecificationVersionId> = specification_versions::table
        .filter(specification_versions::specification_id.eq(id))
        .order(specification_versions::number.desc())
        .select(specification_versions::id)
        .first(conn)
        .optional()?;
    Ok(Specification {
        id,
        project_id,
        title,
        newest_version_id: newest
            .ok_or_else(|| Error::Internal("a specification without versions".into()))?,
        version,
    })
}

/// Whether the project has this inspiration visit.
///
/// # Errors
/// Only when the database fails.
pub fn project_has_visit(
    conn: &mut DbConnection,
    project: ProjectId,
    visit: VisitId,
) -> QueryResult<bool> {
    let found: i64 = inspiration_visits::table
        .filter(inspiration_visits::id.eq(visit))
        .filter(inspiration_visits::project_id.eq(project))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The specification.
///
/// # Errors
/// [`codes::SPECIFICATION_NOT_FOUND`].
pub fn specification(conn: &mut DbConnection, id: SpecificationId) -> Result<Specification> {
    let row: Option<Row> = table
        .find(id)
        .select((
            specifications::id,
            specifications::project_id,
            specifications::title,
            specifications::version,
        ))
        .first(conn)
        .optional()?;
    match row {
        Some(row) => thing(conn, row),
        None => Err(Fault::new(&codes::SPECIFICATION_NOT_FOUND)
            .with("id", id)
            .into()),
    }
}

/// The specifications of a project, by number.
///
/// # Errors
/// Only when the database fails.
pub fn specifications(conn: &mut DbConnection, project: ProjectId) -> Result<Vec<Specification>> {
    let rows: Vec<Row> = table
        .filter(specifications::project_id.eq(project))
        .order(specifications::id)
        .select((
            specifications::id,
            specifications::project_id,
            specifications::title,
            specifications::version,
        ))
        .load(conn)?;
    rows.into_iter().map(|row| thing(conn, row)).collect()
}

/// Adds a specification whose first requirement will be number 1.
///
/// # Errors
/// Only when the database fails.
pub fn insert_specification(
    conn: &mut DbConnection,
    project: ProjectId,
    title: &str,
) -> QueryResult<SpecificationId> {
    diesel::insert_into(table)
        .values((
            specifications::project_id.eq(project),
            specifications::title.eq(title),
            specifications::next_number.eq(1),
            specifications::version.eq(1),
        ))
        .returning(specifications::id)
        .get_result(conn)
}

/// Tells readers that the specification has changed.
///
/// # Errors
/// Only when the database fails.
pub fn bump_specification(
    conn: &mut DbConnection,
    id: SpecificationId,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(specifications::version.eq(version))
        .execute(conn)
}

/// The number that the next requirement gets.
///
/// # Errors
/// Only when the database fails.
pub fn next_number(conn: &mut DbConnection, id: SpecificationId) -> QueryResult<i32> {
    table
        .find(id)
        .select(specifications::next_number)
        .first(conn)
}

/// Moves the counter on.
///
/// # Errors
/// Only when the database fails.
pub fn set_next_number(
    conn: &mut DbConnection,
    id: SpecificationId,
    number: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(specifications::next_number.eq(number))
        .execute(conn)
}
