//! The list in which the bidder writes prices, and signs.

use super::Part;
use super::writer::Writer;
use crate::render::document::{Signatory, plain, strong};
use crate::render::{Cell, Column, Table};
use crate::tenders::PricedLine;

/// What the bidder tells of itself; the price sheet asks the same.
pub const BIDDER_FACTS: &[&str] = &[
    "Virksomhedens navn",
    "CVR-nummer",
    "Kontaktperson",
    "Telefon",
    "E-mail",
];

/// The appendix of prices.
pub(super) fn write(writer: &mut Writer) {
    writer.begin(Part::Prices);
    writer.paragraph(vec![
        plain("Tilbudsgiver udfylder "),
        strong("regnearket tilbudsliste.xlsx"),
        plain(", som regner summerne ud. Kan regnearket ikke bruges, udfyldes felterne her. Afleveres begge dele, gælder regnearket."),
    ]);
    writer.paragraph(vec![
        plain("Alle tomme felter udfyldes. Priser er i danske kroner uden moms og omfatter alt, hvad der kræves i "),
        writer.refer(Part::Specification),
        plain(" og "),
        writer.refer(Part::Contract),
        plain(", også levering på skolerne. Enhedsprisen er den samme for alle skoler."),
    ]);
    writer.section("Priser");
    let mut table = priced("Priser", "Pos.", "Ydelse", writer.dossier.priced_lines());
    table.total(vec![
        Cell::Empty,
        "Samlet tilbudssum uden optioner".into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]);
    writer.table(table);
    options(writer);
    bidder(writer);
}

fn priced(title: &str, number: &str, what: &str, lines: Vec<PricedLine>) -> Table {
    let columns = vec![
        Column::text(number),
        Column::text(what),
        Column::integer("Antal"),
        Column::text("Enhedspris, kr.").with_room(32),
        Column::text("I alt, kr.").with_room(36),
    ];
    let mut table = Table::new(title, columns);
    for line in lines {
        table.row(vec![
            line.position.into(),
            line.description.into(),
            line.quantity.into(),
            Cell::Empty,
            Cell::Empty,
        ]);
    }
    table
}

fn options(writer: &mut Writer) {
    let options = writer.dossier.options();
    if options.is_empty() {
        return;
    }
    writer.section("Optioner");
    writer.paragraph("Kommunen har ret, men ikke pligt, til at købe optionerne, til alle enheder eller til nogle af dem. Prisen er pr. enhed; antallet er de enheder, som optionen kan gælde.");
    writer.table(priced("Priser på optioner", "Krav", "Option", options));
}

fn bidder(writer: &mut Writer) {
    writer.section("Tilbudsgiver");
    let columns = vec![
        Column::text("Oplysning"),
        Column::text("Udfyldes af tilbudsgiver").with_room(110),
    ];
    let mut table = Table::new("Tilbudsgivers oplysninger", columns);
    for field in BIDDER_FACTS {
        table.row(vec![(*field).into(), Cell::Empty]);
    }
    writer.table(table);
    writer.document.signatures([Signatory {
        role: "For tilbudsgiver".to_owned(),
        ..Signatory::default()
    }]);
}
