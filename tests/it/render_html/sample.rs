//! A document with every kind of block, to be read back and looked at.

use crate::render_pdf::sample::day;
use anskaf::finance::Money;
use anskaf::render::chart::Series;
use anskaf::render::document::{
    Figure, Label, LabelFormat, LabelSheet, Letterhead, Picture, Signatory, code, emphasis,
    footnote, foreign, link, plain, reference, strong,
};
use anskaf::render::{Block, Cell, Chart, Column, Document, Kind, Table, image, markdown};
use rust_decimal::Decimal;

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\">\
    <path d=\"M0 0h40v40H0z\" fill=\"#7a1f2b\"/><path d=\"M50 8h70v10H50z\" fill=\"#123\"/></svg>";

const USERS_TEXT: &str = "Enheden skal:\n\n1. holde **mindst 10 timer**\n2. kunne *serviceres*:\n   \
    - på stedet\n   - i `depot`\n\nSe [vejledningen](https://vejledning.example).\n\n\
    | Port | Antal |\n|---|---|\n| USB-C | 2 |\n| HDMI | 1 |\n\n# Ikke en overskrift\n\n\
    <script>alert(1)</script>";

/// A document with everything in it.
pub fn everything() -> Document {
    let mut document = Document::new(
        "Alt hvad et dokument kan <indeholde>",
        "Ærøskøbing Kommune",
        day(2026, 11, 23),
    );
    document.subtitle = "Prøve & eksempel".into();
    document.case_number = "26/014233".into();
    document.version = "Version 2".into();
    document.letterhead = Some(Letterhead {
        logo: image::read(LOGO.as_bytes())
            .ok()
            .map(|logo| (logo, "Ærøskøbing Kommunes våben".into())),
        colour: Some([122, 31, 43]),
        address: vec!["Statene 2".into(), "5970 Ærøskøbing".into()],
    });
    document.fact("Kontakt", "Indkøb og Udbud");
    document.contents(3).page_break();
    document.unnumbered(1, "", "Forord");
    texts(&mut document);
    document.heading(1, "tables", "Tabeller");
    document.heading(2, "", "Elever og enheder");
    document.table(pupils());
    document.table(costs());
    document.heading(3, "", "Uden rækker");
    document.table(Table::new(
        "Tom tabel",
        vec![Column::text("Intet"), Column::text("")],
    ));
    document.heading(4, "", "Uden titel");
    document.table(untitled());
    document.heading(5, "", "Dybt");
    document.heading(6, "", "Dybest");
    document.paragraph("Her er der ikke dybere.");
    document.heading(1, "pictures", "Figurer");
    document.chart(chart());
    document.figure(Figure {
        picture: Picture::Qr("https://anskaf.example/d/1".into()),
        alternative: "QR-kode til dokumentet".into(),
        caption: "Læs dokumentet på en telefon".into(),
        width: 30,
    });
    document.appendix("sign", "Underskrifter");
    document.signatures([
        Signatory {
            role: "For Ærøskøbing Kommune".into(),
            name: "Søren Østergård".into(),
            title: "Indkøbschef".into(),
        },
        Signatory {
            role: "For leverandøren".into(),
            ..Signatory::default()
        },
    ]);
    document.push(Block::Labels(labels()));
    document
}

fn texts(document: &mut Document) {
    document.paragraph(vec![
        plain("En "),
        strong("fed"),
        plain(", en "),
        emphasis("kursiv"),
        plain(" og en "),
        code("let x = a && b;"),
        plain(" med "),
        foreign("en", "state of the art"),
        footnote(vec![
            plain("Se "),
            link("loven", "https://lov.example/?a=1&b=\"2\""),
            plain("."),
        ]),
        plain(" og en henvisning til "),
        reference("tables"),
        plain(", til "),
        reference("sign"),
        plain(" og til "),
        reference("nothing"),
        plain("."),
        footnote("Den anden note."),
    ]);
    document.paragraph(vec![
        link("Et link ", "https://a.example"),
        strong("uden"),
        plain(" og "),
        link("et forbudt", "javascript:alert(1)"),
        plain("."),
    ]);
    document.note("Bemærk", "Frister er i dansk tid.");
    document.facts([("CVR-nummer", "28 85 60 75"), ("Sprog", "Dansk")]);
    for block in markdown::blocks(USERS_TEXT) {
        document.push(block);
    }
}

fn pupils() -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::integer("2026").in_group("Elever"),
        Column::integer("2027").in_group("Elever"),
        Column::new("Levering", Kind::Date),
        Column::text("Tilbudsgivers bemærkninger").with_room(42),
    ];
    let mut table = Table::new("Elever pr. skole", columns);
    let date = || Cell::from(day(2027, 8, 1));
    table.group("Folkeskoler");
    table.row(vec![
        "Marstal Skole".into(),
        412.into(),
        405.into(),
        date(),
        Cell::Empty,
    ]);
    table.row(vec![
        "Søby Skole".into(),
        "Lukket".into(),
        Cell::Left,
        Cell::Above,
        markdown::cell(USERS_TEXT),
    ]);
    table.group("Specialskoler");
    table.row(vec![
        "Ålykkeskolen".into(),
        12.into(),
        14.into(),
        date(),
        "Ja".into(),
    ]);
    table.subtotal(vec!["Mellemsum".into(), 12.into(), 14.into()]);
    table.total(vec!["I alt".into(), 424.into(), 419.into()]);
    table.note("Elevtal pr. 5. september.");
    table
}

fn costs() -> Table {
    let columns = vec![
        Column::new("Budgetår", Kind::Year),
        Column::money("Leasingydelse"),
        Column::new("Andel", Kind::Percent),
    ];
    // The same title as another table: their regions must still have different names.
    let mut table = Table::new("Elever pr. skole", columns);
    let amount = Money::from_ore(34_114_018);
    table.row(vec![
        2027.into(),
        amount.into(),
        Cell::Percent(Decimal::new(275, 2)),
    ]);
    table.total(vec!["I alt".into(), amount.into(), Cell::Empty]);
    table
}

fn untitled() -> Table {
    let columns = ["Nr.", "Krav", "Svar"].map(Column::text);
    let mut table = Table::new("", columns.into());
    table.row_headers = 3;
    table.row(vec!["1".into(), "<b>Krav</b>".into(), "Ja & nej".into()]);
    table
}

pub fn chart() -> Chart {
    let kroner = |amount: i64| Some(Money::from_ore(amount * 10_000));
    Chart {
        language: anskaf::error::Language::Danish,
        title: "Udgift pr. budgetår".into(),
        alternative: "Udgiften er højest i 2028 og under rammen i alle år.".into(),
        categories: ["2027", "2028", "2029"].map(String::from).into(),
        series: vec![
            Series {
                name: "Leasing".into(),
                values: vec![kroner(3_411), kroner(3_880), kroner(3_880)],
            },
            Series {
                name: "Service".into(),
                values: vec![kroner(200), None, kroner(250)],
            },
        ],
        limits: vec![Series {
            name: "Ramme".into(),
            values: vec![kroner(4_000); 3],
        }],
        with_table: true,
    }
}

fn labels() -> LabelSheet {
    let label = |number: u32| Label {
        title: format!("AEK-{number:04}"),
        lines: vec!["Marstal Skole".into(), "5CG7 & co.".into()],
        code: format!("https://anskaf.example/e/{number}"),
    };
    LabelSheet {
        format: LabelFormat::Mm70x37,
        used: 0,
        labels: (1..=3).map(label).collect(),
    }
}
