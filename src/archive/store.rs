//! The issued documents; rows are added and read, never changed.

use super::issue::{NewDocument, Stamp, Twins};
use super::{Document, DocumentCheck, DocumentKind};
use crate::clock::Instant;
use crate::db::schema::archived_documents::{self, table};
use crate::db::schema::archived_twins;
use crate::db::{AccountId, DbConnection, DocumentId};
use crate::error::{Fault, Result, codes};
use crate::http::{Caller, DocumentFormat};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use std::collections::{BTreeSet, HashMap};

diesel::alias!(
    const NEWER: Alias<Newer> = archived_documents as newer;
);

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
    edition: i32,
    change_note: String,
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
            edition: row.edition,
            change: row.change_note,
            replaced_by: None,
            page: None,
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
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Only those that no later edition has replaced, or only those that one has.
    pub in_force: Option<bool>,
    /// Only those issued before this one.
    pub before: Option<DocumentId>,
}

/// The document without its bytes.
///
/// # Errors
/// [`codes::DOCUMENT_NOT_FOUND`].
pub fn document(conn: &mut DbConnection, id: DocumentId) -> Result<Document> {
    let found: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let found = with_replacements(conn, found.into_iter().collect())?;
    found.into_iter().next().ok_or_else(|| not_found(id))
}

/// The documents, each with the number of the edition that replaced it.
fn with_replacements(conn: &mut DbConnection, rows: Vec<Row>) -> QueryResult<Vec<Document>> {
    type Key = (String, String, i64, i32);
    let subjects: BTreeSet<i64> = rows.iter().map(|row| row.subject_id).collect();
    let later: Vec<(String, String, i64, i32, String)> = table
        .filter(archived_documents::subject_id.eq_any(subjects))
        .filter(archived_documents::edition.gt(1))
        .select((
            archived_documents::kind,
            archived_documents::subject_kind,
            archived_documents::subject_id,
            archived_documents::edition,
            archived_documents::number,
        ))
        .load(conn)?;
    let later: HashMap<Key, String> = later
        .into_iter()
        .map(|(kind, subject, id, edition, number)| ((kind, subject, id, edition), number))
        .collect();
    let ids: Vec<DocumentId> = rows.iter().map(|row| row.id).collect();
    let mut with_twins = BTreeSet::new();
    // A statement carries only so many values.
    for some in ids.chunks(1000) {
        let found: Vec<DocumentId> = archived_twins::table
            .filter(archived_twins::document_id.eq_any(some.to_vec()))
            .select(archived_twins::document_id)
            .load(conn)?;
        with_twins.extend(found);
    }
    let document = |row: Row| {
        let has_twins = with_twins.contains(&row.id);
        let document = Document::from(row);
        let (kind, subject) = (document.kind.clone(), document.subject_kind.clone());
        let next = (kind, subject, document.subject_id, document.edition + 1);
        Document {
            replaced_by: later.get(&next).cloned(),
            page: has_twins.then(|| document.page_address()),
            ..document
        }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// The editions of a kind of document about a thing, the first one first.
///
/// # Errors
/// Only when the database fails.
pub fn editions(
    conn: &mut DbConnection,
    kind: &DocumentKind,
    subject_id: i64,
) -> QueryResult<Vec<Document>> {
    let rows = table
        .filter(archived_documents::kind.eq(kind.code))
        .filter(archived_documents::subject_kind.eq(kind.subject))
        .filter(archived_documents::subject_id.eq(subject_id))
        .order(archived_documents::edition)
        .select(Row::as_select())
        .load(conn)?;
    with_replacements(conn, rows)
}

/// The document with this number, such as `2017-0001`, with its bytes.
///
/// # Errors
/// [`codes::DOCUMENT_NUMBER_NOT_FOUND`].
pub fn content_of_number(conn: &mut DbConnection, number: &str) -> Result<(Document, Vec<u8>)> {
    let id: Option<DocumentId> = table
        .filter(archived_documents::number.eq(number))
        .select(archived_documents::id)
        .first(conn)
        .optional()?;
    let unknown = || Fault::new(&codes::DOCUMENT_NUMBER_NOT_FOUND).with("number", number);
    content(conn, id.ok_or_else(unknown)?)
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

/// An issued document in a form, with its bytes: the PDF itself, or a twin that was kept with it.
///
/// # Errors
/// [`codes::DOCUMENT_NOT_FOUND`]; [`codes::NOT_FOUND`] for a form that it was not kept in.
pub fn kept(
    conn: &mut DbConnection,
    id: DocumentId,
    form: DocumentFormat,
) -> Result<(Document, Vec<u8>)> {
    let found = document(conn, id)?;
    if form == DocumentFormat::Pdf && found.media_type == form.media_type() {
        return content(conn, id);
    }
    let twins = archived_twins::table.find(id);
    let bytes: Option<Vec<u8>> = match form {
        DocumentFormat::Html => twins.select(archived_twins::page).first(conn).optional()?,
        DocumentFormat::Text => twins.select(archived_twins::plain).first(conn).optional()?,
        DocumentFormat::Pdf => None,
    };
    let bytes = bytes.ok_or(&codes::NOT_FOUND)?;
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
    if let Some(kind) = filter.kind.clone() {
        query = query.filter(archived_documents::kind.eq(kind));
    }
    let next = NEWER.filter(
        NEWER
            .field(archived_documents::kind)
            .eq(archived_documents::kind)
            .and(
                NEWER
                    .field(archived_documents::subject_kind)
                    .eq(archived_documents::subject_kind),
            )
            .and(
                NEWER
                    .field(archived_documents::subject_id)
                    .eq(archived_documents::subject_id),
            )
            .and(
                NEWER
                    .field(archived_documents::edition)
                    .gt(archived_documents::edition),
            ),
    );
    match filter.in_force {
        Some(true) => query = query.filter(not(exists(next))),
        Some(false) => query = query.filter(exists(next)),
        None => {}
    }
    if let Some(before) = filter.before {
        query = query.filter(archived_documents::id.lt(before));
    }
    let rows = query.load(conn)?;
    with_replacements(conn, rows)
}

/// The documents made from these things, by number in this service.
///
/// # Errors
/// Only when the database fails.
pub fn documents_of(
    conn: &mut DbConnection,
    subjects: &[(&str, Vec<i64>)],
) -> QueryResult<Vec<Document>> {
    let mut rows = Vec::new();
    for (kind, ids) in subjects {
        // A statement carries only so many values.
        for some in ids.chunks(1000) {
            let found: Vec<Row> = table
                .filter(archived_documents::subject_kind.eq(*kind))
                .filter(archived_documents::subject_id.eq_any(some.to_vec()))
                .select(Row::as_select())
                .load(conn)?;
            rows.extend(found);
        }
    }
    rows.sort_by_key(|row| row.id);
    with_replacements(conn, rows)
}

/// Whether bytes with this hash (64 lower-case hexadecimal digits) were issued; the first time counts.
///
/// # Errors
/// Only when the database fails.
pub fn check(conn: &mut DbConnection, sha256: &str) -> QueryResult<DocumentCheck> {
    let found: Option<Row> = table
        .filter(archived_documents::sha256.eq(sha256))
        .order(archived_documents::id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let found = with_replacements(conn, found.into_iter().collect())?;
    let found = found.into_iter().next();
    let in_force = match &found {
        Some(known) => Some(last_edition(conn, known)?),
        None => None,
    };
    Ok(DocumentCheck {
        sha256: sha256.to_owned(),
        issued: found.is_some(),
        number: found.as_ref().map(|known| known.number.clone()),
        title: found.as_ref().map(|known| known.title.clone()),
        edition: found.as_ref().map(|known| known.edition),
        replaced_by: found.as_ref().and_then(|known| known.replaced_by.clone()),
        in_force,
        issued_at: found.map(|known| known.issued_at),
    })
}

/// The number of the edition of a document that is in force.
fn last_edition(conn: &mut DbConnection, document: &Document) -> QueryResult<String> {
    table
        .filter(archived_documents::kind.eq(&document.kind))
        .filter(archived_documents::subject_kind.eq(&document.subject_kind))
        .filter(archived_documents::subject_id.eq(document.subject_id))
        .order(archived_documents::edition.desc())
        .select(archived_documents::number)
        .first(conn)
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
            archived_documents::kind.eq(new.kind.code),
            archived_documents::subject_kind.eq(new.kind.subject),
            archived_documents::subject_id.eq(new.subject_id),
            archived_documents::title.eq(&new.title),
            archived_documents::file_name.eq(&stamp.file_name),
            archived_documents::media_type.eq(new.media_type),
            archived_documents::sha256.eq(&stamp.sha256),
            archived_documents::size.eq(i64::try_from(new.content.len()).unwrap_or(i64::MAX)),
            archived_documents::content.eq(&new.content),
            archived_documents::data_version.eq(new.data_version),
            archived_documents::edition.eq(stamp.edition),
            archived_documents::change_note.eq(&new.change),
            archived_documents::issued_at.eq(now),
            archived_documents::issued_by.eq(actor.account),
            archived_documents::issued_by_name.eq(&actor.name),
        ))
        .returning(archived_documents::id)
        .get_result(conn)
}

/// Keeps the twins of a document.
///
/// # Errors
/// Only when the database fails.
pub(super) fn insert_twins(
    conn: &mut DbConnection,
    document: DocumentId,
    twins: &Twins,
) -> QueryResult<()> {
    diesel::insert_into(archived_twins::table)
        .values((
            archived_twins::document_id.eq(document),
            archived_twins::page.eq(&twins.page),
            archived_twins::plain.eq(&twins.plain),
        ))
        .execute(conn)?;
    Ok(())
}
