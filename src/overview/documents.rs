//! The documents that can be drawn, one line for each kind: what `anskaf render` and `/document-kinds` know.
//!
//! A new document gets its kind in [`crate::archive::kind`], its source in its slice, and its line here.

use crate::archive::{self, DocumentKind, kind};
use crate::budget::{AskEstimate, ESTIMATE_DOCUMENT, NeedsCounted};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, TenderId};
use crate::error::Result;
use crate::http::DocumentFormat;
use crate::{render, tenders};

/// What is left to do once everything is read: the drawing, which needs no database.
pub type Unfinished = Box<dyn FnOnce() -> Result<Vec<u8>> + Send>;

/// A way to a draft: the number of the thing in, what it says out.
#[derive(Clone, Copy)]
pub enum Draft {
    /// A document with all the forms that documents have.
    Document(fn(&mut DbConnection, i64, Moment) -> Result<render::Document>),
    /// A file of a form of its own, such as `zip`.
    File(
        &'static str,
        fn(&mut DbConnection, i64, Moment) -> Result<Unfinished>,
    ),
}

impl Draft {
    /// The extensions of the files that it gives.
    pub fn formats(self) -> Vec<&'static str> {
        match self {
            Draft::Document(_) => DocumentFormat::ALL
                .iter()
                .map(|format| format.extension())
                .collect(),
            Draft::File(extension, _) => vec![extension],
        }
    }

    /// Reads what the file of this form says, in the transaction of the caller; `None` for a form that it has not.
    ///
    /// # Errors
    /// As the reading of this kind.
    pub fn read(
        self,
        conn: &mut DbConnection,
        id: i64,
        extension: &str,
        moment: Moment,
    ) -> Result<Option<Unfinished>> {
        match self {
            Draft::Document(read) => {
                let Some(format) = DocumentFormat::of_extension(extension) else {
                    return Ok(None);
                };
                let document = read(conn, id, moment)?;
                Ok(Some(Box::new(move || archive::draw_as(&document, format))))
            }
            Draft::File(own, read) if own == extension => read(conn, id, moment).map(Some),
            Draft::File(..) => Ok(None),
        }
    }
}

/// A kind of document and how it is drawn.
pub struct DocumentLine {
    /// What it is.
    pub kind: &'static DocumentKind,
    /// The address of its draft, below `/api/v1`.
    pub draft_address: &'static str,
    /// The address that issues it, below `/api/v1`.
    pub issue_address: &'static str,
    /// The ways to its draft.
    pub drafts: &'static [Draft],
}

impl DocumentLine {
    /// The extensions of its files, in the order of preference.
    pub fn formats(&self) -> Vec<&'static str> {
        self.drafts
            .iter()
            .flat_map(|draft| draft.formats())
            .collect()
    }
}

/// The line of a kind, by its code.
pub fn document_line(code: &str) -> Option<&'static DocumentLine> {
    DOCUMENTS.iter().find(|line| line.kind.code == code)
}

/// All of them, in the order of the procurement.
pub static DOCUMENTS: &[DocumentLine] = &[
    DocumentLine {
        kind: &kind::ESTIMATE,
        draft_address: "/estimates/{id}/document.{format}",
        issue_address: "/estimates/{id}/document/issue",
        drafts: &[Draft::Document(|conn, id, moment| {
            let asked = AskEstimate {
                id: EstimateId(id),
                needs: NeedsCounted::Confirmed,
                category: None,
            };
            ESTIMATE_DOCUMENT.draft(conn, &asked, moment)
        })],
    },
    DocumentLine {
        kind: &kind::TENDER_DOCUMENT,
        draft_address: "/tenders/{id}/document.pdf",
        issue_address: "/tenders/{id}/publish",
        drafts: &[Draft::Document(|conn, id, moment| {
            let dossier = tenders::store::dossier(conn, TenderId(id))?;
            Ok(tenders::compose(&dossier, moment.today, true))
        })],
    },
];
