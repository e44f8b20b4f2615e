//! How much of a row that is taller than its page stands on one page.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::flow::Flow;
use super::measures::Prepared;
use super::set_rows::{SetCell, SetRow};
use std::ops::Range;

impl Flow<'_> {
    /// The lines of each cell that fit below what is done, with the footnotes called for in them, and
    /// the height of the most of them.
    pub fn fitting_parts(
        &mut self,
        table: &Prepared,
        row: &SetRow,
        (done, least): (&[usize], usize),
        room: f32,
    ) -> (Vec<Range<usize>>, f32) {
        let mut free = room;
        loop {
            let mut parts: Vec<Range<usize>> = Vec::with_capacity(row.cells.len());
            let mut height = 0.0f32;
            for (cell, from) in row.cells.iter().zip(done) {
                let (to, used) = cell_part(table, cell, *from, free, least);
                height = height.max(used);
                parts.push(*from..to);
            }
            if free < table.leading() || height + self.row_notes(row, &parts) <= room {
                return (parts, height);
            }
            free = height - table.leading() / 2.0;
        }
    }
}

/// The end of the lines of a cell that fit into a height, and the height that they take; never one
/// line alone on a page if the cell has more of them there.
fn cell_part(
    table: &Prepared,
    cell: &SetCell,
    from: usize,
    room: f32,
    least: usize,
) -> (usize, f32) {
    let mut heights = Vec::new();
    let (mut at, mut used) = (0, 0.0f32);
    for part in &cell.parts {
        for line in 0..part.lines.len() {
            if at >= from {
                let gap = if line == 0 && at > from {
                    part.above
                } else {
                    0.0
                };
                used += gap + table.leading();
                if used > room && heights.len() >= least {
                    break;
                }
                heights.push(used);
            }
            at += 1;
        }
    }
    let left = cell.lines().saturating_sub(from);
    let mut count = heights.len().min(left);
    if left > count && left - count == 1 && count > 2 {
        count -= 1;
    }
    let height = count.checked_sub(1).and_then(|last| heights.get(last));
    (from + count, height.copied().unwrap_or(0.0))
}
