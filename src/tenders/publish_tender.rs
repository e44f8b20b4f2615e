//! Publishes a tender in three steps: read the dossier, draw without any database lock, freeze what was drawn.
//!
//! Between the steps anything may change; the last one therefore reads the dossier again and refuses unless it is
//! the one that was drawn.

use super::{Dossier, Tender, compose, store};
use crate::archive::{self, NewDocument};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, TenderId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectLead;
use crate::organisation::journal;
use crate::projects;

/// The mark of a place in a condition that nobody has written yet.
const UNWRITTEN: &str = "[udfyld";

/// The first step: the dossier, if it may be published.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`], [`codes::STALE`], [`codes::TENDER_PUBLISHED`], [`codes::TENDER_CANCELLED`],
/// [`codes::PROJECT_CLOSED`], and all that is missing: [`codes::TENDER_MUNICIPALITY_MISSING`],
/// [`codes::TENDER_SPECIFICATION_NOT_APPROVED`], [`codes::TENDER_ESTIMATE_NOT_APPROVED`],
/// [`codes::TENDER_NEEDS_MISSING`], [`codes::TENDER_DATE_PASSED`], [`codes::TENDER_CONDITION_UNFINISHED`].
pub fn dossier_to_publish(
    conn: &mut DbConnection,
    id: TenderId,
    seen: Version,
    moment: Moment,
) -> Result<Dossier> {
    let dossier = store::dossier(conn, id)?;
    seen.require(dossier.tender.version)?;
    dossier.tender.require_draft()?;
    projects::store::require_open_project(conn, dossier.tender.project_id)?;
    check(&dossier, moment)?;
    Ok(dossier)
}

fn check(dossier: &Dossier, moment: Moment) -> Result<()> {
    let mut faults = Faults::default();
    let tender = &dossier.tender;
    faults.require(dossier.municipality.is_some(), || {
        Fault::new(&codes::TENDER_MUNICIPALITY_MISSING)
    });
    faults.require(dossier.specification_approved, || {
        Fault::new(&codes::TENDER_SPECIFICATION_NOT_APPROVED)
    });
    faults.require(dossier.estimate_approved, || {
        Fault::new(&codes::TENDER_ESTIMATE_NOT_APPROVED)
    });
    faults.require(!dossier.needs.is_empty(), || {
        Fault::new(&codes::TENDER_NEEDS_MISSING)
    });
    for (pointer, date) in [
        ("/question_deadline_on", tender.question_deadline_on),
        ("/offer_deadline_on", tender.offer_deadline_on),
        ("/offers_bind_until", tender.offers_bind_until),
    ] {
        faults.require(date >= moment.today, || {
            Fault::new(&codes::TENDER_DATE_PASSED)
                .at(pointer)
                .with("date", date)
        });
    }
    for (index, condition) in tender.conditions.iter().enumerate() {
        faults.require(!condition.text.contains(UNWRITTEN), || {
            Fault::new(&codes::TENDER_CONDITION_UNFINISHED)
                .at(format!("/conditions/{index}/text"))
                .with("title", &condition.title)
        });
    }
    faults.into_result()
}

/// The last step: keeps the drawn bytes and marks the tender as published.
///
/// # Errors
/// As [`dossier_to_publish`]; [`codes::TENDER_BASIS_CHANGED`] when `drawn` is no longer what the tables say.
pub fn publish_tender(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    drawn: &Dossier,
    content: Vec<u8>,
    moment: Moment,
) -> Result<Tender> {
    let (id, seen) = (drawn.tender.id, Version(drawn.tender.version));
    let dossier = dossier_to_publish(conn, id, seen, moment)?;
    if dossier != *drawn {
        return Err((&codes::TENDER_BASIS_CHANGED).into());
    }
    let version = seen.require(dossier.tender.version)?;
    let document = archive::issue(
        conn,
        actor,
        NewDocument {
            kind: &archive::kind::TENDER_DOCUMENT,
            subject_id: id.0,
            title: dossier.tender.title.clone(),
            file_name: format!("udbudsmateriale-{}.pdf", dossier.project.case_number),
            media_type: "application/pdf",
            content,
            data_version: dossier.tender.version,
            change: String::new(),
        },
        moment,
    )?;
    store::publish(conn, id, document.id, moment.now, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("published", "tender", id.0)
        .before(&dossier.tender)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// All three steps.
///
/// # Errors
/// As [`dossier_to_publish`] and [`publish_tender`]; [`codes::DOCUMENT_NOT_DRAWABLE`].
pub async fn publish(
    db: &Database,
    actor: ProjectLead,
    id: TenderId,
    seen: Version,
    moment: Moment,
) -> Result<Tender> {
    let dossier = db
        .read(move |conn| dossier_to_publish(conn, id, seen, moment))
        .await?;
    let content = archive::draw(compose(&dossier, moment.today, false)).await?;
    db.write(move |conn| publish_tender(conn, &actor, &dossier, content, moment))
        .await
}
