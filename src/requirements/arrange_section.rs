//! Adds sections to a draft, changes them and moves them; positions stay without gaps.

use super::begin_specification::require_words;
use super::order::{moves, place, within};
use super::specification::require_draft;
use super::{RequirementSection, store};
use crate::clock::Moment;
use crate::db::{DbConnection, SectionId, SpecificationVersionId, Version};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::organisation::journal;
use validator::Validate;

/// A section of a specification.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeSection {
    /// Its heading.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Skærm og tastatur")]
    pub title: String,
    /// What is said before the requirements, in Markdown.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000)]
    pub introduction: Option<String>,
    /// Its place; the sections from there on move one down. Without it a new section goes to the end and an
    /// old one stays where it is.
    #[validate(range(min = 1))]
    #[schema(minimum = 1)]
    pub position: Option<i32>,
}

/// Adds a section to a draft.
///
/// # Errors
/// [`crate::error::codes::SPECIFICATION_VERSION_NOT_FOUND`], [`crate::error::codes::PROJECT_CLOSED`],
/// [`crate::error::codes::SPECIFICATION_VERSION_FROZEN`], [`crate::error::codes::TEXT_BLANK`],
/// [`crate::error::codes::NUMBER_RANGE`] for a position beyond the end.
pub fn add_section(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    version: SpecificationVersionId,
    command: &DescribeSection,
    moment: Moment,
) -> Result<RequirementSection> {
    let draft = require_draft(conn, version)?;
    require_words(&command.title, "/title")?;
    let sections = store::sections(conn, version)?;
    let end = place(sections.len());
    let position = within(command.position.unwrap_or(end), end)?;
    store::move_sections(conn, &moves(&places(&sections), None, Some(position)))?;
    let id = store::insert_section(conn, version, command, position)?;
    store::bump_version(conn, &draft)?;
    let section = store::section(conn, id)?;
    journal::Entry::new("added", "requirement_section", id.0)
        .after(&section)
        .record(conn, actor, moment)?;
    Ok(section)
}

/// Changes or moves a section of a draft.
///
/// # Errors
/// As [`add_section`]; [`crate::error::codes::REQUIREMENT_SECTION_NOT_FOUND`], [`crate::error::codes::STALE`].
pub fn change_section(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: SectionId,
    seen: Version,
    command: &DescribeSection,
    moment: Moment,
) -> Result<RequirementSection> {
    let before = store::section(conn, id)?;
    let version = seen.require(before.version)?;
    let draft = require_draft(conn, before.specification_version_id)?;
    require_words(&command.title, "/title")?;
    let sections = store::sections(conn, draft.id)?;
    let end = place(sections.len().saturating_sub(1));
    let position = within(command.position.unwrap_or(before.position), end)?;
    if position != before.position {
        store::park_section(conn, id, position)?;
        let moved = moves(&places(&sections), Some(id), Some(position));
        store::move_sections(conn, &moved)?;
    }
    store::update_section(conn, id, command, position, version)?;
    store::bump_version(conn, &draft)?;
    let after = store::section(conn, id)?;
    journal::Entry::new("changed", "requirement_section", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// The sections in order, each with its position.
fn places(sections: &[RequirementSection]) -> Vec<(SectionId, i32)> {
    let places = sections
        .iter()
        .map(|section| (section.id, section.position));
    places.collect()
}
