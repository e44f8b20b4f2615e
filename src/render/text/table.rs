//! Tables as aligned lines: groups over their columns, titles of groups over the whole width, cells
//! of several lines.

use super::Reader;
use crate::render::spans::{Span, Spans, header};
use crate::render::table::{Cell, Kind, Row, RowKind, Table};

/// Between two columns.
const GAP: &str = "  ";

/// A cell in its place.
struct Placed {
    column: usize,
    columns: usize,
    right: bool,
    lines: Vec<String>,
}

impl Placed {
    fn width(&self) -> usize {
        let widths = self.lines.iter().map(|line| line.chars().count());
        widths.max().unwrap_or(0)
    }
}

impl Reader<'_> {
    /// The table with its title, a ruled header and its notes; every line ends in a line feed.
    pub(super) fn table(&mut self, table: &Table) -> String {
        let head = header(&table.columns);
        let head_spans = Spans::in_rows(&head, table.columns.len());
        let head = self.placed(table, &head, &head_spans);
        let rows = self.placed(table, &table.rows, &Spans::of(table));
        let widths = widths(table.columns.len(), head.iter().chain(&rows));
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let rule = rule.join(GAP);

        let mut lines = Vec::new();
        if !table.title.is_empty() {
            lines.push(one_line(&table.title));
        }
        for row in &head {
            aligned(&mut lines, row, &widths);
        }
        lines.push(rule.clone());
        for (row, placed) in table.rows.iter().zip(&rows) {
            if matches!(row.kind, RowKind::Subtotal | RowKind::Total) {
                lines.push(rule.clone());
            }
            aligned(&mut lines, placed, &widths);
        }
        lines.extend(table.notes.iter().map(|note| one_line(note)));
        lines.join("\n") + "\n"
    }

    fn placed(&mut self, table: &Table, rows: &[Row], spans: &Spans) -> Vec<Vec<Placed>> {
        let mut placed = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let mut cells = Vec::new();
            for (place, column) in table.columns.iter().enumerate() {
                let span = spans.at(at, place);
                if span == Span::COVERED {
                    continue;
                }
                cells.push(Placed {
                    column: place,
                    columns: span.columns,
                    right: column.kind.is_number() && span.columns == 1,
                    lines: self.cell(row.cell(place), column.kind),
                });
            }
            placed.push(cells);
        }
        placed
    }

    fn cell(&mut self, cell: &Cell, kind: Kind) -> Vec<String> {
        let text = match cell {
            Cell::Blocks(blocks) => self.blocks(blocks),
            other => other.shown(kind),
        };
        text.lines().map(one_line).collect()
    }
}

/// The width of each column: of its own cells, and the last one under a wide cell of what that needs.
fn widths<'r>(columns: usize, rows: impl Iterator<Item = &'r Vec<Placed>> + Clone) -> Vec<usize> {
    let mut widths = vec![0; columns];
    for cell in rows.clone().flatten().filter(|cell| cell.columns == 1) {
        if let Some(width) = widths.get_mut(cell.column) {
            *width = cell.width().max(*width);
        }
    }
    // What reaches over the whole table, such as the title of a group, widens nothing.
    let wide = |cell: &&Placed| cell.columns > 1 && cell.columns < columns;
    for cell in rows.flatten().filter(wide) {
        let missing = cell.width().saturating_sub(room(&widths, cell));
        if let Some(width) = widths.get_mut(cell.column + cell.columns - 1) {
            *width += missing;
        }
    }
    widths
}

/// The room that a cell has over its columns.
fn room(widths: &[usize], cell: &Placed) -> usize {
    let own = widths.iter().skip(cell.column).take(cell.columns);
    own.sum::<usize>() + GAP.len() * cell.columns.saturating_sub(1)
}

/// Adds the lines of a row.
fn aligned(lines: &mut Vec<String>, row: &[Placed], widths: &[usize]) {
    let count = row.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    for line in 0..count.max(1) {
        let mut text = String::new();
        let mut end = 0;
        for cell in row {
            // Columns of a cell from above stay empty.
            for width in widths.iter().take(cell.column).skip(end) {
                text.push_str(&" ".repeat(width + GAP.len()));
            }
            end = cell.column + cell.columns;
            let (shown, width) = (cell.lines.get(line), room(widths, cell));
            let shown = shown.map_or("", String::as_str);
            match cell.right {
                true => text.push_str(&format!("{shown:>width$}")),
                false => text.push_str(&format!("{shown:<width$}")),
            }
            text.push_str(GAP);
        }
        lines.push(text.trim_end().into());
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
