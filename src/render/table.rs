//! A table as a value: typed columns and cells, from which text, CSV, workbooks and PDF are made alike.
//!
//! Cells hold values, not formatted text: an amount is [`Cell::Money`], and how it is written
//! (`1.552.000,00` or `1552000.00`) is the business of the output. A cell beyond the last column
//! is ignored and a missing one is empty, so that no table can break a document.

use super::document::Block;
use super::{numbers, text};
use crate::finance::Money;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Whether a spreadsheet could take a text for a formula, in the file itself or once it is saved as CSV (OWASP, CSV
/// injection): `= + - @` also in their wide form, and what a reader may drop before them.
pub(super) fn reads_as_formula(text: &str) -> bool {
    const SIGNS: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(SIGNS)
}

/// Rows of values below typed columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What the table shows; the caption on paper. May be empty.
    pub title: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// How many columns at the left name the row (header cells for a screen reader).
    pub row_headers: usize,
    /// Remarks below the table, such as how an amount was reckoned.
    pub notes: Vec<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The text of the header cell.
    pub title: String,
    /// What the cells hold; decides alignment and the way numbers are written.
    pub kind: Kind,
    /// Width on paper that the column has at least, in millimetres: room to write by hand. Zero for
    /// as wide as the content.
    pub room: u16,
    /// What stands above this column and its neighbours of the same group, in one header cell over
    /// all of them; empty for none.
    pub group: String,
    /// Whether a cell holds the sum of the columns of the same kind directly to its left, which a
    /// spreadsheet then reckons by itself.
    pub sums_row: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, left-aligned and broken into lines.
    Text,
    /// Whole numbers with points between thousands.
    Integer,
    /// Amounts in kroner with two decimals.
    Money,
    /// Dates in the short form.
    Date,
    /// Percentages.
    Percent,
    /// Calendar years: whole numbers without points.
    Year,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Whether the row is a sum of others.
    pub kind: RowKind,
    /// The values, left to right.
    pub cells: Vec<Cell>,
}

/// The part a row plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RowKind {
    /// A row of values.
    #[default]
    Body,
    /// The sum of rows above.
    Subtotal,
    /// The sum of the whole table.
    Total,
    /// The title of the rows that follow, in its first cell, over the whole width.
    Group,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words; a line feed begins a new line.
    Text(String),
    /// A whole number; a year in a column of [`Kind::Year`].
    Integer(i64),
    /// An amount.
    Money(Money),
    /// A date.
    Date(NaiveDate),
    /// Per cent: 2.75 means 2,75 %.
    Percent(Decimal),
    /// No value, which is not the same as zero.
    Empty,
    /// Paragraphs and lists; of other blocks only the text is shown.
    Blocks(Vec<Block>),
    /// The cell at the left reaches over this place too.
    Left,
    /// The cell above reaches over this place too.
    Above,
}

impl Table {
    /// A table without rows whose first column names the rows.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Table {
            title: title.into(),
            columns,
            row_headers: 1,
            ..Table::default()
        }
    }

    /// Adds a row of values.
    pub fn row(&mut self, cells: Vec<Cell>) -> &mut Self {
        self.add(RowKind::Body, cells)
    }

    /// Adds the sum of rows above.
    pub fn subtotal(&mut self, cells: Vec<Cell>) -> &mut Self {
        self.add(RowKind::Subtotal, cells)
    }

    /// Adds the sum of the whole table.
    pub fn total(&mut self, cells: Vec<Cell>) -> &mut Self {
        self.add(RowKind::Total, cells)
    }

    /// Adds the title of the rows that follow.
    pub fn group(&mut self, title: impl Into<Cell>) -> &mut Self {
        self.add(RowKind::Group, vec![title.into()])
    }

    /// Adds a remark below the table.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    fn add(&mut self, kind: RowKind, cells: Vec<Cell>) -> &mut Self {
        self.rows.push(Row { kind, cells });
        self
    }
}

impl Column {
    /// A column of the given kind.
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        Column {
            title: title.into(),
            kind,
            room: 0,
            group: String::new(),
            sums_row: false,
        }
    }

    /// The column below a header cell that it shares with its neighbours of the same group.
    pub fn in_group(self, group: impl Into<String>) -> Self {
        Column {
            group: group.into(),
            ..self
        }
    }

    /// The column with a least width on paper in millimetres, for answers that are filled in later.
    pub fn with_room(self, millimetres: u16) -> Self {
        Column {
            room: millimetres,
            ..self
        }
    }

    /// The column as the sum of its row: of the columns of the same kind directly to its left.
    pub fn summing_row(self) -> Self {
        Column {
            sums_row: true,
            ..self
        }
    }

    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Column::new(title, Kind::Text)
    }

    /// A column of amounts.
    pub fn money(title: impl Into<String>) -> Self {
        Column::new(title, Kind::Money)
    }

    /// A column of whole numbers.
    pub fn integer(title: impl Into<String>) -> Self {
        Column::new(title, Kind::Integer)
    }
}

impl Kind {
    /// Whether cells and header stand at the right edge, so that digits stand below each other.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Kind::Integer | Kind::Money | Kind::Percent | Kind::Year
        )
    }
}

impl Row {
    /// The cell in a column, [`Cell::Empty`] where the row is too short.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

impl Cell {
    /// The value as it is shown to a Danish reader; empty for no value.
    pub fn shown(&self, kind: Kind) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Integer(year) if kind == Kind::Year => year.to_string(),
            Cell::Integer(number) => numbers::integer(*number),
            Cell::Money(amount) => numbers::amount(*amount),
            Cell::Date(date) => numbers::short_date(*date),
            Cell::Percent(percent) => numbers::percent(*percent),
            Cell::Blocks(blocks) => text::blocks(blocks),
            Cell::Empty | Cell::Left | Cell::Above => String::new(),
        }
    }

    /// Whether the value is a number, a date or a percentage, which must not be broken over lines.
    pub fn is_unbreakable(&self) -> bool {
        matches!(
            self,
            Cell::Integer(_) | Cell::Money(_) | Cell::Date(_) | Cell::Percent(_)
        )
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Integer(number)
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Self {
        Cell::Money(amount)
    }
}

impl From<NaiveDate> for Cell {
    fn from(date: NaiveDate) -> Self {
        Cell::Date(date)
    }
}

/// No value becomes [`Cell::Empty`].
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_no_point_and_a_number_has_one() {
        assert_eq!(Cell::Integer(2018).shown(Kind::Year), "2018");
        assert_eq!(Cell::Integer(2018).shown(Kind::Integer), "2.018");
    }

    #[test]
    fn a_row_that_is_too_short_ends_in_empty_cells() {
        let row = Row {
            kind: RowKind::Body,
            cells: vec!["a".into()],
        };
        assert_eq!(row.cell(0), &Cell::Text("a".into()));
        assert_eq!(row.cell(7), &Cell::Empty);
    }
}
