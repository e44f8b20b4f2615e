//! A version of a specification as it is printed.

use super::versions::{specification_versions, version};
use crate::db::schema::{
    device_categories, municipality, projects, requirement_sections, requirements, specifications,
};
use crate::db::{DbConnection, ProjectId, SectionId, SpecificationVersionId};
use crate::error::Result;
use crate::requirements::{
    AnswerKind, Differences, Importance, PrintedRequirement, PrintedSection, PrintedSpecification,
    PrintedVersion, SpecificationContent, SpecificationVersion,
};
use diesel::prelude::*;

/// The version with the names of its project and municipality.
///
/// # Errors
/// [`crate::error::codes::SPECIFICATION_VERSION_NOT_FOUND`].
pub fn specification_content(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> Result<SpecificationContent> {
    let found = version(conn, id)?;
    let (case_number, project_title) = project(conn, found.project_id)?;
    Ok(SpecificationContent {
        municipality: municipality::table
            .select(municipality::name)
            .first(conn)
            .optional()?,
        case_number,
        project_title,
        specification: printed_specification(conn, id)?,
        data_version: found.version,
    })
}

fn project(conn: &mut DbConnection, id: ProjectId) -> QueryResult<(String, String)> {
    projects::table
        .find(id)
        .select((projects::case_number, projects::title))
        .first(conn)
}

/// The version as it is printed.
///
/// # Errors
/// [`crate::error::codes::SPECIFICATION_VERSION_NOT_FOUND`].
pub fn printed_specification(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> Result<PrintedSpecification> {
    let found = version(conn, id)?;
    let title: String = specifications::table
        .find(found.specification_id)
        .select(specifications::title)
        .first(conn)?;
    let mut versions = specification_versions(conn, found.specification_id)?;
    versions.retain(|one| one.number <= found.number);
    versions.reverse();
    let sections = sections(conn, id)?;
    let before = versions.iter().rev().find(|one| one.number < found.number);
    let differences = match before {
        None => None,
        Some(before) => {
            let earlier: Vec<PrintedRequirement> = in_force(conn, before.id)?
                .into_iter()
                .map(|(_, requirement)| requirement)
                .collect();
            let now: Vec<_> = sections.iter().flat_map(|one| &one.requirements).collect();
            Some(Differences::between(before.number, &earlier, &now))
        }
    };
    Ok(PrintedSpecification {
        title,
        number: found.number,
        state: found.state,
        approved_on: approved_on(&found),
        sections,
        versions: versions.into_iter().map(printed).collect(),
        differences,
    })
}

fn approved_on(version: &SpecificationVersion) -> Option<chrono::NaiveDate> {
    version.approved_at.map(|at| at.danish_date())
}

fn printed(version: SpecificationVersion) -> PrintedVersion {
    PrintedVersion {
        number: version.number,
        state: version.state,
        approved_on: approved_on(&version),
        note: version.change_note,
    }
}

/// The sections with requirements in force, in order.
fn sections(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> QueryResult<Vec<PrintedSection>> {
    let titles: Vec<(SectionId, String, Option<String>)> = requirement_sections::table
        .filter(requirement_sections::specification_version_id.eq(id))
        .order(requirement_sections::position)
        .select((
            requirement_sections::id,
            requirement_sections::title,
            requirement_sections::introduction,
        ))
        .load(conn)?;
    let requirements = in_force(conn, id)?;
    let sections = titles.into_iter().map(|(section, title, introduction)| {
        let own = requirements.iter().filter(|(at, _)| *at == section);
        PrintedSection {
            title,
            introduction,
            requirements: own.map(|(_, requirement)| requirement.clone()).collect(),
        }
    });
    Ok(sections
        .filter(|section| !section.requirements.is_empty())
        .collect())
}

type Row = (
    SectionId,
    i32,
    Importance,
    AnswerKind,
    Option<String>,
    String,
);

/// The requirements that were not withdrawn, those of each section in their order, each with its section.
fn in_force(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> QueryResult<Vec<(SectionId, PrintedRequirement)>> {
    let rows: Vec<Row> = requirements::table
        .left_join(device_categories::table)
        .filter(requirements::specification_version_id.eq(id))
        .filter(requirements::withdrawn.eq(false))
        .order((requirements::position, requirements::number))
        .select((
            requirements::section_id,
            requirements::number,
            requirements::importance,
            requirements::answer_kind,
            device_categories::name.nullable(),
            requirements::text,
        ))
        .load(conn)?;
    let requirement = |row: Row| {
        let requirement = PrintedRequirement {
            number: row.1,
            importance: row.2,
            answer_kind: row.3,
            category: row.4,
            text: row.5,
        };
        (row.0, requirement)
    };
    Ok(rows.into_iter().map(requirement).collect())
}
