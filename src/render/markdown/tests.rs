//! Users' texts: what becomes markup, what stays as it was typed, and what nobody should type.

use super::*;
use crate::render::Kind;
use crate::render::document::{List, ListItem, Unread, code, emphasis, link, strong};
use crate::render::text;

fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph(text.into())
}

/// A piece that is shown as it was typed.
fn typed(why: Unread, text: &str) -> Inline {
    Inline {
        unread: Some(why),
        ..plain(text)
    }
}

/// Why pieces of a text are shown as they were typed, in their order.
fn unread(source: &str) -> Vec<Unread> {
    fn of(blocks: &[Block]) -> Vec<Unread> {
        let pieces = |text: &Text| -> Vec<Unread> {
            text.0.iter().filter_map(|piece| piece.unread).collect()
        };
        let of_block = |block: &Block| match block {
            Block::Paragraph(text) => pieces(text),
            Block::List(list) => {
                let mut found = Vec::new();
                let mut open = vec![list];
                while let Some(list) = open.pop() {
                    found.extend(list.items.iter().flat_map(|item| pieces(&item.text)));
                    open.extend(list.items.iter().filter_map(|item| item.inner.as_ref()));
                }
                found
            }
            _ => Vec::new(),
        };
        blocks.iter().flat_map(of_block).collect()
    }
    of(&blocks(source))
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
    assert_eq!(cell(source).shown(Kind::Text), source);
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

#[test]
fn what_follows_something_shown_as_typed_keeps_its_structure() {
    let item = |text: &str| ListItem {
        text: text.into(),
        inner: None,
    };
    let heading = ListItem {
        text: typed(Unread::Heading, "# et").into(),
        inner: None,
    };
    let found = blocks("- # et\n- to\n\nafsnit");
    let list = List {
        numbered: false,
        items: vec![heading, item("to")],
    };
    assert_eq!(found, [Block::List(list), paragraph("afsnit")]);
    let found = blocks("**a [x](javascript:1)** b\n\nc");
    let refused = Inline {
        strong: true,
        ..typed(Unread::Link, "[x](javascript:1)")
    };
    let expected = [
        paragraph(vec![strong("a "), refused, plain(" b")]),
        paragraph("c"),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        shown("- > a\n- b\n\n3. c\n4. d\n\ne"),
        "- > a\n- b\n3. c\n4. d\ne"
    );
}

#[test]
fn definitions_that_a_parser_would_swallow_are_shown() {
    for source in [
        "[1]: bilag",
        "Se [1] og [to][1].\n\n[1]: https://a.example",
        "[a]: x\n[b]: y\ntekst",
        "[a]: x \"titel\"",
    ] {
        let found = shown(source);
        for word in source.split_whitespace() {
            assert!(
                found.contains(word),
                "{word} of {source:?} is not in {found:?}"
            );
        }
    }
    assert_eq!(shown("- [1]: bilag\n- b"), "- [1]: bilag\n- b");
    assert_eq!(shown("3. [1]: bilag"), "3. [1]: bilag");
}

#[test]
fn a_row_with_more_cells_than_its_table_loses_none() {
    let source = "| a | b |\n|---|---|\n| 1 | 2 | 3 |";
    assert_eq!(shown(source), source);
    let linked = blocks("| [a](https://a.example) | b |\n|---|---|\n| 1 | 2 |");
    let Some(Block::Table(table)) = linked.first() else {
        panic!("no table");
    };
    let title = table.columns.first().map(|column| column.title.as_str());
    assert_eq!(title, Some("[a](https://a.example)"));
}

#[test]
fn links_lead_to_the_web_and_to_mail() {
    let found =
        blocks("<udbud@dragoer.dk> <https://dragoer.dk> [a](https://x.dk)[b](https://x.dk)");
    let expected = paragraph(vec![
        link("udbud@dragoer.dk", "mailto:udbud@dragoer.dk"),
        plain(" "),
        link("https://dragoer.dk", "https://dragoer.dk"),
        plain(" "),
        link("ab", "https://x.dk"),
    ]);
    assert_eq!(found, [expected]);
    for typed in [
        "[](https://x.dk)",
        "[a](https://x.dk \"titel\")",
        "[a](//x.dk)",
    ] {
        assert_eq!(shown(typed), typed);
    }
}

#[test]
fn numbers_with_stars_between_them_are_a_product() {
    assert_eq!(shown("5*3*2 stk. og 2*a*b"), "5*3*2 stk. og 2*a*b");
    assert_eq!(blocks("a*b*"), [paragraph(vec![plain("a"), emphasis("b")])]);
}

#[test]
fn lines_from_other_machines_are_lines() {
    assert_eq!(blocks("a\r\nb\rc"), [paragraph("a\nb\nc")]);
}

#[test]
fn a_megabyte_of_anything_is_read() {
    let sources = [
        "- **a**\n\n  b\n\n".repeat(70_000),
        format!("- x\n\n{}", "  **a**\n\n".repeat(100_000)),
        "| a ".repeat(250_000),
        "[a]: x\n\n".repeat(120_000),
        "*a **b ".repeat(150_000),
        "![[".repeat(340_000),
        "`a``b".repeat(200_000),
        "<a ".repeat(340_000),
        "> - 1. ".repeat(150_000),
    ];
    for source in sources {
        let letters = |text: &str| text.matches('a').count();
        assert_eq!(
            letters(&shown(&source)),
            letters(&source),
            "{:?}",
            source.get(..20)
        );
    }
}

#[test]
fn what_is_shown_as_typed_says_why_and_nothing_else_does() {
    for (source, why) in [
        ("# Overskrift", Unread::Heading),
        ("<div>x</div>", Unread::Html),
        ("![billede](https://a.example/x.png)", Unread::Picture),
        ("> citat", Unread::Quotation),
        ("```\nkode\n```", Unread::Code),
        ("et\n\n---", Unread::Rule),
        ("[klik](javascript:alert(1))", Unread::Link),
        ("[](https://x.dk)", Unread::Link),
        ("[1]: bilag", Unread::Reference),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", Unread::Table),
    ] {
        assert_eq!(unread(source), [why], "{source:?}");
    }
    assert_eq!(unread("a <b>c</b>"), [Unread::Html, Unread::Html]);
    for source in [
        "**a** *b* `c` [d](https://x.dk) <https://x.dk>",
        "- a\n  1. b\n\n2. januar 2018",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "5*3*2 < 7 & [udfyld: beløb]",
    ] {
        assert_eq!(unread(source), [], "{source:?}");
    }
    let deep: String = (0..12_usize)
        .map(|depth| " ".repeat(depth * 2) + "- x\n")
        .collect();
    assert_eq!(unread(&deep), [Unread::DeepList; 4]);
    let table = "| a |\n|---|\n| 1 |";
    let Cell::Blocks(typed) = cell(table) else {
        panic!("the cell does not say that it has no table");
    };
    assert!(format!("{typed:?}").contains("Table"));
}
