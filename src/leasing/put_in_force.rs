//! Puts a lease in force: from here on its terms, lines and instalments stand.

use super::approval::require_decision;
use super::{Lease, LeaseState, financed_sum, instalments, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;

/// Computes the instalments of a lease in establishment, writes them down and freezes it.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::LEASE_FROZEN`], [`crate::error::codes::LEASE_DECISION_MISSING`], and the refusals of [`instalments`].
pub fn put_in_force(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_establishment()?;
    let financed = financed_sum(&store::lines(conn, id)?);
    let rows = instalments(&before, financed)?;
    store::insert_instalments(conn, id, &rows)?;
    store::set_state(conn, id, LeaseState::InForce, None, version)?;
    let after = store::lease(conn, id)?;
    // What was written down is what the decision must cover; a refusal takes all of it back.
    require_decision(conn, &after, moment.today)?;
    journal::Entry::new("put_in_force", "lease", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
