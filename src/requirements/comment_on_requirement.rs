//! Writes comments on requirements and answers to them, and lets their authors change them.

use super::begin_specification::require_words;
use super::{CommentReply, RequirementComment, SpecificationVersion, VersionState, store};
use crate::clock::Moment;
use crate::db::{
    AccountId, CommentReplyId, DbConnection, RequirementCommentId, RequirementId,
    SpecificationVersionId, Version,
};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Commenter;
use crate::organisation::journal;
use crate::projects::store::require_open_project;
use validator::Validate;

/// What somebody says in a comment or in an answer to one.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteComment {
    /// What is said, in Markdown.
    #[validate(length(min = 1, max = 10000))]
    #[schema(
        min_length = 1,
        max_length = 10000,
        example = "Er 8 timer nok til en skoledag med SFO?"
    )]
    pub text: String,
}

/// Writes a comment on a requirement of a version that is not approved yet.
///
/// # Errors
/// [`codes::REQUIREMENT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::COMMENTS_CLOSED`], [`codes::TEXT_BLANK`].
pub fn comment_on_requirement(
    conn: &mut DbConnection,
    actor: &Commenter,
    id: RequirementId,
    command: &WriteComment,
    moment: Moment,
) -> Result<RequirementComment> {
    let requirement = store::requirement(conn, id)?;
    let version = store::version(conn, requirement.specification_version_id)?;
    require_discussion(conn, &version)?;
    require_words(&command.text, "/text")?;
    let by = (actor.account, moment.now);
    let id = store::insert_comment(conn, version.id, requirement.number, &command.text, by)?;
    let comment = store::comment(conn, id)?;
    journal::Entry::new("written", "requirement_comment", id.0)
        .after(&comment)
        .record(conn, actor, moment)?;
    Ok(comment)
}

/// Answers an open comment.
///
/// # Errors
/// [`codes::REQUIREMENT_COMMENT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::COMMENTS_CLOSED`],
/// [`codes::COMMENT_RESOLVED`], [`codes::TEXT_BLANK`].
pub fn reply_to_comment(
    conn: &mut DbConnection,
    actor: &Commenter,
    id: RequirementCommentId,
    command: &WriteComment,
    moment: Moment,
) -> Result<CommentReply> {
    let comment = store::comment(conn, id)?;
    require_writing(conn, &comment)?;
    require_words(&command.text, "/text")?;
    let by = (actor.account, moment.now);
    let reply = store::insert_reply(conn, id, &command.text, by)?;
    store::bump_comment(conn, id)?;
    let reply = store::reply(conn, reply)?;
    journal::Entry::new("written", "comment_reply", reply.id.0)
        .after(&reply)
        .record(conn, actor, moment)?;
    Ok(reply)
}

/// Changes what one's own open comment says.
///
/// # Errors
/// As [`reply_to_comment`]; [`codes::STALE`], [`codes::COMMENT_OF_ANOTHER`].
pub fn change_comment(
    conn: &mut DbConnection,
    actor: &Commenter,
    id: RequirementCommentId,
    seen: Version,
    command: &WriteComment,
    moment: Moment,
) -> Result<RequirementComment> {
    let before = store::comment(conn, id)?;
    require_own(actor, before.written_by)?;
    let version = seen.require(before.version)?;
    require_writing(conn, &before)?;
    require_words(&command.text, "/text")?;
    store::update_comment(conn, id, &command.text, moment.now, version)?;
    let after = store::comment(conn, id)?;
    journal::Entry::new("changed", "requirement_comment", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Changes what one's own answer to an open comment says.
///
/// # Errors
/// As [`change_comment`]; [`codes::COMMENT_REPLY_NOT_FOUND`].
pub fn change_reply(
    conn: &mut DbConnection,
    actor: &Commenter,
    id: CommentReplyId,
    seen: Version,
    command: &WriteComment,
    moment: Moment,
) -> Result<CommentReply> {
    let before = store::reply(conn, id)?;
    require_own(actor, before.written_by)?;
    let version = seen.require(before.version)?;
    let comment = store::comment(conn, before.comment_id)?;
    require_writing(conn, &comment)?;
    require_words(&command.text, "/text")?;
    store::update_reply(conn, id, &command.text, moment.now, version)?;
    store::bump_comment(conn, comment.id)?;
    let after = store::reply(conn, id)?;
    journal::Entry::new("changed", "comment_reply", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// The version in which a comment is discussed now: the newest of its specification.
///
/// # Errors
/// Only when the database fails.
pub(super) fn discussed_in(
    conn: &mut DbConnection,
    written_in: SpecificationVersionId,
) -> Result<SpecificationVersion> {
    let version = store::version(conn, written_in)?;
    let specification = store::specification(conn, version.specification_id)?;
    store::version(conn, specification.newest_version_id)
}

fn require_writing(conn: &mut DbConnection, comment: &RequirementComment) -> Result<()> {
    let version = discussed_in(conn, comment.specification_version_id)?;
    require_discussion(conn, &version)?;
    comment.require_open()
}

/// What is approved is not discussed any more; what is still open is taken up in the next version.
fn require_discussion(conn: &mut DbConnection, version: &SpecificationVersion) -> Result<()> {
    require_open_project(conn, version.project_id)?;
    if version.state == VersionState::Approved {
        return Err(Fault::new(&codes::COMMENTS_CLOSED)
            .with("number", version.number)
            .into());
    }
    Ok(())
}

fn require_own(actor: &Commenter, author: AccountId) -> Result<()> {
    if actor.account == author {
        return Ok(());
    }
    Err((&codes::COMMENT_OF_ANOTHER).into())
}
