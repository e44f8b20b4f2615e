//! Ends a lease that is in force.

use super::{Lease, LeaseState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use validator::Validate;

/// Why a lease ends.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndLease {
    /// Why, as the journal shows it.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// Ends a lease today; instalments that fall due later no longer count in any cost.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_NOT_IN_FORCE`], [`codes::TEXT_BLANK`].
pub fn end_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &EndLease,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    if command.reason.trim().is_empty() {
        return Err(Fault::new(&codes::TEXT_BLANK).at("/reason").into());
    }
    before.require_in_force()?;
    store::set_state(conn, id, LeaseState::Ended, Some(moment.today), version)?;
    let after = store::lease(conn, id)?;
    journal::Entry::new("ended", "lease", id.0)
        .before(&before)
        .after(&after)
        .reason(Some(&command.reason))
        .record(conn, actor, moment)?;
    Ok(after)
}
