//! The answers to comments on requirements.

use crate::clock::Instant;
use crate::db::schema::requirement_comment_replies::{self, table};
use crate::db::{AccountId, CommentReplyId, DbConnection, RequirementCommentId};
use crate::error::{Fault, Result, codes};
use crate::organisation::store::account_names;
use crate::requirements::CommentReply;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = requirement_comment_replies)]
struct Row {
    id: CommentReplyId,
    comment_id: RequirementCommentId,
    text: String,
    written_by: AccountId,
    written_at: Instant,
    edited_at: Option<Instant>,
    version: i32,
}

/// How many comments one question names: SQLite takes at most 32,766 values.
const AT_A_TIME: usize = 5000;

fn things(conn: &mut DbConnection, rows: Vec<Row>) -> QueryResult<Vec<CommentReply>> {
    let mut people: Vec<AccountId> = rows.iter().map(|row| row.written_by).collect();
    people.sort_unstable();
    people.dedup();
    let names = account_names(conn, people)?;
    let thing = |row: Row| CommentReply {
        id: row.id,
        comment_id: row.comment_id,
        text: row.text,
        author: names.get(&row.written_by).cloned().unwrap_or_default(),
        written_by: row.written_by,
        written_at: row.written_at,
        edited_at: row.edited_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(thing).collect())
}

/// The answer.
///
/// # Errors
/// [`codes::COMMENT_REPLY_NOT_FOUND`].
pub fn reply(conn: &mut DbConnection, id: CommentReplyId) -> Result<CommentReply> {
    let row: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let found = things(conn, row.into_iter().collect())?;
    found.into_iter().next().ok_or_else(|| {
        Fault::new(&codes::COMMENT_REPLY_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// The answers to these comments, by comment, the first one first.
pub(super) fn replies_to(
    conn: &mut DbConnection,
    comments: Vec<RequirementCommentId>,
) -> QueryResult<HashMap<RequirementCommentId, Vec<CommentReply>>> {
    let mut found: HashMap<RequirementCommentId, Vec<CommentReply>> = HashMap::new();
    for some in comments.chunks(AT_A_TIME) {
        let rows: Vec<Row> = table
            .filter(requirement_comment_replies::comment_id.eq_any(some.to_vec()))
            .order(requirement_comment_replies::id)
            .select(Row::as_select())
            .load(conn)?;
        for reply in things(conn, rows)? {
            found.entry(reply.comment_id).or_default().push(reply);
        }
    }
    Ok(found)
}

/// Adds an answer; `by` is who writes it and when.
///
/// # Errors
/// Only when the database fails.
pub fn insert_reply(
    conn: &mut DbConnection,
    comment: RequirementCommentId,
    text: &str,
    by: (AccountId, Instant),
) -> QueryResult<CommentReplyId> {
    diesel::insert_into(table)
        .values((
            requirement_comment_replies::comment_id.eq(comment),
            requirement_comment_replies::text.eq(text),
            requirement_comment_replies::written_by.eq(by.0),
            requirement_comment_replies::written_at.eq(by.1),
            requirement_comment_replies::version.eq(1),
        ))
        .returning(requirement_comment_replies::id)
        .get_result(conn)
}

/// Replaces what an answer says.
///
/// # Errors
/// Only when the database fails.
pub fn update_reply(
    conn: &mut DbConnection,
    id: CommentReplyId,
    text: &str,
    now: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            requirement_comment_replies::text.eq(text),
            requirement_comment_replies::edited_at.eq(Some(now)),
            requirement_comment_replies::version.eq(version),
        ))
        .execute(conn)
}
