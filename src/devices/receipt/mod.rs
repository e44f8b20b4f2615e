//! Receipts for devices: those that a school took over on a day, and those that it gave back (*udleverings- og
//! returkvittering*).
//!
//! What stands on a receipt are movements of the register; it is about the first of them, so that a receipt drawn again
//! after more devices came replaces the former, while that of another day stands beside it. No pupil is named.

mod ask;
mod document;

pub use ask::{AskReceipt, Handing, ask_receipt, receipt_of};
pub use document::ReceiptContent;

use super::store;
use crate::archive::{DocumentKind, DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Fault, Faults, Result, codes};
use crate::organisation;
use crate::render;

/// The receipt of a school that took devices over.
pub static HANDOVER_RECEIPT: DocumentSource<AskReceipt, ReceiptContent> =
    source(&kind::HANDOVER_RECEIPT);

/// The receipt for devices that a school gave back.
pub static RETURN_RECEIPT: DocumentSource<AskReceipt, ReceiptContent> =
    source(&kind::RETURN_RECEIPT);

const fn source(kind: &'static DocumentKind) -> DocumentSource<AskReceipt, ReceiptContent> {
    DocumentSource {
        kind,
        subject: |asked| asked.first.0,
        read,
        check,
        // Movements are entries that never change.
        data_version: |_| 1,
        compose: composed,
    }
}

fn read(conn: &mut DbConnection, asked: &AskReceipt, _: Moment) -> Result<ReceiptContent> {
    let municipality = organisation::store::find_municipality(conn)?;
    let school = organisation::store::school(conn, &asked.reach, asked.school)?;
    let handed = store::handed(conn, asked.handing, school.id, asked.on, &asked.devices)?;
    Ok(ReceiptContent {
        author: organisation::document_author(municipality.as_ref()),
        school: school.name,
        handing: asked.handing,
        on: asked.on,
        devices: handed,
    })
}

fn check(content: &ReceiptContent, moment: Moment) -> Faults {
    let mut faults = Faults::default();
    faults.require(content.on <= moment.today, || {
        let fault = Fault::new(&codes::RECEIPT_DAY_AHEAD).at("/on");
        fault.with("day", content.on)
    });
    faults
}

fn composed(content: &ReceiptContent, edition: &Edition) -> Result<render::Document> {
    let mut document = document::compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
