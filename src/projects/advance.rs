//! Takes a project to its next phase, or one back.

use super::establish::open_project;
use super::{Phase, Project, store};
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use validator::Validate;

/// Where to go.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceProject {
    /// The phase to enter: the next, or the one before.
    pub to: Phase,
    /// Why; needed for a step back.
    #[validate(length(min = 1, max = 5000), custom(function = not_blank))]
    pub reason: Option<String>,
}

/// Enters another phase.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`], [`codes::PHASE_NOT_NEXT`],
/// [`codes::REASON_REQUIRED`] for a step back, and for a step forward everything that is missing.
pub fn advance_project(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: ProjectId,
    seen: Version,
    command: &AdvanceProject,
    moment: Moment,
) -> Result<Project> {
    let before = open_project(conn, id, moment)?;
    let version = seen.require(before.version)?;
    if before.phase.leads_to(command.to) {
        before.standing.missing_for(command.to).into_result()?;
    } else if !before.phase.may_return_to(command.to) {
        return Err(Fault::new(&codes::PHASE_NOT_NEXT).at("/to").into());
    } else if command.reason.is_none() {
        return Err(Fault::new(&codes::REASON_REQUIRED).at("/reason").into());
    }
    store::enter_phase(conn, &before, actor.account, command, version, moment.now)?;
    let after = store::project(conn, id, moment.today)?;
    journal::Entry::new("advanced", "project", id.0)
        .before(&before.phase)
        .after(&after.phase)
        .reason(command.reason.as_deref())
        .record(conn, actor, moment)?;
    Ok(after)
}
