//! What is to be delivered where and when, and the list in which the bidder writes prices.

use super::specification::label;
use super::{Dossier, quantities};
use crate::render::document::{plain, reference, strong};
use crate::render::{Cell, Column, Document, Kind, Table};
use crate::tenders::DossierNeed;

/// The chapter of needs: one table per category.
pub(super) fn needs(document: &mut Document, dossier: &Dossier) {
    document.heading(1, "behov", "Behov og levering");
    document.paragraph(vec![
        plain("Skolerne har brug for "),
        strong(quantities(dossier)),
        plain(". Hver skole modtager sine enheder på adressen i tabellen senest den ønskede dag."),
    ]);
    for (category, total) in dossier.categories() {
        let columns = vec![
            Column::text("Skole"),
            Column::text("Leveringsadresse"),
            Column::new("Ønsket senest", Kind::Date),
            Column::integer("Antal"),
        ];
        let mut table = Table::new(format!("Behov: {category}"), columns);
        let rows = dossier
            .needs
            .iter()
            .filter(|need| need.category == category);
        for need in rows {
            table.row(vec![
                need.school.as_str().into(),
                address(need).into(),
                need.wanted_on.into(),
                need.quantity.into(),
            ]);
        }
        table.total(vec!["I alt".into(), Cell::Empty, Cell::Empty, total.into()]);
        document.table(table);
    }
}

fn address(need: &DossierNeed) -> &str {
    if need.address.is_empty() {
        "Oplyses ved bestilling"
    } else {
        &need.address
    }
}

/// The chapter of prices: what the bidder fills in and signs.
pub(super) fn price_list(document: &mut Document, dossier: &Dossier) {
    document.page_break();
    document.heading(1, "tilbudsliste", "Tilbudsliste");
    document.paragraph(vec![
        plain("Tilbudsgiver udfylder alle tomme felter. Priser er i danske kroner uden moms og omfatter alt, hvad der kræves i "),
        reference("krav"),
        plain(" og "),
        reference("betingelser"),
        plain(", også levering på skolerne. Enhedsprisen er den samme for alle skoler."),
    ]);
    document.table(prices(dossier));
    options(document, dossier);
    document.heading(2, "", "Tilbudsgiver");
    let columns = vec![
        Column::text("Oplysning"),
        Column::text("Udfyldes af tilbudsgiver").with_room(110),
    ];
    let mut table = Table::new("Tilbudsgivers oplysninger", columns);
    for field in [
        "Virksomhedens navn",
        "CVR-nummer",
        "Kontaktperson",
        "Telefon og e-mail",
        "Sted og dato",
        "Underskrift",
    ] {
        table.row(vec![field.into(), Cell::Empty]);
    }
    document.table(table);
}

fn priced(what: &str) -> Vec<Column> {
    vec![
        Column::text("Pos."),
        Column::text(what),
        Column::integer("Antal"),
        Column::text("Enhedspris, kr.").with_room(32),
        Column::text("I alt, kr.").with_room(36),
    ]
}

fn prices(dossier: &Dossier) -> Table {
    let mut table = Table::new("Priser", priced("Ydelse"));
    let devices = dossier
        .categories()
        .into_iter()
        .map(|(name, quantity)| (name.to_owned(), quantity));
    let lines = dossier.lines.iter().map(|line| {
        let each = if line.per_device {
            " (til hver enhed)"
        } else {
            ""
        };
        (
            format!("{}{each}", line.description),
            dossier.line_quantity(line),
        )
    });
    for (position, (name, quantity)) in (1i64..).zip(devices.chain(lines)) {
        table.row(vec![
            position.to_string().into(),
            name.into(),
            quantity.into(),
            Cell::Empty,
            Cell::Empty,
        ]);
    }
    table.total(vec![
        Cell::Empty,
        "Samlet tilbudssum uden optioner".into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]);
    table
}

fn options(document: &mut Document, dossier: &Dossier) {
    let requirements = dossier.sections.iter().flat_map(|one| &one.requirements);
    let options: Vec<_> = requirements
        .filter(|requirement| requirement.importance == "option")
        .collect();
    if options.is_empty() {
        return;
    }
    document.heading(2, "", "Optioner");
    document.paragraph("Kommunen er ikke forpligtet til at købe optionerne. Prisen er pr. enhed, hvor andet ikke er angivet.");
    let columns = vec![
        Column::text("Krav"),
        Column::text("Option"),
        Column::text("Pris, kr. uden moms").with_room(40),
    ];
    let mut table = Table::new("Priser på optioner", columns);
    for option in options {
        table.row(vec![
            label(option.number).into(),
            option.text.as_str().into(),
            Cell::Empty,
        ]);
    }
    document.table(table);
}
