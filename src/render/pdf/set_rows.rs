//! Rows of a table with their lines and heights, made as they are needed.
//!
//! [`Window`] holds the rows from the next one to be set on, as far as something looked ahead: a cell
//! over several rows needs the heights of these, and sums are kept with the row above them.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::cells::{Content, Part, Place};
use super::flow::{Flow, count_of};
use super::grid::{Align, Source};
use super::lines::{Line, Piece, lines};
use super::measures::{Prepared, length};
use super::style::BODY;
use super::words::Span;
use crate::render::spans::{Span as Reach, Spans};
use crate::render::table::RowKind;
use std::collections::VecDeque;

/// A cell over several rows that takes more than this share of a page gives its height to its first
/// row, which may be divided between pages.
const TALL: f32 = 0.5;

/// A row with its lines.
#[derive(Debug)]
pub struct SetRow {
    /// The part it plays.
    pub kind: RowKind,
    /// Its cells from left to right, without places that others reach over.
    pub cells: Vec<SetCell>,
    /// Height in points.
    pub height: f32,
    /// Whether a line may be drawn below each column; empty for all.
    pub closed: Vec<bool>,
    /// How many further rows a cell over several rows needs for its text.
    pub tied: usize,
    /// How many further rows a cell of this row reaches over.
    pub reach: usize,
}

/// A cell with its lines.
#[derive(Debug)]
pub struct SetCell {
    /// Its column.
    pub column: usize,
    /// How far it reaches.
    pub span: Reach,
    /// Where its lines stand.
    pub align: Align,
    /// Its paragraphs.
    pub parts: Vec<SetPart>,
    /// Height of its lines.
    pub height: f32,
    /// Whether the height of its row follows from it.
    pub counts: bool,
}

/// A paragraph of a cell with its lines.
#[derive(Debug)]
pub struct SetPart {
    /// Its text in the size of the table.
    pub spans: Vec<Span>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The label of the item that it begins.
    pub label: Vec<Span>,
    /// The one line of the label.
    pub label_lines: Vec<Line>,
    /// Left edge of the label and of the text, from that of the cell's text, in points.
    pub indents: (f32, f32),
    /// Space above in points.
    pub above: f32,
    /// What it is.
    pub place: Place,
}

impl SetCell {
    /// Number of lines.
    pub fn lines(&self) -> usize {
        self.parts.iter().map(|part| part.lines.len()).sum()
    }
}

impl SetRow {
    /// Lines of the cell that has most.
    pub fn lines(&self) -> usize {
        let lines = self.cells.iter().map(SetCell::lines);
        lines.max().unwrap_or(0)
    }
}

/// The rows from the next one to be set on.
pub struct Window<'s> {
    source: Source<'s>,
    first: usize,
    rows: VecDeque<SetRow>,
    /// How many rows from the beginning have their final heights.
    resolved: usize,
}

impl<'s> Window<'s> {
    /// A window that begins with the first row.
    pub fn new(source: Source<'s>) -> Self {
        Window {
            source,
            first: 0,
            rows: VecDeque::new(),
            resolved: 0,
        }
    }

    /// Takes the next row out.
    pub fn take(&mut self) -> Option<SetRow> {
        let row = self.rows.pop_front()?;
        self.first += 1;
        Some(row)
    }

    fn get(&self, at: usize) -> Option<&SetRow> {
        self.rows.get(at.checked_sub(self.first)?)
    }

    fn get_mut(&mut self, at: usize) -> Option<&mut SetRow> {
        self.rows.get_mut(at.checked_sub(self.first)?)
    }
}

impl Flow<'_> {
    /// A row with its final height.
    pub fn row_at<'w>(
        &mut self,
        window: &'w mut Window<'_>,
        table: &Prepared,
        at: usize,
    ) -> Option<&'w SetRow> {
        while window.resolved <= at && window.resolved < window.source.len() {
            let next = window.resolved;
            self.fill(window, table, next);
            self.resolve(window, table, next);
            window.resolved += 1;
        }
        window.get(at)
    }

    fn fill(&mut self, window: &mut Window<'_>, table: &Prepared, until: usize) {
        while window.first + window.rows.len() <= until.min(window.source.len().saturating_sub(1)) {
            let at = window.first + window.rows.len();
            let row = self.set_row(&window.source, table, at);
            window.rows.push_back(row);
        }
    }

    /// Gives the last of the rows that a cell reaches over what its text needs beyond their heights.
    fn resolve(&mut self, window: &mut Window<'_>, table: &Prepared, at: usize) {
        let Some(row) = window.get(at).filter(|row| row.reach > 0) else {
            return;
        };
        let reaching = row
            .cells
            .iter()
            .filter(|cell| cell.span.rows > 1 && !cell.counts);
        let needs: Vec<(usize, f32)> = reaching
            .map(|cell| (cell.span.rows, cell.height + 2.0 * table.pad_y()))
            .collect();
        for (rows, need) in needs {
            let (mut height, mut tied) = (0.0, 0);
            for below in 0..rows {
                self.fill(window, table, at + below);
                height += window.get(at + below).map_or(0.0, |row| row.height);
                tied = below;
                if height >= need {
                    break;
                }
            }
            if let Some(last) = window.get_mut(at + tied).filter(|_| height < need) {
                last.height += need - height;
            }
            if let Some(row) = window.get_mut(at) {
                row.tied = row.tied.max(tied);
            }
        }
    }

    /// The rows of the header.
    pub fn header_rows(&mut self, source: &Source<'_>, table: &Prepared) -> Vec<SetRow> {
        let header = source.header();
        let columns = source.columns();
        let spans = Spans::in_rows(&header, columns.len());
        let mut rows = Vec::with_capacity(header.len());
        for (at, row) in header.iter().enumerate() {
            let grouped = at + 1 < header.len();
            let mut cells = Vec::new();
            for (place, column) in columns.iter().enumerate() {
                let span = spans.at(at, place);
                if span == Reach::COVERED {
                    continue;
                }
                let content = Content::heading(&row.cell(place).shown(column.kind));
                let align = match (grouped && span.rows == 1, column.kind.is_number()) {
                    (true, _) if span.columns > 1 => Align::Centre,
                    (_, true) => Align::Right,
                    (_, false) => Align::Left,
                };
                cells.push(self.set_cell(table, content, (place, span), align));
            }
            rows.push(self.row_of(table, RowKind::Body, cells));
        }
        let both: f32 = rows.iter().map(|row| row.height).sum();
        // A title beside groups stands over both rows, and makes the lower one as high as it needs.
        let over = rows.first().map_or(0.0, |row| {
            let over = row.cells.iter().filter(|cell| cell.span.rows > 1);
            over.map(|cell| cell.height).fold(0.0, f32::max) + 2.0 * table.pad_y()
        });
        if let Some(last) = rows.last_mut() {
            last.height += (over - both).max(0.0);
        }
        rows
    }

    fn set_row(&mut self, source: &Source<'_>, table: &Prepared, at: usize) -> SetRow {
        let mut cells = Vec::new();
        let columns = table.columns.len();
        for place in 0..columns {
            let span = table.spans.at(at, place);
            if span == Reach::COVERED {
                continue;
            }
            let content = self.content_at(source, at, place);
            let align = source.align(at, place, span);
            cells.push(self.set_cell(table, content, (place, span), align));
        }
        let mut row = self.row_of(table, source.kind(at), cells);
        if !table.spans.is_plain(at + 1) {
            let open = (0..columns).map(|place| !table.spans.is_from_above(at + 1, place));
            row.closed = open.collect();
        }
        row
    }

    fn row_of(&self, table: &Prepared, kind: RowKind, cells: Vec<SetCell>) -> SetRow {
        let heights = cells.iter().filter(|cell| cell.counts);
        let height = heights.map(|cell| cell.height).fold(0.0, f32::max);
        let reach = cells.iter().map(|cell| cell.span.rows).max().unwrap_or(1);
        SetRow {
            kind,
            height: height.max(table.leading()) + 2.0 * table.pad_y(),
            closed: Vec::new(),
            tied: 0,
            reach: reach.saturating_sub(1),
            cells,
        }
    }

    fn set_cell(
        &mut self,
        table: &Prepared,
        content: Content,
        (column, span): (usize, Reach),
        align: Align,
    ) -> SetCell {
        let width = table.extent(column, span.columns).1 - 2.0 * table.pad_x();
        let parts = content.parts.into_iter();
        let parts: Vec<SetPart> = parts
            .map(|part| self.set_part(table, part, width))
            .filter(|part| !part.lines.is_empty())
            .collect();
        let mut height = 0.0;
        for (place, part) in parts.iter().enumerate() {
            height += if place > 0 { part.above } else { 0.0 };
            height += table.leading() * count_of(part.lines.len());
        }
        SetCell {
            column,
            span,
            align,
            parts,
            height,
            counts: span.rows == 1 || height > table.page() * TALL,
        }
    }

    fn set_part(&mut self, table: &Prepared, part: Part, width: f32) -> SetPart {
        let size = table.size;
        let scaled = |spans: Vec<Span>| -> Vec<Span> {
            let scale = |span: Span| Span {
                kind: span.kind.sized(span.kind.size / BODY.size * size),
                ..span
            };
            spans.into_iter().map(scale).collect()
        };
        let (spans, label) = (scaled(part.spans), scaled(part.label));
        let inside = (width - part.indent * size).max(size);
        let mut set = match self.one_line(&spans, inside) {
            Some(line) => vec![line],
            None => lines(self.fonts, &spans, inside),
        };
        let label_lines = lines(self.fonts, &label, f32::MAX);
        if set.is_empty() && !label_lines.is_empty() {
            set.push(Line::default());
        }
        SetPart {
            spans,
            lines: set,
            label,
            label_lines,
            indents: (part.label_indent * size, part.indent * size),
            above: part.above * table.leading(),
            place: part.place,
        }
    }

    /// The line of a short text in one style, as most cells hold, without looking for breaks.
    fn one_line(&mut self, spans: &[Span], width: f32) -> Option<Line> {
        let [span] = spans else { return None };
        if span.text.is_empty() || span.text.ends_with(' ') {
            return None;
        }
        let length = length(self.fonts, spans).filter(|length| *length <= width + 0.01)?;
        let piece = Piece {
            span: 0,
            range: 0..span.text.len(),
            x: 0.0,
            width: length,
            hyphen: false,
        };
        Some(Line {
            pieces: vec![piece],
            width: length,
            ..Line::default()
        })
    }
}
