//! A document made of any bytes, for the fuzzer and for the test that replays its corpus.

use anskaf::render::document::{footnote, plain};
use anskaf::render::{Block, Cell, Column, Document, Table, markdown};
use chrono::NaiveDate;

/// The first byte says how the document is set; the others are Markdown, in every place where
/// users' texts stand.
pub fn document_of(bytes: &[u8]) -> Document {
    let (how, written) = bytes.split_first().unwrap_or((&0, &[]));
    let written = String::from_utf8_lossy(written);
    let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();
    let mut document = Document::new("Prøve", "Ærø Kommune", date);
    document.justified = how & 1 != 0;
    document.hyphenated = how & 2 == 0;
    document.draft = how & 4 != 0;
    if how & 8 != 0 {
        document.contents(3);
    }
    for block in markdown::blocks(&written) {
        document.push(block);
    }
    if how & 16 != 0 {
        let mut table = Table::new("Krav", vec![Column::text("Nr."), Column::text("Krav")]);
        table.row(vec![Cell::Integer(1), markdown::cell(&written)]);
        document.table(table);
    }
    if how & 32 != 0 {
        let note = footnote(markdown::inline(&written));
        let facts = vec![("Bemærkning".to_string(), vec![plain("Se"), note].into())];
        document.push(Block::KeyValues(facts));
    }
    document
}
