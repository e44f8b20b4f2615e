//! The journal's entries; they are added and read, never changed.

use crate::clock::Instant;
use crate::db::schema::journal_entries::{self, table};
use crate::db::{AccountId, DbConnection, JournalEntryId, SchoolId};
use crate::http::Caller;
use crate::organisation::journal::{Entry, JournalEntry};
use diesel::prelude::*;
use serde_json::Value;

#[derive(Queryable, Selectable)]
#[diesel(table_name = journal_entries)]
struct Row {
    id: JournalEntryId,
    at: Instant,
    account_id: Option<AccountId>,
    account_name: String,
    action: String,
    subject_kind: String,
    subject_id: i64,
    school_id: Option<SchoolId>,
    before: Option<String>,
    after: Option<String>,
    reason: Option<String>,
}

impl From<Row> for JournalEntry {
    fn from(row: Row) -> Self {
        let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
        JournalEntry {
            id: row.id,
            at: row.at,
            account_id: row.account_id,
            account_name: row.account_name,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            school_id: row.school_id,
            before: read(row.before),
            after: read(row.after),
            reason: row.reason,
        }
    }
}

/// Which entries are asked for.
#[derive(Debug, Default)]
pub struct JournalFilter {
    /// Only of this kind of thing.
    pub subject_kind: Option<String>,
    /// Only of this thing.
    pub subject_id: Option<i64>,
    /// Only by this account.
    pub account_id: Option<AccountId>,
    /// Only those before this entry.
    pub before: Option<JournalEntryId>,
}

/// Adds an entry.
///
/// # Errors
/// Only when the database fails.
pub fn insert_journal_entry(
    conn: &mut DbConnection,
    entry: &Entry,
    actor: &Caller,
    now: Instant,
) -> QueryResult<usize> {
    diesel::insert_into(table)
        .values((
            journal_entries::at.eq(now),
            journal_entries::account_id.eq(Some(actor.account)),
            journal_entries::account_name.eq(&actor.name),
            journal_entries::action.eq(entry.action),
            journal_entries::subject_kind.eq(entry.subject_kind),
            journal_entries::subject_id.eq(entry.subject_id),
            journal_entries::school_id.eq(entry.school),
            journal_entries::before.eq(entry.before.as_ref().map(Value::to_string)),
            journal_entries::after.eq(entry.after.as_ref().map(Value::to_string)),
            journal_entries::reason.eq(entry.reason.clone()),
        ))
        .execute(conn)
}

/// At most `count` entries, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn journal_entries(
    conn: &mut DbConnection,
    filter: &JournalFilter,
    count: i64,
) -> QueryResult<Vec<JournalEntry>> {
    let mut query = table
        .select(Row::as_select())
        .order(journal_entries::id.desc())
        .limit(count)
        .into_boxed();
    if let Some(kind) = filter.subject_kind.clone() {
        query = query.filter(journal_entries::subject_kind.eq(kind));
    }
    if let Some(id) = filter.subject_id {
        query = query.filter(journal_entries::subject_id.eq(id));
    }
    if let Some(account) = filter.account_id {
        query = query.filter(journal_entries::account_id.eq(account));
    }
    if let Some(before) = filter.before {
        query = query.filter(journal_entries::id.lt(before));
    }
    Ok(query
        .load(conn)?
        .into_iter()
        .map(JournalEntry::from)
        .collect())
}

/// How many numbers one question names: SQLite takes at most 32,766 values.
const AT_A_TIME: usize = 5000;

/// The entries about these things, oldest first, one more than `most` where there are more.
///
/// # Errors
/// Only when the database fails.
pub fn journal_of(
    conn: &mut DbConnection,
    subjects: &[(&str, Vec<i64>)],
    most: usize,
) -> QueryResult<Vec<JournalEntry>> {
    let enough = most.saturating_add(1);
    let mut found = Vec::new();
    for (kind, ids) in subjects {
        for some in ids.chunks(AT_A_TIME) {
            let left = i64::try_from(enough.saturating_sub(found.len())).unwrap_or(i64::MAX);
            let rows: Vec<Row> = table
                .filter(journal_entries::subject_kind.eq(*kind))
                .filter(journal_entries::subject_id.eq_any(some.to_vec()))
                .select(Row::as_select())
                .order(journal_entries::id)
                .limit(left)
                .load(conn)?;
            found.extend(rows.into_iter().map(JournalEntry::from));
        }
    }
    found.sort_by_key(|entry| entry.id);
    Ok(found)
}

/// Everything of a kind that was removed: its number, and what it was.
///
/// # Errors
/// Only when the database fails.
pub fn removed_things(conn: &mut DbConnection, kind: &str) -> QueryResult<Vec<(i64, Value)>> {
    let rows: Vec<Row> = table
        .filter(journal_entries::subject_kind.eq(kind))
        .filter(journal_entries::action.eq("removed"))
        .select(Row::as_select())
        .order(journal_entries::id)
        .load(conn)?;
    let thing = |entry: JournalEntry| Some((entry.subject_id, entry.before?));
    Ok(rows
        .into_iter()
        .map(JournalEntry::from)
        .filter_map(thing)
        .collect())
}
