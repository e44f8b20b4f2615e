//! Decisions of a project: what was decided, by whom and why. Recorded once, never changed.

use super::establish::open_project;
use super::store;
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, DecisionId, ProjectId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// A recorded decision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Decision {
    /// Its number in this service.
    pub id: DecisionId,
    /// The project.
    pub project_id: ProjectId,
    /// When it was decided.
    pub decided_on: NaiveDate,
    /// By whom: a person or a body.
    pub decided_by: String,
    /// What.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// A decision to record.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDecision {
    /// When it was decided; not in the future.
    pub decided_on: NaiveDate,
    /// By whom: a person or a body.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Økonomiudvalget")]
    pub decided_by: String,
    /// What.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub decision: String,
    /// Why.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub reason: String,
}

/// Records a decision.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::DECISION_IN_FUTURE`].
pub fn record_decision(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    project: ProjectId,
    command: &RecordDecision,
    moment: Moment,
) -> Result<Decision> {
    open_project(conn, project, moment)?;
    if command.decided_on > moment.today {
        return Err(Fault::new(&codes::DECISION_IN_FUTURE)
            .at("/decided_on")
            .into());
    }
    let id = store::insert_decision(conn, project, command, actor.account, moment.now)?;
    let decision = store::decision(conn, id)?;
    journal::Entry::new("recorded", "decision", id.0)
        .after(&decision)
        .reason(Some(&command.reason))
        .record(conn, actor, moment)?;
    Ok(decision)
}
