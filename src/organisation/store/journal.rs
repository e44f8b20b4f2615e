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
