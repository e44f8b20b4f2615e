//! The tender's documents (*udbudsmateriale*): composed from the dossier, pure, without a price or a frame.
//!
//! The whole is one document with the appendices A to D; each part also has a document of its own for the package.
//! The order is that of docs/tender-documents.md. Chapter numbers come from the headings, so that a chapter can be
//! moved.

mod conditions;
mod delivery;
mod evaluation;
mod examples;
mod model_words;
mod part;
mod prices;
mod rules;
mod timetable;
mod writer;

pub use part::Part;
pub use prices::BIDDER_FACTS;

use super::{Dossier, TenderState};
use crate::archive::Edition;
use crate::render::document::Cover;
use crate::render::{Document, numbers};
use writer::Writer;

/// Composes the whole material as one document.
pub fn compose(dossier: &Dossier, edition: &Edition) -> Document {
    let tender = &dossier.tender;
    let mut document = begun(dossier, edition, &tender.title);
    document.subtitle = format!("Udbudsmateriale – {}", tender.procedure.danish());
    document
        .fact("Ordregiver", dossier.authority())
        .fact("Udbudsform", tender.procedure.danish())
        .fact("Tildelingskriterium", tender.award_criterion.danish())
        .fact("Spørgefrist", numbers::date(tender.question_deadline_on))
        .fact("Tilbudsfrist", numbers::date(tender.offer_deadline_on));
    if tender.state == TenderState::Cancelled {
        document.fact("Status", "Annulleret");
    }
    document.contents(2);
    edition.list_changes(&mut document);
    document.page_break();
    let mut writer = Writer::new(dossier, document, None);
    rules::chapters(&mut writer);
    timetable::write(&mut writer, edition.date);
    conditions::rules(&mut writer);
    evaluation::write(&mut writer);
    for part in [
        Part::Specification,
        Part::Prices,
        Part::Contract,
        Part::Delivery,
    ] {
        write_appendix(&mut writer, part);
    }
    writer.document
}

/// Composes the document of one part.
pub fn compose_part(dossier: &Dossier, edition: &Edition, part: Part) -> Document {
    let mut document = begun(dossier, edition, &part.full_title());
    document.subtitle = dossier.tender.title.clone();
    document.cover = Cover::Head;
    document.fact("Hører til", belongs_to(edition));
    let mut writer = Writer::new(dossier, document, Some(part));
    match part {
        Part::Conditions => {
            rules::chapters(&mut writer);
            conditions::rules(&mut writer);
        }
        Part::Timetable => timetable::write(&mut writer, edition.date),
        Part::Evaluation => evaluation::write(&mut writer),
        appendix => write_appendix(&mut writer, appendix),
    }
    writer.document
}

/// What bidders call the material: `Udbudsmateriale 2017-0001, version 1`.
pub fn belongs_to(edition: &Edition) -> String {
    let number = edition.number;
    match edition.document_number.as_str() {
        "" => format!("Udbudsmateriale, udkast til version {number}"),
        document => format!("Udbudsmateriale {document}, version {number}"),
    }
}

fn write_appendix(writer: &mut Writer, part: Part) {
    match part {
        Part::Specification => delivery::specification(writer),
        Part::Prices => prices::write(writer),
        Part::Contract => conditions::contract(writer),
        _ => delivery::write(writer),
    }
}

/// A document with what all of them share.
fn begun(dossier: &Dossier, edition: &Edition, title: &str) -> Document {
    let mut document = Document::new(title, dossier.authority(), edition.date);
    document.case_number = dossier.project.case_number.clone();
    edition.stamp(&mut document);
    document
}

/// `210 stk. elev-pc`: quantities with their categories, joined by commas and *og*.
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
