//! The sections of specification versions.

use super::PARKED;
use crate::db::schema::requirement_sections::{self, table};
use crate::db::{DbConnection, SectionId, SpecificationVersionId};
use crate::error::{Fault, Result, codes};
use crate::requirements::{DescribeSection, RequirementSection, SectionContent};
use diesel::prelude::*;

type Row = (
    SectionId,
    SpecificationVersionId,
    i32,
    String,
    Option<String>,
    i32,
);

fn thing(
    (id, specification_version_id, position, title, introduction, version): Row,
) -> RequirementSection {
    RequirementSection {
        id,
        specification_version_id,
        position,
        title,
        introduction,
        version,
    }
}

/// The section.
///
/// # Errors
/// [`codes::REQUIREMENT_SECTION_NOT_FOUND`].
pub fn section(conn: &mut DbConnection, id: SectionId) -> Result<RequirementSection> {
    let found: Option<Row> = table.find(id).first(conn).optional()?;
    found.map(thing).ok_or_else(|| {
        Fault::new(&codes::REQUIREMENT_SECTION_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// The sections of a version, by position.
///
/// # Errors
/// Only when the database fails.
pub fn sections(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
) -> QueryResult<Vec<RequirementSection>> {
    let rows: Vec<Row> = table
        .filter(requirement_sections::specification_version_id.eq(version))
        .order(requirement_sections::position)
        .load(conn)?;
    Ok(rows.into_iter().map(thing).collect())
}

/// Adds a section at a free position.
///
/// # Errors
/// A broken uniqueness rule of version and position.
pub fn insert_section(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    command: &DescribeSection,
    position: i32,
) -> QueryResult<SectionId> {
    let introduction = command.introduction.as_deref();
    insert(conn, version, position, &command.title, introduction)
}

/// Adds a section that another version has.
///
/// # Errors
/// A broken uniqueness rule of version and position.
pub(super) fn insert_copy(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    section: &SectionContent,
) -> QueryResult<SectionId> {
    let introduction = section.introduction.as_deref();
    insert(
        conn,
        version,
        section.position,
        &section.title,
        introduction,
    )
}

fn insert(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    position: i32,
    title: &str,
    introduction: Option<&str>,
) -> QueryResult<SectionId> {
    diesel::insert_into(table)
        .values((
            requirement_sections::specification_version_id.eq(version),
            requirement_sections::position.eq(position),
            requirement_sections::title.eq(title),
            requirement_sections::introduction.eq(introduction),
            requirement_sections::version.eq(1),
        ))
        .returning(requirement_sections::id)
        .get_result(conn)
}

/// Replaces a section, at a position that is free or its own.
///
/// # Errors
/// A broken uniqueness rule of version and position.
pub fn update_section(
    conn: &mut DbConnection,
    id: SectionId,
    command: &DescribeSection,
    position: i32,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            requirement_sections::position.eq(position),
            requirement_sections::title.eq(&command.title),
            requirement_sections::introduction.eq(command.introduction.as_deref()),
            requirement_sections::version.eq(version),
        ))
        .execute(conn)
}

/// Takes a section out of the way of others that move; `position` is where it will go.
///
/// # Errors
/// Only when the database fails.
pub fn park_section(conn: &mut DbConnection, id: SectionId, position: i32) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(requirement_sections::position.eq(position.saturating_add(PARKED)))
        .execute(conn)
}

/// Moves sections to their new positions, of which each is free once all have left their old ones.
///
/// # Errors
/// A broken uniqueness rule of version and position.
pub fn move_sections(conn: &mut DbConnection, moves: &[(SectionId, i32)]) -> QueryResult<()> {
    for (id, position) in moves {
        park_section(conn, *id, *position)?;
    }
    for (id, position) in moves {
        diesel::update(table.find(*id))
            .set((
                requirement_sections::position.eq(*position),
                requirement_sections::version.eq(requirement_sections::version + 1),
            ))
            .execute(conn)?;
    }
    Ok(())
}
