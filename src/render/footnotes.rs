//! The footnotes of a document in reading order: their places in the list are their numbers.

use super::document::{Block, Document, LIST_DEPTH, List, Text};
use super::table::{Cell, Table};

/// Whether nothing of a footnote would be seen: then it is none.
pub fn is_blank(note: &Text) -> bool {
    note.plain().chars().all(char::is_whitespace)
}

/// All footnotes; the first one has the number 1. A footnote within a footnote is none, and neither is
/// one without words.
pub fn footnotes(document: &Document) -> Vec<&Text> {
    let mut found = Vec::new();
    for block in &document.blocks {
        of_block(block, 0, &mut found);
    }
    found
}

fn of_block<'a>(block: &'a Block, depth: usize, found: &mut Vec<&'a Text>) {
    match block {
        Block::Paragraph(text) | Block::Note { text, .. } => of_text(text, found),
        Block::List(list) => of_list(list, 0, found),
        Block::KeyValues(facts) => facts.iter().for_each(|(_, value)| of_text(value, found)),
        Block::Table(table) if depth == 0 => of_table(table, found),
        _ => {}
    }
}

fn of_list<'a>(list: &'a List, depth: usize, found: &mut Vec<&'a Text>) {
    for item in &list.items {
        of_text(&item.text, found);
        if let Some(inner) = &item.inner
            && depth + 1 < LIST_DEPTH
        {
            of_list(inner, depth + 1, found);
        }
    }
}

fn of_table<'a>(table: &'a Table, found: &mut Vec<&'a Text>) {
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if let Cell::Blocks(blocks) = cell {
            blocks.iter().for_each(|block| of_block(block, 1, found));
        }
    }
}

fn of_text<'a>(text: &'a Text, found: &mut Vec<&'a Text>) {
    let notes = text.0.iter().filter_map(|piece| piece.footnote.as_deref());
    found.extend(notes.filter(|note| !is_blank(note)));
}

#[cfg(test)]
mod tests {
    use super::super::document::{footnote, plain};
    use super::*;
    use crate::render::Column;
    use chrono::NaiveDate;

    #[test]
    fn footnotes_are_found_in_reading_order_wherever_text_stands() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 25).expect("date");
        let mut document = Document::new("Prøve", "Ærø Kommune", date);
        let noted = |text: &str| vec![plain("Tekst"), footnote(text)];
        document.paragraph(noted("et")).bullets([noted("to")]);
        let mut table = Table::new("", vec![Column::text("")]);
        let inner = Block::Paragraph(noted("tre").into());
        table.row(vec![Cell::Blocks(vec![inner])]);
        document
            .table(table)
            .facts([("Navn", noted("fire"))])
            .note("", noted("fem"));
        let found: Vec<String> = footnotes(&document)
            .iter()
            .map(|text| text.plain())
            .collect();
        assert_eq!(found, ["et", "to", "tre", "fire", "fem"]);
    }
}
