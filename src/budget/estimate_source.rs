//! Where the estimate's document comes from, and when it may be issued: once the estimate is approved.

use super::{Calculation, EstimateBasis, EstimateState, NeedsCounted, calculate, compose, store};
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, EstimateId};
use crate::error::{Fault, Faults, Result, codes};
use crate::render;

/// Which estimate, seen how.
#[derive(Debug, Clone)]
pub struct AskEstimate {
    /// The estimate.
    pub id: EstimateId,
    /// Which needs count.
    pub needs: NeedsCounted,
    /// The category whose largest number inside the frame is sought.
    pub category: Option<DeviceCategoryId>,
}

/// What the document says.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateContent {
    /// What the estimate rests on.
    pub basis: EstimateBasis,
    /// What it comes to.
    pub calculation: Calculation,
}

/// The economic estimate as a document.
pub static ESTIMATE_DOCUMENT: DocumentSource<AskEstimate, EstimateContent> = DocumentSource {
    kind: &kind::ESTIMATE,
    subject: |asked| asked.id.0,
    read,
    check,
    data_version: |content| content.basis.estimate.version,
    compose: composed,
};

fn read(conn: &mut DbConnection, asked: &AskEstimate, _: Moment) -> Result<EstimateContent> {
    let basis = store::basis(conn, asked.id, asked.needs)?;
    let calculation = calculate(&basis, asked.category)?;
    Ok(EstimateContent { basis, calculation })
}

fn check(content: &EstimateContent, _: Moment) -> Faults {
    let mut faults = Faults::default();
    faults.require(content.calculation.state != EstimateState::Draft, || {
        Fault::new(&codes::DOCUMENT_NOT_APPROVED)
    });
    faults
}

fn composed(content: &EstimateContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(&content.basis, &content.calculation, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
