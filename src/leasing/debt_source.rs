//! Where the document of debt comes from, and when it may be issued: per 31 December, once that day is over.

use super::debt_document::{DebtContent, compose};
use super::debt_statement;
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Fault, Faults, Result, codes};
use crate::organisation;
use crate::render;
use chrono::{Datelike, NaiveDate};

/// The statement of debt and obligations as a document; it is about the year of the day.
pub static DEBT_DOCUMENT: DocumentSource<NaiveDate, DebtContent> = DocumentSource {
    kind: &kind::LEASE_DEBT,
    subject: |on| on.year().into(),
    read,
    check,
    // A statement is reckoned from all agreements and has no version of its own.
    data_version: |_| 1,
    compose: composed,
};

fn read(conn: &mut DbConnection, on: &NaiveDate, moment: Moment) -> Result<DebtContent> {
    let municipality = organisation::store::find_municipality(conn)?;
    Ok(DebtContent {
        author: organisation::document_author(municipality.as_ref()),
        statement: debt_statement(conn, *on, moment.today)?,
    })
}

fn check(content: &DebtContent, moment: Moment) -> Faults {
    let on = content.statement.on;
    let mut faults = Faults::default();
    faults.require((on.month(), on.day()) == (12, 31), || {
        Fault::new(&codes::DEBT_NOT_AT_YEAR_END).at("/on")
    });
    faults.require(on <= moment.today, || {
        Fault::new(&codes::DEBT_DAY_AHEAD).at("/on").with("day", on)
    });
    faults
}

fn composed(content: &DebtContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
