//! What users write in a small Markdown becomes blocks: bold, italic, code, lists, links, tables.
//!
//! Everything else is shown as it was typed: headings (they would stand in the document's table of
//! contents), raw HTML, pictures, quotes, blocks of code. Nothing is dropped, and a piece
//! that is shown so says why ([`super::document::Unread`]), which a drawing tells among its warnings. A single line feed is a
//! new line, as people mean it who have never heard of Markdown; a list that does not begin with 1 is
//! no list, because `2. januar 2018` is a date; and stars between numbers multiply.

mod reader;

use super::document::{Block, Inline, Text, plain};
use super::table::Cell;
use reader::Reader;
use std::borrow::Cow;

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    Reader::new(&unix(text), true).read()
}

/// A text as a cell of a table: paragraphs and lists; a table within is shown as it was typed.
pub fn cell(text: &str) -> Cell {
    let blocks = Reader::new(&unix(text), false).read();
    match blocks.as_slice() {
        [] => Cell::Empty,
        [Block::Paragraph(only)] if only.0.iter().all(is_plain) => Cell::Text(only.plain()),
        _ => Cell::Blocks(blocks),
    }
}

/// A text as one piece of running text: paragraphs become lines, lists are shown as text.
pub fn inline(text: &str) -> Text {
    let mut pieces: Vec<Inline> = Vec::new();
    for block in blocks(text) {
        if !pieces.is_empty() {
            append(&mut pieces, plain("\n"));
        }
        match block {
            Block::Paragraph(paragraph) => {
                for piece in paragraph.0 {
                    append(&mut pieces, piece);
                }
            }
            other => append(&mut pieces, plain(super::text::blocks(&[other]))),
        }
    }
    Text(pieces)
}

/// A text as it is read without style, for spreadsheets and data: items of lists begin with a dash or a number.
pub fn words(text: &str) -> String {
    super::text::blocks(&blocks(text))
}

/// Whether a link may be followed: nothing but the web and mail.
pub fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        && !address.chars().any(char::is_control)
}

fn is_plain(piece: &Inline) -> bool {
    *piece == plain(piece.text.as_str())
}

/// The text with line feeds at the end of its lines, whatever machine it was typed on.
fn unix(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n").into(),
        false => text.into(),
    }
}

/// Adds a piece, to the last one if they have one style.
fn append(pieces: &mut Vec<Inline>, piece: Inline) {
    match pieces.last_mut() {
        Some(last) if alike(last, &piece) => last.text.push_str(&piece.text),
        _ => pieces.push(piece),
    }
}

fn alike(one: &Inline, other: &Inline) -> bool {
    (one.strong, one.emphasis, one.code) == (other.strong, other.emphasis, other.code)
        && one.target == other.target
        && one.language == other.language
        && one.unread == other.unread
        && one.footnote.is_none()
        && other.footnote.is_none()
}

#[cfg(test)]
mod tests;
