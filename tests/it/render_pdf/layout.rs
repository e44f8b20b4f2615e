//! Where things stand: margins, breaks between pages, wide and tall tables.

use super::reader::Reader;
use super::sample::tender;
use super::{assert_within_margins, checked, empty, read};
use anskaf::finance::Money;
use anskaf::render::document::List;
use anskaf::render::pdf::{PdfError, draw};
use anskaf::render::{Block, Cell, Column, Table};
use std::collections::BTreeSet;

#[test]
fn only_a_draft_says_so() {
    assert!(read(&tender(true)).text().contains("UDKAST"));
    assert!(
        !read(&tender(false))
            .text()
            .to_uppercase()
            .contains("UDKAST")
    );
}

#[test]
fn nothing_stands_outside_the_margins_and_every_page_is_numbered() {
    let document = tender(true);
    assert_within_margins(&document);
    let pdf = checked(&document);
    let reader = Reader::new(&pdf.bytes);
    assert_eq!(reader.pages().len(), pdf.pages);
    let text = reader.text();
    for page in 2..=pdf.pages {
        assert!(
            text.contains(&format!("side {page} af {}", pdf.pages)),
            "side {page}"
        );
    }
}

/// Blocks of every kind that begin with the word `Begyndelsen`.
fn beginnings() -> Vec<Block> {
    let long = "Begyndelsen af en tekst, der fylder mere end en linje. ".repeat(3);
    let mut table = Table::new("", vec![Column::text("Begyndelsen"), Column::money("Sum")]);
    for ore in 0..40 {
        table.row(vec!["Linje".into(), Money::from_ore(ore).into()]);
    }
    let mut small = Table::new("Begyndelsen", vec![Column::text("Nr.")]);
    small
        .row(vec!["1".into()])
        .total(vec!["I alt".into()])
        .note("Note.");
    let facts = (0..6)
        .map(|_| ("Begyndelsen".to_string(), "værdi".into()))
        .collect();
    vec![
        Block::Paragraph("Begyndelsen.".into()),
        Block::Paragraph(long.repeat(3).into()),
        Block::Paragraph(long.clone().into()),
        Block::List(List::new(true, [long.clone(), long.clone()])),
        Block::Note {
            label: "Begyndelsen".into(),
            text: long.repeat(4).into(),
        },
        Block::KeyValues(facts),
        Block::Table(table),
        Block::Table(small),
    ]
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for block in beginnings() {
        for lines in 20..34usize {
            let mut document = empty();
            for _ in 0..lines {
                document.paragraph("En linje.");
            }
            document
                .heading(1, "", "Overskrift")
                .heading(2, "", "Underoverskrift");
            document.push(block.clone());
            let boxes = assert_within_margins(&document);
            let page = |text: &str| {
                let found = boxes
                    .iter()
                    .find(|piece| piece.content && piece.text.contains(text));
                found.map(|piece| piece.page)
            };
            assert!(page("Begyndelsen").is_some());
            assert_eq!(page("Overskrift"), page("Begyndelsen"), "{lines} {block:?}");
            assert_eq!(
                page("Underoverskrift"),
                page("Begyndelsen"),
                "{lines} {block:?}"
            );
        }
    }
}

#[test]
fn the_label_of_a_list_item_stands_on_the_line_where_its_text_begins() {
    let text = "Punkt med en tekst, der fylder mere end en linje, så den kan deles. ".repeat(3);
    for lines in 20..34usize {
        let mut document = empty();
        for _ in 0..lines {
            document.paragraph("En linje.");
        }
        document.numbered([text.clone(), text.clone(), text.clone()]);
        let boxes = assert_within_margins(&document);
        let starts = |wanted: &str| {
            let found = boxes
                .iter()
                .filter(|piece| piece.content && piece.text.starts_with(wanted));
            found
                .map(|piece| (piece.page, piece.baseline.to_bits()))
                .collect::<BTreeSet<_>>()
        };
        let labels: BTreeSet<_> = ["1.", "2.", "3."].into_iter().flat_map(starts).collect();
        let begins = starts("Punkt med");
        assert!(
            labels.len() == 3 && labels.is_subset(&begins),
            "{labels:?} {begins:?}"
        );
    }
}

#[test]
fn an_amount_is_never_broken_and_stands_at_the_right_edge() {
    let mut table = Table::new("", vec![Column::text("Ydelse"), Column::money("Sum")]);
    for ore in [5, 155_200_000, 9_999_999_999_999] {
        table.row(vec![
            "Meget lang tekst. ".repeat(30).into(),
            Money::from_ore(ore).into(),
        ]);
    }
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let right = |text: &str| {
        let found = boxes.iter().find(|piece| piece.text == text);
        found
            .map(|piece| piece.right)
            .unwrap_or_else(|| panic!("{text} is broken"))
    };
    let edges = ["0,05", "1.552.000,00", "99.999.999.999,99"].map(right);
    assert!(
        edges.iter().all(|edge| (edge - edges[0]).abs() < 0.1),
        "{edges:?}"
    );
}

#[test]
fn a_table_too_wide_for_an_upright_page_lies_on_its_side_and_the_next_block_does_not() {
    let years = (2027..2036).map(|year| Column::money(year.to_string()));
    let columns = std::iter::once(Column::text("Skole"))
        .chain(years)
        .collect();
    let mut table = Table::new("Udgift pr. år", columns);
    let amount = Cell::Money(Money::from_ore(155_200_000));
    let mut cells = vec![Cell::from("Ærøskøbing Skole")];
    cells.extend(std::iter::repeat_n(amount, 9));
    table.row(cells);
    let mut document = empty();
    document
        .paragraph("Før.")
        .heading(1, "", "Bredt")
        .table(table)
        .paragraph("Efter.");
    let boxes = assert_within_margins(&document);
    let width = |text: &str| {
        let found = boxes
            .iter()
            .find(|piece| piece.content && piece.text.contains(text));
        found.map(|piece| piece.frame[1]).expect("text")
    };
    assert!(width("Bredt") > 600.0 && width("1.552.000,00") > 600.0);
    assert!(width("Før") < 600.0 && width("Efter") < 600.0);
}

#[test]
fn a_table_that_fits_no_page_is_refused_by_name() {
    let columns = (0..40)
        .map(|number| Column::money(number.to_string()))
        .collect();
    let mut table = Table::new("Alt for bred", columns);
    table.row(vec![Cell::Money(Money::from_ore(155_200_000)); 40]);
    let mut document = empty();
    document.table(table);
    assert_eq!(
        draw(&document).err(),
        Some(PdfError::TableTooWide("Alt for bred".into()))
    );
}

#[test]
fn a_row_taller_than_a_page_is_split_and_loses_nothing() {
    let words: String = (0..2_000).map(|number| format!("ord{number} ")).collect();
    let mut table = Table::new("Høj række", vec![Column::text("Nr."), Column::text("Krav")]);
    table
        .row(vec!["1".into(), words.into()])
        .row(vec!["2".into(), "Efter".into()]);
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let pages: BTreeSet<usize> = boxes
        .iter()
        .filter(|piece| piece.text.contains("ord"))
        .map(|piece| piece.page)
        .collect();
    assert!(pages.len() > 2, "{pages:?}");
    let text = read(&document).text();
    for number in 0..2_000 {
        assert!(text.contains(&format!("ord{number}")), "ord{number}");
    }
}
