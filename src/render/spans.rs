//! Which cells of a table reach over their neighbours, as every output needs it: as rectangles.
//!
//! Authors only say of a place that the cell at its left or above reaches over it. What makes no
//! rectangle is cut down to one, and what is left over stands by itself as an empty cell, so that no
//! table can break a document. No cell reaches into the title row of a group or from values into
//! the total.

use super::table::{Cell, Column, Row, RowKind, Table};

/// How far a cell reaches, counted in rows and columns; both zero for a place that another cell
/// reaches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Rows downwards, with its own.
    pub rows: usize,
    /// Columns to the right, with its own.
    pub columns: usize,
}

impl Span {
    /// A cell that keeps to its own place.
    pub const ONE: Span = Span {
        rows: 1,
        columns: 1,
    };
    /// A place that belongs to another cell.
    pub const COVERED: Span = Span {
        rows: 0,
        columns: 0,
    };
}

/// The spans of all places, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<Option<Vec<Span>>>);

impl Spans {
    /// The spans of the rows of a table.
    pub fn of(table: &Table) -> Spans {
        Spans::in_rows(&table.rows, table.columns.len())
    }

    /// The spans of rows below so many columns.
    pub fn in_rows(rows: &[Row], columns: usize) -> Spans {
        let spanned = |row: &Row| {
            row.kind == RowKind::Group
                || row
                    .cells
                    .iter()
                    .any(|cell| matches!(cell, Cell::Left | Cell::Above))
        };
        // Rows in which every cell keeps to its place, nearly all of them, take no memory.
        let mut spans = Spans(rows.iter().map(|_| None).collect());
        for (at, row) in rows.iter().enumerate() {
            if !spanned(row) {
                continue;
            }
            if row.kind == RowKind::Group {
                let title = (0..columns).map(|column| match column {
                    0 => Span { rows: 1, columns },
                    _ => Span::COVERED,
                });
                spans.set(at, title.collect());
                continue;
            }
            let open = vec![Span::ONE; columns];
            spans.set(at, open);
            let mut column = 0;
            while column < columns {
                column += spans.place(rows, at, column, columns);
            }
        }
        spans
    }

    /// How far the cell at a place reaches.
    pub fn at(&self, row: usize, column: usize) -> Span {
        match self.0.get(row) {
            Some(Some(row)) => row.get(column).copied().unwrap_or(Span::ONE),
            _ => Span::ONE,
        }
    }

    /// Whether all cells of a row keep to their own places and no cell from above reaches into it.
    pub fn is_plain(&self, row: usize) -> bool {
        !matches!(self.0.get(row), Some(Some(_)))
    }

    /// Whether the cell at a place, or the one that reaches over it, begins in a row above.
    pub fn is_from_above(&self, row: usize, column: usize) -> bool {
        if self.at(row, column) != Span::COVERED {
            return false;
        }
        let left = (0..column)
            .rev()
            .find(|left| self.at(row, *left) != Span::COVERED);
        left.is_none_or(|left| left + self.at(row, left).columns <= column)
    }

    fn set(&mut self, row: usize, spans: Vec<Span>) {
        if let Some(slot) = self.0.get_mut(row) {
            *slot = Some(spans);
        }
    }

    fn put(&mut self, row: usize, column: usize, columns: usize, span: Span) {
        if let Some(slot) = self.0.get_mut(row) {
            let spans = slot.get_or_insert_with(|| vec![Span::ONE; columns]);
            if let Some(place) = spans.get_mut(column) {
                *place = span;
            }
        }
    }

    /// Finds out about one place, or about all that a cell from above reaches over; returns how many
    /// columns are settled.
    fn place(&mut self, rows: &[Row], at: usize, column: usize, columns: usize) -> usize {
        let cell = |row: usize, column: usize| rows.get(row).map(|row| row.cell(column));
        if cell(at, column) == Some(&Cell::Above)
            && let Some((from, owner)) = self.owner_above(rows, at, column)
        {
            let width = owner.columns;
            let whole = (column..column + width)
                .all(|place| matches!(cell(at, place), Some(Cell::Above | Cell::Left)));
            // A row must keep a cell of its own, or it would be no row to a screen reader.
            let own = (0..columns)
                .any(|place| !matches!(cell(at, place), Some(Cell::Above | Cell::Left)));
            if whole && (own || column + width < columns) {
                let reaches = Span {
                    rows: at + 1 - from,
                    columns: width,
                };
                self.put(from, column, columns, reaches);
                for place in column..column + width {
                    self.put(at, place, columns, Span::COVERED);
                }
                return width;
            }
        }
        let covered = |place: &usize| cell(at, *place) == Some(&Cell::Left);
        let width = 1 + (column + 1..columns).take_while(covered).count();
        for place in column + 1..column + width {
            self.put(at, place, columns, Span::COVERED);
        }
        let own = Span {
            rows: 1,
            columns: width,
        };
        self.put(at, column, columns, own);
        width
    }

    /// The cell that reaches down to the place above: its row and how far it reaches by now.
    fn owner_above(&self, rows: &[Row], at: usize, column: usize) -> Option<(usize, Span)> {
        let part = |row: usize| rows.get(row).map(|row| row.kind);
        let mut row = at.checked_sub(1)?;
        let same = match (part(row)?, part(at)?) {
            (RowKind::Group, _) | (_, RowKind::Group) => false,
            (above, below) => (above == RowKind::Total) == (below == RowKind::Total),
        };
        if !same {
            return None;
        }
        loop {
            let span = self.at(row, column);
            if span != Span::COVERED {
                return (row + span.rows == at).then_some((row, span));
            }
            row = row.checked_sub(1)?;
        }
    }
}

/// The header of a table as rows: the groups over their columns, if there are any, then the titles.
pub fn header(columns: &[Column]) -> Vec<Row> {
    let row = |cells| Row {
        kind: RowKind::Body,
        cells,
    };
    let title = |column: &Column| Cell::Text(column.title.clone());
    if columns.iter().all(|column| column.group.is_empty()) {
        return vec![row(columns.iter().map(title).collect())];
    }
    let groups = columns.iter().enumerate().map(|(place, column)| {
        let before = place.checked_sub(1).and_then(|before| columns.get(before));
        match column.group.as_str() {
            "" => title(column),
            group if before.is_some_and(|before| before.group == group) => Cell::Left,
            group => Cell::Text(group.into()),
        }
    });
    let titles = columns.iter().map(|column| match column.group.as_str() {
        "" => Cell::Above,
        _ => title(column),
    });
    vec![row(groups.collect()), row(titles.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table from letters: `<` reaches from the left, `^` from above.
    fn rows(lines: &[&str]) -> Vec<Row> {
        let cell = |letter: char| match letter {
            '<' => Cell::Left,
            '^' => Cell::Above,
            other => Cell::Text(other.into()),
        };
        lines
            .iter()
            .map(|line| Row {
                kind: match line.chars().next() {
                    Some('G') => RowKind::Group,
                    Some('T') => RowKind::Total,
                    _ => RowKind::Body,
                },
                cells: line.chars().map(cell).collect(),
            })
            .collect()
    }

    fn shown(lines: &[&str]) -> Vec<String> {
        let rows = rows(lines);
        let columns = lines.iter().map(|line| line.chars().count()).max();
        let columns = columns.unwrap_or(0);
        let spans = Spans::in_rows(&rows, columns);
        (0..rows.len())
            .map(|row| {
                let places = (0..columns).map(|column| spans.at(row, column));
                let shown: Vec<String> = places
                    .map(|span| format!("{}x{}", span.rows, span.columns))
                    .collect();
                shown.join(" ")
            })
            .collect()
    }

    #[test]
    fn a_cell_reaches_to_the_right_and_down_as_a_rectangle() {
        assert_eq!(
            shown(&["a<b", "^<c", "ddd"]),
            ["2x2 0x0 1x1", "0x0 0x0 1x1", "1x1 1x1 1x1"]
        );
        assert_eq!(
            shown(&["ac", "^d", "^e", "bf"]),
            ["3x1 1x1", "0x0 1x1", "0x0 1x1", "1x1 1x1"]
        );
    }

    #[test]
    fn every_row_keeps_a_cell_of_its_own() {
        assert_eq!(shown(&["a", "^"]), ["1x1", "1x1"]);
        assert_eq!(shown(&["ab", "^^"]), ["2x1 1x1", "0x0 1x1"]);
        assert_eq!(shown(&["a<", "^<"]), ["1x2 0x0", "1x2 0x0"]);
    }

    #[test]
    fn a_place_knows_whether_its_cell_begins_above() {
        let rows = rows(&["a<b", "^<c", "d<<"]);
        let spans = Spans::in_rows(&rows, 3);
        let above = |row| [0, 1, 2].map(|column| spans.is_from_above(row, column));
        assert_eq!(above(0), [false, false, false]);
        assert_eq!(above(1), [true, true, false]);
        assert_eq!(above(2), [false, false, false]);
    }

    #[test]
    fn what_makes_no_rectangle_stands_by_itself() {
        assert_eq!(shown(&["a<", "^b"]), ["1x2 0x0", "1x1 1x1"]);
        assert_eq!(shown(&["<b"]), ["1x1 1x1"]);
        assert_eq!(shown(&["^b"]), ["1x1 1x1"]);
        assert_eq!(
            shown(&["ab", "c^", "^^"]),
            ["1x1 2x1", "2x1 0x0", "0x0 1x1"]
        );
    }

    #[test]
    fn no_cell_reaches_into_the_title_of_a_group_or_from_values_into_the_total() {
        assert_eq!(
            shown(&["ab", "G<", "^b"]),
            ["1x1 1x1", "1x2 0x0", "1x1 1x1"]
        );
        let mut rows = rows(&["ab", "^b"]);
        for row in rows.iter_mut().skip(1) {
            row.kind = RowKind::Total;
        }
        assert_eq!(Spans::in_rows(&rows, 2).at(0, 0), Span::ONE);
    }

    #[test]
    fn groups_stand_over_their_columns_and_other_titles_over_both_rows() {
        let columns = [
            Column::text("Skole"),
            Column::integer("2026").in_group("Elever"),
            Column::integer("2027").in_group("Elever"),
            Column::integer("2026").in_group("Enheder"),
        ];
        let header = header(&columns);
        let spans = Spans::in_rows(&header, 4);
        let line = |row: usize| {
            (0..4)
                .map(|column| spans.at(row, column))
                .collect::<Vec<_>>()
        };
        let span = |rows, columns| Span { rows, columns };
        assert_eq!(line(0), [span(2, 1), span(1, 2), Span::COVERED, Span::ONE]);
        assert_eq!(line(1), [Span::COVERED, Span::ONE, Span::ONE, Span::ONE]);
    }
}
