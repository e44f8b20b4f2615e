//! Begins a specification, and a new version of one whose newest version is approved.

use super::{Specification, SpecificationVersion, VersionState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId, SpecificationId};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::organisation::journal;
use crate::projects::store::require_open_project;
use validator::Validate;

/// A new specification.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginSpecification {
    /// Its title.
    #[validate(length(min = 1, max = 200))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Kravspecifikation, elev-pc'er"
    )]
    pub title: String,
}

/// A new version of a specification.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewSpecification {
    /// Why there is a new version.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub change_note: String,
}

/// Begins a specification with version 1 as an empty draft.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::TEXT_BLANK`].
pub fn begin_specification(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    project: ProjectId,
    command: &BeginSpecification,
    moment: Moment,
) -> Result<Specification> {
    require_open_project(conn, project)?;
    require_words(&command.title, "/title")?;
    let id = store::insert_specification(conn, project, &command.title)?;
    store::insert_version(conn, id, 1, None, moment.now)?;
    let specification = store::specification(conn, id)?;
    journal::Entry::new("begun", "specification", id.0)
        .after(&specification)
        .record(conn, actor, moment)?;
    Ok(specification)
}

/// Begins a new draft with all sections and requirements of the newest version, which must be approved;
/// withdrawn requirements stay in it as withdrawn.
///
/// # Errors
/// [`codes::SPECIFICATION_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::TEXT_BLANK`],
/// [`codes::SPECIFICATION_VERSION_OPEN`] while another version is not approved.
pub fn renew_specification(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: SpecificationId,
    command: &RenewSpecification,
    moment: Moment,
) -> Result<SpecificationVersion> {
    let before = store::specification(conn, id)?;
    require_open_project(conn, before.project_id)?;
    require_words(&command.change_note, "/change_note")?;
    let approved = store::specification_version(conn, before.newest_version_id)?;
    if approved.state != VersionState::Approved {
        return Err(Fault::new(&codes::SPECIFICATION_VERSION_OPEN)
            .with("number", approved.number)
            .into());
    }
    let number = next(approved.number)?;
    let note = Some(command.change_note.as_str());
    let new = store::insert_version(conn, id, number, note, moment.now)?;
    store::copy_content(conn, &approved, new)?;
    store::bump_specification(conn, id, next(before.version)?)?;
    let version = store::version(conn, new)?;
    journal::Entry::new("begun", "specification_version", new.0)
        .after(&version)
        .reason(note)
        .record(conn, actor, moment)?;
    Ok(version)
}

/// Refuses text that consists of spaces.
pub(super) fn require_words(text: &str, pointer: &str) -> Result<()> {
    let mut faults = Faults::default();
    faults.require(!text.trim().is_empty(), || {
        Fault::new(&codes::TEXT_BLANK).at(pointer)
    });
    faults.into_result()
}

/// The following number.
pub(super) fn next(number: i32) -> Result<i32> {
    number
        .checked_add(1)
        .ok_or_else(|| Error::Internal("a counter has reached its end".into()))
}
