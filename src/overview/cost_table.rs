//! Cost by budget year as a table for text, spreadsheets and paper.

use super::CostByYear;
use crate::render::{Cell, Column, Table};

/// One row for each school and agreement, one column for each budget year, sums below and at the right.
pub fn cost_table(costs: &CostByYear) -> Table {
    let mut columns = vec![Column::text("Skole"), Column::text("Aftale")];
    columns.extend(
        costs
            .years
            .iter()
            .map(|year| Column::money(year.to_string())),
    );
    columns.push(Column::money("I alt").summing_row());
    let mut table = Table::new(
        "Omkostning pr. budgetår og skole (kr. ekskl. moms)",
        columns,
    );
    table.row_headers = 2;
    for row in &costs.rows {
        let mut cells: Vec<Cell> = vec![
            row.school.as_str().into(),
            row.agreement_number.as_str().into(),
        ];
        cells.extend(row.years.iter().map(|year| Cell::Money(year.amount)));
        cells.push(Cell::Money(row.total));
        table.row(cells);
    }
    let mut sums: Vec<Cell> = vec!["I alt".into(), Cell::Empty];
    sums.extend(costs.totals.iter().map(|year| Cell::Money(year.amount)));
    sums.push(Cell::Money(costs.total));
    table.total(sums);
    table
}
