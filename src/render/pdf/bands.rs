//! Putting the rows of a table on pages, in bands that are not divided.
//!
//! Bands are made by [`super::ties`]. One that does not fit goes to the next page; one taller than a
//! page is taken apart, and a tall row too. On every further page header and title of the group are
//! repeated, as artifacts: for a screen reader they are there once.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::cell_marks::{Body, Elements};
use super::flow::{Flow, count_of};
use super::grid::Source;
use super::measures::Prepared;
use super::set_rows::{SetCell, SetRow, Window};
use super::tags::ElementId;
use super::ties::{LINES, SPLIT, all_lines};
use crate::render::table::RowKind;

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
            let page = self.fresh_room(&progress);
            let band = self.next_band(&mut window, &source, table, (at, page));
            let fits_later = band.height <= page;
            // The header has seen to it that the first band fits, if any page holds both.
            if band.height > self.room() + 0.01 && !progress.fresh && at > 0 && fits_later {
                self.go_on(&mut progress)?;
            }
            for _ in 0..band.rows {
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
        let with_notes = row.height + self.row_notes(&row, &all_lines(&row));
        // Notes that no page holds together with their row go on to the next one.
        let height = match with_notes <= self.fresh_room(progress) || !short {
            true => with_notes,
            false => row.height,
        };
        if height > self.room() + 0.01 && short && !progress.fresh {
            self.go_on(progress)?;
        }
        if progress.fresh {
            self.repeat_reaching(table, &progress.reaching, at);
        }
        if height <= self.room() + 0.01 {
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
            let low = self.room() < table.leading() * count_of(LINES) + 2.0 * table.pad_y();
            if !progress.fresh && (!first || low) {
                self.go_on(progress)?;
            }
            let least = usize::from(progress.fresh);
            let moved = self.draw_part(table, row, elements, (&mut done, least));
            self.settle();
            if !moved && progress.fresh {
                break;
            }
            first = false;
            progress.fresh = false;
        }
        Ok(())
    }
}
