//! The journal: who did what to which thing, when, what it was before and after, and why.
//!
//! Entries are written in the transaction of the change and never changed.

use super::store;
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, JournalEntryId, SchoolId};
use crate::error::Result;
use crate::http::Caller;
use serde::Serialize;
use serde_json::Value;

/// An entry about to be written.
#[derive(Debug)]
pub struct Entry {
    pub(super) action: &'static str,
    pub(super) subject_kind: &'static str,
    pub(super) subject_id: i64,
    pub(super) school: Option<SchoolId>,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
    pub(super) reason: Option<String>,
}

impl Entry {
    /// Something was done (`opened`, past tense) to a thing (`school`, singular).
    pub fn new(action: &'static str, subject_kind: &'static str, subject_id: i64) -> Self {
        Entry {
            action,
            subject_kind,
            subject_id,
            school: None,
            before: None,
            after: None,
            reason: None,
        }
    }

    /// The school that the thing belongs to.
    #[must_use]
    pub fn school(mut self, school: SchoolId) -> Self {
        self.school = Some(school);
        self
    }

    /// The thing as it was.
    #[must_use]
    pub fn before(mut self, thing: &impl Serialize) -> Self {
        self.before = serde_json::to_value(thing).ok();
        self
    }

    /// The thing as it is now.
    #[must_use]
    pub fn after(mut self, thing: &impl Serialize) -> Self {
        self.after = serde_json::to_value(thing).ok();
        self
    }

    /// Why, in the actor's words.
    #[must_use]
    pub fn reason(mut self, reason: Option<&str>) -> Self {
        self.reason = reason.map(str::to_owned);
        self
    }

    /// Writes the entry.
    ///
    /// # Errors
    /// Only when the database fails.
    pub fn record(self, conn: &mut DbConnection, actor: &Caller, moment: Moment) -> Result<()> {
        store::insert_journal_entry(conn, &self, actor, moment.now)?;
        Ok(())
    }
}

/// A written entry.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct JournalEntry {
    /// Its number.
    pub id: JournalEntryId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// Who; absent for what the service's own commands did.
    pub account_id: Option<AccountId>,
    /// The name of who, as it was then.
    pub account_name: String,
    /// What was done.
    #[schema(example = "opened")]
    pub action: String,
    /// To what kind of thing.
    #[schema(example = "school")]
    pub subject_kind: String,
    /// To which.
    pub subject_id: i64,
    /// The school that the thing belongs to.
    pub school_id: Option<SchoolId>,
    /// The thing before.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// The thing after.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// Why.
    pub reason: Option<String>,
}
