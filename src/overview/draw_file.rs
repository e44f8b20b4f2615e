//! Draws a draft, or reads an issued document, for a file on the disk: what `anskaf render` does.

use super::documents::{DOCUMENTS, document_line};
use crate::archive;
use crate::clock::Moment;
use crate::db::Database;
use crate::error::{Fault, Result, codes};
use std::fmt::Write;

/// Draws the draft of a kind about the thing with this number; the drawing itself holds no transaction.
///
/// # Errors
/// [`codes::DOCUMENT_KIND_UNKNOWN`], [`codes::DOCUMENT_FORMAT_UNKNOWN`]; as the reading and drawing of this kind.
pub fn draw_file(
    db: &Database,
    kind: &str,
    id: i64,
    extension: &str,
    moment: Moment,
) -> Result<Vec<u8>> {
    let Some(line) = document_line(kind) else {
        let known: Vec<&str> = DOCUMENTS.iter().map(|line| line.kind.code).collect();
        return Err(Fault::new(&codes::DOCUMENT_KIND_UNKNOWN)
            .with("kind", kind)
            .with("known", known.join(", "))
            .into());
    };
    let unfinished = db.read_blocking(|conn| {
        for draft in line.drafts {
            if let Some(unfinished) = draft.read(conn, id, extension, moment)? {
                return Ok(unfinished);
            }
        }
        Err(Fault::new(&codes::DOCUMENT_FORMAT_UNKNOWN)
            .with("format", extension)
            .with("known", line.formats().join(", "))
            .into())
    })?;
    unfinished()
}

/// The bytes of an issued document, by its number; the extension must be the document's own.
///
/// # Errors
/// [`codes::DOCUMENT_NUMBER_NOT_FOUND`], [`codes::DOCUMENT_FORMAT_UNKNOWN`].
pub fn issued_file(db: &Database, number: &str, extension: &str) -> Result<Vec<u8>> {
    let (document, bytes) =
        db.read_blocking(|conn| archive::store::content_of_number(conn, number))?;
    let own = document.file_name.rsplit('.').next().unwrap_or_default();
    if own != extension {
        return Err(Fault::new(&codes::DOCUMENT_FORMAT_UNKNOWN)
            .with("format", extension)
            .with("known", own)
            .into());
    }
    Ok(bytes)
}

/// The kinds that can be drawn, one a line, for people.
pub fn document_list() -> String {
    let mut text = String::new();
    for line in DOCUMENTS {
        let (code, subject) = (line.kind.code, line.kind.subject);
        let formats = line.formats().join(" ");
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{code:<20} {subject:<22} {formats:<14} {}",
            line.kind.danish
        );
    }
    text
}
