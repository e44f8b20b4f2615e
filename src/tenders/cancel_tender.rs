//! Cancels a tender, before or after publication; a published document stays in the archive.

use super::{Tender, TenderState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, TenderId, Version};
use crate::error::{Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use validator::Validate;

/// Why a tender is cancelled.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelTender {
    /// The reason, which bidders are entitled to.
    #[validate(length(min = 1, max = 2000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Cancels the tender for good.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`], [`codes::STALE`], [`codes::TENDER_CANCELLED`].
pub fn cancel_tender(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: TenderId,
    seen: Version,
    command: &CancelTender,
    moment: Moment,
) -> Result<Tender> {
    let before = store::tender(conn, id)?;
    let version = seen.require(before.version)?;
    if before.state == TenderState::Cancelled {
        return Err((&codes::TENDER_CANCELLED).into());
    }
    store::cancel(conn, id, &command.reason, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("cancelled", "tender", id.0)
        .before(&before)
        .after(&after)
        .reason(Some(&command.reason))
        .record(conn, actor, moment)?;
    Ok(after)
}
