//! Users' texts: what becomes markup, what stays as it was typed, and what nobody should type.

use super::*;
use crate::render::document::{List, ListItem, code, emphasis, link, strong};
use crate::render::text;

fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph(text.into())
}

fn shown(source: &str) -> String {
    text::blocks(&blocks(source))
}

#[test]
fn bold_italic_code_and_links_are_markup() {
    let found =
        blocks("En **fed**, *kursiv* og `kode` med [Udbudsportalen](https://udbudsportalen.dk).");
    let expected = paragraph(vec![
        plain("En "),
        strong("fed"),
        plain(", "),
        emphasis("kursiv"),
        plain(" og "),
        code("kode"),
        plain(" med "),
        link("Udbudsportalen", "https://udbudsportalen.dk"),
        plain("."),
    ]);
    assert_eq!(found, [expected]);
}

#[test]
fn text_without_markup_keeps_its_lines_and_paragraphs() {
    let found = blocks("Første linje\nanden linje\n\nNyt afsnit, 5 < 7 & 3 > 2.");
    let expected = [
        paragraph("Første linje\nanden linje"),
        paragraph("Nyt afsnit, 5 < 7 & 3 > 2."),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_date_at_the_begin_of_a_line_is_no_list() {
    let source = "2. januar 2018 leveres alt.";
    assert_eq!(blocks(source), [paragraph(source)]);
}

#[test]
fn lists_stand_within_lists() {
    let found = blocks("1. et\n2. to\n   - a\n   - b\n3. tre");
    let item = |text: &str, inner| ListItem {
        text: text.into(),
        inner,
    };
    let inner = List::new(false, ["a", "b"]);
    let items = vec![item("et", None), item("to", Some(inner)), item("tre", None)];
    let numbered = true;
    assert_eq!(found, [Block::List(List { numbered, items })]);
}

#[test]
fn a_table_is_a_table_and_within_a_cell_it_is_text() {
    let source = "| Model | RAM |\n|---|---|\n| A | **16 GB** |";
    let Some(Block::Table(table)) = blocks(source).into_iter().next() else {
        panic!("no table");
    };
    let titles: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.title.as_str())
        .collect();
    assert_eq!(titles, ["Model", "RAM"]);
    let row = table.rows.first().expect("a row");
    assert_eq!(row.cell(0), &Cell::Text("A".into()));
    assert_eq!(row.cell(1).shown(crate::render::Kind::Text), "16 GB");
    assert_eq!(cell(source), Cell::Text(source.into()));
}

#[test]
fn headings_html_pictures_quotes_and_blocks_of_code_are_shown_as_typed() {
    for source in [
        "# Overskrift",
        "Overskrift\n===",
        "<script>alert(1)</script>",
        "<div>\n<b>x</b>\n</div>",
        "![billede](https://a.example/x.png)",
        "> citat",
        "```\nkode\n```",
        "---",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html,x)",
        "[^1]",
    ] {
        assert_eq!(shown(source), source);
    }
    assert_eq!(shown("et <b>to</b> tre"), "et <b>to</b> tre");
    assert_eq!(shown("    indrykket"), "indrykket");
}

#[test]
fn entities_and_escapes_are_single_characters() {
    let source = "&lt;b&gt; \\*ikke fed\\* &aelig;";
    assert_eq!(shown(source), "<b> *ikke fed* æ");
}

#[test]
fn a_text_nested_ten_thousand_times_keeps_its_words() {
    let mut source = String::new();
    for depth in 0..10_000_usize {
        source.push_str(&" ".repeat((depth * 2).min(400)));
        source.push_str("- punkt\n");
    }
    assert_eq!(shown(&source).matches("punkt").count(), 10_000);
    let quotes = format!("{} ord", ">".repeat(10_000));
    assert!(shown(&quotes).ends_with("ord"));
    let bullets = format!("{}ord", "- ".repeat(10_000));
    assert!(shown(&bullets).contains("ord"));
    let stars = format!("{0}ord{0}", "*".repeat(10_000));
    assert!(shown(&stars).contains("ord"));
    let brackets = "[".repeat(10_000);
    assert_eq!(shown(&brackets), brackets);
}

#[test]
fn a_long_word_and_strange_characters_pass() {
    let word = "x".repeat(10_000);
    assert_eq!(shown(&word), word);
    let strange = "שלום 😀 \u{202e}abc";
    assert_eq!(shown(strange), strange);
    assert_eq!(blocks("").len() + blocks(" \n\t\n").len(), 0);
}

#[test]
fn a_running_text_keeps_its_style() {
    let found = inline("a **b**\n\nc");
    assert_eq!(found.0, vec![plain("a "), strong("b"), plain("\nc")]);
}
