//! The versions of specifications, and their content as a whole.

use super::{requirements, sections};
use crate::clock::Instant;
use crate::db::schema::specification_versions::{self, table};
use crate::db::schema::specifications;
use crate::db::{
    AccountId, DbConnection, ProjectId, SectionId, SpecificationId, SpecificationVersionId,
};
use crate::error::{Error, Fault, Result, codes};
use crate::requirements::{
    Requirement, RequirementSection, SectionContent, SpecificationVersion, VersionContent,
    VersionState,
};
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = specification_versions)]
struct Row {
    id: SpecificationVersionId,
    specification_id: SpecificationId,
    number: i32,
    state: VersionState,
    change_note: Option<String>,
    created_at: Instant,
    approved_at: Option<Instant>,
    approved_by: Option<AccountId>,
    version: i32,
}

fn thing((row, project_id): (Row, ProjectId)) -> SpecificationVersion {
    SpecificationVersion {
        id: row.id,
        specification_id: row.specification_id,
        project_id,
        number: row.number,
        state: row.state,
        change_note: row.change_note,
        created_at: row.created_at,
        approved_at: row.approved_at,
        approved_by: row.approved_by,
        version: row.version,
    }
}

/// The version, without its content.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`].
pub fn version(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> Result<SpecificationVersion> {
    table
        .inner_join(specifications::table)
        .filter(specification_versions::id.eq(id))
        .select((Row::as_select(), specifications::project_id))
        .first(conn)
        .optional()?
        .map(thing)
        .ok_or_else(|| {
            Fault::new(&codes::SPECIFICATION_VERSION_NOT_FOUND)
                .with("id", id)
                .into()
        })
}

/// The versions of a specification, newest first, without their content.
///
/// # Errors
/// Only when the database fails.
pub fn specification_versions(
    conn: &mut DbConnection,
    specification: SpecificationId,
) -> QueryResult<Vec<SpecificationVersion>> {
    let rows: Vec<(Row, ProjectId)> = table
        .inner_join(specifications::table)
        .filter(specification_versions::specification_id.eq(specification))
        .order(specification_versions::number.desc())
        .select((Row::as_select(), specifications::project_id))
        .load(conn)?;
    Ok(rows.into_iter().map(thing).collect())
}

/// The version with its sections by position, each with its requirements in their order.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`].
pub fn specification_version(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> Result<VersionContent> {
    let version = version(conn, id)?;
    let title: String = specifications::table
        .find(version.specification_id)
        .select(specifications::title)
        .first(conn)?;
    let sections = with_requirements(
        sections::sections(conn, id)?,
        requirements::requirements(conn, id)?,
    );
    Ok(VersionContent {
        id: version.id,
        specification_id: version.specification_id,
        project_id: version.project_id,
        title,
        number: version.number,
        state: version.state,
        change_note: version.change_note,
        created_at: version.created_at,
        approved_at: version.approved_at,
        approved_by: version.approved_by,
        sections,
        version: version.version,
    })
}

fn with_requirements(
    sections: Vec<RequirementSection>,
    requirements: Vec<Requirement>,
) -> Vec<SectionContent> {
    let mut by_section: BTreeMap<SectionId, Vec<Requirement>> = BTreeMap::new();
    for requirement in requirements {
        by_section
            .entry(requirement.section_id)
            .or_default()
            .push(requirement);
    }
    sections
        .into_iter()
        .map(|section| SectionContent {
            requirements: by_section.remove(&section.id).unwrap_or_default(),
            id: section.id,
            position: section.position,
            title: section.title,
            introduction: section.introduction,
            version: section.version,
        })
        .collect()
}

/// Adds an empty draft.
///
/// # Errors
/// A broken uniqueness rule of specification and number.
pub fn insert_version(
    conn: &mut DbConnection,
    specification: SpecificationId,
    number: i32,
    change_note: Option<&str>,
    now: Instant,
) -> QueryResult<SpecificationVersionId> {
    diesel::insert_into(table)
        .values((
            specification_versions::specification_id.eq(specification),
            specification_versions::number.eq(number),
            specification_versions::state.eq(VersionState::Draft),
            specification_versions::change_note.eq(change_note),
            specification_versions::created_at.eq(now),
            specification_versions::version.eq(1),
        ))
        .returning(specification_versions::id)
        .get_result(conn)
}

/// Writes all sections and requirements of one version into an empty other one, numbers and order kept.
///
/// # Errors
/// Only when the database fails.
pub fn copy_content(
    conn: &mut DbConnection,
    from: &VersionContent,
    to: SpecificationVersionId,
) -> QueryResult<()> {
    for section in &from.sections {
        let copy = sections::insert_copy(conn, to, section)?;
        for (position, requirement) in (1..).zip(&section.requirements) {
            requirements::insert_copy(conn, to, copy, position, requirement)?;
        }
    }
    Ok(())
}

/// Changes a version's state; `approval` is when and by whom it was approved.
///
/// # Errors
/// Only when the database fails.
pub fn update_version_state(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
    state: VersionState,
    approval: Option<(Instant, AccountId)>,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            specification_versions::state.eq(state),
            specification_versions::approved_at.eq(approval.map(|(at, _)| at)),
            specification_versions::approved_by.eq(approval.map(|(_, by)| by)),
            specification_versions::version.eq(version),
        ))
        .execute(conn)
}

/// Tells readers of the draft that its content has changed: its ETag is that of the whole content.
///
/// # Errors
/// Only when the database fails.
pub fn bump_version(conn: &mut DbConnection, draft: &SpecificationVersion) -> Result<()> {
    let version = draft
        .version
        .checked_add(1)
        .ok_or_else(|| Error::Internal("a version counter has reached its end".into()))?;
    diesel::update(table.find(draft.id))
        .set(specification_versions::version.eq(version))
        .execute(conn)?;
    Ok(())
}
