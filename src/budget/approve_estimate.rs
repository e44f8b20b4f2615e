//! Finance approves an estimate: from then on it never changes.

use super::{Calculation, Estimate, NeedsCounted, calculate, store};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use crate::projects;

/// What the journal keeps of an approval: needs change later, so the figures that were seen are kept too.
#[derive(serde::Serialize)]
struct Approval<'a> {
    estimate: &'a Estimate,
    calculation: &'a Calculation,
}

/// Approves an estimate that prices every confirmed need.
///
/// # Errors
/// [`codes::ESTIMATE_NOT_FOUND`], [`codes::STALE`], [`codes::ESTIMATE_APPROVED`], [`codes::PROJECT_CLOSED`];
/// [`codes::ESTIMATE_EMPTY`]; [`codes::ESTIMATE_PRICE_MISSING`] for each category.
pub fn approve_estimate(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: EstimateId,
    seen: Version,
    moment: Moment,
) -> Result<Estimate> {
    let basis = store::basis(conn, id, NeedsCounted::Confirmed)?;
    let before = &basis.estimate;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    if before.prices.is_empty() && before.lines.is_empty() {
        return Err((&codes::ESTIMATE_EMPTY).into());
    }
    let mut faults = Faults::default();
    for need in basis.unpriced() {
        faults.add(
            Fault::new(&codes::ESTIMATE_PRICE_MISSING)
                .at("/prices")
                .with("category", &need.name),
        );
    }
    faults.into_result()?;
    let calculation = calculate(&basis, None)?;
    store::approve(conn, id, actor.account, moment.now, version)?;
    let after = store::estimate(conn, id)?;
    journal::Entry::new("approved", "estimate", id.0)
        .before(before)
        .after(&Approval {
            estimate: &after,
            calculation: &calculation,
        })
        .record(conn, actor, moment)?;
    Ok(after)
}
