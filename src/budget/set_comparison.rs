//! States by what a draft estimate is compared with buying and operating leasing.

use super::{Estimate, EstimateComparison, store};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::EstimateAuthor;
use crate::organisation::journal;
use crate::projects;
use rust_decimal::Decimal;

/// Replaces what the ways of financing are compared by.
///
/// # Errors
/// [`codes::ESTIMATE_NOT_FOUND`], [`codes::STALE`], [`codes::ESTIMATE_APPROVED`], [`codes::PROJECT_CLOSED`],
/// [`codes::ESTIMATE_RATE_OUT_OF_RANGE`].
pub fn set_estimate_comparison(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    id: EstimateId,
    seen: Version,
    command: &EstimateComparison,
    moment: Moment,
) -> Result<Estimate> {
    let before = store::estimate(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    let rate = command.discount_rate.rate.value();
    if rate.is_sign_negative() || rate > Decimal::ONE {
        let fault = Fault::new(&codes::ESTIMATE_RATE_OUT_OF_RANGE);
        return Err(fault.at("/discount_rate/rate").into());
    }
    store::replace_comparison(conn, id, command)?;
    store::set_version(conn, id, version)?;
    let after = store::estimate(conn, id)?;
    journal::Entry::new("comparison_set", "estimate", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
