//! Puts a lease in force: from here on its terms, lines, batches and due instalments stand.

use super::approval::require_decision;
use super::batch::faults_before_force;
use super::schedule::computed;
use super::schedule_entry::{Cause, write_down};
use super::standing::Standing;
use super::{Lease, LeaseState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version};
use crate::error::{Error, Result};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;

/// Computes the instalments and interim charges of a lease in build-up, writes them down and freezes it.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::LEASE_NOT_IN_BUILD_UP`], for batches [`crate::error::codes::LEASE_BATCH_NOT_ACCEPTED`],
/// [`crate::error::codes::LEASE_BATCH_NOT_PAID`] and [`crate::error::codes::LEASE_BATCHES_DIFFER`], [`crate::error::codes::LEASE_DECISION_MISSING`], and what hinders the computation.
pub fn put_in_force(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_build_up()?;
    let standing = Standing::load(conn, before.clone())?;
    let faults = faults_before_force(&standing.batches, standing.financed());
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let computed = computed(&standing)?;
    write_down(conn, actor, id, Cause::Force, 0, &computed.rows, moment)?;
    store::insert_interim_charges(conn, id, &computed.interim_charges)?;
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
