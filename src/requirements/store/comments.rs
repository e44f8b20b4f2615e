//! Comments on requirements, each with its answers.

use super::replies::replies_to;
use crate::clock::Instant;
use crate::db::schema::requirement_comments::{self, table};
use crate::db::schema::specification_versions;
use crate::db::{
    AccountId, DbConnection, RequirementCommentId, SpecificationId, SpecificationVersionId,
};
use crate::error::{Fault, Result, codes};
use crate::organisation::store::account_names;
use crate::requirements::requirement::label;
use crate::requirements::{CommentState, RequirementComment, SpecificationVersion};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = requirement_comments)]
struct Row {
    id: RequirementCommentId,
    specification_version_id: SpecificationVersionId,
    number: i32,
    text: String,
    written_by: AccountId,
    written_at: Instant,
    edited_at: Option<Instant>,
    resolved_by: Option<AccountId>,
    resolved_at: Option<Instant>,
    version: i32,
}

/// Which comments of a version are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct CommentFilter {
    /// Only these.
    pub state: Option<CommentState>,
    /// Only on the requirement with this number.
    pub number: Option<i32>,
    /// Only those written after this one.
    pub after: Option<RequirementCommentId>,
}

fn things(conn: &mut DbConnection, rows: Vec<Row>) -> QueryResult<Vec<RequirementComment>> {
    let people = rows.iter().map(|row| row.written_by);
    let mut people: Vec<AccountId> = people
        .chain(rows.iter().filter_map(|row| row.resolved_by))
        .collect();
    people.sort_unstable();
    people.dedup();
    let names = account_names(conn, people)?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let ids = rows.iter().map(|row| row.id).collect();
    let mut replies = replies_to(conn, ids)?;
    let thing = |row: Row| RequirementComment {
        replies: replies.remove(&row.id).unwrap_or_default(),
        id: row.id,
        specification_version_id: row.specification_version_id,
        number: row.number,
        label: label(row.number),
        text: row.text,
        author: name(row.written_by),
        written_by: row.written_by,
        written_at: row.written_at,
        edited_at: row.edited_at,
        resolver: row.resolved_by.map(name),
        resolved_by: row.resolved_by,
        resolved_at: row.resolved_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(thing).collect())
}

/// The comment.
///
/// # Errors
/// [`codes::REQUIREMENT_COMMENT_NOT_FOUND`].
pub fn comment(conn: &mut DbConnection, id: RequirementCommentId) -> Result<RequirementComment> {
    let row: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let found = things(conn, row.into_iter().collect())?;
    found.into_iter().next().ok_or_else(|| {
        Fault::new(&codes::REQUIREMENT_COMMENT_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// At most `count` comments that stand at a version, the first one first: those that were written in it, and those from
/// before that were still open when it began.
///
/// # Errors
/// Only when the database fails.
pub fn comments(
    conn: &mut DbConnection,
    version: &SpecificationVersion,
    filter: CommentFilter,
    count: i64,
) -> QueryResult<Vec<RequirementComment>> {
    let still_open = requirement_comments::resolved_at
        .is_null()
        .or(requirement_comments::resolved_at.ge(version.created_at));
    let here = specification_versions::id
        .eq(version.id)
        .or(specification_versions::number
            .lt(version.number)
            .and(still_open));
    let mut query = table
        .inner_join(specification_versions::table)
        .filter(specification_versions::specification_id.eq(version.specification_id))
        .filter(here)
        .filter(requirement_comments::id.gt(filter.after.unwrap_or(RequirementCommentId(0))))
        .order(requirement_comments::id)
        .limit(count)
        .select(Row::as_select())
        .into_boxed();
    query = match filter.state {
        None => query,
        Some(CommentState::Open) => query.filter(requirement_comments::resolved_at.is_null()),
        Some(CommentState::Resolved) => {
            query.filter(requirement_comments::resolved_at.is_not_null())
        }
    };
    if let Some(number) = filter.number {
        query = query.filter(requirement_comments::number.eq(number));
    }
    let rows = query.load(conn)?;
    things(conn, rows)
}

/// How many open comments stand at a version.
///
/// # Errors
/// Only when the database fails.
pub fn count_open_comments(
    conn: &mut DbConnection,
    version: &SpecificationVersion,
) -> QueryResult<i64> {
    table
        .inner_join(specification_versions::table)
        .filter(specification_versions::specification_id.eq(version.specification_id))
        .filter(specification_versions::number.le(version.number))
        .filter(requirement_comments::resolved_at.is_null())
        .count()
        .get_result(conn)
}

/// All comments on a specification through all its versions, the first one first.
///
/// # Errors
/// Only when the database fails.
pub fn comments_of_specification(
    conn: &mut DbConnection,
    specification: SpecificationId,
) -> QueryResult<Vec<RequirementComment>> {
    let rows: Vec<Row> = table
        .inner_join(specification_versions::table)
        .filter(specification_versions::specification_id.eq(specification))
        .order(requirement_comments::id)
        .select(Row::as_select())
        .load(conn)?;
    things(conn, rows)
}

/// Adds a comment on the requirement with this number; `by` is who writes it and when.
///
/// # Errors
/// Only when the database fails.
pub fn insert_comment(
    conn: &mut DbConnection,
    version: SpecificationVersionId,
    number: i32,
    text: &str,
    by: (AccountId, Instant),
) -> QueryResult<RequirementCommentId> {
    diesel::insert_into(table)
        .values((
            requirement_comments::specification_version_id.eq(version),
            requirement_comments::number.eq(number),
            requirement_comments::text.eq(text),
            requirement_comments::written_by.eq(by.0),
            requirement_comments::written_at.eq(by.1),
            requirement_comments::version.eq(1),
        ))
        .returning(requirement_comments::id)
        .get_result(conn)
}

/// Replaces what a comment says.
///
/// # Errors
/// Only when the database fails.
pub fn update_comment(
    conn: &mut DbConnection,
    id: RequirementCommentId,
    text: &str,
    now: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            requirement_comments::text.eq(text),
            requirement_comments::edited_at.eq(Some(now)),
            requirement_comments::version.eq(version),
        ))
        .execute(conn)
}

/// Notes by whom and when a comment was resolved, or that it is open.
///
/// # Errors
/// Only when the database fails.
pub fn update_resolution(
    conn: &mut DbConnection,
    id: RequirementCommentId,
    by: Option<(AccountId, Instant)>,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            requirement_comments::resolved_by.eq(by.map(|(account, _)| account)),
            requirement_comments::resolved_at.eq(by.map(|(_, at)| at)),
            requirement_comments::version.eq(version),
        ))
        .execute(conn)
}

/// Tells readers of a comment that its answers have changed.
///
/// # Errors
/// Only when the database fails.
pub fn bump_comment(conn: &mut DbConnection, id: RequirementCommentId) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(requirement_comments::version.eq(requirement_comments::version + 1))
        .execute(conn)
}
