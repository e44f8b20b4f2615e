//! The price sheet as a workbook (*tilbudsliste*): what a bidder fills in and sends back.
//!
//! It asks exactly what the appendix asks on paper, from the same lines. Reading answers back is another matter; the
//! version on every sheet says which material they answer.

use super::tender_document::{BIDDER_FACTS, belongs_to};
use super::{Dossier, PricedLine};
use crate::archive::Edition;
use crate::error::{Error, Result};
use crate::render::xlsx::form::{self, Answer, AnswerKind as Asked, Factor, Form, FormSheet};
use crate::render::{Cell, Column, Table, markdown, numbers};
use crate::requirements::{AnswerKind, PrintedRequirement};
use std::collections::BTreeSet;

/// The most characters of a description, and of a short answer.
const DESCRIPTION: u32 = 5000;
const SHORT: u32 = 200;

/// The price sheet.
///
/// # Errors
/// Only when the workbook cannot be written, which no dossier causes.
pub fn price_sheet(dossier: &Dossier, edition: &Edition) -> Result<Vec<u8>> {
    let form = price_form(dossier, edition);
    form::write(&form, edition.date).map_err(|error| Error::Internal(error.into()))
}

/// The price sheet as a value.
pub fn price_form(dossier: &Dossier, edition: &Edition) -> Form {
    let mut sheets = vec![prices(
        "Priser",
        "Pos.",
        "Ydelse",
        "Samlet tilbudssum uden optioner",
        dossier.priced_lines(),
    )];
    let options = dossier.options();
    if !options.is_empty() {
        let sheet = prices("Optioner", "Krav", "Option", "Optioner i alt", options);
        sheets.push(FormSheet {
            counts: false,
            ..sheet
        });
    }
    sheets.push(requirements(dossier));
    sheets.push(bidder());
    Form {
        title: format!("Tilbudsliste: {}", dossier.tender.title),
        version: belongs_to(edition),
        guidance: guidance(dossier),
        facts: Vec::new(),
        sum: "Samlet tilbudssum uden optioner".to_owned(),
        sheets,
    }
}

fn guidance(dossier: &Dossier) -> Vec<String> {
    let deadline = numbers::date(dossier.tender.offer_deadline_on);
    let mut lines = vec![
        format!(
            "Tilbudslisten er bilag B til {}s udbud, sagsnummer {}. Den udfyldes og afleveres som regneark senest {deadline}.",
            dossier.authority(),
            dossier.project.case_number
        ),
        "Arket Priser: Skriv enhedsprisen i danske kroner uden moms. Summerne regnes ud af sig selv.".to_owned(),
    ];
    if !dossier.options().is_empty() {
        lines.push("Arket Optioner: Skriv prisen pr. enhed. Kommunen har ret, men ikke pligt, til at købe optionerne.".to_owned());
    }
    lines.extend([
        "Arket Krav: Besvar hvert krav i de gule celler i kravets række. Et »Nej« til et mindstekrav betyder, at tilbuddet afvises.".to_owned(),
        "Arket Oplysninger om tilbudsgiver: Skriv, hvem der afgiver tilbuddet.".to_owned(),
    ]);
    lines
}

fn prices(title: &str, number: &str, what: &str, sum: &str, lines: Vec<PricedLine>) -> FormSheet {
    let columns = vec![
        Column::text(number),
        Column::text(what),
        Column::integer("Antal"),
    ];
    let mut table = Table::new(title, columns);
    for line in lines {
        table.row(vec![
            line.position.into(),
            line.description.into(),
            line.quantity.into(),
        ]);
    }
    table.total(vec!["".into(), sum.into()]);
    let price = Answer::new("Enhedspris, kr.", Asked::Amount)
        .with_hint("Enhedspris i danske kroner uden moms, den samme for alle skoler.");
    let factors = vec![Factor::Given(2), Factor::Answered(0)];
    let product = Answer::new("I alt, kr.", Asked::Product(factors));
    FormSheet::new(table, vec![price, product])
}

/// The column in which a kind of answer is given.
fn answer(kind: AnswerKind) -> Answer {
    let words = |all: &[&str]| Asked::Choice(all.iter().map(|word| (*word).to_owned()).collect());
    match kind {
        AnswerKind::YesNo => Answer::new("Ja/nej", words(&["Ja", "Nej"])),
        AnswerKind::Choice => Answer::new(
            "Ja/delvist/tilkøb/nej",
            words(&["Ja", "Delvist", "Som tilkøb", "Nej"]),
        )
        .with_hint("Uddyb »Delvist« og »Som tilkøb« i kolonnen Bemærkning."),
        AnswerKind::Text => Answer::new("Beskrivelse", Asked::Text(DESCRIPTION))
            .with_hint("Beskriv her, eller henvis til et bilag."),
        AnswerKind::Number => Answer::new("Tal", Asked::Number)
            .with_hint("Skriv tallet her og enheden i kolonnen Bemærkning."),
        AnswerKind::Price => {
            Answer::new("Pris, kr.", Asked::Amount).with_hint("Pris i danske kroner uden moms.")
        }
        AnswerKind::Document => Answer::new("Vedlagt bilag", Asked::Text(SHORT))
            .with_hint("Skriv bilagets nummer eller filnavn."),
    }
}

/// A row for each requirement, a column for each kind of answer that occurs, and one for remarks.
fn requirements(dossier: &Dossier) -> FormSheet {
    let columns = ["Nr.", "Krav", "Type", "Gælder"].map(Column::text);
    let mut table = Table::new("Krav", columns.into());
    let specification = &dossier.specification;
    let used: Vec<AnswerKind> = AnswerKind::ALL
        .iter()
        .copied()
        .filter(|kind| {
            let mut all = specification.requirements();
            all.any(|one| one.answer_kind == *kind)
        })
        .collect();
    let mut left_out = BTreeSet::new();
    for section in &specification.sections {
        table.group(section.title.as_str());
        for requirement in &section.requirements {
            let row = table.rows.len();
            let others = used.iter().enumerate();
            let others = others.filter(|(_, kind)| **kind != requirement.answer_kind);
            left_out.extend(others.map(|(column, _)| (row, column)));
            table.row(cells(requirement));
        }
    }
    let mut answers: Vec<Answer> = used.into_iter().map(answer).collect();
    let remark = Answer::new("Bemærkning", Asked::Text(DESCRIPTION)).optional();
    answers.push(remark.with_hint("Kan udfyldes: uddybning, enhed eller henvisning til et bilag."));
    FormSheet {
        left_out,
        counts: false,
        ..FormSheet::new(table, answers)
    }
}

fn cells(requirement: &PrintedRequirement) -> Vec<Cell> {
    vec![
        requirement.label().into(),
        markdown::words(&requirement.text).into(),
        requirement.importance.danish().into(),
        requirement.category.as_deref().unwrap_or("Alt").into(),
    ]
}

fn bidder() -> FormSheet {
    let columns = vec![Column::text("Oplysning")];
    let mut table = Table::new("Oplysninger om tilbudsgiver", columns);
    for fact in BIDDER_FACTS {
        table.row(vec![(*fact).into()]);
    }
    let answers = vec![Answer::new("Svar", Asked::Text(SHORT))];
    FormSheet {
        counts: false,
        ..FormSheet::new(table, answers)
    }
}
