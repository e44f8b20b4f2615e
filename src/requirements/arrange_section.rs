//! Adds sections to a draft, changes them and moves them; positions stay without gaps.

use super::begin_specification::require_words;
use super::specification::require_draft;
use super::{RequirementSection, store};
use crate::clock::Moment;
use crate::db::{DbConnection, SectionId, SpecificationVersionId, Version};
use crate::error::{Fault, Result, codes};
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
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_FROZEN`], [`codes::TEXT_BLANK`], [`codes::NUMBER_RANGE`] for a position
/// beyond the end.
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
    store::move_sections(conn, &moves(&sections, None, position))?;
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
/// As [`add_section`]; [`codes::REQUIREMENT_SECTION_NOT_FOUND`], [`codes::STALE`].
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
        store::move_sections(conn, &moves(&sections, Some(id), position))?;
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

/// The position of the item with this index.
fn place(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX).saturating_add(1)
}

fn within(position: i32, end: i32) -> Result<i32> {
    if (1..=end).contains(&position) {
        return Ok(position);
    }
    Err(Fault::new(&codes::NUMBER_RANGE)
        .at("/position")
        .with("min", 1)
        .with("max", end)
        .into())
}

/// Where the other sections go, so that `position` is free for one: only those that move, in order.
fn moves(
    sections: &[RequirementSection],
    own: Option<SectionId>,
    position: i32,
) -> Vec<(SectionId, i32)> {
    sections
        .iter()
        .filter(|section| Some(section.id) != own)
        .enumerate()
        .map(|(index, section)| {
            let place = place(index);
            let free = if place >= position {
                place.saturating_add(1)
            } else {
                place
            };
            (section, free)
        })
        .filter(|(section, place)| section.position != *place)
        .map(|(section, place)| (section.id, place))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<RequirementSection> {
        (1..=3)
            .map(|number| RequirementSection {
                id: SectionId(i64::from(number) * 10),
                specification_version_id: SpecificationVersionId(1),
                position: number,
                title: "Skærm".into(),
                introduction: None,
                version: 1,
            })
            .collect()
    }

    fn moved(own: Option<i64>, position: i32) -> Vec<(i64, i32)> {
        moves(&three(), own.map(SectionId), position)
            .into_iter()
            .map(|(id, place)| (id.0, place))
            .collect()
    }

    #[test]
    fn a_new_section_moves_those_from_its_place_on_one_down() {
        assert_eq!(moved(None, 1), [(10, 2), (20, 3), (30, 4)]);
        assert_eq!(moved(None, 3), [(30, 4)]);
        assert_eq!(moved(None, 4), []);
    }

    #[test]
    fn a_section_that_changes_place_moves_only_those_between() {
        assert_eq!(moved(Some(10), 3), [(20, 1), (30, 2)]);
        assert_eq!(moved(Some(30), 1), [(10, 2), (20, 3)]);
        assert_eq!(moved(Some(20), 2), []);
    }

    #[test]
    fn a_place_beyond_the_end_is_refused() {
        assert_eq!(within(4, 4).unwrap(), 4);
        assert_eq!(within(5, 4).unwrap_err().code().name, "number_range");
        assert_eq!(within(0, 4).unwrap_err().code().name, "number_range");
    }
}
