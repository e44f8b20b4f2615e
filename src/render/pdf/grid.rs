//! Tables and facts as rows of cells, before anything is known about widths.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::cells::Content;
use super::flow::Flow;
use crate::render::document::Text;
use crate::render::spans::{self, Span, Spans};
use crate::render::table::{Cell, Column, Kind, Row, RowKind, Table};

/// Width of the names of facts, at least.
const FACT_NAMES: f32 = 112.0;
/// Points in a millimetre.
const MILLIMETRE: f32 = 72.0 / 25.4;

/// What is set as a table.
#[derive(Debug, Clone, Copy)]
pub enum Source<'s> {
    /// A table with a header.
    Table(&'s Table),
    /// Facts: names and values without a header.
    Facts(&'s [(String, Text)]),
}

/// How a column is set.
#[derive(Debug, Clone, Copy)]
pub struct GridColumn {
    /// What it holds.
    pub kind: Kind,
    /// Takes up room that nobody asked for.
    pub stretches: bool,
    /// Width in points that it has at least, whatever it holds.
    pub room: f32,
}

/// Where the lines of a cell stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
    /// In the middle, as titles over several columns.
    Centre,
}

impl Source<'_> {
    /// How the columns are set.
    pub fn columns(&self) -> Vec<GridColumn> {
        match self {
            Source::Table(table) => table.columns.iter().map(grid_column).collect(),
            Source::Facts(_) => {
                let column = |stretches, room| GridColumn {
                    kind: Kind::Text,
                    stretches,
                    room,
                };
                vec![column(false, FACT_NAMES), column(true, 0.0)]
            }
        }
    }

    /// The rows of the header; none for facts, whose row headers say it all.
    pub fn header(&self) -> Vec<Row> {
        match self {
            Source::Table(table) => spans::header(&table.columns),
            Source::Facts(_) => Vec::new(),
        }
    }

    /// How many rows there are below the header.
    pub fn len(&self) -> usize {
        match self {
            Source::Table(table) => table.rows.len(),
            Source::Facts(facts) => facts.len(),
        }
    }

    /// The part that a row plays.
    pub fn kind(&self, row: usize) -> RowKind {
        match self {
            Source::Table(table) => table.rows.get(row).map_or(RowKind::Body, |row| row.kind),
            Source::Facts(_) => RowKind::Body,
        }
    }

    /// Which cells reach over others.
    pub fn spans(&self) -> Spans {
        match self {
            Source::Table(table) => Spans::of(table),
            Source::Facts(_) => Spans::default(),
        }
    }

    /// How many columns at the left are row headers.
    pub fn row_headers(&self) -> usize {
        match self {
            Source::Table(table) => table.row_headers.min(table.columns.len()),
            Source::Facts(_) => 1,
        }
    }

    /// Where the lines of a cell stand: numbers at the right edge, words over several columns and
    /// whatever has paragraphs at the left.
    pub fn align(&self, row: usize, column: usize, span: Span) -> Align {
        let Source::Table(table) = self else {
            return Align::Left;
        };
        let Some(row) = table.rows.get(row) else {
            return Align::Left;
        };
        let number = table.columns.get(column).map(|column| column.kind);
        let over_several = span.columns > 1;
        match row.cell(column) {
            _ if row.kind == RowKind::Group => Align::Left,
            Cell::Blocks(_) => Align::Left,
            Cell::Text(_) if over_several => Align::Left,
            _ if number.is_some_and(Kind::is_number) => Align::Right,
            _ => Align::Left,
        }
    }
}

fn grid_column(column: &Column) -> GridColumn {
    GridColumn {
        kind: column.kind,
        stretches: column.kind == Kind::Text,
        room: f32::from(column.room) * MILLIMETRE,
    }
}

impl Flow<'_> {
    /// The content of a cell below the header.
    pub fn content_at(&mut self, source: &Source<'_>, row: usize, column: usize) -> Content {
        match source {
            Source::Table(table) => match (table.rows.get(row), table.columns.get(column)) {
                (Some(row), Some(about)) => self.content(row.cell(column), about.kind, row.kind),
                _ => Content::default(),
            },
            Source::Facts(facts) => match facts.get(row) {
                Some(fact) => {
                    let [name, value] = self.fact(fact);
                    if column == 0 { name } else { value }
                }
                None => Content::default(),
            },
        }
    }
}
