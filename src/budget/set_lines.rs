//! Replaces what a draft estimate pays for besides devices.

use super::{Estimate, EstimateLine, store};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, Version};
use crate::error::Result;
use crate::http::actor::EstimateAuthor;
use crate::organisation::journal;
use crate::projects;
use validator::Validate;

/// The lines of an estimate, all of them, in order.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEstimateLines {
    /// What is paid for besides devices.
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub lines: Vec<EstimateLine>,
}

/// Replaces the lines.
///
/// # Errors
/// [`crate::error::codes::ESTIMATE_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::ESTIMATE_APPROVED`], [`crate::error::codes::PROJECT_CLOSED`].
pub fn set_estimate_lines(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    id: EstimateId,
    seen: Version,
    command: &SetEstimateLines,
    moment: Moment,
) -> Result<Estimate> {
    let before = store::estimate(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    store::replace_lines(conn, id, &command.lines)?;
    store::set_version(conn, id, version)?;
    let after = store::estimate(conn, id)?;
    journal::Entry::new("lines_set", "estimate", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
