//! States requirements in a draft and withdraws them.
//!
//! The number comes from the specification's counter in the same transaction; a withdrawal leaves it taken.

use super::begin_specification::{next, require_words};
use super::specification::require_draft;
use super::{AnswerKind, Importance, Requirement, SpecificationVersion, category, store};
use crate::clock::Moment;
use crate::db::{
    DbConnection, DeviceCategoryId, RequirementId, SchoolId, SectionId, Version, VisitId,
};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::{ProjectGroup, Reach};
use crate::organisation::{self, journal};
use validator::Validate;

/// A requirement as it is stated.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateRequirement {
    /// What it means to fall short of it.
    pub importance: Importance,
    /// How a bidder answers.
    pub answer_kind: AnswerKind,
    /// The kind of device that it is about.
    pub device_category_id: Option<DeviceCategoryId>,
    /// What is required, in Markdown.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000, example = "Skærmen er mat.")]
    pub text: String,
    /// Why it is required; for the municipality, not for bidders.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000)]
    pub rationale: Option<String>,
    /// The inspiration visit of the same project from which it came.
    pub origin_visit_id: Option<VisitId>,
    /// The school from which it came.
    pub origin_school_id: Option<SchoolId>,
}

/// Why a requirement is withdrawn.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequirement {
    /// Why it is no longer required.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl StateRequirement {
    pub(super) fn check(
        &self,
        conn: &mut DbConnection,
        draft: &SpecificationVersion,
        faults: &mut Faults,
    ) -> Result<()> {
        faults.require(!self.text.trim().is_empty(), || {
            Fault::new(&codes::TEXT_BLANK).at("/text")
        });
        if let Some(id) = self.device_category_id
            && store::find_category(conn, id)?.is_none()
        {
            faults.add(category::unknown(id, "/device_category_id"));
        }
        if let Some(id) = self.origin_visit_id
            && !store::project_has_visit(conn, draft.project_id, id)?
        {
            let fault = Fault::new(&codes::ORIGIN_VISIT_UNKNOWN);
            faults.add(fault.at("/origin_visit_id").with("id", id));
        }
        if let Some(id) = self.origin_school_id
            && organisation::store::find_school(conn, &Reach::All, id)?.is_none()
        {
            let fault = Fault::new(&codes::SCHOOL_UNKNOWN);
            faults.add(fault.at("/origin_school_id").with("id", id));
        }
        Ok(())
    }
}

/// States a requirement in a section of a draft; it gets the specification's next number.
///
/// # Errors
/// [`codes::REQUIREMENT_SECTION_NOT_FOUND`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_FROZEN`], [`codes::TEXT_BLANK`], [`codes::DEVICE_CATEGORY_UNKNOWN`],
/// [`codes::ORIGIN_VISIT_UNKNOWN`], [`codes::SCHOOL_UNKNOWN`].
pub fn state_requirement(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    section: SectionId,
    command: &StateRequirement,
    moment: Moment,
) -> Result<Requirement> {
    let section = store::section(conn, section)?;
    let draft = require_draft(conn, section.specification_version_id)?;
    let mut faults = Faults::default();
    command.check(conn, &draft, &mut faults)?;
    faults.into_result()?;
    let number = store::next_number(conn, draft.specification_id)?;
    store::set_next_number(conn, draft.specification_id, next(number)?)?;
    let id = store::insert_requirement(conn, draft.id, section.id, number, command)?;
    store::bump_version(conn, &draft)?;
    let requirement = store::requirement(conn, id)?;
    journal::Entry::new("stated", "requirement", id.0)
        .after(&requirement)
        .record(conn, actor, moment)?;
    Ok(requirement)
}

/// Takes a requirement of a draft back; it stays visible, and its number is never given out again.
///
/// # Errors
/// [`codes::REQUIREMENT_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_FROZEN`], [`codes::REQUIREMENT_WITHDRAWN`], [`codes::TEXT_BLANK`].
pub fn withdraw_requirement(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: RequirementId,
    seen: Version,
    command: &WithdrawRequirement,
    moment: Moment,
) -> Result<Requirement> {
    let (before, draft, version) = in_force(conn, id, seen)?;
    require_words(&command.reason, "/reason")?;
    store::withdraw_requirement(conn, id, version)?;
    store::bump_version(conn, &draft)?;
    let after = store::requirement(conn, id)?;
    journal::Entry::new("withdrawn", "requirement", id.0)
        .before(&before)
        .after(&after)
        .reason(Some(&command.reason))
        .record(conn, actor, moment)?;
    Ok(after)
}

/// The requirement as it is, the draft in which it stands, and the requirement's next version.
pub(super) fn in_force(
    conn: &mut DbConnection,
    id: RequirementId,
    seen: Version,
) -> Result<(Requirement, SpecificationVersion, i32)> {
    let before = store::requirement(conn, id)?;
    let version = seen.require(before.version)?;
    let draft = require_draft(conn, before.specification_version_id)?;
    if before.withdrawn {
        return Err(Fault::new(&codes::REQUIREMENT_WITHDRAWN)
            .with("label", &before.label)
            .into());
    }
    Ok((before, draft, version))
}
