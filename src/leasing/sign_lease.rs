//! Signs a lease: from here on it binds, and the lessor pays suppliers.

use super::{Lease, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// When a lease was signed.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignLease {
    /// The day of the signature, today at the latest.
    pub signed_on: NaiveDate,
}

/// Moves a lease from establishment to build-up.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_NOT_IN_ESTABLISHMENT`],
/// [`codes::DATE_OUT_OF_RANGE`], [`codes::LEASE_DATE_AHEAD`].
pub fn sign_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &SignLease,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_establishment()?;
    if let Some(fault) = happened(command.signed_on, "/signed_on", moment) {
        return Err(fault.into());
    }
    store::sign(conn, id, command.signed_on, version)?;
    let after = store::lease(conn, id)?;
    journal::Entry::new("signed", "lease", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// What is wrong with the day of something that is said to have happened.
pub(super) fn happened(date: NaiveDate, pointer: &str, moment: Moment) -> Option<Fault> {
    if !(1990..=2100).contains(&date.year()) {
        return Some(Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer));
    }
    (date > moment.today).then(|| {
        Fault::new(&codes::LEASE_DATE_AHEAD)
            .at(pointer)
            .with("today", moment.today)
    })
}
