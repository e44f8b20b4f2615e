//! The requirement specification: per section a table with room for the bidder's answers.

use super::Dossier;
use crate::render::document::{plain, strong};
use crate::render::{Column, Document, Table, Text};
use crate::tenders::{DossierRequirement, DossierSection};

/// The chapter of requirements.
pub(super) fn specification(document: &mut Document, dossier: &Dossier) {
    document.page_break();
    document.heading(1, "krav", "Kravspecifikation");
    document.paragraph(format!(
        "Kravene er version {} af kommunens kravspecifikation. Et kravs nummer følger kravet gennem alle versioner; et nummer, der mangler i rækken, er trukket tilbage. Tilbudsgiver besvarer hvert krav i kolonnen Svar eller i et bilag under kravets nummer.",
        dossier.specification_number
    ));
    document.bullets([
        kind(
            "Mindstekrav",
            "skal være opfyldt; ellers afvises tilbuddet.",
        ),
        kind(
            "Vigtigt krav",
            "ønskes opfyldt og har stor betydning for kommunen.",
        ),
        kind("Krav", "ønskes opfyldt."),
        kind(
            "Option",
            "er en ret for kommunen til at købe; prisen afgives i tilbudslisten.",
        ),
    ]);
    for section in &dossier.sections {
        if !section.requirements.is_empty() {
            write(document, section);
        }
    }
}

fn kind(name: &str, meaning: &str) -> Text {
    vec![strong(name), plain(format!(" {meaning}"))].into()
}

fn write(document: &mut Document, section: &DossierSection) {
    document.heading(2, "", section.title.as_str());
    if let Some(introduction) = &section.introduction {
        for paragraph in introduction.split("\n\n").map(str::trim) {
            document.paragraph(paragraph);
        }
    }
    let columns = vec![
        Column::text("Nr."),
        Column::text("Krav"),
        Column::text("Type"),
        Column::text("Svar").with_room(42),
    ];
    let mut table = Table::new(format!("Krav: {}", section.title), columns);
    for requirement in &section.requirements {
        table.row(vec![
            label(requirement.number).into(),
            text(requirement).into(),
            importance(&requirement.importance).into(),
            prompt(&requirement.answer_kind).into(),
        ]);
    }
    document.table(table);
}

/// The number as it is shown everywhere: `K-12`.
pub(super) fn label(number: i32) -> String {
    format!("K-{number}")
}

fn text(requirement: &DossierRequirement) -> String {
    match &requirement.category {
        Some(category) => format!("{}\nGælder: {category}", requirement.text),
        None => requirement.text.clone(),
    }
}

/// The class of a requirement, in the words of OS2kravmotor.
fn importance(importance: &str) -> &'static str {
    match importance {
        "minimum" => "Mindstekrav",
        "important" => "Vigtigt krav",
        "option" => "Option",
        _ => "Krav",
    }
}

/// What the bidder writes.
fn prompt(answer_kind: &str) -> &'static str {
    match answer_kind {
        "yes_no" => "Ja / Nej",
        "choice" => "Ja / Delvist / Som tilkøb / Nej",
        "number" => "Tal:",
        "price" => "Pris, kr. uden moms:",
        "document" => "Vedlagt som bilag nr.:",
        _ => "Beskrivelse:",
    }
}
