//! Replaces the conditions of a draft tender.

use super::{Tender, TenderCondition, store};
use crate::clock::Moment;
use crate::db::{DbConnection, TenderId, Version};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::organisation::journal;
use crate::projects;
use validator::Validate;

/// The conditions of a tender, all of them, in order.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTenderConditions {
    /// At least one.
    #[validate(length(min = 1, max = 100), nested)]
    #[schema(min_items = 1, max_items = 100)]
    pub conditions: Vec<TenderCondition>,
}

/// Replaces the conditions.
///
/// # Errors
/// [`crate::error::codes::TENDER_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::TENDER_PUBLISHED`], [`crate::error::codes::TENDER_CANCELLED`],
/// [`crate::error::codes::PROJECT_CLOSED`].
pub fn set_tender_conditions(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: TenderId,
    seen: Version,
    command: &SetTenderConditions,
    moment: Moment,
) -> Result<Tender> {
    let before = store::tender(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    store::replace_conditions(conn, id, &command.conditions)?;
    store::set_version(conn, id, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("conditions_set", "tender", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
