//! The tender material as files: one document with its data attached, the price sheet, and a package of the parts.
//!
//! Everything is drawn from one dossier and one edition, and the same of both give the same bytes. Drawing takes
//! time: never call it inside a transaction.

use super::tender_document::{Part, belongs_to, compose, compose_part};
use super::{Dossier, data_files, price_sheet};
use crate::archive::{self, Edition, Twins, sha256};
use crate::error::{Error, Result};
use crate::render::document::{Attachment, Relation};
use crate::render::{Document, numbers, xlsx};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The media type of a package.
pub const ZIP_TYPE: &str = "application/zip";
/// The file that says what the others are.
const READ_ME: &str = "laes-mig.txt";

/// The material, drawn.
#[derive(Debug)]
pub struct Package {
    /// The whole as one PDF.
    pub document: Vec<u8>,
    /// The same as a page and as text.
    pub twins: Twins,
    /// The parts in a zip.
    pub parts: Vec<u8>,
    /// The price sheet as a workbook.
    pub price_sheet: Vec<u8>,
}

/// A file of the package.
struct File {
    name: String,
    title: String,
    task: &'static str,
    bytes: Vec<u8>,
}

/// Composes the whole document with its attachments.
///
/// # Errors
/// Only when the price sheet or the data cannot be written.
pub fn with_attachments(dossier: &Dossier, edition: &Edition) -> Result<Document> {
    let mut document = compose(dossier, edition);
    let attachment = |name: &str, media_type: &str, what: &str, relation, bytes| Attachment {
        file_name: name.to_owned(),
        media_type: media_type.to_owned(),
        description: what.to_owned(),
        relation,
        bytes,
    };
    document.attachments = vec![
        attachment(
            "tilbudsliste.xlsx",
            xlsx::MEDIA_TYPE,
            "Tilbudsliste, som tilbudsgiver udfylder",
            Relation::Supplement,
            price_sheet(dossier, edition)?,
        ),
        attachment(
            "krav.json",
            "application/json",
            "Kravene som data (JSON)",
            Relation::Data,
            data_files::requirements_json(dossier, edition)?,
        ),
        attachment(
            "krav.csv",
            "text/csv",
            "Kravene som data til regneark (CSV)",
            Relation::Data,
            data_files::requirements_csv(dossier)?,
        ),
    ];
    Ok(document)
}

/// Draws everything.
///
/// # Errors
/// [`crate::error::codes::DOCUMENT_NOT_DRAWABLE`].
pub fn draw_package(dossier: &Dossier, edition: &Edition) -> Result<Package> {
    let whole = with_attachments(dossier, edition)?;
    let document = archive::draw_now(&whole)?;
    Ok(Package {
        twins: archive::twins(&whole),
        parts: draw_parts(dossier, edition, Some(&document))?,
        price_sheet: price_sheet(dossier, edition)?,
        document,
    })
}

/// Draws the package of the parts; `whole` is the document that they are parts of, once it is drawn.
///
/// # Errors
/// [`crate::error::codes::DOCUMENT_NOT_DRAWABLE`].
pub fn draw_parts(dossier: &Dossier, edition: &Edition, whole: Option<&[u8]>) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    for part in Part::ALL {
        let stem = part.file_stem();
        let file = |extension: &str, task, bytes| File {
            name: format!("{stem}.{extension}"),
            title: part.full_title(),
            task,
            bytes,
        };
        if *part == Part::Prices {
            let sheet = price_sheet(dossier, edition)?;
            files.push(file("xlsx", part.task(), sheet));
        }
        let document = compose_part(dossier, edition, *part);
        let task = match part {
            Part::Prices => "Udfyldes, hvis regnearket ikke kan bruges",
            other => other.task(),
        };
        files.push(file("pdf", task, archive::draw_now(&document)?));
    }
    let data = |name: &str, title: &str, bytes| File {
        name: format!("data/{name}"),
        title: title.to_owned(),
        task: "Til tilbudsgivers egne systemer",
        bytes,
    };
    files.extend([
        data(
            "krav.json",
            "Kravene som data (JSON)",
            data_files::requirements_json(dossier, edition)?,
        ),
        data(
            "krav.csv",
            "Kravene som data til regneark (CSV)",
            data_files::requirements_csv(dossier)?,
        ),
        data(
            "evalueringsmodel.json",
            "Evalueringsmodellen som data (JSON)",
            data_files::evaluation_json(dossier)?,
        ),
    ]);
    zipped(
        &read_me(dossier, edition, &files, whole),
        &files,
        edition.date,
    )
}

/// What the files are, with their hashes; lines end as Windows expects.
fn read_me(dossier: &Dossier, edition: &Edition, files: &[File], whole: Option<&[u8]>) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{words}\r\n");
    };
    line(&dossier.tender.title);
    line(&belongs_to(edition));
    line("");
    line(&format!("Ordregiver:  {}", dossier.authority()));
    line(&format!("Sagsnummer:  {}", dossier.project.case_number));
    line(&format!("Dato:        {}", numbers::date(edition.date)));
    line("");
    if let Some(whole) = whole {
        line("Pakken indeholder delene af det samlede udbudsmateriale. Indholdet er det samme.");
        line(&format!(
            "SHA-256 af det samlede udbudsmateriale (pdf): {}",
            sha256(whole)
        ));
    } else {
        line("Udkast: materialet er ikke offentliggjort og kan blive ændret.");
    }
    line("");
    line("Filer");
    for file in files {
        line("");
        line(&file.name);
        line(&format!("  {}", file.title));
        line(&format!("  {}", file.task));
        line(&format!("  SHA-256: {}", sha256(&file.bytes)));
    }
    line("");
    line("En fil er uændret, når dens SHA-256 er den samme som her. Den beregnes på Windows med");
    line("  certutil -hashfile FILNAVN SHA256");
    line("og på macOS og Linux med");
    line("  shasum -a 256 FILNAVN");
    text
}

/// The files in a zip, all of one date, so that the same files give the same bytes.
fn zipped(read_me: &str, files: &[File], date: NaiveDate) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip_date(date))
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let files = files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()));
    for (name, bytes) in std::iter::once((READ_ME, read_me.as_bytes())).chain(files) {
        zip.start_file(name, options).map_err(failed)?;
        zip.write_all(bytes).map_err(failed)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Internal(Box::new(error))
}

/// Midnight of the day; the first day of the format's calendar for a day outside it.
fn zip_date(date: NaiveDate) -> DateTime {
    let parts = (
        u16::try_from(date.year()),
        u8::try_from(date.month()),
        u8::try_from(date.day()),
    );
    let (Ok(year), Ok(month), Ok(day)) = parts else {
        return DateTime::default();
    };
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
}
