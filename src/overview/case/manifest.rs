//! The list of what is in a case's zip file: as JSON for programs, as CSV and as text for people. Pure.

use super::file::{CaseFile, document_path};
use crate::archive::{self, Document};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::projects::Phase;
use crate::render::{Column, Kind, Table, csv, numbers};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt::Write;

/// The form of the manifest; grows when a field changes its meaning.
const FORMAT: &str = "anskaf-case/1";

/// What the records system asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseFacts {
    /// The number in the records system.
    pub case_number: String,
    /// The subject in the municipalities' classification of records.
    pub kle_code: Option<String>,
    /// What is bought.
    pub title: String,
    /// How far it has come.
    pub phase: Phase,
    /// When the council decided.
    pub council_decision_on: Option<NaiveDate>,
    /// The day of the first entry of the journal.
    pub first_entry_on: Option<NaiveDate>,
    /// The day of the last one.
    pub last_entry_on: Option<NaiveDate>,
}

/// Somebody who takes part in the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Party {
    /// `municipality`, `lessor` or `supplier`.
    pub role: &'static str,
    /// The name.
    pub name: String,
    /// The company number, eight digits, where it is known.
    pub cvr_number: Option<String>,
}

impl Party {
    fn danish(&self) -> &'static str {
        match self.role {
            "municipality" => "Kommune",
            "lessor" => "Leasinggiver",
            _ => "Leverandør",
        }
    }
}

/// What somebody should look at before the case is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseWarning {
    /// A stable name.
    pub code: &'static str,
    /// What it is, in Danish.
    pub text: &'static str,
}

/// A file in the zip file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedFile {
    /// Its place.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256 of its bytes in lower-case hexadecimal digits.
    pub sha256: String,
}

/// An issued document of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseDocument {
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: String,
    /// The kind of thing that it was made from.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: i64,
    /// Its title.
    pub title: String,
    /// Which issue of it.
    pub edition: i32,
    /// What was new in it.
    pub change: String,
    /// The number of the next edition, which replaced it.
    pub replaced_by: Option<String>,
    /// When it was issued.
    pub issued_at: Instant,
    /// Who issued it, by the name of then.
    pub issued_by_name: String,
    /// Its place in the zip file.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl From<&Document> for CaseDocument {
    fn from(document: &Document) -> Self {
        CaseDocument {
            number: document.number.clone(),
            kind: document.kind.clone(),
            subject_kind: document.subject_kind.clone(),
            subject_id: document.subject_id,
            title: document.title.clone(),
            edition: document.edition,
            change: document.change.clone(),
            replaced_by: document.replaced_by.clone(),
            issued_at: document.issued_at,
            issued_by_name: document.issued_by_name.clone(),
            path: document_path(document),
            sha256: document.sha256.clone(),
        }
    }
}

/// The whole list; it names every file but itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest<'a> {
    /// Which form this list has.
    pub format: &'static str,
    /// The day of the export.
    pub exported_on: NaiveDate,
    /// The case.
    pub case: &'a CaseFacts,
    /// Who takes part in it.
    pub parties: &'a [Party],
    /// What somebody should look at.
    pub warnings: &'a [CaseWarning],
    /// The issued documents.
    pub documents: Vec<CaseDocument>,
    /// Every other file and the documents again, in the order of the zip file.
    pub files: Vec<ListedFile>,
}

impl<'a> Manifest<'a> {
    /// The manifest of a case whose files are these.
    pub fn of(case: &'a CaseFile, files: Vec<ListedFile>) -> Self {
        Manifest {
            format: FORMAT,
            exported_on: case.exported_on,
            case: &case.facts,
            parties: &case.parties,
            warnings: &case.warnings,
            documents: case.documents.iter().map(CaseDocument::from).collect(),
            files,
        }
    }
}

/// The documents as a list that opens in a spreadsheet.
///
/// # Errors
/// Only when the table cannot be written, which no table of this service causes.
pub fn document_list(documents: &[Document]) -> Result<Vec<u8>> {
    let columns = vec![
        Column::text("Dokumentnummer"),
        Column::text("Dokument"),
        Column::text("Titel"),
        Column::text("Version"),
        Column::new("Udstedt", Kind::Date),
        Column::text("Udstedt af"),
        Column::text("Erstattet af"),
        Column::text("Fil"),
        Column::text("SHA-256"),
    ];
    let mut table = Table::new("Dokumenter", columns);
    for document in documents {
        let kind = archive::kind::ALL
            .iter()
            .find(|kind| kind.code == document.kind);
        table.row(vec![
            document.number.as_str().into(),
            kind.map_or(document.kind.as_str(), |kind| kind.danish)
                .into(),
            document.title.as_str().into(),
            document.edition.to_string().into(),
            document.issued_at.danish_date().into(),
            document.issued_by_name.as_str().into(),
            document.replaced_by.as_deref().unwrap_or("").into(),
            document_path(document).into(),
            document.sha256.as_str().into(),
        ]);
    }
    csv::write(&table, csv::Dialect::Spreadsheet).map_err(|error| Error::Internal(error.into()))
}

/// What the zip file is, for whoever opens it.
pub fn read_me(case: &CaseFile) -> String {
    let facts = &case.facts;
    let date = |date: Option<NaiveDate>| date.map_or("–".to_owned(), numbers::date);
    let mut text = String::from("SAG TIL JOURNALSYSTEMET\n\n");
    let mut line = |name: &str, value: &str| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Sagsnummer", &facts.case_number);
    line("KLE-kode", facts.kle_code.as_deref().unwrap_or("–"));
    line("Titel", &facts.title);
    line(
        "Besluttet i kommunalbestyrelsen",
        &date(facts.council_decision_on),
    );
    line("Første journalpost", &date(facts.first_entry_on));
    line("Seneste journalpost", &date(facts.last_entry_on));
    line("Eksporteret", &numbers::date(case.exported_on));
    text.push_str("\nParter\n");
    for party in &case.parties {
        let number = match &party.cvr_number {
            Some(number) => format!(", CVR {number}"),
            None => String::new(),
        };
        let _ = writeln!(text, "- {}: {}{number}", party.danish(), party.name);
    }
    if !case.warnings.is_empty() {
        text.push_str("\nBemærk\n");
        for warning in &case.warnings {
            let _ = writeln!(text, "- {}", warning.text);
        }
    }
    text.push_str(
        "\nIndhold\n\
         - dokumenter/: de udstedte dokumenter, byte for byte, som de blev udstedt\n\
         - dokumenter.csv: listen over dem, med versioner, og hvad der er erstattet\n\
         - data/: sagens data som JSON, i samme form som tjenestens API\n\
         - journal/: hvem der gjorde hvad hvornår, som CSV og JSON\n\
         - manifest.json: alle filer med størrelse og SHA-256\n",
    );
    text
}
