//! Putting the rows of a table on pages, in bands that are not divided.
//!
//! A sum stays with the row above it, the title of a group with the rows below, the rows that a
//! cell reaches over with each other, and no row is alone at the begin or end of a table. A band that
//! does not fit goes to the next page; one taller than a page is taken apart, and a tall row too. On
//! every further page header and title of the group are repeated, as artifacts: for a screen reader
//! they are there once.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::cell_marks::{Body, Elements};
use super::flow::Flow;
use super::grid::Source;
use super::measures::Prepared;
use super::set_rows::{SetCell, SetRow, Window};
use super::tags::ElementId;
use crate::render::table::RowKind;

/// How much of a page the begin of a table may ask for when its first row is tall.
const BEGIN: f32 = 0.5;

/// Rows of more lines than this may be split between pages.
const SPLIT: usize = 12;
/// A table that takes no more than this share of a page is not divided between pages.
const SMALL: f32 = 0.36;
/// No more sums than this are kept with the row above them.
const SUMS: usize = 3;
/// More than this share of a page is never left empty to keep the rows of one cell together.
const EMPTY: f32 = 0.5;

/// What keeps rows together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ties {
    /// Everything.
    All,
    /// Not that a cell reaches over them, if its text needs less.
    Strong,
}

/// Where one is in a table.
struct Progress<'p> {
    table: &'p Prepared,
    /// Nothing stands below the header of this page yet.
    fresh: bool,
    /// The title of the group that goes on.
    group: Option<SetRow>,
    /// The cells that reach over rows to come, with the row behind their last.
    reaching: Vec<(SetCell, usize)>,
    body: Body,
}

impl Flow<'_> {
    /// Sets header and rows.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn rows(
        &mut self,
        element: ElementId,
        source: Source<'_>,
        table: &Prepared,
    ) -> Result<(), PdfError> {
        let mut progress = Progress {
            table,
            fresh: self.at_top(),
            group: None,
            reaching: Vec::new(),
            body: Body::new(element, &source),
        };
        if table.header.is_empty() {
            self.top_rule(table);
        } else {
            self.table_head(&mut progress, element)?;
        }
        let mut window = Window::new(source);
        let mut at = 0;
        while at < source.len() {
            if matches!(source.kind(at), RowKind::Group | RowKind::Total) {
                progress.group = None;
            }
            let (count, height) = self.next_band(&mut window, &source, &progress, at);
            let fits_later = height <= self.fresh_room(&progress);
            // The header has seen to it that the first band fits, if any page holds both.
            if height > self.room() + 0.01 && !progress.fresh && at > 0 && fits_later {
                self.go_on(&mut progress)?;
            }
            for _ in 0..count {
                self.row_at(&mut window, table, at);
                if let Some(row) = window.take() {
                    self.place(&mut progress, row, at)?;
                }
                at += 1;
            }
        }
        Ok(())
    }

    /// Sets the header; one that is too high to be repeated is set as any other rows.
    fn table_head(
        &mut self,
        progress: &mut Progress<'_>,
        element: ElementId,
    ) -> Result<(), PdfError> {
        let table = progress.table;
        let elements = self.header_elements(element, table);
        if table.repeats() {
            self.header(table, &elements);
            return Ok(());
        }
        for (row, elements) in table.header.iter().zip(&elements) {
            self.split(progress, row, elements)?;
        }
        progress.fresh = false;
        Ok(())
    }

    /// How many rows come next together and how high they are.
    fn next_band(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        progress: &Progress<'_>,
        at: usize,
    ) -> (usize, f32) {
        let table = progress.table;
        let page = self.fresh_room(progress);
        let room = self.room();
        let wanted = self.band(window, source, table, (at, Ties::All), page);
        let fits = |height: f32| height <= room + 0.01 || room <= table.page() * EMPTY;
        if let Some((count, height)) = wanted.filter(|(_, height)| fits(*height)) {
            return (count, height);
        }
        let strong = self.band(window, source, table, (at, Ties::Strong), page);
        strong.unwrap_or_else(|| {
            // A title needs the begin of the tall row below it on its page.
            let begin = match source.kind(at) {
                RowKind::Group => table.leading() * 3.0 + 2.0 * table.pad_y(),
                _ => 0.0,
            };
            let row = self.row_at(window, table, at);
            (1, row.map_or(0.0, |row| row.height + begin))
        })
    }

    /// The band that begins with a row, or `None` if it is higher than `limit`.
    fn band(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        table: &Prepared,
        (at, ties): (usize, Ties),
        limit: f32,
    ) -> Option<(usize, f32)> {
        let is_sum = |row: usize| {
            row < source.len() && matches!(source.kind(row), RowKind::Subtotal | RowKind::Total)
        };
        let (mut height, mut until, mut sums) = (0.0, at, 0);
        let mut next = at;
        loop {
            let row = self.row_at(window, table, next)?;
            height += row.height;
            let mut needs = row.tied;
            if ties == Ties::All {
                needs = needs.max(row.reach);
            }
            sums = if is_sum(next) { sums + 1 } else { 0 };
            let last = source.len().saturating_sub(1);
            let lone = last > 2 && (next == 0 || next + 1 == last);
            if row.kind == RowKind::Group || lone || (is_sum(next + 1) && sums < SUMS) {
                needs = needs.max(1);
            }
            until = until.max(next + needs).min(last);
            height += if next == last {
                table.notes_height
            } else {
                0.0
            };
            if height > limit + 0.01 {
                return None;
            }
            if next >= until {
                return Some((next + 1 - at, height));
            }
            next += 1;
        }
    }

    /// Room for the begin of a table: all of a small one, else caption, header and the first band.
    pub fn least_of(&mut self, source: Source<'_>, table: &Prepared) -> f32 {
        let above = table.caption_height + table.header_height();
        let mut window = Window::new(source);
        let small = table.page() * SMALL;
        let mut height = above + table.notes_height;
        for at in 0..source.len() {
            if height > small {
                break;
            }
            height += self
                .row_at(&mut window, table, at)
                .map_or(0.0, |row| row.height);
        }
        if height <= small {
            return height;
        }
        // A tall row may be split: to ask for more would part the table from a heading above it.
        let first = self.row_at(&mut window, table, 0);
        let share = match first.is_some_and(|row| row.lines() > SPLIT) {
            true => BEGIN,
            false => 1.0,
        };
        let limit = table.page() * share - above;
        let band = self.band(&mut window, &source, table, (0, Ties::Strong), limit);
        let first = band.map(|(_, height)| height).unwrap_or_else(|| {
            let row = self.row_at(&mut window, table, 0);
            let lines = row.map_or(0, |row| row.lines().min(SPLIT));
            table.leading() * super::flow::count_of(lines) + 2.0 * table.pad_y()
        });
        above + first
    }

    /// The room below the header of a further page.
    fn fresh_room(&self, progress: &Progress<'_>) -> f32 {
        let table = progress.table;
        let header = if table.repeats() {
            table.header_height()
        } else {
            0.0
        };
        let group = progress.group.as_ref().map_or(0.0, |row| row.height);
        table.page() - header - group
    }

    /// Continues on a new page below the header.
    fn go_on(&mut self, progress: &mut Progress<'_>) -> Result<(), PdfError> {
        self.new_page()?;
        if progress.table.repeats() {
            self.repeat_header(progress.table);
        }
        if let Some(group) = &progress.group {
            self.repeat_group(progress.table, group);
        }
        progress.fresh = true;
        Ok(())
    }

    /// Sets one row, split over pages if it is tall.
    fn place(
        &mut self,
        progress: &mut Progress<'_>,
        row: SetRow,
        at: usize,
    ) -> Result<(), PdfError> {
        let table = progress.table;
        let elements = self.body_row(&mut progress.body, table, &row, at);
        if matches!(row.kind, RowKind::Group | RowKind::Total) {
            progress.group = None;
        }
        let short = row.lines() <= SPLIT;
        if row.height > self.room() + 0.01 && short && !progress.fresh {
            self.go_on(progress)?;
        }
        if progress.fresh {
            self.repeat_reaching(table, &progress.reaching, at);
        }
        if row.height <= self.room() + 0.01 {
            self.draw_row(table, &row, &elements);
            self.settle();
        } else {
            self.split(progress, &row, &elements)?;
        }
        progress.fresh = false;
        progress.reaching.retain(|(_, end)| *end > at + 1);
        if row.kind == RowKind::Group {
            let low = row.lines() <= 2;
            progress.group = Some(row).filter(|_| low);
        } else if row.reach > 0 {
            let over = row.cells.into_iter().filter(|cell| cell.span.rows > 1);
            let over = over.map(|cell| (at + cell.span.rows, cell));
            progress
                .reaching
                .extend(over.map(|(end, cell)| (cell, end)));
        }
        Ok(())
    }

    /// Sets a row part by part, at least three lines on a page.
    fn split(
        &mut self,
        progress: &mut Progress<'_>,
        row: &SetRow,
        elements: &Elements,
    ) -> Result<(), PdfError> {
        let table = progress.table;
        let mut done = vec![0; row.cells.len()];
        let pending = |done: &[usize]| {
            let mut cells = row.cells.iter().zip(done);
            cells.any(|(cell, done)| *done < cell.lines())
        };
        let mut first = true;
        while first || pending(&done) {
            let low = self.room() < table.leading() * 3.0 + 2.0 * table.pad_y();
            if !progress.fresh && (!first || low) {
                self.go_on(progress)?;
            }
            let least = usize::from(progress.fresh);
            let moved = self.draw_part(table, row, elements, (&mut done, least));
            self.settle();
            first = false;
            progress.fresh = false;
            if !moved {
                break;
            }
        }
        Ok(())
    }
}
