//! Issues a document: gives it the next number of the year and keeps its bytes for ever.

use super::{Document, DocumentKind, store};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Result;
use crate::http::Caller;
use crate::http::session::hex;
use crate::organisation::journal;
use chrono::Datelike;
use sha2::{Digest, Sha256};

/// A document about to be issued.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// What it is, and of what kind of thing.
    pub kind: &'static DocumentKind,
    /// Which thing.
    pub subject_id: i64,
    /// Its title.
    pub title: String,
    /// The name under which it is saved; other characters than ASCII letters, digits, `.`, `-` and `_` become `-`.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes, at least one.
    pub content: Vec<u8>,
    /// The version of the thing that it was made from.
    pub data_version: i32,
    /// What is new in it since the edition before; empty in the first.
    pub change: String,
    /// The same as a page and as text, kept with it; none for a file that is no document to be read.
    pub twins: Option<Twins>,
}

/// A document as a page and as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    /// As a page for a browser.
    pub page: Vec<u8>,
    /// As plain text.
    pub plain: Vec<u8>,
}

/// What is stored besides the document itself.
#[derive(Debug)]
pub(super) struct Stamp {
    pub year: i32,
    pub sequence: i32,
    pub number: String,
    pub edition: i32,
    pub file_name: String,
    pub sha256: String,
}

/// Issues the document in the transaction of the change that it proves.
///
/// The caller holds the one writer's place, so that no number is given twice or left out.
///
/// # Errors
/// Only when the database fails.
pub fn issue(
    conn: &mut DbConnection,
    actor: &Caller,
    new: NewDocument,
    moment: Moment,
) -> Result<Document> {
    let year = moment.today.year();
    let sequence = store::last_sequence(conn, year)?.saturating_add(1);
    let editions = store::editions(conn, new.kind, new.subject_id)?;
    let stamp = Stamp {
        year,
        sequence,
        number: number(year, sequence),
        edition: editions.last().map_or(1, |last| last.edition + 1),
        file_name: plain_name(&new.file_name),
        sha256: sha256(&new.content),
    };
    let id = store::insert(conn, &new, &stamp, actor, moment.now)?;
    if let Some(twins) = &new.twins {
        store::insert_twins(conn, id, twins)?;
    }
    let document = store::document(conn, id)?;
    journal::Entry::new("issued", "document", id.0)
        .after(&document)
        .record(conn, actor, moment)?;
    Ok(document)
}

/// The number that the next document of a year gets, unless somebody issues one before.
///
/// # Errors
/// Only when the database fails.
pub(super) fn next_number(conn: &mut DbConnection, year: i32) -> Result<String> {
    let sequence = store::last_sequence(conn, year)?.saturating_add(1);
    Ok(number(year, sequence))
}

fn number(year: i32, sequence: i32) -> String {
    format!("{year}-{sequence:04}")
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn plain_name(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_') {
            letter
        } else {
            '-'
        }
    };
    name.chars().map(plain).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_nothing_that_a_header_cannot_carry() {
        assert_eq!(plain_name("17/2134 \"øre\"\r\n.pdf"), "17-2134---re---.pdf");
    }

    #[test]
    fn the_hash_is_that_of_the_published_test_vector() {
        let vector = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), vector);
    }
}
