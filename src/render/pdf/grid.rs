//! Measuring a table: its cells as text, the type size and the paper that hold it, the row heights.
//!
//! A table that does not fit upright at a readable size gets a page on its side; numbers are never
//! broken to make it fit. What does not fit even there is an error, not a clipped cell.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::columns::{Wish, widths};
use super::flow::count_of;
use super::fonts::{Face, Fonts};
use super::lines::{Line, extent, lines};
use super::style::{ACCENT, BODY, Sheet, TITLE, Type};
use super::words::Span;
use crate::render::table::{Cell, Column, Kind, RowKind, Table};

/// Room at the left and right of a cell's text.
pub const PAD_X: f32 = 4.5;
/// Room above and below a cell's text.
pub const PAD_Y: f32 = 3.6;
/// Rows of more lines than this may be split between pages.
pub const SPLIT: usize = 12;
/// A table that takes no more than this share of a page is not divided between pages.
const SMALL: f32 = 0.36;
/// A part of a word wider than this is hyphenated or cut rather than widen its column.
const WORD_LIMIT: f32 = 74.0;

/// The cells of a table before anything is known about widths.
#[derive(Debug)]
pub struct Grid {
    /// The header row; empty for facts, whose row headers say it all.
    pub header: Vec<GridCell>,
    /// The rows.
    pub rows: Vec<(RowKind, Vec<GridCell>)>,
    /// How each column is set.
    pub columns: Vec<GridColumn>,
    /// How many columns at the left are row headers.
    pub row_headers: usize,
}

/// How a column is set.
#[derive(Debug, Clone, Copy)]
pub struct GridColumn {
    /// Stands at the right edge.
    pub right: bool,
    /// Takes up room that nobody asked for.
    pub stretches: bool,
    /// Width in points that it has at least, whatever it holds.
    pub room: f32,
}

/// One cell.
#[derive(Debug, Default)]
pub struct GridCell {
    /// Its text.
    pub spans: Vec<Span>,
    /// A number or date, which is never broken.
    pub unbreakable: bool,
}

/// A table with all measures.
#[derive(Debug)]
pub struct Prepared {
    /// The paper it needs.
    pub sheet: Sheet,
    /// Distance between baselines.
    pub leading: f32,
    /// Left edge (from the left margin) and width of each column.
    pub columns: Vec<(f32, f32)>,
    /// Whether each column stands at the right edge.
    pub right: Vec<bool>,
    /// How many columns at the left are row headers.
    pub row_headers: usize,
    /// The header row, if there is one.
    pub header: Option<PreparedRow>,
    /// The rows.
    pub rows: Vec<PreparedRow>,
    /// Height of the caption with its space, known before it is set.
    pub caption_height: f32,
    /// Room that the notes ask for on the page of the last row.
    pub notes_height: f32,
}

/// A row with its lines.
#[derive(Debug)]
pub struct PreparedRow {
    /// Whether it is a sum.
    pub kind: RowKind,
    /// Text and lines of each cell.
    pub cells: Vec<(Vec<Span>, Vec<Line>)>,
    /// Lines of the longest cell, at least one.
    pub lines: usize,
}

impl Prepared {
    /// Height of a row.
    pub fn height(&self, row: &PreparedRow) -> f32 {
        self.leading * count_of(row.lines) + 2.0 * PAD_Y
    }

    /// Room for the begin: all of a small table, else caption, header and the first row with what
    /// must not be parted from it.
    pub fn least(&self) -> f32 {
        let rows = self.header.iter().chain(&self.rows);
        let heights = rows.map(|row| self.height(row)).sum::<f32>();
        let whole = self.caption_height + heights + self.notes_height;
        if whole < (self.sheet.top - self.sheet.bottom) * SMALL {
            return whole;
        }
        let begin = |row: &PreparedRow| self.leading * count_of(row.lines.min(SPLIT)) + 2.0 * PAD_Y;
        let header = self.header.as_ref().map_or(0.0, begin);
        let first = self
            .rows
            .first()
            .map_or(0.0, |row| begin(row) + self.behind(0));
        self.caption_height + header + first
    }

    /// Height of the sums that follow a row at once, and of the notes if these are the last rows.
    pub fn behind(&self, row: usize) -> f32 {
        let after = self.rows.get(row + 1..).unwrap_or(&[]);
        let sums = after
            .iter()
            .take_while(|row| row.kind != RowKind::Body)
            .count()
            .min(3);
        let heights = after
            .iter()
            .take(sums)
            .map(|sum| self.height(sum))
            .sum::<f32>();
        let notes = if sums == after.len() {
            self.notes_height
        } else {
            0.0
        };
        heights + notes
    }
}

/// The cells of a table, in the type of tables.
pub fn grid(table: &Table) -> Grid {
    let header = table.columns.iter().map(|column| GridCell {
        spans: vec![Span::new(&column.title, TITLE.coloured(ACCENT))],
        unbreakable: false,
    });
    let rows = table.rows.iter().map(|row| {
        let bold = row.kind != RowKind::Body;
        let columns = table.columns.iter().enumerate();
        let cells = columns.map(|(place, column)| {
            let cell = row.cell(place);
            let kind = if matches!(cell, Cell::Text(_)) {
                Kind::Text
            } else {
                column.kind
            };
            GridCell {
                spans: vec![Span::new(&cell.shown(column.kind), cell_type(kind, bold))],
                unbreakable: cell.is_unbreakable(),
            }
        });
        (row.kind, cells.collect())
    });
    Grid {
        header: header.collect(),
        rows: rows.collect(),
        columns: table.columns.iter().map(grid_column).collect(),
        row_headers: table.row_headers.min(table.columns.len()),
    }
}

fn grid_column(column: &Column) -> GridColumn {
    let right = column.kind.is_number();
    let stretches = column.kind == Kind::Text;
    GridColumn {
        right,
        stretches,
        room: f32::from(column.room) * 72.0 / 25.4,
    }
}

fn cell_type(kind: Kind, bold: bool) -> Type {
    let face = if bold { Face::Bold } else { Face::Regular };
    Type {
        tabular: kind != Kind::Text,
        ..BODY.faced(face)
    }
}

/// The measures of a table, or `None` if no paper is wide enough.
pub fn prepare(fonts: &mut Fonts, grid: Grid, paper: Sheet, may_turn: bool) -> Option<Prepared> {
    let upright = [9.6, 8.8, 8.0].map(|size| (paper, size));
    let turned = [9.0, 8.0, 7.0, 6.0].map(|size| (Sheet::LANDSCAPE, size));
    let sheets = upright
        .into_iter()
        .chain(turned.into_iter().filter(|_| may_turn));
    let wishes = wishes(fonts, &grid);
    for (sheet, size) in sheets {
        let columns = wishes.iter().zip(&grid.columns);
        let scaled: Vec<Wish> = columns
            .map(|(wish, column)| scaled(*wish, column.room, size))
            .collect();
        if let Some(widths) = widths(&scaled, sheet.right - sheet.left) {
            return Some(broken(fonts, grid, &widths, sheet, size));
        }
    }
    None
}

/// What the columns ask for at a type size of one point, without padding.
fn wishes(fonts: &mut Fonts, grid: &Grid) -> Vec<Wish> {
    let nothing = |column: &GridColumn| Wish {
        least: 0.0,
        natural: 0.0,
        stretches: column.stretches,
    };
    let mut wishes: Vec<Wish> = grid.columns.iter().map(nothing).collect();
    let rows = std::iter::once(&grid.header).chain(grid.rows.iter().map(|row| &row.1));
    for row in rows {
        for (wish, cell) in wishes.iter_mut().zip(row) {
            let size = cell.spans.first().map_or(1.0, |span| span.kind.size);
            let (longest, widest) = extent(fonts, &cell.spans);
            let least = if cell.unbreakable {
                longest
            } else {
                widest.min(WORD_LIMIT)
            };
            wish.least = wish.least.max(least / size);
            wish.natural = wish.natural.max(longest / size);
        }
    }
    wishes
}

fn scaled(wish: Wish, room: f32, size: f32) -> Wish {
    let slack = 2.0 * PAD_X + 0.3;
    let least = (wish.least * size + slack).max(room);
    Wish {
        least,
        natural: (wish.natural * size + slack).max(least),
        ..wish
    }
}

fn broken(fonts: &mut Fonts, grid: Grid, widths: &[f32], sheet: Sheet, size: f32) -> Prepared {
    let mut left = 0.0;
    let columns: Vec<(f32, f32)> = widths
        .iter()
        .map(|width| {
            let x = left;
            left += width;
            (x, *width)
        })
        .collect();
    let mut row = |kind, cells: Vec<GridCell>| {
        let cells: Vec<_> = cells
            .into_iter()
            .zip(widths)
            .map(|(cell, width)| {
                let resized = |span: Span| Span {
                    kind: span.kind.sized(size),
                    ..span
                };
                let spans: Vec<Span> = cell.spans.into_iter().map(resized).collect();
                let lines = lines(fonts, &spans, width - 2.0 * PAD_X);
                (spans, lines)
            })
            .collect();
        let lines = cells
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        PreparedRow { kind, cells, lines }
    };
    let header = (!grid.header.is_empty()).then(|| row(RowKind::Body, grid.header));
    let rows = grid
        .rows
        .into_iter()
        .map(|(kind, cells)| row(kind, cells))
        .collect();
    Prepared {
        sheet,
        leading: size * 1.32,
        columns,
        right: grid.columns.iter().map(|column| column.right).collect(),
        row_headers: grid.row_headers,
        header,
        rows,
        caption_height: 0.0,
        notes_height: 0.0,
    }
}
