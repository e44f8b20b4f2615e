//! The documents that can be drawn, one line for each kind: what `anskaf render` and `/document-kinds` know.
//!
//! A new document gets its kind in [`crate::archive::kind`], its source in its slice, and its line here.

use super::{AskCostDocument, AskCosts, COST_DOCUMENT, RECOMMENDATION_DOCUMENT};
use crate::archive::{self, DocumentKind, Edition, kind};
use crate::budget::{AskEstimate, ESTIMATE_DOCUMENT, NeedsCounted};
use crate::clock::Moment;
use crate::db::{
    DbConnection, EstimateId, LeaseId, MeetingId, MovementId, ProjectId, SpecificationVersionId,
    TenderId,
};
use crate::devices::{
    AskLabels, HANDOVER_RECEIPT, Handing, LABEL_DOCUMENT, LabelCode, LabelOwner, LabelPaper,
    RETURN_RECEIPT, receipt_of,
};
use crate::error::{Result, codes};
use crate::http::DocumentFormat;
use crate::http::actor::Reach;
use crate::leasing::{DEBT_DOCUMENT, SCHEDULE_DOCUMENT};
use crate::needs::NEEDS_DOCUMENT;
use crate::projects::MINUTES_DOCUMENT;
use crate::render;
use crate::requirements::SPECIFICATION_DOCUMENT;
use crate::tenders::{self, Dossier, TENDER_DOCUMENT, draw_parts, price_sheet};
use chrono::NaiveDate;

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
    /// The address that issues it, below `/api/v1`; none for what is printed and never issued.
    pub issue_address: Option<&'static str>,
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
        kind: &kind::MINUTES,
        draft_address: "/meetings/{id}/minutes.{format}",
        issue_address: Some("/meetings/{id}/minutes/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            MINUTES_DOCUMENT.draft(conn, &MeetingId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::NEEDS,
        draft_address: "/projects/{id}/needs-document.{format}",
        issue_address: Some("/projects/{id}/needs-document/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            NEEDS_DOCUMENT.draft(conn, &ProjectId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::SPECIFICATION,
        draft_address: "/specification-versions/{id}/document.{format}",
        issue_address: Some("/specification-versions/{id}/document/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            SPECIFICATION_DOCUMENT.draft(conn, &SpecificationVersionId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::ESTIMATE,
        draft_address: "/estimates/{id}/document.{format}",
        issue_address: Some("/estimates/{id}/document/issue"),
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
        kind: &kind::RECOMMENDATION,
        draft_address: "/projects/{id}/recommendation.{format}",
        issue_address: Some("/projects/{id}/recommendation/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            RECOMMENDATION_DOCUMENT.draft(conn, &ProjectId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::TENDER_DOCUMENT,
        draft_address: "/tenders/{id}/document.{format}",
        issue_address: Some("/tenders/{id}/publish"),
        drafts: &[Draft::Document(|conn, id, moment| {
            TENDER_DOCUMENT.draft(conn, &TenderId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::TENDER_PACKAGE,
        draft_address: "/tenders/{id}/package.zip",
        issue_address: Some("/tenders/{id}/publish"),
        drafts: &[Draft::File("zip", |conn, id, moment| {
            let (dossier, edition) = tender(conn, id, moment)?;
            Ok(Box::new(move || draw_parts(&dossier, &edition, None)))
        })],
    },
    DocumentLine {
        kind: &kind::PRICE_SHEET,
        draft_address: "/tenders/{id}/price-sheet.xlsx",
        issue_address: Some("/tenders/{id}/publish"),
        drafts: &[Draft::File("xlsx", |conn, id, moment| {
            let (dossier, edition) = tender(conn, id, moment)?;
            Ok(Box::new(move || price_sheet(&dossier, &edition)))
        })],
    },
    DocumentLine {
        kind: &kind::LEASE_SCHEDULE,
        draft_address: "/leases/{id}/schedule-document.{format}",
        issue_address: Some("/leases/{id}/schedule-document/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            SCHEDULE_DOCUMENT.draft(conn, &LeaseId(id), moment)
        })],
    },
    DocumentLine {
        kind: &kind::COST_BY_YEAR,
        draft_address: "/costs/by-year-document.{format}",
        issue_address: Some("/costs/by-year-document/issue"),
        drafts: &[Draft::Document(|conn, _, moment| {
            let asked = AskCostDocument {
                asked: AskCosts::default(),
                reach: Reach::All,
            };
            COST_DOCUMENT.draft(conn, &asked, moment)
        })],
    },
    DocumentLine {
        kind: &kind::LEASE_DEBT,
        draft_address: "/leases/debt-document.{format}",
        issue_address: Some("/leases/debt-document/issue"),
        drafts: &[Draft::Document(|conn, year, moment| {
            let year = i32::try_from(year).ok();
            let year = year.filter(|year| (1990..=2200).contains(year));
            let last = year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
            let last = last.ok_or(&codes::DATE_OUT_OF_RANGE)?;
            DEBT_DOCUMENT.draft(conn, &last, moment)
        })],
    },
    DocumentLine {
        kind: &kind::LABELS,
        draft_address: "/devices/labels.pdf",
        issue_address: None,
        drafts: &[Draft::File("pdf", labels)],
    },
    DocumentLine {
        kind: &kind::HANDOVER_RECEIPT,
        draft_address: "/devices/handover-receipt.{format}",
        issue_address: Some("/devices/handover-receipt/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            let asked = receipt_of(conn, Handing::Over, MovementId(id))?;
            HANDOVER_RECEIPT.draft(conn, &asked, moment)
        })],
    },
    DocumentLine {
        kind: &kind::RETURN_RECEIPT,
        draft_address: "/devices/return-receipt.{format}",
        issue_address: Some("/devices/return-receipt/issue"),
        drafts: &[Draft::Document(|conn, id, moment| {
            let asked = receipt_of(conn, Handing::Back, MovementId(id))?;
            RETURN_RECEIPT.draft(conn, &asked, moment)
        })],
    },
];

/// The labels of a lease's devices, on the sheet and with the code that are printed unless somebody asks otherwise.
fn labels(conn: &mut DbConnection, lease: i64, moment: Moment) -> Result<Unfinished> {
    let asked = AskLabels {
        reach: Reach::All,
        school: None,
        lease: Some(LeaseId(lease)),
        line: None,
        devices: Vec::new(),
        paper: LabelPaper::default(),
        used: 0,
        owner: LabelOwner::default(),
        code: LabelCode::Serial,
    };
    let document = LABEL_DOCUMENT.draft(conn, &asked, moment)?;
    Ok(Box::new(move || archive::draw_now(&document)))
}

/// A tender with the edition that its material would be.
fn tender(conn: &mut DbConnection, id: i64, moment: Moment) -> Result<(Dossier, Edition)> {
    let dossier = tenders::store::dossier(conn, TenderId(id))?;
    let edition = Edition::draft(conn, &kind::TENDER_DOCUMENT, id, moment)?;
    Ok((dossier, edition))
}
