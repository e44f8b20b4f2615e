//! Submits, confirms and returns needs.

use super::store::Mark;
use super::{Need, NeedState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, NeedId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::Caller;
use crate::http::actor::{NeedsAuthor, ProjectLead};
use crate::organisation::{journal, require_valid_school};
use crate::projects::store::require_open_project;
use validator::Validate;

/// Why a need goes back to draft.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnNeed {
    /// What is missing or wrong.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Hands a need in; from then on only the project lead can open it again.
///
/// # Errors
/// [`codes::NEED_NOT_FOUND`] (also out of the actor's reach), [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::NEED_NOT_DRAFT`], [`codes::NEED_EMPTY`], [`codes::SCHOOL_NOT_VALID`] when the school has got an end
/// before the day of delivery.
pub fn submit_need(
    conn: &mut DbConnection,
    actor: &NeedsAuthor,
    id: NeedId,
    seen: Version,
    moment: Moment,
) -> Result<Need> {
    let step = Step::take(conn, actor, id, seen)?;
    if step.before.state != NeedState::Draft {
        return Err((&codes::NEED_NOT_DRAFT).into());
    }
    if step.before.quantity == 0 {
        return Err((&codes::NEED_EMPTY).into());
    }
    let (school, wanted_on) = (step.before.school_id, step.before.wanted_on);
    require_valid_school(conn, &actor.reach(), school, wanted_on, "")?;
    let submitted = Some((moment.now, actor.account));
    step.finish(conn, actor, "submitted", submitted, None, None, moment)
}

/// Accepts a submitted need.
///
/// # Errors
/// [`codes::NEED_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`], [`codes::NEED_NOT_SUBMITTED`],
/// [`codes::NEED_CONFIRMED`].
pub fn confirm_need(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: NeedId,
    seen: Version,
    moment: Moment,
) -> Result<Need> {
    let step = Step::take(conn, actor, id, seen)?;
    match step.before.state {
        NeedState::Draft => return Err((&codes::NEED_NOT_SUBMITTED).into()),
        NeedState::Confirmed => return Err((&codes::NEED_CONFIRMED).into()),
        NeedState::Submitted => {}
    }
    let submitted = step.before.submitted_at.zip(step.before.submitted_by);
    let confirmed = Some((moment.now, actor.account));
    step.finish(conn, actor, "confirmed", submitted, confirmed, None, moment)
}

/// Makes a submitted or confirmed need a draft again.
///
/// # Errors
/// [`codes::NEED_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`], [`codes::NEED_NOT_SUBMITTED`],
/// [`codes::TEXT_BLANK`].
pub fn return_need(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: NeedId,
    seen: Version,
    command: &ReturnNeed,
    moment: Moment,
) -> Result<Need> {
    let step = Step::take(conn, actor, id, seen)?;
    if step.before.state == NeedState::Draft {
        return Err((&codes::NEED_NOT_SUBMITTED).into());
    }
    if command.reason.trim().is_empty() {
        return Err(Fault::new(&codes::TEXT_BLANK).at("/reason").into());
    }
    let reason = Some(command.reason.as_str());
    step.finish(conn, actor, "returned", None, None, reason, moment)
}

/// A need that its actor may see and has seen as it is, in a project that goes on.
struct Step {
    before: Need,
    version: i32,
}

impl Step {
    fn take(conn: &mut DbConnection, actor: &Caller, id: NeedId, seen: Version) -> Result<Step> {
        let before = store::need(conn, &actor.reach(), id)?;
        let version = seen.require(before.version)?;
        require_open_project(conn, before.project_id)?;
        Ok(Step { before, version })
    }

    /// Writes the state that follows from who has submitted and confirmed the need.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a decision consists of; three callers, all above"
    )]
    fn finish(
        self,
        conn: &mut DbConnection,
        actor: &Caller,
        action: &'static str,
        submitted: Mark,
        confirmed: Mark,
        reason: Option<&str>,
        moment: Moment,
    ) -> Result<Need> {
        let state = match (submitted, confirmed) {
            (None, _) => NeedState::Draft,
            (Some(_), None) => NeedState::Submitted,
            (Some(_), Some(_)) => NeedState::Confirmed,
        };
        let id = self.before.id;
        store::update_need_state(conn, id, state, submitted, confirmed, self.version)?;
        let after = store::need(conn, &actor.reach(), id)?;
        journal::Entry::new(action, "need", id.0)
            .school(after.school_id)
            .before(&self.before)
            .after(&after)
            .reason(reason)
            .record(conn, actor, moment)?;
        Ok(after)
    }
}
