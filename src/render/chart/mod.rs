//! Charts as values: columns per category, stacked by series, beside lines of reference.
//!
//! The same [`Chart`] is drawn as SVG for pages and as vectors in a PDF, from one list of shapes.

use super::table::{Cell, Column, Table};
use crate::finance::Money;

/// Amounts by category, stacked by series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
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
