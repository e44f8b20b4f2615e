//! The journal over HTTP.

use crate::db::{AccountId, Database, JournalEntryId};
use crate::error::Result;
use crate::http::actor::Inspector;
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{Page, Query};
use crate::organisation::journal::JournalEntry;
use crate::organisation::store::{self, JournalFilter};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use validator::Validate;

/// Which entries, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListJournal {
    /// Only of this kind of thing, such as `school`.
    pub subject_kind: Option<String>,
    /// Only of the thing with this number.
    pub subject_id: Option<i64>,
    /// Only by this account.
    pub account_id: Option<i64>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the journal, newest first.
#[utoipa::path(tag = "organisation", params(ListJournal), responses((status = 200, body = Page<JournalEntry>)))]
#[get("/journal")]
pub async fn list_journal(
    _actor: Inspector,
    db: Data<Database>,
    Query(query): Query<ListJournal>,
) -> Result<Selected<JournalEntry>> {
    let before: Option<JournalEntryId> = read_cursor("journal", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let filter = JournalFilter {
        subject_kind: query.subject_kind,
        subject_id: query.subject_id,
        account_id: query.account_id.map(AccountId),
        before,
    };
    let found = db
        .read(move |conn| Ok(store::journal_entries(conn, &filter, count)?))
        .await?;
    Ok(Selected {
        page: Page::cut(
            "journal",
            found,
            query.limit.unwrap_or(DEFAULT_LIMIT),
            |entry| entry.id,
        ),
        fields: query.fields,
    })
}
