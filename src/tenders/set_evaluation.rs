//! Says how offers of a draft tender will be compared.

use super::{Evaluation, Tender, evaluation, store};
use crate::clock::Moment;
use crate::db::{DbConnection, TenderId, Version};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::organisation::journal;
use crate::projects;

/// Replaces the evaluation.
///
/// # Errors
/// [`crate::error::codes::TENDER_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::TENDER_PUBLISHED`], [`crate::error::codes::TENDER_CANCELLED`],
/// [`crate::error::codes::PROJECT_CLOSED`]; everything that [`evaluation::check`] finds.
pub fn set_tender_evaluation(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: TenderId,
    seen: Version,
    command: &Evaluation,
    moment: Moment,
) -> Result<Tender> {
    let before = store::tender(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    evaluation::check(command, before.award_criterion, "").into_result()?;
    store::replace_evaluation(conn, id, command)?;
    store::set_version(conn, id, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("evaluation_set", "tender", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
