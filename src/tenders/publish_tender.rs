//! Publishes a tender in three steps: read the dossier, draw without any database lock, freeze what was drawn.
//!
//! Between the steps anything may change; the last one therefore reads the dossier again and refuses unless it is
//! the one that was drawn. The document, the package of its parts and the price sheet become issued documents in one
//! transaction; the number of the document is printed in all of them.

use super::package::{Package, ZIP_TYPE, draw_package};
use super::{Dossier, Tender, evaluation, store};
use crate::archive::{self, DocumentKind, Edition, NewDocument, kind};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, TenderId, Version};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::Caller;
use crate::http::actor::ProjectLead;
use crate::organisation::journal;
use crate::projects;
use crate::render::xlsx;
use crate::tenders::AwardCriterion;

/// The mark of a place in a text that nobody has written yet.
const UNWRITTEN: &str = "[udfyld";

/// How often the material is drawn again because another document took its number.
const ATTEMPTS: usize = 5;

/// What is about to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// What the documents say.
    pub dossier: Dossier,
    /// The edition of the document, with its number.
    pub edition: Edition,
}

/// The first step: the dossier, if it may be published, and the number that it will have.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`], [`codes::STALE`], [`codes::TENDER_PUBLISHED`], [`codes::TENDER_CANCELLED`],
/// [`codes::PROJECT_CLOSED`], and all that is missing: [`codes::TENDER_MUNICIPALITY_MISSING`],
/// [`codes::TENDER_SPECIFICATION_NOT_APPROVED`], [`codes::TENDER_ESTIMATE_NOT_APPROVED`],
/// [`codes::TENDER_NEEDS_MISSING`], [`codes::TENDER_DATE_PASSED`], [`codes::TENDER_CONDITION_UNFINISHED`],
/// [`codes::TENDER_EVALUATION_MISSING`] and what [`evaluation::check`] finds.
pub fn to_publish(
    conn: &mut DbConnection,
    actor: &Caller,
    id: TenderId,
    seen: Version,
    moment: Moment,
) -> Result<Publication> {
    let dossier = store::dossier(conn, id)?;
    seen.require(dossier.tender.version)?;
    dossier.tender.require_draft()?;
    projects::store::require_open_project(conn, dossier.tender.project_id)?;
    faults(&dossier, moment).into_result()?;
    let edition = Edition::draft(conn, &kind::TENDER_DOCUMENT, id.0, moment)?;
    let edition = edition.issued(conn, "", &actor.name)?;
    Ok(Publication { dossier, edition })
}

/// All that stands in the way of publishing the tender, told and not refused.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`].
pub fn missing_for_publication(
    conn: &mut DbConnection,
    id: TenderId,
    moment: Moment,
) -> Result<Vec<Fault>> {
    let dossier = store::dossier(conn, id)?;
    match faults(&dossier, moment).into_result() {
        Ok(()) => Ok(Vec::new()),
        Err(refused) => Ok(refused.faults().to_vec()),
    }
}

/// All that stands in the way of publication.
pub(super) fn faults(dossier: &Dossier, moment: Moment) -> Faults {
    let mut faults = Faults::default();
    let tender = &dossier.tender;
    faults.require(dossier.municipality.is_some(), || {
        Fault::new(&codes::TENDER_MUNICIPALITY_MISSING)
    });
    faults.require(dossier.specification_approved(), || {
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
    // The criterion may have been changed after the evaluation was set.
    match &tender.evaluation {
        Some(set) => faults.append(evaluation::check(
            set,
            tender.award_criterion,
            "/evaluation",
        )),
        None => faults.require(tender.award_criterion == AwardCriterion::Price, || {
            Fault::new(&codes::TENDER_EVALUATION_MISSING).at("/evaluation")
        }),
    }
    faults
}

/// The last step: keeps the drawn bytes and marks the tender as published; nothing, when another document has taken
/// the number meanwhile.
///
/// # Errors
/// As [`to_publish`]; [`codes::TENDER_BASIS_CHANGED`] when `drawn` is no longer what the tables say.
pub fn publish_tender(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    drawn: &Publication,
    package: Package,
    moment: Moment,
) -> Result<Option<Tender>> {
    let before = &drawn.dossier.tender;
    let (id, seen) = (before.id, Version(before.version));
    let now = to_publish(conn, actor, id, seen, moment)?;
    if now.dossier != drawn.dossier {
        return Err((&codes::TENDER_BASIS_CHANGED).into());
    }
    if now.edition != drawn.edition {
        return Ok(None);
    }
    let version = seen.require(before.version)?;
    let document = keep(conn, actor, drawn, package, moment)?;
    store::publish(conn, id, document, moment.now, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("published", "tender", id.0)
        .before(before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(Some(after))
}

/// Issues the three files, the document first, because its number is printed in all of them.
fn keep(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    drawn: &Publication,
    package: Package,
    moment: Moment,
) -> Result<crate::db::DocumentId> {
    let tender = &drawn.dossier.tender;
    let new = |kind: &'static DocumentKind, extension: &str, media_type, content| NewDocument {
        twins: None,
        kind,
        subject_id: tender.id.0,
        title: tender.title.clone(),
        file_name: file_name(&drawn.dossier, kind, extension),
        media_type,
        content,
        data_version: tender.version,
        change: String::new(),
    };
    let whole = new(
        &kind::TENDER_DOCUMENT,
        "pdf",
        "application/pdf",
        package.document,
    );
    let whole = NewDocument {
        twins: Some(package.twins),
        ..whole
    };
    let whole = archive::issue(conn, actor, whole, moment)?;
    let parts = new(&kind::TENDER_PACKAGE, "zip", ZIP_TYPE, package.parts);
    archive::issue(conn, actor, parts, moment)?;
    let sheet = new(
        &kind::PRICE_SHEET,
        "xlsx",
        xlsx::MEDIA_TYPE,
        package.price_sheet,
    );
    archive::issue(conn, actor, sheet, moment)?;
    Ok(whole.id)
}

fn file_name(dossier: &Dossier, kind: &DocumentKind, extension: &str) -> String {
    let case = &dossier.project.case_number;
    format!("{}-{case}.{extension}", kind.file_stem)
}

/// All three steps.
///
/// # Errors
/// As [`to_publish`] and [`publish_tender`]; [`codes::DOCUMENT_NOT_DRAWABLE`].
pub async fn publish(
    db: &Database,
    actor: ProjectLead,
    id: TenderId,
    seen: Version,
    moment: Moment,
) -> Result<Tender> {
    for _ in 0..ATTEMPTS {
        let by = actor.clone();
        let publication = db
            .read(move |conn| to_publish(conn, &by, id, seen, moment))
            .await?;
        let (publication, package) = drawn(publication).await?;
        let by = actor.clone();
        let published = db
            .write(move |conn| publish_tender(conn, &by, &publication, package, moment))
            .await?;
        if let Some(tender) = published {
            return Ok(tender);
        }
    }
    Err((&codes::UNAVAILABLE).into())
}

/// Draws on a thread of its own.
async fn drawn(publication: Publication) -> Result<(Publication, Package)> {
    let draw = move || {
        let package = draw_package(&publication.dossier, &publication.edition)?;
        Ok((publication, package))
    };
    tokio::task::spawn_blocking(draw)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}
