//! Sends a version to review, back to draft, or approves it; from then on it never changes.

use super::begin_specification::require_words;
use super::{SpecificationVersion, VersionState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, SpecificationVersionId, Version};
use crate::error::{Code, Result, codes};
use crate::http::Caller;
use crate::http::actor::{ProjectGroup, ProjectLead};
use crate::organisation::journal;
use crate::projects::store::require_open_project;
use validator::Validate;

/// Why a version goes back to draft.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnSpecification {
    /// What is missing or wrong.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Sends a draft to review.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_NOT_DRAFT`], [`codes::SPECIFICATION_EMPTY`] when no requirement is in force.
pub fn request_review(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: SpecificationVersionId,
    seen: Version,
    moment: Moment,
) -> Result<SpecificationVersion> {
    let not_draft = &codes::SPECIFICATION_VERSION_NOT_DRAFT;
    let step = Step::take(conn, id, seen, VersionState::Draft, not_draft)?;
    if !store::has_requirement_in_force(conn, id)? {
        return Err((&codes::SPECIFICATION_EMPTY).into());
    }
    let action = "sent_to_review";
    step.finish(conn, actor, VersionState::InReview, action, None, moment)
}

/// Sends a version in review back to draft.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_NOT_IN_REVIEW`], [`codes::TEXT_BLANK`].
pub fn return_to_draft(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: SpecificationVersionId,
    seen: Version,
    command: &ReturnSpecification,
    moment: Moment,
) -> Result<SpecificationVersion> {
    let not_in_review = &codes::SPECIFICATION_VERSION_NOT_IN_REVIEW;
    let step = Step::take(conn, id, seen, VersionState::InReview, not_in_review)?;
    require_words(&command.reason, "/reason")?;
    let reason = Some(command.reason.as_str());
    let action = "returned_to_draft";
    step.finish(conn, actor, VersionState::Draft, action, reason, moment)
}

/// Approves a version in review.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_NOT_IN_REVIEW`].
pub fn approve(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: SpecificationVersionId,
    seen: Version,
    moment: Moment,
) -> Result<SpecificationVersion> {
    let not_in_review = &codes::SPECIFICATION_VERSION_NOT_IN_REVIEW;
    let step = Step::take(conn, id, seen, VersionState::InReview, not_in_review)?;
    step.finish(
        conn,
        actor,
        VersionState::Approved,
        "approved",
        None,
        moment,
    )
}

/// A change of state that may be made.
struct Step {
    before: SpecificationVersion,
    version: i32,
}

impl Step {
    fn take(
        conn: &mut DbConnection,
        id: SpecificationVersionId,
        seen: Version,
        from: VersionState,
        refusal: &'static Code,
    ) -> Result<Step> {
        let before = store::version(conn, id)?;
        let version = seen.require(before.version)?;
        require_open_project(conn, before.project_id)?;
        if before.state != from {
            return Err(refusal.into());
        }
        Ok(Step { before, version })
    }

    fn finish(
        self,
        conn: &mut DbConnection,
        actor: &Caller,
        to: VersionState,
        action: &'static str,
        reason: Option<&str>,
        moment: Moment,
    ) -> Result<SpecificationVersion> {
        let approval = (to == VersionState::Approved).then_some((moment.now, actor.account));
        store::update_version_state(conn, self.before.id, to, approval, self.version)?;
        let after = store::version(conn, self.before.id)?;
        journal::Entry::new(action, "specification_version", after.id.0)
            .before(&self.before)
            .after(&after)
            .reason(reason)
            .record(conn, actor, moment)?;
        Ok(after)
    }
}
