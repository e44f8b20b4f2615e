//! Resolves comments on requirements and reopens them; also after the approval, so that people can tidy up.

use super::comment_on_requirement::discussed_in;
use super::{RequirementComment, store};
use crate::clock::Moment;
use crate::db::{DbConnection, RequirementCommentId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::organisation::journal;
use crate::projects::store::require_open_project;

/// Marks an open comment as resolved, with who and when.
///
/// # Errors
/// [`codes::REQUIREMENT_COMMENT_NOT_FOUND`], [`codes::STALE`], also when it was answered meanwhile;
/// [`codes::PROJECT_CLOSED`], [`codes::COMMENT_RESOLVED`].
pub fn resolve_comment(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: RequirementCommentId,
    seen: Version,
    moment: Moment,
) -> Result<RequirementComment> {
    let (before, version) = seen_comment(conn, id, seen)?;
    before.require_open()?;
    let by = Some((actor.account, moment.now));
    store::update_resolution(conn, id, by, version)?;
    finish(conn, actor, "resolved", &before, moment)
}

/// Opens a resolved comment again.
///
/// # Errors
/// [`codes::REQUIREMENT_COMMENT_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::COMMENT_NOT_RESOLVED`].
pub fn reopen_comment(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: RequirementCommentId,
    seen: Version,
    moment: Moment,
) -> Result<RequirementComment> {
    let (before, version) = seen_comment(conn, id, seen)?;
    if before.is_open() {
        return Err(Fault::new(&codes::COMMENT_NOT_RESOLVED).into());
    }
    store::update_resolution(conn, id, None, version)?;
    finish(conn, actor, "reopened", &before, moment)
}

/// The comment as the caller saw it, and its next version.
fn seen_comment(
    conn: &mut DbConnection,
    id: RequirementCommentId,
    seen: Version,
) -> Result<(RequirementComment, i32)> {
    let before = store::comment(conn, id)?;
    let version = seen.require(before.version)?;
    let discussed = discussed_in(conn, before.specification_version_id)?;
    require_open_project(conn, discussed.project_id)?;
    Ok((before, version))
}

fn finish(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    action: &'static str,
    before: &RequirementComment,
    moment: Moment,
) -> Result<RequirementComment> {
    let after = store::comment(conn, before.id)?;
    journal::Entry::new(action, "requirement_comment", after.id.0)
        .before(before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
