//! What the documents say, once more as data: for a bidder's own program.

use super::Dossier;
use crate::archive::Edition;
use crate::error::{Error, Result};
use crate::render::{Column, Table, csv, markdown};
use crate::requirements::{AnswerKind, Importance};
use serde::Serialize;

#[derive(Serialize)]
struct Requirements<'a> {
    tender: &'a str,
    case_number: &'a str,
    document_number: &'a str,
    edition: i32,
    specification_version: i32,
    requirements: Vec<Requirement<'a>>,
}

#[derive(Serialize)]
struct Requirement<'a> {
    number: String,
    section: &'a str,
    importance: Importance,
    answer_kind: AnswerKind,
    category: Option<&'a str>,
    text: &'a str,
}

fn requirements(dossier: &Dossier) -> Vec<Requirement<'_>> {
    let sections = dossier.specification.sections.iter();
    let all = sections.flat_map(|section| {
        let requirements = section.requirements.iter();
        requirements.map(|one| (section.title.as_str(), one))
    });
    all.map(|(section, one)| Requirement {
        number: one.label(),
        section,
        importance: one.importance,
        answer_kind: one.answer_kind,
        category: one.category.as_deref(),
        text: &one.text,
    })
    .collect()
}

/// The requirements as JSON, the values of enumerations as in the API.
///
/// # Errors
/// Only when JSON cannot be written, which no dossier causes.
pub fn requirements_json(dossier: &Dossier, edition: &Edition) -> Result<Vec<u8>> {
    json(&Requirements {
        tender: &dossier.tender.title,
        case_number: &dossier.project.case_number,
        document_number: &edition.document_number,
        edition: edition.number,
        specification_version: dossier.specification.number,
        requirements: requirements(dossier),
    })
}

/// The requirements as CSV for a Danish spreadsheet.
///
/// # Errors
/// Only when CSV cannot be written, which no dossier causes.
pub fn requirements_csv(dossier: &Dossier) -> Result<Vec<u8>> {
    let titles = ["Nr.", "Afsnit", "Type", "Svarform", "Kategori", "Krav"];
    let mut table = Table::new("Krav", titles.map(Column::text).into());
    for one in requirements(dossier) {
        table.row(vec![
            one.number.into(),
            one.section.into(),
            one.importance.danish().into(),
            one.answer_kind.danish().into(),
            one.category.into(),
            markdown::words(one.text).into(),
        ]);
    }
    csv::write(&table, csv::Dialect::Spreadsheet).map_err(|error| Error::Internal(error.into()))
}

/// How offers are compared, as JSON: what is frozen with the material (Procurement Act § 160).
///
/// # Errors
/// Only when JSON cannot be written, which no dossier causes.
pub fn evaluation_json(dossier: &Dossier) -> Result<Vec<u8>> {
    json(&dossier.evaluation())
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes =
        serde_json::to_vec_pretty(value).map_err(|error| Error::Internal(error.into()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
