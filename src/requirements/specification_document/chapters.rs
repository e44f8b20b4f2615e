//! Guidance, statistics and the tables of requirements; the tender prints them in its appendix.

use super::{answers, prompt};
use crate::render::document::{plain, strong};
use crate::render::{Block, Cell, Column, Document, Kind, Table, Text, markdown};
use crate::requirements::{Importance, PrintedRequirement, PrintedSection, PrintedSpecification};

/// Writes how the requirements are read, how they are answered and how many there are; headings of `level`.
pub fn write_guidance(document: &mut Document, specification: &PrintedSpecification, level: u8) {
    document.heading(level, "", "Kravenes numre og typer");
    document.paragraph(
        "Et kravs nummer følger kravet gennem alle versioner. Mangler et nummer i rækken, er kravet trukket tilbage.",
    );
    let items: Vec<Text> = Importance::ALL.iter().map(|one| meaning(*one)).collect();
    document.bullets(items);
    document.heading(level, "", "Sådan svarer tilbudsgiver");
    document.paragraph("Hvert krav besvares under sit nummer. Kolonnen Svar viser, hvordan:");
    answers::guidance(document, specification);
    document.heading(level, "", "Kravene i tal");
    document.table(statistics(specification));
}

/// Writes a heading of `level` and a table for each section.
pub fn write_requirements(
    document: &mut Document,
    specification: &PrintedSpecification,
    level: u8,
) {
    if specification.sections.is_empty() {
        document.paragraph("Kravspecifikationen har ingen krav endnu.");
    }
    for section in &specification.sections {
        write_section(document, section, level);
    }
}

fn meaning(importance: Importance) -> Text {
    let meaning = match importance {
        Importance::Minimum => {
            "skal være opfyldt. Et tilbud, der ikke opfylder et mindstekrav, eller som tager forbehold over for det, afvises."
        }
        Importance::Important => "ønskes opfyldt og har stor betydning for kommunen.",
        Importance::Normal => "ønskes opfyldt.",
        Importance::Option => {
            "giver kommunen ret, men ikke pligt, til at købe. Prisen afgives i tilbudslisten."
        }
    };
    vec![strong(importance.danish()), plain(format!(" {meaning}"))].into()
}

fn write_section(document: &mut Document, section: &PrintedSection, level: u8) {
    document.heading(level, "", section.title.as_str());
    if let Some(introduction) = &section.introduction {
        document.blocks.extend(markdown::blocks(introduction));
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
            requirement.label().into(),
            text(requirement),
            requirement.importance.danish().into(),
            prompt(requirement.answer_kind).into(),
        ]);
    }
    document.table(table);
}

/// The requirement's text, and on a line of its own what it is about.
fn text(requirement: &PrintedRequirement) -> Cell {
    let text = markdown::cell(&requirement.text);
    let Some(category) = &requirement.category else {
        return text;
    };
    let about = format!("Gælder: {category}");
    match text {
        Cell::Blocks(mut blocks) => {
            blocks.push(Block::Paragraph(about.into()));
            Cell::Blocks(blocks)
        }
        plain => format!("{}\n{about}", plain.shown(Kind::Text)).into(),
    }
}

/// How many requirements of each importance each section has.
fn statistics(specification: &PrintedSpecification) -> Table {
    let mut columns = vec![Column::text("Afsnit")];
    let kinds = Importance::ALL.iter();
    columns.extend(kinds.map(|importance| Column::integer(importance.danish())));
    columns.push(Column::integer("I alt").summing_row());
    let mut table = Table::new("Antal krav efter type", columns);
    let row = |title: &str, requirements: &[&PrintedRequirement]| {
        let of = |importance| {
            let own = requirements.iter();
            count(own.filter(|one| one.importance == importance))
        };
        let mut cells = vec![title.into()];
        cells.extend(
            Importance::ALL
                .iter()
                .map(|importance| of(*importance).into()),
        );
        cells.push(count(requirements.iter()).into());
        cells
    };
    for section in &specification.sections {
        let own: Vec<_> = section.requirements.iter().collect();
        table.row(row(&section.title, &own));
    }
    let all: Vec<_> = specification.requirements().collect();
    table.total(row("I alt", &all));
    table
}

fn count<T>(things: impl Iterator<Item = T>) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}
