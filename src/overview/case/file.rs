//! What a case consists of, before it becomes a zip file.

use super::manifest::{CaseFacts, CaseWarning, Party};
use crate::archive::Document;
use crate::error::{Error, Result};
use crate::projects::Project;
use chrono::NaiveDate;
use serde::Serialize;

/// A file of the case that is not a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePart {
    /// Its place in the zip file: ASCII, with `/`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl CasePart {
    /// A thing as JSON, in the form in which the API shows it.
    ///
    /// # Errors
    /// Only when the thing cannot be written as JSON, which no thing of this service causes.
    pub fn json(path: &str, thing: &impl Serialize) -> Result<Self> {
        let mut bytes =
            serde_json::to_vec_pretty(thing).map_err(|error| Error::Internal(error.into()))?;
        bytes.push(b'\n');
        Ok(CasePart {
            path: path.to_owned(),
            media_type: "application/json",
            bytes,
        })
    }
}

/// A case: its facts, its parts, and the documents whose bytes are read when they are written.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// The day of the export.
    pub exported_on: NaiveDate,
    /// What the records system asks for.
    pub facts: CaseFacts,
    /// Who takes part in it.
    pub parties: Vec<Party>,
    /// What somebody should look at before the case is handed over.
    pub warnings: Vec<CaseWarning>,
    /// Data and journal.
    pub parts: Vec<CasePart>,
    /// The issued documents, by number.
    pub documents: Vec<Document>,
}

impl CaseFile {
    /// The name under which the zip file is saved, such as `sag-17-2134-2017-08-24.zip`.
    pub fn file_name(&self) -> String {
        let case: String = self
            .facts
            .case_number
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    '-'
                }
            })
            .collect();
        format!("sag-{case}-{}.zip", self.exported_on)
    }
}

/// Where the bytes of a document stand: under its number, which every name begins with or holds.
pub(super) fn document_path(document: &Document) -> String {
    if document.file_name.contains(&document.number) {
        format!("dokumenter/{}", document.file_name)
    } else {
        format!("dokumenter/{}-{}", document.number, document.file_name)
    }
}

/// The facts and warnings of a case, from its project.
pub(super) fn warnings_of(
    project: &Project,
    parties: &[Party],
    documents: &[Document],
) -> Vec<CaseWarning> {
    let mut found = Vec::new();
    let mut warn = |is_so: bool, code: &'static str, text: &'static str| {
        if is_so {
            found.push(CaseWarning { code, text });
        }
    };
    warn(
        project.kle_code.is_none(),
        "kle_code_missing",
        "Sagen har ingen KLE-kode.",
    );
    warn(
        project.kle_code_usual == Some(false),
        "kle_code_unusual",
        "KLE-koden har ikke den sædvanlige form, for eksempel 88.08.12 eller 88.08.12G01.",
    );
    let municipality = parties.iter().find(|party| party.role == "municipality");
    warn(
        municipality.is_none(),
        "municipality_missing",
        "Kommunens oplysninger er ikke udfyldt.",
    );
    warn(
        municipality.is_some_and(|party| party.cvr_number.is_none()),
        "municipality_cvr_missing",
        "Kommunens CVR-nummer mangler.",
    );
    warn(
        documents.is_empty(),
        "documents_missing",
        "Sagen har ingen udstedte dokumenter.",
    );
    found
}
