//! The tender document (*udbudsmateriale*): composed from the dossier, pure, without a price or a frame.
//!
//! Chapter numbers come from the headings, and references name a heading's id, so that a chapter can be moved.

mod conditions;
mod offer;
mod rules;
mod specification;

use super::{Dossier, TenderState};
use crate::render::{Document, numbers};
use chrono::NaiveDate;

/// Composes the document as of `date`; with `draft` every page carries the watermark *Udkast*.
///
/// `draft` is an argument and not the tender's state, because a tender is still a draft while its document is drawn
/// for publication.
pub fn compose(dossier: &Dossier, date: NaiveDate, draft: bool) -> Document {
    let author = authority(dossier);
    let tender = &dossier.tender;
    let mut document = Document::new(tender.title.as_str(), author, date);
    document.subtitle = format!("Udbudsmateriale – {}", tender.procedure.danish());
    document.case_number = dossier.project.case_number.clone();
    document.version = format!("Version {}", tender.version);
    document.draft = draft;
    document
        .fact("Ordregiver", author)
        .fact("Udbudsform", tender.procedure.danish())
        .fact("Tildelingskriterium", tender.award_criterion.danish())
        .fact("Spørgefrist", numbers::date(tender.question_deadline_on))
        .fact("Tilbudsfrist", numbers::date(tender.offer_deadline_on));
    if tender.state == TenderState::Cancelled {
        document.fact("Status", "Annulleret");
    }
    document.contents(2);
    document.page_break();
    rules::authority(&mut document, dossier);
    rules::subject(&mut document, dossier);
    rules::procedure(&mut document, dossier);
    rules::timetable(&mut document, dossier, date);
    conditions::conditions(&mut document, &tender.conditions);
    specification::specification(&mut document, dossier);
    offer::needs(&mut document, dossier);
    offer::price_list(&mut document, dossier);
    document
}

/// The name of the contracting authority.
fn authority(dossier: &Dossier) -> &str {
    dossier
        .municipality
        .as_ref()
        .map_or("Kommunen", |municipality| &municipality.name)
}

/// `210 elev-pc'er`: quantities with their categories, joined by commas and *og*.
fn quantities(dossier: &Dossier) -> String {
    let parts: Vec<String> = dossier
        .categories()
        .iter()
        .map(|(name, quantity)| format!("{}\u{a0}stk. {name}", numbers::integer(*quantity)))
        .collect();
    joined(&parts)
}

/// `a, b og c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}
