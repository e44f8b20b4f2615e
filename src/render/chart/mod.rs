//! Charts as values: columns per category, stacked by series, beside lines of reference.
//!
//! The same [`Chart`] is drawn as SVG for pages and as vectors in a PDF, from one list of shapes.

mod columns;
mod layout;
mod limits;
mod scale;
mod shape;
mod svg;
#[cfg(test)]
mod tests;

pub use shape::{Anchor, Part, Rgb, Shape, Stroke, Words};
pub(super) use svg::escaped;
pub use svg::svg;

use super::table::{Cell, Column, Table};
use crate::error::Language;
use crate::finance::Money;

/// How large a chart is drawn, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Size of its type.
    pub text: f32,
}

impl Frame {
    /// For a page in a browser, still readable on a phone.
    pub const SCREEN: Frame = Frame {
        width: 560.0,
        height: 320.0,
        text: 12.0,
    };
}

/// What the chart is drawn from, from the ground upwards.
pub fn shapes(chart: &Chart, frame: Frame) -> Vec<Shape> {
    layout::shapes(chart, frame)
}

/// Amounts by category, stacked by series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// In which language the chart's own words stand: the unit of its axis. Figures are written the Danish way in both.
    pub language: Language,
    /// What the chart shows; its caption.
    pub title: String,
    /// What it tells, in a sentence or two, for somebody who cannot see it; never empty.
    pub alternative: String,
    /// What stands below each column, such as budget years, left to right.
    pub categories: Vec<String>,
    /// The parts of the columns, from the bottom upwards.
    pub series: Vec<Series>,
    /// Limits across the columns, such as the frame of each year.
    pub limits: Vec<Series>,
    /// Whether the values are shown as a table beside the chart.
    pub with_table: bool,
}

/// One value for each category; `None` where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it is, as in the legend.
    pub name: String,
    /// One value for each category.
    pub values: Vec<Option<Money>>,
}

impl Chart {
    /// The values of the chart as a table: a row for each category, a column for each series and
    /// limit.
    pub fn table(&self) -> Table {
        let lists = || self.series.iter().chain(&self.limits);
        let mut columns = vec![Column::text("")];
        columns.extend(lists().map(|series| Column::money(&series.name)));
        let mut table = Table::new(&self.title, columns);
        for (place, category) in self.categories.iter().enumerate() {
            let value = |series: &Series| Cell::from(series.values.get(place).copied().flatten());
            let mut cells: Vec<Cell> = vec![category.as_str().into()];
            cells.extend(lists().map(value));
            table.row(cells);
        }
        table
    }
}
