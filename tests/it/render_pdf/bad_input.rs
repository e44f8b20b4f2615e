//! Absurd and hostile content ends in a document or in a refusal that names the cause.

use super::reader::Reader;
use super::{assert_within_margins, checked, empty};
use anskaf::finance::Money;
use anskaf::render::document::{Inline, List, ListItem, Unread, link, plain, reference, strong};
use anskaf::render::pdf::Warning;
use anskaf::render::{Block, Column, Kind, Table, markdown};
use std::collections::BTreeSet;

#[test]
fn characters_without_a_glyph_are_shown_as_a_box_and_reported() {
    let mut document = empty();
    document.paragraph("Godt \u{1f600} og \u{1} samt שלום.");
    let pdf = checked(&document);
    let missing: BTreeSet<char> = pdf
        .warnings
        .iter()
        .filter_map(|warning| match warning {
            Warning::MissingGlyph(character) => Some(*character),
            _ => None,
        })
        .collect();
    assert!(
        missing.contains(&'\u{1f600}') && missing.contains(&'ש'),
        "{missing:?}"
    );
    assert!(
        missing.contains(&'\u{fffd}'),
        "the control character: {missing:?}"
    );
    assert_eq!(Reader::new(&pdf.bytes).text().matches('□').count(), 6);
}

#[test]
fn dangling_references_and_dangerous_addresses_are_reported_and_lead_nowhere() {
    let mut document = empty();
    document.paragraph(vec![
        reference("nowhere"),
        link("klik", "javascript:alert(1)"),
    ]);
    let pdf = checked(&document);
    let expected = [
        Warning::UnknownReference("nowhere".into()),
        Warning::RefusedAddress("javascript:alert(1)".into()),
    ];
    assert_eq!(pdf.warnings, expected);
    assert!(
        Reader::new(&pdf.bytes)
            .structure()
            .with_role("Link")
            .is_empty()
    );
}

#[test]
fn markup_that_is_shown_as_typed_is_reported_in_paragraphs_and_cells_but_not_without_end() {
    let mut document = empty();
    document.blocks = markdown::blocks("# Titel\n\n**fed** og <i>skrå</i>");
    let mut table = Table::new("T", vec![Column::text("K")]);
    table.row(vec![markdown::cell("Se ![logo](https://a.example/x.png)")]);
    document.table(table);
    let warnings = checked(&document).warnings;
    let expected = [
        (Unread::Heading, "# Titel"),
        (Unread::Html, "</i>"),
        (Unread::Html, "<i>"),
        (Unread::Picture, "![logo](https://a.example/x.png)"),
    ];
    let expected = expected.map(|(why, begin)| Warning::Unread(why, begin.into()));
    assert_eq!(warnings, expected);
    let many: String = (0..1000).map(|number| format!("# {number}\n\n")).collect();
    document.blocks = markdown::blocks(&many);
    assert_eq!(checked(&document).warnings.len(), 100);
}

#[test]
fn absurd_content_ends_in_a_document() {
    let mut document = empty();
    document
        .heading(1, "", "å".repeat(10_000))
        .paragraph("ø".repeat(10_000));
    document
        .paragraph("a\u{301}".repeat(500))
        .paragraph("\n\n\n")
        .paragraph("");
    document
        .note("", "")
        .note("Ø".repeat(500), "n ".repeat(20_000));
    document
        .facts([("k".repeat(3_000), "v".repeat(3_000))])
        .contents(9);
    document
        .table(Table::default())
        .table(Table::new("Tom", vec![Column::text("")]));
    let columns = vec![
        Column::text("t".repeat(9_000)),
        Column::new("År", Kind::Year),
    ];
    let mut table = Table::new("T".repeat(2_000), columns);
    table
        .row(Vec::new())
        .row(vec!["x\u{0}y".repeat(2_000).into(), 2_026.into(), 1.into()]);
    document.table(table);
    let mut list = List::new(true, ["inderst"]);
    for _ in 0..100 {
        list = List {
            numbered: false,
            items: vec![ListItem {
                text: "i".into(),
                inner: Some(list),
            }],
        };
    }
    document.push(Block::List(list));
    assert_within_margins(&document);
    let pdf = checked(&document);
    assert!(pdf.warnings.contains(&Warning::ListTooDeep));
    assert!(Reader::new(&pdf.bytes).pages().len() == pdf.pages);
}

#[test]
fn ten_thousand_styles_in_one_paragraph_are_all_set() {
    let mut document = empty();
    let pieces: Vec<Inline> = (0..10_000)
        .map(|number| match number % 2 {
            0 => plain(format!("ord{number} ")),
            _ => strong(format!("ord{number}-")),
        })
        .collect();
    document.paragraph(pieces);
    let boxes = assert_within_margins(&document);
    let text: String = boxes
        .iter()
        .map(|piece| piece.text.replace(['-', ' '], ""))
        .collect();
    assert!((0..10_000).all(|number| text.contains(&format!("ord{number}"))));
}

#[test]
fn a_document_without_content_is_a_title_page() {
    let mut document = empty();
    assert_eq!(checked(&document).pages, 1);
    document.title = String::new();
    document.author = String::new();
    assert_eq!(checked(&document).pages, 1);
}

#[test]
fn five_thousand_rows_are_all_there() {
    let columns = vec![
        Column::text("Serienummer"),
        Column::text("Model"),
        Column::money("Pris"),
    ];
    let mut table = Table::new("Register", columns);
    for number in 0..5_000 {
        let serial = format!("SN-{number:05}");
        table.row(vec![
            serial.into(),
            "Elevcomputer 11,6\"".into(),
            Money::from_ore(number).into(),
        ]);
    }
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let found: BTreeSet<&str> = boxes
        .iter()
        .map(|piece| piece.text.as_str())
        .filter(|text| text.starts_with("SN-"))
        .collect();
    assert_eq!(found.len(), 5_000);
}
