//! Whatever a document holds: all of it is read once, in order, on the page as in the plain text.

use super::{empty, page};
use anskaf::render::document::{
    Inline, List, ListItem, Signatory, Text, emphasis, footnote, plain, strong,
};
use anskaf::render::table::RowKind;
use anskaf::render::{Block, Cell, Column, Document, Table, text};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Words are numbered when the document is made, so that no two are alike.
#[derive(Debug, Clone)]
enum Part {
    Heading(u8),
    Paragraph(usize, bool),
    List(usize, bool),
    Table {
        columns: usize,
        headers: usize,
        /// What each row is, and which of its cells reach over others.
        rows: Vec<(RowKind, Vec<u8>)>,
    },
    Facts(usize),
    Note,
    Signatures,
    Contents,
    PageBreak,
}

fn part() -> impl Strategy<Value = Part> {
    let kind = prop_oneof![
        6 => Just(RowKind::Body),
        1 => Just(RowKind::Subtotal),
        1 => Just(RowKind::Group),
        1 => Just(RowKind::Total),
    ];
    let row = (kind, prop::collection::vec(0..8_u8, 0..6));
    prop_oneof![
        (0..9_u8).prop_map(Part::Heading),
        (1..5_usize, any::<bool>()).prop_map(|(pieces, note)| Part::Paragraph(pieces, note)),
        (0..4_usize, any::<bool>()).prop_map(|(items, numbered)| Part::List(items, numbered)),
        (1..6_usize, 0..7_usize, prop::collection::vec(row, 0..6)).prop_map(
            |(columns, headers, rows)| Part::Table {
                columns,
                headers,
                rows
            }
        ),
        (0..3_usize).prop_map(Part::Facts),
        Just(Part::Note),
        Just(Part::Signatures),
        Just(Part::Contents),
        Just(Part::PageBreak),
    ]
}

/// Makes the document and the list of its words in reading order.
#[derive(Default)]
struct Maker {
    count: usize,
    words: Vec<String>,
    notes: Vec<String>,
}

impl Maker {
    fn word(&mut self) -> String {
        self.count += 1;
        format!("ord{:05}", self.count)
    }

    fn read(&mut self) -> String {
        let word = self.word();
        self.words.push(word.clone());
        word
    }

    fn pieces(&mut self, count: usize, note: bool) -> Text {
        let styles: [fn(String) -> Inline; 3] = [plain, strong, emphasis];
        let mut text: Vec<Inline> = Vec::new();
        for (place, style) in styles.iter().cycle().take(count).enumerate() {
            let break_before = if place == 1 { "\n" } else { " " };
            let word = self.read();
            text.push(style(format!("{break_before}{word}")));
        }
        if note {
            let word = self.word();
            self.notes.push(word.clone());
            text.push(footnote(word));
        }
        Text(text)
    }

    fn list(&mut self, items: usize, numbered: bool, depth: usize) -> List {
        let item = |maker: &mut Maker| {
            let text = maker.pieces(1, false);
            let inner =
                (depth < 3 && items > 1).then(|| maker.list(items - 1, !numbered, depth + 1));
            ListItem { text, inner }
        };
        let items = (0..items).map(|_| item(self)).collect();
        List { numbered, items }
    }

    fn table(&mut self, columns: usize, headers: usize, rows: &[(RowKind, Vec<u8>)]) -> Table {
        let title = self.read();
        let columns = (0..columns).map(|_| Column::text(self.read())).collect();
        let mut table = Table::new(title, columns);
        table.row_headers = headers;
        for (kind, cells) in rows {
            let width = if *kind == RowKind::Group {
                1
            } else {
                table.columns.len()
            };
            let cells = cells.iter().take(width);
            let cells = cells.map(|cell| match cell {
                0 if *kind != RowKind::Group => Cell::Left,
                1 if *kind != RowKind::Group => Cell::Above,
                2 => Cell::Empty,
                3 => Cell::Blocks(vec![
                    Block::Paragraph(self.pieces(2, true)),
                    Block::List(self.list(2, false, 3)),
                ]),
                _ => Cell::Text(self.read()),
            });
            let cells = cells.collect();
            table.rows.push(anskaf::render::Row { kind: *kind, cells });
        }
        let remark = self.read();
        table.note(remark);
        table
    }

    fn add(&mut self, document: &mut Document, part: &Part) {
        match part {
            Part::Heading(level) => {
                let title = self.read();
                document.heading(*level, "", title);
            }
            Part::Paragraph(pieces, note) => {
                let text = self.pieces(*pieces, *note);
                document.paragraph(text);
            }
            Part::List(items, numbered) => {
                let list = self.list(*items, *numbered, 0);
                document.push(Block::List(list));
            }
            Part::Table {
                columns,
                headers,
                rows,
            } => {
                let table = self.table(*columns, *headers, rows);
                document.table(table);
            }
            Part::Facts(count) => {
                let facts: Vec<_> = (0..*count)
                    .map(|_| (self.read(), self.pieces(2, true)))
                    .collect();
                document.facts(facts);
            }
            Part::Note => {
                let label = self.read();
                let text = self.pieces(2, false);
                document.note(label, text);
            }
            Part::Signatures => {
                let person = Signatory {
                    role: self.read(),
                    name: self.read(),
                    title: self.read(),
                };
                document.signatures([person]);
            }
            Part::Contents => {
                document.contents(6);
            }
            Part::PageBreak => {
                document.page_break();
            }
        }
    }
}

/// The numbered words of a text, in order.
fn words(text: &str) -> Vec<String> {
    let found = text.match_indices("ord");
    let found = found.filter_map(|(at, _)| text.get(at..at + 8));
    let numbered = |word: &&str| word.bytes().skip(3).all(|digit| digit.is_ascii_digit());
    found.filter(numbered).map(str::to_owned).collect()
}

fn without_contents(element: &super::Element) -> String {
    let mut kept = element.clone();
    drop_contents(&mut kept);
    kept.text()
}

fn drop_contents(element: &mut super::Element) {
    element.children.retain(|child| match child {
        super::reader::Node::Element(element) => element.attribute("class") != "contents",
        super::reader::Node::Text(_) => true,
    });
    for child in &mut element.children {
        if let super::reader::Node::Element(element) = child {
            drop_contents(element);
        }
    }
}

proptest! {
    #![proptest_config(crate::finance_properties::repeatable(200))]

    #[test]
    fn every_word_is_read_once_and_in_order(parts in prop::collection::vec(part(), 0..14)) {
        let mut maker = Maker::default();
        let mut document = empty();
        for part in &parts {
            maker.add(&mut document, part);
        }
        let page = page(&document);
        let mut expected = maker.words.clone();
        expected.extend(maker.notes.clone());
        prop_assert_eq!(words(&without_contents(page.only("main"))), expected.clone());

        // In a table of plain text the words of one line of cells stand beside each other.
        let mut plain = words(&text::document(&document));
        let listed: BTreeSet<String> = plain.iter().cloned().collect();
        plain.sort();
        expected.sort();
        prop_assert_eq!(listed.into_iter().collect::<Vec<_>>(), expected.clone());
        if !parts.iter().any(|part| matches!(part, Part::Contents)) {
            prop_assert_eq!(plain, expected);
        }

        for table in page.named("table") {
            super::grid(table);
            for cell in table.named("th") {
                prop_assert!(!cell.attribute("scope").is_empty());
            }
        }
        let mut last = 0;
        for (level, text) in page.headings() {
            prop_assert!(level <= last + 1, "{} is {} below {}", text, level, last);
            last = level;
        }
    }
}
