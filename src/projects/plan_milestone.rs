//! Milestones: what shall be done when.

use super::establish::open_project;
use super::store;
use crate::clock::Moment;
use crate::db::{DbConnection, MilestoneId, ProjectId, Version};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// A milestone of a project.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Milestone {
    /// Its number in this service.
    pub id: MilestoneId,
    /// The project.
    pub project_id: ProjectId,
    /// What shall be done.
    pub title: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// Grows with every change.
    pub version: i32,
}

/// What is known of a milestone, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanMilestone {
    /// What shall be done.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Behov indberettet af skolerne"
    )]
    pub title: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
}

/// Adds a milestone.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`], [`crate::error::codes::PROJECT_CLOSED`].
pub fn plan_milestone(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    project: ProjectId,
    command: &PlanMilestone,
    moment: Moment,
) -> Result<Milestone> {
    open_project(conn, project, moment)?;
    let id = store::insert_milestone(conn, project, command)?;
    let milestone = store::milestone(conn, id)?;
    journal::Entry::new("planned", "milestone", id.0)
        .after(&milestone)
        .record(conn, actor, moment)?;
    Ok(milestone)
}

/// Changes a milestone, or notes that it is done.
///
/// # Errors
/// [`crate::error::codes::MILESTONE_NOT_FOUND`], [`crate::error::codes::STALE`], [`crate::error::codes::PROJECT_CLOSED`].
pub fn change_milestone(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: MilestoneId,
    seen: Version,
    command: &PlanMilestone,
    moment: Moment,
) -> Result<Milestone> {
    let before = store::milestone(conn, id)?;
    let version = seen.require(before.version)?;
    open_project(conn, before.project_id, moment)?;
    store::update_milestone(conn, id, command, version)?;
    let after = store::milestone(conn, id)?;
    journal::Entry::new("changed", "milestone", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
