//! What stands in the cells of a table, as paragraphs and items of lists before they have lines.
//!
//! Most cells hold one piece of text, which belongs to the cell itself; paragraphs and lists have
//! elements of their own within it. Sizes are those of running text and are scaled when the table
//! knows its own.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::Warning;
use super::flow::Flow;
use super::fonts::Face;
use super::style::{ACCENT, BODY, INK, TITLE, Type};
use super::words::Span;
use crate::render::document::{Block, LIST_DEPTH, List, Text};
use crate::render::table::{Cell, Kind, RowKind};
use crate::render::text;

/// Space between paragraphs of a cell, as share of the leading.
const PARAGRAPH_GAP: f32 = 0.4;
/// Space between items of a list, as share of the leading.
const ITEM_GAP: f32 = 0.12;
/// Room for a bullet, and behind the number of an item, in type sizes.
const BULLET_ROOM: f32 = 1.05;
const NUMBER_GAP: f32 = 0.55;

/// The content of a cell.
#[derive(Debug, Default)]
pub struct Content {
    /// Its paragraphs, from top to bottom.
    pub parts: Vec<Part>,
    /// A number or date, which is never broken.
    pub unbreakable: bool,
}

/// A paragraph of a cell.
#[derive(Debug)]
pub struct Part {
    /// Its text.
    pub spans: Vec<Span>,
    /// The bullet or number of the item that it begins; empty for anything else.
    pub label: Vec<Span>,
    /// Where the label stands, in type sizes from the left edge.
    pub label_indent: f32,
    /// Where the text stands, in type sizes from the left edge.
    pub indent: f32,
    /// Space above, as share of the leading; none above the first one.
    pub above: f32,
    /// What it is.
    pub place: Place,
}

/// What a part of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The text of the cell.
    Cell,
    /// A paragraph in the cell.
    Paragraph,
    /// An item of a list.
    Item {
        /// 1 for a list that stands in no other.
        depth: usize,
        /// Numbered and not bulleted.
        numbered: bool,
        /// The first item of its list.
        begins: bool,
    },
}

impl Part {
    /// The text of a cell.
    pub fn cell(spans: Vec<Span>) -> Part {
        Part {
            spans,
            label: Vec::new(),
            label_indent: 0.0,
            indent: 0.0,
            above: 0.0,
            place: Place::Cell,
        }
    }

    fn paragraph(spans: Vec<Span>) -> Part {
        Part {
            above: PARAGRAPH_GAP,
            place: Place::Paragraph,
            ..Part::cell(spans)
        }
    }
}

impl Content {
    /// One piece of text.
    pub fn of(spans: Vec<Span>) -> Content {
        Content {
            parts: vec![Part::cell(spans)],
            unbreakable: false,
        }
    }

    /// The title of a column or of a group of columns.
    pub fn heading(title: &str) -> Content {
        Content::of(vec![Span::new(title, TITLE.coloured(ACCENT))])
    }
}

/// The type of a row's cells in a column.
pub fn cell_type(kind: Kind, row: RowKind) -> Type {
    let base = match row {
        RowKind::Body => BODY,
        RowKind::Subtotal | RowKind::Total => BODY.faced(Face::Bold),
        RowKind::Group => TITLE.coloured(ACCENT),
    };
    Type {
        tabular: kind != Kind::Text,
        ..base
    }
}

impl Flow<'_> {
    /// The content of a cell of a table.
    pub fn content(&mut self, cell: &Cell, kind: Kind, row: RowKind) -> Content {
        match cell {
            Cell::Blocks(blocks) => {
                let kind = cell_type(Kind::Text, row);
                let mut parts = Vec::new();
                for block in blocks {
                    self.block_parts(block, kind, &mut parts);
                }
                Content {
                    parts,
                    unbreakable: false,
                }
            }
            Cell::Text(words) => Content::of(vec![Span::new(words, cell_type(Kind::Text, row))]),
            Cell::Empty | Cell::Left | Cell::Above => Content::default(),
            number => {
                let mut span = Span::new("", cell_type(kind, row));
                span.text = number.shown(kind);
                Content {
                    parts: vec![Part::cell(vec![span])],
                    unbreakable: true,
                }
            }
        }
    }

    /// The name of a fact and the fact.
    pub fn fact(&mut self, (name, value): &(String, Text)) -> [Content; 2] {
        let name = Span::new(name, BODY.faced(Face::Bold).coloured(INK));
        [
            Content::of(vec![name]),
            Content::of(self.spans(value, BODY)),
        ]
    }

    fn block_parts(&mut self, block: &Block, kind: Type, parts: &mut Vec<Part>) {
        match block {
            Block::Paragraph(text) => {
                let spans = self.spans(text, kind);
                parts.push(Part::paragraph(spans));
            }
            Block::Note { label, text } => {
                if !label.is_empty() {
                    let label = Span::new(label, kind.faced(Face::Bold));
                    parts.push(Part::paragraph(vec![label]));
                }
                let spans = self.spans(text, kind);
                parts.push(Part::paragraph(spans));
            }
            Block::Heading(heading) => {
                let title = Span::new(&heading.text, kind.faced(Face::Bold));
                parts.push(Part::paragraph(vec![title]));
            }
            Block::List(list) => self.list_parts(list, kind, (1, 0.0), parts),
            other => {
                let words = text::blocks(std::slice::from_ref(other));
                parts.push(Part::paragraph(vec![Span::new(&words, kind)]));
            }
        }
    }

    fn list_parts(
        &mut self,
        list: &List,
        kind: Type,
        (depth, from): (usize, f32),
        parts: &mut Vec<Part>,
    ) {
        let step = if list.numbered {
            let widest = format!("{}.", list.items.len());
            self.fonts.width(kind, &widest) / kind.size + NUMBER_GAP
        } else {
            BULLET_ROOM
        };
        for (place, item) in list.items.iter().enumerate() {
            let label = match list.numbered {
                true => format!("{}.", place + 1),
                false if depth % 2 == 1 => "•".into(),
                false => "–".into(),
            };
            let begins = place == 0;
            parts.push(Part {
                spans: self.spans(&item.text, kind),
                label: vec![Span::new(&label, kind)],
                label_indent: from,
                indent: from + step,
                above: if begins && depth == 1 {
                    PARAGRAPH_GAP
                } else {
                    ITEM_GAP
                },
                place: Place::Item {
                    depth,
                    numbered: list.numbered,
                    begins,
                },
            });
            let Some(inner) = &item.inner else { continue };
            if depth < LIST_DEPTH {
                self.list_parts(inner, kind, (depth + 1, from + step), parts);
            } else {
                self.warnings.insert(Warning::ListTooDeep);
            }
        }
    }
}
