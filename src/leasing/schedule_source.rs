//! Where the document of a schedule comes from, and when it may be issued: once the agreement is in force.

use super::schedule::schedule;
use super::schedule_document::{ScheduleContent, compose};
use super::{store, view_fees, view_notice};
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId};
use crate::error::{Fault, Faults, Language, Result, codes};
use crate::organisation;
use crate::projects;
use crate::render;

/// The schedule of an agreement as a document.
pub static SCHEDULE_DOCUMENT: DocumentSource<LeaseId, ScheduleContent> = DocumentSource {
    kind: &kind::LEASE_SCHEDULE,
    subject: |lease| lease.0,
    read,
    check,
    data_version: |content| content.lease.version,
    compose: composed,
};

fn read(conn: &mut DbConnection, id: &LeaseId, moment: Moment) -> Result<ScheduleContent> {
    let lease = store::lease(conn, *id)?;
    let municipality = organisation::store::find_municipality(conn)?;
    let case = match lease.project_id {
        Some(project) => {
            let project = projects::store::project(conn, project, moment.today)?;
            Some((project.case_number, project.title))
        }
        None => None,
    };
    Ok(ScheduleContent {
        author: organisation::document_author(municipality.as_ref()),
        author_cvr: municipality.and_then(|municipality| municipality.cvr_number),
        case,
        lines: store::lines(conn, *id)?,
        batches: store::batches(conn, *id)?,
        schedule: schedule(conn, *id)?,
        fees: view_fees(conn, *id, moment.today)?,
        settlements: store::settlement_amounts(conn, *id)?,
        fixings: store::fixings(conn, *id)?,
        amendments: store::amendments(conn, *id)?,
        notice: view_notice(conn, *id, Language::Danish, moment.today)?,
        lease,
    })
}

fn check(content: &ScheduleContent, _: Moment) -> Faults {
    let mut faults = Faults::default();
    faults.require(!content.lease.is_open(), || {
        Fault::new(&codes::DOCUMENT_LEASE_NOT_IN_FORCE)
    });
    faults
}

fn composed(content: &ScheduleContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
