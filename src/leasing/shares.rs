//! The stated key: by which weights the cost of a line or a fee is shared among the schools.
//!
//! Shares are an internal matter of the municipality and no term of the agreement, so they may change while it
//! runs. They hold for all its years: what the costs were when somebody approved them stands in the versions of
//! the cost table, and each earlier set in the journal.

use super::store::{self, ShareOwner};
use super::{Lease, LeaseState, SplitKey};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseFeeId, LeaseLineId, SchoolId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::{FinanceStaff, Reach};
use crate::organisation::{journal, store as organisation_store};
use std::collections::BTreeSet;
use validator::Validate;

/// The weight of one school.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    Validate,
    utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct LeaseShare {
    /// The school.
    pub school_id: SchoolId,
    /// Its part is this weight out of the sum of all weights.
    #[validate(range(min = 1, max = 1_000_000))]
    #[schema(minimum = 1, maximum = 1000000, example = 3)]
    pub weight: i32,
}

/// The whole key; what stood before is replaced.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetLeaseShares {
    /// One weight for each school that takes part.
    #[validate(length(min = 1, max = 5000), nested)]
    #[schema(min_items = 1, max_items = 5000)]
    pub shares: Vec<LeaseShare>,
}

/// How a line or a fee is shared.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseShares {
    /// The key; the shares count only where it is `stated`.
    pub split_key: SplitKey,
    /// The weights, by school.
    pub shares: Vec<LeaseShare>,
    /// The version of the line or fee.
    pub version: i32,
}

impl SetLeaseShares {
    fn check(&self, conn: &mut DbConnection, key: SplitKey) -> Result<()> {
        if key != SplitKey::Stated {
            return Err(Fault::new(&codes::LEASE_SHARES_KEY)
                .with("split_key", key.as_str())
                .into());
        }
        let mut faults = Faults::default();
        let mut seen = BTreeSet::new();
        for (index, share) in self.shares.iter().enumerate() {
            let pointer = format!("/shares/{index}/school_id");
            let fault = |code| Fault::new(code).at(pointer).with("id", share.school_id);
            if organisation_store::find_school(conn, &Reach::All, share.school_id)?.is_none() {
                faults.add(fault(&codes::SCHOOL_UNKNOWN));
            } else if !seen.insert(share.school_id) {
                faults.add(fault(&codes::LEASE_SHARE_TWICE));
            }
        }
        faults.into_result()
    }
}

fn require_not_over(lease: &Lease) -> Result<()> {
    if lease.state == LeaseState::Ended {
        return Err((&codes::LEASE_OVER).into());
    }
    Ok(())
}

/// How a line is shared.
///
/// # Errors
/// [`codes::LEASE_LINE_NOT_FOUND`].
pub fn line_shares(conn: &mut DbConnection, id: LeaseLineId) -> Result<LeaseShares> {
    let line = store::line(conn, id)?;
    Ok(LeaseShares {
        split_key: line.split_key,
        shares: store::shares_of(conn, ShareOwner::Line(id))?,
        version: line.version,
    })
}

/// How a fee is shared.
///
/// # Errors
/// [`codes::LEASE_FEE_NOT_FOUND`].
pub fn fee_shares(conn: &mut DbConnection, id: LeaseFeeId) -> Result<LeaseShares> {
    let fee = store::fee(conn, id)?;
    Ok(LeaseShares {
        split_key: fee.split_key,
        shares: store::shares_of(conn, ShareOwner::Fee(id))?,
        version: fee.version,
    })
}

/// Replaces the weights of a line whose key is stated.
///
/// # Errors
/// [`codes::LEASE_LINE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_OVER`], [`codes::LEASE_SHARES_KEY`],
/// [`codes::SCHOOL_UNKNOWN`], [`codes::LEASE_SHARE_TWICE`].
pub fn set_line_shares(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseLineId,
    seen: Version,
    command: &SetLeaseShares,
    moment: Moment,
) -> Result<LeaseShares> {
    let before = line_shares(conn, id)?;
    let version = seen.require(before.version)?;
    let lease_id = store::line(conn, id)?.lease_id;
    let lease = store::lease(conn, lease_id)?;
    require_not_over(&lease)?;
    command.check(conn, before.split_key)?;
    store::replace_shares(conn, ShareOwner::Line(id), &command.shares)?;
    store::touch_line(conn, id, version)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let after = line_shares(conn, id)?;
    journal::Entry::new("shared", "lease_line", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Replaces the weights of a fee whose key is stated.
///
/// # Errors
/// As [`set_line_shares`], with [`codes::LEASE_FEE_NOT_FOUND`] for the line's.
pub fn set_fee_shares(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseFeeId,
    seen: Version,
    command: &SetLeaseShares,
    moment: Moment,
) -> Result<LeaseShares> {
    let before = fee_shares(conn, id)?;
    let version = seen.require(before.version)?;
    let lease_id = store::fee(conn, id)?.lease_id;
    let lease = store::lease(conn, lease_id)?;
    require_not_over(&lease)?;
    command.check(conn, before.split_key)?;
    store::replace_shares(conn, ShareOwner::Fee(id), &command.shares)?;
    store::touch_fee(conn, id, version)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let after = fee_shares(conn, id)?;
    journal::Entry::new("shared", "lease_fee", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
