//! The requirements of specification versions.

use super::PARKED;
use crate::db::schema::requirements::{self, table};
use crate::db::{
    DbConnection, DeviceCategoryId, RequirementId, SchoolId, SectionId, SpecificationVersionId,
    VisitId,
};
use crate::error::{Fault, Result, codes};
use crate::requirements::requirement::label;
use crate::requirements::{AnswerKind, Importance, Requirement, StateRequirement};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = requirements)]
struct Row {
    id: RequirementId,
    specification_version_id: SpecificationVersionId,
    section_id: SectionId,
    number: i32,
    importance: Importance,
    answer_kind: AnswerKind,
    device_category_id: Option<DeviceCategoryId>,
    text: String,
    rationale: Option<String>,
    origin_visit_id: Option<VisitId>,
    origin_school_id: Option<SchoolId>,
    withdrawn: bool,
    version: i32,
}

impl From<Row> for Requirement {
    fn from(row: Row) -> Self {
        Requirement {
            id: row.id,
            specification_version_id: row.specification_version_id,
            section_id: row.section_id,
            number: row.number,
            label: label(row.number),
            importance: row.importance,
            answer_kind: row.answer_kind,
            device_category_id: row.device_category_id,
            text: row.text,
            rationale: row.rationale,
            origin_visit_id: row.origin_visit_id,
            origin_school_id: row.origin_school_id,
            withdrawn: row.withdrawn,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = requirements, treat_none_as_null = true)]
struct Columns<'a> {
    section_id: SectionId,
    importance: Importance,
    answer_kind: AnswerKind,
    device_category_id: Option<DeviceCategoryId>,
    text: &'a str,
    rationale: Option<&'a str>,
    origin_visit_id: Option<VisitId>,
    origin_school_id: Option<SchoolId>,
    withdrawn: bool,
    version: i32,
}

fn columns(section_id: SectionId, stated: &StateRequirement, version: i32) -> Columns<'_> {
    Columns {
        section_id,
        importance: stated.importance,
        answer_kind: stated.answer_kind,
        device_category_id: stated.device_category_id,
        text: &stated.text,
        rationale: stated.rationale.as_deref(),
        origin_visit_id: stated.origin_visit_id,
        origin_school_id: stated.origin_school_id,
        withdrawn: false,
        version,
    }
}

/// The requirement.
///
/// # Errors
/// [`codes::REQUIREMENT_NOT_FOUND`].
pub fn requirement(conn: &mut DbConnection, id: RequirementId) -> Result<Requirement> {
    table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?
        .map(Requirement::from)
        .ok_or_else(|| {
            Fault::new(&codes::REQUIREMENT_NOT_FOUND)
                .with("id", id)
                .into()
        })
}

/// The requirements of a version, those of each section in their order, withdrawn ones among them.
///
/// # Errors
/// Only when the database fails.
pub fn requirements(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
) -> QueryResult<Vec<Requirement>> {
    let rows = table
        .filter(requirements::specification_version_id.eq(version))
        .order((requirements::position, requirements::number))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Requirement::from).collect())
}

/// Whether the version has a requirement that is not withdrawn.
///
/// # Errors
/// Only when the database fails.
pub fn has_requirement_in_force(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
) -> QueryResult<bool> {
    let found: i64 = table
        .filter(requirements::specification_version_id.eq(version))
        .filter(requirements::withdrawn.eq(false))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The requirements of a section in their order, withdrawn ones among them, each with its position.
///
/// # Errors
/// Only when the database fails.
pub fn places(
    conn: &mut DbConnection,
    section: SectionId,
) -> QueryResult<Vec<(RequirementId, i32)>> {
    table
        .filter(requirements::section_id.eq(section))
        .order(requirements::position)
        .select((requirements::id, requirements::position))
        .load(conn)
}

/// Adds a requirement at the end of its section.
///
/// # Errors
/// A broken uniqueness rule of version and number.
pub fn insert_requirement(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    section: SectionId,
    number: i32,
    stated: &StateRequirement,
) -> QueryResult<RequirementId> {
    let last: Option<i32> = table
        .filter(requirements::section_id.eq(section))
        .select(diesel::dsl::max(requirements::position))
        .first(conn)?;
    let position = last.unwrap_or(0).saturating_add(1);
    insert(conn, version, number, position, columns(section, stated, 1))
}

/// Adds a requirement that another version has, with its number and withdrawn as it is there, at a free position.
///
/// # Errors
/// A broken uniqueness rule of version and number.
pub(super) fn insert_copy(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    section: SectionId,
    position: i32,
    requirement: &Requirement,
) -> QueryResult<RequirementId> {
    let copy = Columns {
        section_id: section,
        importance: requirement.importance,
        answer_kind: requirement.answer_kind,
        device_category_id: requirement.device_category_id,
        text: &requirement.text,
        rationale: requirement.rationale.as_deref(),
        origin_visit_id: requirement.origin_visit_id,
        origin_school_id: requirement.origin_school_id,
        withdrawn: requirement.withdrawn,
        version: 1,
    };
    insert(conn, version, requirement.number, position, copy)
}

fn insert(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    number: i32,
    position: i32,
    columns: Columns<'_>,
) -> QueryResult<RequirementId> {
    diesel::insert_into(table)
        .values((
            requirements::specification_version_id.eq(version),
            requirements::number.eq(number),
            requirements::position.eq(position),
            columns,
        ))
        .returning(requirements::id)
        .get_result(conn)
}

/// Replaces a requirement that is in force; it must be able to stand at its position in the section, see
/// [`move_requirement`].
///
/// # Errors
/// A broken uniqueness rule of section and position.
pub fn update_requirement(
    conn: &mut DbConnection,
    id: RequirementId,
    section: SectionId,
    stated: &StateRequirement,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(section, stated, version))
        .execute(conn)
}

/// Marks a requirement as withdrawn.
///
/// # Errors
/// Only when the database fails.
pub fn withdraw_requirement(
    conn: &mut DbConnection,
    id: RequirementId,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            requirements::withdrawn.eq(true),
            requirements::version.eq(version),
        ))
        .execute(conn)
}

/// Puts a requirement at a place of a section; `others` are those of both sections that make way or close up. None of
/// them becomes another requirement by that, so their versions stay.
///
/// # Errors
/// A broken uniqueness rule of section and position.
pub fn move_requirement(
    conn: &mut DbConnection,
    id: RequirementId,
    (section, position): (SectionId, i32),
    others: &[(RequirementId, i32)],
) -> QueryResult<()> {
    put(conn, id, PARKED)?;
    for (other, place) in others {
        put(conn, *other, place.saturating_add(PARKED))?;
    }
    for (other, place) in others {
        put(conn, *other, *place)?;
    }
    diesel::update(table.find(id))
        .set((
            requirements::section_id.eq(section),
            requirements::position.eq(position),
        ))
        .execute(conn)?;
    Ok(())
}

fn put(conn: &mut DbConnection, id: RequirementId, position: i32) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(requirements::position.eq(position))
        .execute(conn)
}
