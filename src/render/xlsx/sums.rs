//! Which cells of a table are sums, and the formulas that say so.
//!
//! A table holds its sums as values. Each is compared with what a formula over the cells it should
//! add up would give, so that a formula can never show another number than the table. Where a table
//! has sums below sums, `SUBTOTAL(9, …)` is used: it leaves out other subtotals in its range, so that
//! nothing counts twice (ECMA-376-1, 18.17.7).

use super::super::table::{Cell, Kind, RowKind, Table};
use rust_xlsxwriter::utility::cell_range;

/// The largest whole number up to which an `f64` holds every whole number: 2⁵³.
const EXACT: u64 = 1 << 53;

/// The formulas of a table's cells, row by row; `None` for what is no sum.
pub(super) struct Sums(Vec<Vec<Option<String>>>);

impl Sums {
    /// Finds the sums of `table`, whose first row stands on the sheet's row `first_row` (from 0).
    pub(super) fn of(table: &Table, first_row: u32) -> Self {
        let sum_rows = table
            .rows
            .iter()
            .filter(|row| matches!(row.kind, RowKind::Subtotal | RowKind::Total));
        let mut found = Finder {
            table,
            first_row,
            nested: sum_rows.count() > 1,
            formulas: Vec::with_capacity(table.rows.len()),
            last_sum: None,
        };
        for at in 0..table.rows.len() {
            found.row(at);
        }
        Sums(found.formulas)
    }

    /// The formula of a cell, without the equals sign.
    pub(super) fn formula(&self, row: usize, column: usize) -> Option<&str> {
        self.0.get(row)?.get(column)?.as_deref()
    }
}

/// Whether a number of this size is the same as an `f64`.
pub(super) fn is_exact(number: i64) -> bool {
    number.unsigned_abs() <= EXACT
}

struct Finder<'a> {
    table: &'a Table,
    first_row: u32,
    /// Whether there are several rows of sums, one of which may lie in the range of another.
    nested: bool,
    formulas: Vec<Vec<Option<String>>>,
    /// The last row of sums so far.
    last_sum: Option<usize>,
}

impl Finder<'_> {
    fn row(&mut self, at: usize) {
        let Some(row) = self.table.rows.get(at) else {
            return;
        };
        let after_last = self.last_sum.map_or(0, |last| last + 1);
        let begins: &[usize] = match row.kind {
            RowKind::Body | RowKind::Group => &[],
            RowKind::Subtotal => &[after_last],
            RowKind::Total => &[0, after_last],
        };
        let formulas = (0..self.table.columns.len())
            .map(|column| {
                let below = begins
                    .iter()
                    .find_map(|begin| self.down(*begin, at, column));
                below.or_else(|| self.across(at, column))
            })
            .collect();
        self.formulas.push(formulas);
        if matches!(row.kind, RowKind::Subtotal | RowKind::Total) {
            self.last_sum = Some(at);
        }
    }

    /// The sum of the cells above, from the row `begin` on.
    fn down(&self, begin: usize, at: usize, column: usize) -> Option<String> {
        let wanted = self.cell(at, column);
        let mut sum = 0_i128;
        for row in begin..at {
            let part = addend(self.cell(row, column), wanted)?;
            let left_out = self.nested && self.is_subtotal(row, column);
            sum += if left_out { 0 } else { part };
        }
        if begin == at || addend(wanted, wanted)? != sum {
            return None;
        }
        let function = if self.nested { "SUBTOTAL(9," } else { "SUM(" };
        let range = cell_range(
            self.sheet_row(begin)?,
            u16::try_from(column).ok()?,
            self.sheet_row(at - 1)?,
            u16::try_from(column).ok()?,
        );
        Some(format!("{function}{range})"))
    }

    /// The sum of the columns of the same kind directly to the left, in a column that says so.
    fn across(&self, at: usize, column: usize) -> Option<String> {
        let own = self.table.columns.get(column)?;
        if !own.sums_row {
            return None;
        }
        let left = self.table.columns.get(..column)?.iter().rev();
        let count = left.take_while(|other| other.kind == own.kind).count();
        let begin = column - count;
        let wanted = self.cell(at, column);
        let mut sum = 0_i128;
        for part in begin..column {
            sum += addend(self.cell(at, part), wanted)?;
        }
        if count == 0 || addend(wanted, wanted)? != sum {
            return None;
        }
        let row = self.sheet_row(at)?;
        let (begin, end) = (u16::try_from(begin).ok()?, u16::try_from(column - 1).ok()?);
        Some(format!("SUM({})", cell_range(row, begin, row, end)))
    }

    /// A cell, empty in a column of years: these are numbers that nobody adds up.
    fn cell(&self, row: usize, column: usize) -> &Cell {
        let is_year = self
            .table
            .columns
            .get(column)
            .is_none_or(|column| column.kind == Kind::Year);
        match self.table.rows.get(row) {
            Some(row) if !is_year => row.cell(column),
            _ => &Cell::Empty,
        }
    }

    fn is_subtotal(&self, row: usize, column: usize) -> bool {
        let formula = self.formulas.get(row).and_then(|row| row.get(column));
        matches!(formula, Some(Some(formula)) if formula.starts_with("SUBTOTAL"))
    }

    fn sheet_row(&self, row: usize) -> Option<u32> {
        self.first_row.checked_add(u32::try_from(row).ok()?)
    }
}

/// What a cell adds to a sum of cells like `like`; `None` where it does not belong into such a sum.
fn addend(cell: &Cell, like: &Cell) -> Option<i128> {
    let number = match (cell, like) {
        (Cell::Money(amount), Cell::Money(_)) => amount.ore(),
        (Cell::Integer(number), Cell::Integer(_)) => *number,
        (
            Cell::Empty | Cell::Left | Cell::Above | Cell::Text(_) | Cell::Blocks(_),
            Cell::Money(_) | Cell::Integer(_),
        ) => 0,
        _ => return None,
    };
    is_exact(number).then_some(i128::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use crate::render::table::Column;

    fn table(rows: &[(RowKind, i64)]) -> Table {
        let columns = vec![Column::text("Skole"), Column::integer("Antal")];
        let mut table = Table::new("", columns);
        for (kind, number) in rows {
            let cells = vec!["x".into(), (*number).into()];
            match kind {
                RowKind::Body => table.row(cells),
                RowKind::Subtotal => table.subtotal(cells),
                RowKind::Total => table.total(cells),
                RowKind::Group => &mut table,
            };
        }
        table
    }

    fn found(table: &Table) -> Vec<Option<String>> {
        let sums = Sums::of(table, 1);
        (0..table.rows.len())
            .map(|row| sums.formula(row, 1).map(str::to_owned))
            .collect()
    }

    #[test]
    fn a_total_alone_is_a_sum_and_totals_over_subtotals_leave_these_out() {
        use RowKind::{Body, Subtotal, Total};
        let plain = found(&table(&[(Body, 1), (Body, 2), (Total, 3)]));
        assert_eq!(plain, [None, None, Some("SUM(B2:B3)".to_owned())]);
        let nested = table(&[
            (Body, 1),
            (Body, 2),
            (Subtotal, 3),
            (Body, 4),
            (Subtotal, 4),
            (Total, 7),
        ]);
        let formula = |text: &str| Some(text.to_owned());
        assert_eq!(
            found(&nested),
            [
                None,
                None,
                formula("SUBTOTAL(9,B2:B3)"),
                None,
                formula("SUBTOTAL(9,B5)"),
                formula("SUBTOTAL(9,B2:B6)"),
            ]
        );
    }

    #[test]
    fn a_sum_that_is_another_number_stays_a_number() {
        use RowKind::{Body, Subtotal, Total};
        assert_eq!(
            found(&table(&[(Body, 1), (Body, 2), (Total, 4)])),
            [None, None, None]
        );
        // The first sum is a plain number, so it would be counted by one that reaches over it.
        let wrong = table(&[(Body, 1), (Subtotal, 5), (Body, 2), (Total, 3)]);
        assert_eq!(found(&wrong), [None, None, None, None]);
        // A second total after one more row adds up to that row and all before it.
        let more = table(&[(Body, 1), (Total, 1), (Body, 2), (Total, 3)]);
        assert_eq!(found(&more)[3], Some("SUBTOTAL(9,B2:B4)".to_owned()));
        assert_eq!(found(&table(&[(Total, 0)])), [None]);
    }

    #[test]
    fn a_column_that_sums_its_row_adds_up_its_neighbours_of_the_same_kind() {
        let columns = vec![
            Column::text("Skole"),
            Column::integer("Antal"),
            Column::money("2018"),
            Column::money("2019"),
            Column::money("I alt").summing_row(),
        ];
        let kroner = |amount: i64| Cell::Money(Money::from_ore(amount));
        let mut table = Table::new("", columns);
        table.row(vec![
            "A".into(),
            7.into(),
            kroner(10),
            kroner(5),
            kroner(15),
        ]);
        table.row(vec!["B".into(), 7.into(), kroner(1), kroner(5), kroner(7)]);
        let sums = Sums::of(&table, 2);
        assert_eq!(sums.formula(0, 4), Some("SUM(C3:D3)"));
        assert_eq!(sums.formula(0, 3), None);
        assert_eq!(sums.formula(1, 4), None, "the parts do not add up");
    }

    #[test]
    fn amounts_never_add_up_with_numbers_of_things_and_years_never_at_all() {
        let mut mixed = table(&[(RowKind::Body, 100)]);
        mixed.total(vec!["".into(), Money::from_ore(100).into()]);
        assert_eq!(found(&mixed), [None, None]);
        let mut years = Table::new("", vec![Column::new("År", Kind::Year); 2]);
        years.row(vec![2018.into(), 2018.into()]);
        years.total(vec![2018.into(), 2018.into()]);
        assert_eq!(found(&years), [None, None]);
    }
}
