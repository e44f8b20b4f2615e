//! Writes a case as a zip file, front to back, without going back in it: it can be sent while it is written.

use super::file::{CaseFile, CasePart, document_path};
use super::manifest::{ListedFile, Manifest, document_list, read_me};
use crate::archive::Document;
use crate::error::{Error, Result};
use crate::http::session::hex;
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use std::io::Write;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes the case; `content` gives the bytes of a document when its turn comes.
///
/// # Errors
/// What `content` answers; an internal error when the bytes are not those that were issued, or when `out` takes no
/// more.
pub fn write(
    case: &CaseFile,
    mut content: impl FnMut(&Document) -> Result<Vec<u8>>,
    out: impl Write,
) -> Result<()> {
    let mut file = Zip {
        writer: ZipWriter::new_stream(out),
        date: midnight(case.exported_on)?,
        listed: Vec::new(),
    };
    file.part(
        "laes-mig.txt",
        "text/plain; charset=utf-8",
        read_me(case).as_bytes(),
    )?;
    let list = document_list(&case.documents)?;
    file.part("dokumenter.csv", "text/csv; charset=utf-8", &list)?;
    for document in &case.documents {
        let bytes = content(document)?;
        file.part(&document_path(document), &document.media_type, &bytes)?;
        if file
            .listed
            .last()
            .is_none_or(|last| last.sha256 != document.sha256)
        {
            let cause = format!("the bytes of document {} were changed", document.number);
            return Err(Error::Internal(cause.into()));
        }
    }
    for CasePart {
        path,
        media_type,
        bytes,
    } in &case.parts
    {
        file.part(path, media_type, bytes)?;
    }
    let files = std::mem::take(&mut file.listed);
    let manifest = CasePart::json("manifest.json", &Manifest::of(case, files))?;
    file.part(&manifest.path, manifest.media_type, &manifest.bytes)?;
    file.writer.finish().map_err(failed)?;
    Ok(())
}

struct Zip<W: Write> {
    writer: ZipWriter<StreamWriter<W>>,
    date: DateTime,
    listed: Vec<ListedFile>,
}

impl<W: Write> Zip<W> {
    fn part(&mut self, path: &str, media_type: &str, bytes: &[u8]) -> Result<()> {
        let method = if is_text(media_type) {
            CompressionMethod::Deflated
        } else {
            // PDF, workbooks and zip files are compressed already.
            CompressionMethod::Stored
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(self.date)
            .unix_permissions(0o644);
        self.writer.start_file(path, options).map_err(failed)?;
        self.writer.write_all(bytes).map_err(failed)?;
        self.listed.push(ListedFile {
            path: path.to_owned(),
            media_type: media_type.to_owned(),
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256: hex(&Sha256::digest(bytes)),
        });
        Ok(())
    }
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type == "application/json"
}

/// The date that every file in the zip file bears: the day of the export, not the machine's time.
fn midnight(day: NaiveDate) -> Result<DateTime> {
    let number = |value: u32| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1980).max(1980);
    DateTime::from_date_and_time(year, number(day.month()), number(day.day()), 0, 0, 0)
        .map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Internal(Box::new(error))
}
