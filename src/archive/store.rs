//! The issued documents; rows are added and read, never changed.

use super::issue::{NewDocument, Stamp};
use super::{Document, DocumentCheck};
use crate::clock::Instant;
use crate::db::schema::archived_documents::{self, table};
use crate::db::{AccountId, DbConnection, DocumentId};
use crate::error::{Fault, Result, codes};
use crate::http::Caller;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = archived_documents)]
struct Row {
    id: DocumentId,
    number: String,
    kind: String,
    subject_kind: String,
    subject_id: i64,
    title: String,
    file_name: String,
    media_type: String,
    sha256: String,
    size: i64,
    data_version: i32,
    issued_at: Instant,
    issued_by: AccountId,
    issued_by_name: String,
}

impl From<Row> for Document {
    fn from(row: Row) -> Self {
        Document {
            id: row.id,
            number: row.number,
            kind: row.kind,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            title: row.title,
            file_name: row.file_name,
            media_type: row.media_type,
            sha256: row.sha256,
            size: row.size,
            data_version: row.data_version,
            issued_at: row.issued_at,
            issued_by: row.issued_by,
            issued_by_name: row.issued_by_name,
        }
    }
}

/// Which documents a list shows.
#[derive(Debug, Default)]
pub struct DocumentFilter {
    /// Only those made from this kind of thing.
    pub subject_kind: Option<String>,
    /// Only those made from the thing with this number.
    pub subject_id: Option<i64>,
    /// Only those issued before this one.
    pub before: Option<DocumentId>,
}

/// The document without its bytes.
///
/// # Errors
/// [`codes::DOCUMENT_NOT_FOUND`].
pub fn document(conn: &mut DbConnection, id: DocumentId) -> Result<Document> {
    table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?
        .map(Document::from)
        .ok_or_else(|| not_found(id))
}

/// The document with its bytes.
///
/// # Errors
/// [`codes::DOCUMENT_NOT_FOUND`].
pub fn content(conn: &mut DbConnection, id: DocumentId) -> Result<(Document, Vec<u8>)> {
    let found = document(conn, id)?;
    let bytes = table
        .find(id)
        .select(archived_documents::content)
        .first(conn)?;
    Ok((found, bytes))
}

fn not_found(id: DocumentId) -> crate::error::Error {
    Fault::new(&codes::DOCUMENT_NOT_FOUND).with("id", id).into()
}

/// At most `count` documents, newest first, without their bytes.
///
/// # Errors
/// Only when the database fails.
pub fn documents(
    conn: &mut DbConnection,
    filter: &DocumentFilter,
    count: i64,
) -> QueryResult<Vec<Document>> {
    let mut query = table
        .select(Row::as_select())
        .order(archived_documents::id.desc())
        .limit(count)
        .into_boxed();
    if let Some(kind) = filter.subject_kind.clone() {
        query = query.filter(archived_documents::subject_kind.eq(kind));
    }
    if let Some(id) = filter.subject_id {
        query = query.filter(archived_documents::subject_id.eq(id));
    }
    if let Some(before) = filter.before {
        query = query.filter(archived_documents::id.lt(before));
    }
    Ok(query.load(conn)?.into_iter().map(Document::from).collect())
}

/// Whether bytes with this hash (64 lower-case hexadecimal digits) were issued; the first time counts.
///
/// # Errors
/// Only when the database fails.
pub fn check(conn: &mut DbConnection, sha256: &str) -> QueryResult<DocumentCheck> {
    let found = table
        .filter(archived_documents::sha256.eq(sha256))
        .order(archived_documents::id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(DocumentCheck {
        sha256: sha256.to_owned(),
        issued: found.is_some(),
        number: found.as_ref().map(|row| row.number.clone()),
        issued_at: found.map(|row| row.issued_at),
    })
}

/// The last sequence number of a year; 0 when nothing was issued in it.
///
/// # Errors
/// Only when the database fails.
pub(super) fn last_sequence(conn: &mut DbConnection, year: i32) -> QueryResult<i32> {
    let last = table
        .filter(archived_documents::year.eq(year))
        .order(archived_documents::sequence.desc())
        .select(archived_documents::sequence)
        .first(conn)
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// Adds a document.
///
/// # Errors
/// Only when the database fails.
pub(super) fn insert(
    conn: &mut DbConnection,
    new: &NewDocument,
    stamp: &Stamp,
    actor: &Caller,
    now: Instant,
) -> QueryResult<DocumentId> {
    diesel::insert_into(table)
        .values((
            archived_documents::number.eq(&stamp.number),
            archived_documents::year.eq(stamp.year),
            archived_documents::sequence.eq(stamp.sequence),
            archived_documents::kind.eq(new.kind),
            archived_documents::subject_kind.eq(new.subject_kind),
            archived_documents::subject_id.eq(new.subject_id),
            archived_documents::title.eq(&new.title),
            archived_documents::file_name.eq(&stamp.file_name),
            archived_documents::media_type.eq(new.media_type),
            archived_documents::sha256.eq(&stamp.sha256),
            archived_documents::size.eq(i64::try_from(new.content.len()).unwrap_or(i64::MAX)),
            archived_documents::content.eq(&new.content),
            archived_documents::data_version.eq(new.data_version),
            archived_documents::issued_at.eq(now),
            archived_documents::issued_by.eq(actor.account),
            archived_documents::issued_by_name.eq(&actor.name),
        ))
        .returning(archived_documents::id)
        .get_result(conn)
}
