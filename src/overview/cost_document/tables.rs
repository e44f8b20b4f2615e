//! A cost table on paper: its notes stand in the rules, and years that do not fit beside each other stand below.

use crate::overview::{CostByYear, cost_table};
use crate::render::{Document, Kind, Table};

/// The columns of amounts that stand beside each other.
const MOST: usize = 9;

/// Adds the table, in pieces where it has too many columns for the paper.
pub(super) fn add(document: &mut Document, costs: &CostByYear) {
    let mut table = cost_table(costs);
    table.notes.clear();
    for piece in pieces(table) {
        document.table(piece);
    }
}

/// The table, or several that each repeat the columns naming the rows.
fn pieces(table: Table) -> Vec<Table> {
    let is_money = |column: &usize| {
        table
            .columns
            .get(*column)
            .is_some_and(|one| one.kind == Kind::Money)
    };
    let (money, names): (Vec<usize>, Vec<usize>) = (0..table.columns.len()).partition(is_money);
    if money.len() <= MOST {
        return vec![table];
    }
    let count = money.len().div_ceil(MOST);
    // Pieces of equal width read better than full ones and a rest.
    let each = money.len().div_ceil(count);
    money
        .chunks(each)
        .zip(1..)
        .map(|(some, number)| {
            let kept: Vec<usize> = names.iter().chain(some).copied().collect();
            let mut piece = Table {
                title: format!("{} ({number} af {count})", table.title),
                columns: kept
                    .iter()
                    .filter_map(|column| table.columns.get(*column).cloned())
                    .collect(),
                rows: table.rows.clone(),
                row_headers: table.row_headers,
                notes: Vec::new(),
            };
            for row in &mut piece.rows {
                row.cells = kept
                    .iter()
                    .map(|column| row.cell(*column).clone())
                    .collect();
            }
            piece
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use crate::render::{Cell, Column};

    #[test]
    fn a_table_of_many_years_is_told_in_pieces_of_equal_width_without_losing_a_column() {
        let mut columns = vec![Column::text("Skole")];
        columns.extend((2017..=2028).map(|year| Column::money(year.to_string())));
        let mut table = Table::new("Omkostning", columns);
        let mut cells: Vec<Cell> = vec!["Nord".into()];
        cells.extend((0..12).map(|ore| Cell::Money(Money::from_ore(ore))));
        table.row(cells);
        let pieces = pieces(table);
        let widths: Vec<usize> = pieces.iter().map(|piece| piece.columns.len()).collect();
        assert_eq!(widths, [7, 7]);
        assert_eq!(pieces[1].title, "Omkostning (2 af 2)");
        let last = pieces[1].rows[0].cells.last();
        assert_eq!(last, Some(&Cell::Money(Money::from_ore(11))));
        assert_eq!(pieces[1].rows[0].cells[0], Cell::Text("Nord".to_owned()));
    }
}
