//! What a batch would do, row by row, without doing it.

use crate::error::{Fault, Language};
use crate::http::problem::ProblemFault;

/// The answer to `?dry_run=true`: nothing was changed.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct BatchPreview {
    /// Whether the batch would be taken as it is.
    pub accepted: bool,
    /// What is wrong with the batch as a whole.
    pub errors: Vec<ProblemFault>,
    /// Every row in the order in which it was sent.
    pub rows: Vec<PreviewedRow>,
}

/// One row of a batch.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct PreviewedRow {
    /// Its place: `/devices/3` of a JSON body, `/rows/5` for the fifth line of a CSV file.
    #[schema(example = "/devices/3")]
    pub place: String,
    /// The serial number, where it is known.
    pub serial_number: Option<String>,
    /// Whether nothing is wrong with the row.
    pub accepted: bool,
    /// What is wrong with the row.
    pub errors: Vec<ProblemFault>,
}

/// One row before it is told in a language.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub place: String,
    pub serial_number: Option<String>,
    pub faults: &'a [Fault],
}

/// The preview of a batch in a language.
pub(super) fn preview<'a>(
    whole: &[Fault],
    rows: impl Iterator<Item = Judged<'a>>,
    language: Language,
) -> BatchPreview {
    let rows: Vec<PreviewedRow> = rows
        .map(|row| PreviewedRow {
            accepted: row.faults.is_empty(),
            place: row.place,
            serial_number: row.serial_number,
            errors: told(row.faults, language),
        })
        .collect();
    BatchPreview {
        accepted: whole.is_empty() && rows.iter().all(|row| row.accepted),
        errors: told(whole, language),
        rows,
    }
}

fn told(faults: &[Fault], language: Language) -> Vec<ProblemFault> {
    faults
        .iter()
        .map(|fault| ProblemFault {
            code: fault.code().name,
            pointer: fault.pointer().to_owned(),
            detail: fault.detail(language),
        })
        .collect()
}
