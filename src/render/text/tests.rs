//! What is read of tables and documents as plain text.

use super::*;
use crate::finance::Money;
use crate::render::chart::{Chart, Series};
use crate::render::document::{footnote, foreign, link, plain, reference};
use crate::render::markdown;
use crate::render::table::{Cell, Column, Kind};
use chrono::NaiveDate;

fn prices() -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::new("Antal", Kind::Integer),
        Column::money("Beløb"),
    ];
    let mut prices = Table::new("Priser", columns);
    prices.row(vec![
        "Ærøskøbing".into(),
        1_891.into(),
        Money::from_ore(155_200_000).into(),
    ]);
    prices.total(vec![
        "I alt".into(),
        1_891.into(),
        Money::from_ore(155_200_000).into(),
    ]);
    prices.note("Ekskl. moms.");
    prices
}

#[test]
fn columns_are_aligned_and_sums_are_ruled_off() {
    let expected = "Priser\n\
        Skole       Antal         Beløb\n\
        ----------  -----  ------------\n\
        Ærøskøbing  1.891  1.552.000,00\n\
        ----------  -----  ------------\n\
        I alt       1.891  1.552.000,00\n\
        Ekskl. moms.\n";
    assert_eq!(table(&prices()), expected);
}

#[test]
fn groups_and_spans_stand_over_what_they_reach() {
    let columns = vec![
        Column::text("Skole"),
        Column::integer("2026").in_group("Elever i alt"),
        Column::integer("2027").in_group("Elever i alt"),
    ];
    let mut pupils = Table::new("", columns);
    pupils.group("Skoler på øerne, også de små");
    pupils.row(vec!["Marstal".into(), 412.into(), 405.into()]);
    pupils.row(vec![Cell::Above, "ukendt".into(), Cell::Left]);
    let expected = "Skole    Elever i alt\n\
        \u{20}        2026    2027\n\
        -------  ----  ------\n\
        Skoler på øerne, også de små\n\
        Marstal   412     405\n\
        \u{20}        ukendt\n";
    assert_eq!(table(&pupils), expected);
}

#[test]
fn a_cell_of_paragraphs_and_lists_has_several_lines() {
    let columns = vec![Column::text("Nr."), Column::text("Krav")];
    let mut demands = Table::new("", columns);
    demands.row(vec![
        "1".into(),
        markdown::cell("Enheden skal\n\n- holde\n- virke"),
    ]);
    demands.row(vec!["2".into(), "Kort".into()]);
    let expected = "Nr.  Krav\n\
        ---  ------------\n\
        1    Enheden skal\n\
        \u{20}    - holde\n\
        \u{20}    - virke\n\
        2    Kort\n";
    assert_eq!(table(&demands), expected);
}

fn empty() -> Document {
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).expect("date");
    Document::new("Udbud", "Ærø Kommune", date)
}

#[test]
fn a_document_is_read_from_top_to_bottom() {
    let mut content = empty();
    content.contents(1).heading(1, "a", "Indledning");
    content.paragraph(vec![plain("Se "), reference("a"), plain(".")]);
    content.bullets(["et", "to"]).facts([("Frist", "kl. 12")]);
    let expected = "Udbud\n=====\nÆrø Kommune\n23.\u{a0}november 2026\n\n\
        1 Indledning\n\n1 Indledning\n============\n\nSe afsnit\u{a0}1.\n\n\
        - et\n- to\n\nFrist: kl. 12\n";
    assert_eq!(document(&content), expected);
}

#[test]
fn footnotes_are_numbered_through_and_stand_at_the_end() {
    let mut content = empty();
    content.paragraph(vec![
        plain("Leasing"),
        footnote("Jf. loven."),
        foreign("en", " (leasing)"),
    ]);
    let columns = vec![Column::text("Ord"), Column::text("Forklaring")];
    let mut words = Table::new("", columns);
    let nested = vec![plain("se også"), footnote("Det sidste.")];
    let rich = Text(vec![plain("rate"), footnote(nested)]);
    words.row(vec!["a".into(), Cell::Blocks(vec![Block::Paragraph(rich)])]);
    content.table(words);
    content.paragraph(vec![plain("Slut"), footnote("Ende.")]);
    let expected = "Leasing[1] (leasing)\n\n\
        Ord  Forklaring\n---  ----------\na    rate[2]\n\nSlut[3]\n\n\
        Fodnoter\n--------\n[1] Jf. loven.\n[2] se også[4]\n[3] Ende.\n[4] Det sidste.\n";
    let text = document(&content);
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn charts_figures_signatures_and_labels_are_read() {
    let mut content = empty();
    content.draft = true;
    content.chart(Chart {
        language: crate::error::Language::Danish,
        title: "Udgift".into(),
        alternative: "Udgiften stiger.".into(),
        categories: vec!["2027".into()],
        series: vec![Series {
            name: "Leasing".into(),
            values: vec![Some(Money::from_ore(10_000))],
        }],
        limits: Vec::new(),
        with_table: false,
    });
    content.figure(Figure {
        picture: Picture::Qr("https://a.example".into()),
        alternative: "Kode".into(),
        caption: "Figur".into(),
        width: 30,
    });
    content.signatures([Signatory {
        role: "For kommunen".into(),
        ..Signatory::default()
    }]);
    content.paragraph(vec![
        link("her", "https://b.example"),
        plain(", "),
        link("c.example", "https://c.example/"),
    ]);
    let expected = "[Udgiften stiger.]\nUdgift\n      Leasing\n----  -------\n2027   100,00\n\n\
        [Kode]\nhttps://a.example\nFigur\n\n\
        For kommunen\nSted og dato: ______________________________\n\
        Underskrift:  ______________________________\n\
        Navn:         ______________________________\n\n\
        her <https://b.example>, c.example\n";
    let text = document(&content);
    assert!(text.contains("Udkast – ikke offentliggjort"), "{text}");
    assert!(text.ends_with(expected), "{text}");
}
