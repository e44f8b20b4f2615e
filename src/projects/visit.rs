//! Inspiration visits to other municipalities: whom, who went, what was asked, what was found.

use super::establish::open_project;
use super::store;
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId, Version, VisitId};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// A visit to another municipality.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Visit {
    /// Its number in this service.
    pub id: VisitId,
    /// The project.
    pub project_id: ProjectId,
    /// When.
    pub visited_on: NaiveDate,
    /// The municipality that was visited.
    pub host: String,
    /// Who went, by role.
    pub participants: String,
    /// What was asked.
    pub questions: Option<String>,
    /// What was found.
    pub findings: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

/// What is known of a visit, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordVisit {
    /// When; may lie ahead.
    pub visited_on: NaiveDate,
    /// The municipality that is visited.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Faxe Kommune")]
    pub host: String,
    /// Who goes, by role.
    #[validate(length(min = 1, max = 2000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 2000)]
    pub participants: String,
    /// What is asked.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    pub questions: Option<String>,
    /// What was found.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    pub findings: Option<String>,
}

/// Records a visit.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`], [`crate::error::codes::PROJECT_CLOSED`].
pub fn record_visit(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    project: ProjectId,
    command: &RecordVisit,
    moment: Moment,
) -> Result<Visit> {
    open_project(conn, project, moment)?;
    let id = store::insert_visit(conn, project, command)?;
    let visit = store::visit(conn, id)?;
    journal::Entry::new("recorded", "visit", id.0)
        .after(&visit)
        .record(conn, actor, moment)?;
    Ok(visit)
}

/// Changes a visit, its findings above all.
///
/// # Errors
/// [`crate::error::codes::VISIT_NOT_FOUND`], [`crate::error::codes::STALE`], [`crate::error::codes::PROJECT_CLOSED`].
pub fn change_visit(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: VisitId,
    seen: Version,
    command: &RecordVisit,
    moment: Moment,
) -> Result<Visit> {
    let before = store::visit(conn, id)?;
    let version = seen.require(before.version)?;
    open_project(conn, before.project_id, moment)?;
    store::update_visit(conn, id, command, version)?;
    let after = store::visit(conn, id)?;
    journal::Entry::new("changed", "visit", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
