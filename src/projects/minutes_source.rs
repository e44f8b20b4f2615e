//! Where the minutes of a meeting come from, and when they may be issued: once it was held and had an agenda.

use super::minutes_document::{MinutesContent, compose};
use super::store;
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::{DbConnection, MeetingId};
use crate::error::{Fault, Faults, Result, codes};
use crate::organisation;
use crate::render;

/// The minutes of a meeting as a document.
pub static MINUTES_DOCUMENT: DocumentSource<MeetingId, MinutesContent> = DocumentSource {
    kind: &kind::MINUTES,
    subject: |meeting| meeting.0,
    read,
    check,
    data_version: |content| content.meeting.version,
    compose: composed,
};

fn read(conn: &mut DbConnection, id: &MeetingId, moment: Moment) -> Result<MinutesContent> {
    let meeting = store::meeting(conn, *id)?;
    let project = store::project(conn, meeting.project_id, moment.today)?;
    let municipality = organisation::store::find_municipality(conn)?;
    Ok(MinutesContent {
        author: organisation::document_author(municipality.as_ref()),
        case_number: project.case_number,
        project: project.title,
        meeting,
    })
}

fn check(content: &MinutesContent, moment: Moment) -> Faults {
    let mut faults = Faults::default();
    faults.require(content.meeting.held_on <= moment.today, || {
        Fault::new(&codes::MEETING_NOT_HELD)
    });
    faults.require(!content.meeting.items.is_empty(), || {
        Fault::new(&codes::MEETING_WITHOUT_AGENDA)
    });
    faults
}

fn composed(content: &MinutesContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
