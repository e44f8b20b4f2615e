//! Random documents: whatever is put together, the pages are sound.

use super::sound::{Words, assert_sound};
use super::{empty, sound};
use crate::finance_properties::repeatable;
use anskaf::render::document::{
    Inline, List, ListItem, Text, code, emphasis, footnote, foreign, plain, strong,
};
use anskaf::render::{Block, Cell, Column, Document, Table};
use proptest::prelude::*;

/// A block before its words are known: numbers are lengths of words.
#[derive(Debug, Clone)]
enum Shape {
    Heading(u8, Vec<usize>),
    Paragraph(Vec<(Style, Vec<usize>)>),
    List(bool, Vec<(Vec<usize>, Vec<Vec<usize>>)>),
    Note(Vec<usize>, Vec<usize>),
    Facts(Vec<(usize, Vec<usize>)>),
    Table(usize, Vec<Vec<Vec<usize>>>),
    PageBreak,
}

#[derive(Debug, Clone, Copy)]
enum Style {
    Plain,
    Strong,
    Emphasis,
    Code,
    Foreign,
    Footnote,
}

fn lengths(most: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..36usize, 1..most)
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        6 => Just(Style::Plain),
        1 => Just(Style::Strong),
        1 => Just(Style::Emphasis),
        1 => Just(Style::Code),
        1 => Just(Style::Foreign),
        2 => Just(Style::Footnote),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    let item = (lengths(30), prop::collection::vec(lengths(12), 0..4));
    let row = |columns| prop::collection::vec(prop::collection::vec(0..36usize, 0..40), columns);
    prop_oneof![
        3 => (1..7u8, lengths(9)).prop_map(|(level, title)| Shape::Heading(level, title)),
        5 => prop::collection::vec((style(), lengths(60)), 1..7).prop_map(Shape::Paragraph),
        2 => (any::<bool>(), prop::collection::vec(item, 1..8))
            .prop_map(|(numbered, items)| Shape::List(numbered, items)),
        1 => (lengths(3), lengths(150)).prop_map(|(label, text)| Shape::Note(label, text)),
        1 => prop::collection::vec((0..36usize, lengths(20)), 1..8).prop_map(Shape::Facts),
        2 => (1..6usize)
            .prop_flat_map(move |columns| (Just(columns), prop::collection::vec(row(columns), 1..25)))
            .prop_map(|(columns, rows)| Shape::Table(columns, rows)),
        1 => Just(Shape::PageBreak),
    ]
}

fn paragraph(pieces: &[(Style, Vec<usize>)], words: &mut Words) -> Text {
    let mut inlines: Vec<Inline> = Vec::new();
    for (style, lengths) in pieces {
        if let Style::Footnote = style {
            let word = words.word('p', 3);
            inlines.push(plain(format!("{word}.")));
            inlines.push(footnote(words.text('n', lengths)));
            inlines.push(plain(" "));
            continue;
        }
        let text = format!("{} ", words.text('p', lengths));
        inlines.push(match style {
            Style::Strong => strong(text),
            Style::Emphasis => emphasis(text),
            Style::Code => code(text),
            Style::Foreign => foreign("en", text),
            Style::Plain | Style::Footnote => plain(text),
        });
    }
    inlines.into()
}

fn add(document: &mut Document, shape: &Shape, words: &mut Words) {
    match shape {
        Shape::Heading(level, title) => {
            document.heading(*level, "", words.text('h', title));
        }
        Shape::Paragraph(pieces) => {
            let text = paragraph(pieces, words);
            document.paragraph(text);
        }
        Shape::List(numbered, items) => {
            let mut list = List {
                numbered: *numbered,
                items: Vec::new(),
            };
            for (text, inner) in items {
                let text = words.text('l', text).into();
                let inner: Vec<String> = inner
                    .iter()
                    .map(|lengths| words.text('l', lengths))
                    .collect();
                let inner = (!inner.is_empty()).then(|| List::new(!numbered, inner));
                list.items.push(ListItem { text, inner });
            }
            document.push(Block::List(list));
        }
        Shape::Note(label, text) => {
            let label = words.text('p', label);
            let text = words.text('p', text);
            document.note(label, text);
        }
        Shape::Facts(facts) => {
            let facts: Vec<(String, String)> = facts
                .iter()
                .map(|(name, value)| (words.word('t', *name), words.text('t', value)))
                .collect();
            document.facts(facts);
        }
        Shape::Table(columns, rows) => {
            let header = (0..*columns).map(|_| Column::text(words.word('t', 2)));
            let mut table = Table::new("", header.collect());
            for row in rows {
                let cells = row
                    .iter()
                    .map(|lengths| Cell::from(words.text('t', lengths)));
                table.row(cells.collect());
            }
            document.table(table);
        }
        // An author who breaks the page behind a heading gets what was asked for.
        Shape::PageBreak if matches!(document.blocks.last(), Some(Block::Heading(_))) => {}
        Shape::PageBreak => {
            document.page_break();
        }
    }
}

proptest! {
    #![proptest_config(repeatable(if cfg!(debug_assertions) { 12 } else { 400 }))]

    #[test]
    fn random_documents_are_sound(
        shapes in prop::collection::vec(shape(), 1..25),
        justified in any::<bool>(),
        hyphenated in any::<bool>(),
    ) {
        let mut words = Words::default();
        let mut document = empty();
        document.justified = justified;
        document.hyphenated = hyphenated;
        for shape in &shapes {
            add(&mut document, shape, &mut words);
        }
        assert_sound(&document, &words.made);
    }

    #[test]
    fn any_characters_end_in_a_document_within_its_margins(
        texts in prop::collection::vec(any::<String>(), 1..6),
        justified in any::<bool>(),
    ) {
        let mut document = empty();
        document.justified = justified;
        for text in &texts {
            document.heading(1, "", text.clone()).paragraph(text.clone()).bullets([text.clone()]);
            document.facts([(text.clone(), text.clone())]).note("", text.clone());
            document.paragraph(vec![code(text.clone()), footnote(text.clone())]);
        }
        let boxes = super::assert_within_margins(&document);
        sound::assert_nothing_overlaps(&boxes);
        super::read(&document).said();
    }
}
