//! Setting a table: caption, header, rows over as many pages as they need, notes.
//!
//! On every further page the header is repeated, as an artifact: for a screen reader it is there
//! once. A row goes to the next page whole unless it is tall; a sum is kept with the row above it.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of, whole};
use super::fonts::Face;
use super::grid::{Grid, GridCell, GridColumn, PAD_X, PAD_Y, SPLIT, grid, prepare};
use super::lines::lines;
use super::page::{Area, Artifact, Mark};
use super::setting::{Measure, Setting};
use super::style::{ACCENT, BODY, GREY, INK, RULE, SHADE, TITLE, Type};
use super::tags::{Attribute, ElementId};
use super::words::Span;
use crate::render::document::Text;
use crate::render::table::{RowKind, Table};

pub use super::grid::{Prepared, PreparedRow};

const CAPTION_LEADING: f32 = 14.0;
const NOTE_LEADING: f32 = 12.5;
const NOTE_KIND: Type = BODY.sized(9.0).coloured(GREY);
/// Width of the names of facts, at least.
const FACT_NAMES: f32 = 112.0;

/// Where the rows of a table go.
struct Setter<'p> {
    table: &'p Prepared,
    /// Whether the header fits on a page together with rows.
    repeats: bool,
}

impl Flow<'_> {
    /// Measures the table of a block, once.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn measure(&mut self, block: usize, table: &Table) -> Result<&Prepared, PdfError> {
        if !self.measured.contains_key(&block) {
            let prepared = self.prepared(table)?;
            self.measured.insert(block, prepared);
        }
        self.measured
            .get(&block)
            .ok_or_else(|| PdfError::TableTooWide(table.title.clone()))
    }

    fn prepared(&mut self, table: &Table) -> Result<Prepared, PdfError> {
        let mut prepared = prepare(self.fonts, grid(table), self.paper, true)
            .ok_or_else(|| PdfError::TableTooWide(table.title.clone()))?;
        let width = prepared.sheet.right - prepared.sheet.left;
        prepared.notes_height = self.notes_height(&table.notes, width);
        if !table.title.is_empty() {
            let spans = [caption(&table.title)];
            let count = lines(self.fonts, &spans, width).len();
            prepared.caption_height = CAPTION_LEADING * count_of(count) + 4.0;
        }
        Ok(prepared)
    }

    /// Sets a table.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`] or [`PdfError::TooManyPages`].
    pub fn table(&mut self, block: usize, table: &Table) -> Result<(), PdfError> {
        self.measure(block, table)?;
        let Some(prepared) = self.measured.remove(&block) else {
            return Ok(());
        };
        self.turn(prepared.sheet)?;
        self.y -= if self.at_top() { 0.0 } else { 4.0 };
        self.need(prepared.least())?;
        let parent = self.parent();
        if table.columns.is_empty() {
            let element = self.tree.add(parent, "P");
            let measure = self.full_width(CAPTION_LEADING);
            let spans = [caption(&table.title)];
            self.paragraph(
                element,
                &spans,
                Setting {
                    measure,
                    after: 8.0,
                },
            )?;
        } else {
            let element = self.tree.add(parent, "Table");
            if !table.title.is_empty() {
                let caption_element = self.tree.add(element, "Caption");
                let measure = self.full_width(CAPTION_LEADING);
                let spans = [caption(&table.title)];
                self.paragraph(
                    caption_element,
                    &spans,
                    Setting {
                        measure,
                        after: 4.0,
                    },
                )?;
            }
            self.rows(element, &prepared)?;
        }
        self.notes(&table.notes)?;
        self.y -= 13.0;
        Ok(())
    }

    /// Room for notes; long ones may go on to the next page.
    fn notes_height(&mut self, notes: &[String], width: f32) -> f32 {
        let count = |note: &String| lines(self.fonts, &[Span::new(note, NOTE_KIND)], width).len();
        let lines: usize = notes.iter().map(count).sum();
        if lines == 0 {
            return 0.0;
        }
        NOTE_LEADING * count_of(lines.min(6)) + count_of(notes.len().min(6)) + 4.5
    }

    fn notes(&mut self, notes: &[String]) -> Result<(), PdfError> {
        self.y -= if notes.is_empty() { 0.0 } else { 4.0 };
        for note in notes {
            let parent = self.parent();
            let element = self.tree.add(parent, "P");
            let spans = [Span::new(note, NOTE_KIND)];
            let measure = self.full_width(NOTE_LEADING);
            self.paragraph(
                element,
                &spans,
                Setting {
                    measure,
                    after: 1.0,
                },
            )?;
        }
        Ok(())
    }

    /// Sets facts: a table of two columns without a header row.
    ///
    /// # Errors
    /// As [`Flow::table`].
    pub fn facts(&mut self, facts: &[(String, Text)]) -> Result<(), PdfError> {
        if facts.is_empty() {
            return Ok(());
        }
        let prepared = self.prepared_facts(facts)?;
        self.need(prepared.least())?;
        let parent = self.parent();
        let element = self.tree.add(parent, "Table");
        self.rows(element, &prepared)?;
        self.y -= 13.0;
        Ok(())
    }

    /// Measures facts.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn prepared_facts(&mut self, facts: &[(String, Text)]) -> Result<Prepared, PdfError> {
        let rows = facts
            .iter()
            .map(|(name, value)| {
                let name = vec![Span::new(name, BODY.faced(Face::Bold).coloured(INK))];
                let value = self.spans(value, BODY);
                let cell = |spans| GridCell {
                    spans,
                    unbreakable: false,
                };
                (RowKind::Body, vec![cell(name), cell(value)])
            })
            .collect();
        let name = GridColumn {
            right: false,
            stretches: false,
            room: FACT_NAMES,
        };
        let value = GridColumn {
            right: false,
            stretches: true,
            room: 0.0,
        };
        let columns = vec![name, value];
        let grid = Grid {
            header: Vec::new(),
            rows,
            columns,
            row_headers: 1,
        };
        let paper = self.paper;
        prepare(self.fonts, grid, paper, false).ok_or_else(|| PdfError::TableTooWide(String::new()))
    }

    fn rows(&mut self, element: ElementId, table: &Prepared) -> Result<(), PdfError> {
        let page = table.sheet.top - table.sheet.bottom;
        let repeats = table
            .header
            .as_ref()
            .is_some_and(|row| table.height(row) < page * 0.4);
        let setter = Setter { table, repeats };
        if let Some(header) = &table.header {
            let head = self.tree.add(element, "THead");
            let row = self.tree.add(head, "TR");
            let scope = Attribute::ColumnScope;
            let cells: Vec<_> = table
                .columns
                .iter()
                .map(|_| self.tree.add_with(row, "TH", scope))
                .collect();
            self.row(&setter, header, &cells, true, 0.0)?;
        } else {
            self.rule(table, 0.4, RULE);
        }
        let body = self.tree.add(element, "TBody");
        for (number, row) in table.rows.iter().enumerate() {
            let around = self.tree.add(body, "TR");
            let cells: Vec<_> = (0..table.columns.len())
                .map(|place| match place < table.row_headers {
                    true => self.tree.add_with(around, "TH", Attribute::RowScope),
                    false => self.tree.add(around, "TD"),
                })
                .collect();
            let behind = table.behind(number);
            self.row(&setter, row, &cells, false, behind)?;
        }
        Ok(())
    }

    /// Sets one row, split over pages if it is tall; `behind` is the height of the sums it leads to.
    fn row(
        &mut self,
        setter: &Setter<'_>,
        row: &PreparedRow,
        cells: &[ElementId],
        header: bool,
        behind: f32,
    ) -> Result<(), PdfError> {
        let table = setter.table;
        let mut done = 0;
        let mut fresh = self.at_top();
        while done < row.lines {
            let left = row.lines - done;
            let fit = whole((self.room() - 2.0 * PAD_Y + 0.01) / table.leading);
            let count = if fit >= left && (fresh || self.room() >= table.height(row) + behind) {
                left
            } else if row.lines > SPLIT && fit >= 3 && left > fit {
                if left - fit < 2 { fit - 1 } else { fit }
            } else if fresh {
                fit.clamp(1, left)
            } else {
                0
            };
            if count > 0 {
                self.part(table, row, cells, done..done + count, header);
                done += count;
            }
            if done < row.lines {
                self.new_page()?;
                if setter.repeats && !header {
                    self.repeat_header(table);
                }
                fresh = true;
            }
        }
        Ok(())
    }

    fn part(
        &mut self,
        table: &Prepared,
        row: &PreparedRow,
        cells: &[ElementId],
        part: std::ops::Range<usize>,
        header: bool,
    ) {
        self.ground(table, row.kind, header, part.len());
        self.y -= PAD_Y;
        for (place, (spans, lines)) in row.cells.iter().enumerate() {
            let end = part.end.min(lines.len());
            let lines = lines.get(part.start.min(end)..end).unwrap_or(&[]);
            if let (Some(cell), Some(measure)) = (cells.get(place), self.cell(table, place)) {
                self.set(*cell, spans, lines, measure);
            }
        }
        self.y -= table.leading * count_of(part.len()) + PAD_Y;
        self.settle();
        self.foot(table, row.kind, header);
    }

    fn repeat_header(&mut self, table: &Prepared) {
        let Some(header) = &table.header else { return };
        self.ground(table, RowKind::Body, true, header.lines);
        self.y -= PAD_Y;
        self.mark(Mark::Artifact(Artifact::Header));
        for (place, (spans, lines)) in header.cells.iter().enumerate() {
            let Some(measure) = self.cell(table, place) else {
                continue;
            };
            let mut top = self.y;
            for line in lines {
                let indent = if measure.right {
                    measure.width - line.width
                } else {
                    0.0
                };
                for piece in &line.pieces {
                    let Some(span) = spans.get(piece.span) else {
                        continue;
                    };
                    let text = span.text.get(piece.range.clone()).unwrap_or("");
                    let baseline = top - measure.leading / 2.0 - span.kind.size * 0.33;
                    self.write(
                        span.kind,
                        text,
                        piece.hyphen,
                        measure.x + indent + piece.x,
                        baseline,
                    );
                }
                top -= measure.leading;
            }
        }
        self.close();
        self.y -= table.leading * count_of(header.lines) + PAD_Y;
        self.foot(table, RowKind::Body, true);
    }

    fn cell(&self, table: &Prepared, place: usize) -> Option<Measure> {
        let (x, width) = *table.columns.get(place)?;
        let right = *table.right.get(place)?;
        let x = self.sheet.left + x + PAD_X;
        Some(Measure {
            x,
            width: width - 2.0 * PAD_X,
            leading: table.leading,
            right,
        })
    }

    fn ground(&mut self, table: &Prepared, kind: RowKind, header: bool, lines: usize) {
        let height = table.leading * count_of(lines) + 2.0 * PAD_Y;
        let (x, width) = (self.sheet.left, self.sheet.right - self.sheet.left);
        if header || kind == RowKind::Total {
            let area = Area {
                x,
                y: self.y - height,
                width,
                height,
            };
            self.artifact(Artifact::Layout, [Mark::Fill(area, SHADE)]);
        }
        if kind == RowKind::Total {
            self.rule(table, 0.8, ACCENT);
        }
    }

    fn foot(&mut self, table: &Prepared, kind: RowKind, header: bool) {
        match (header, kind) {
            (true, _) | (_, RowKind::Total) => self.rule(table, 0.8, ACCENT),
            (_, RowKind::Subtotal) => self.rule(table, 0.6, GREY),
            (_, RowKind::Body | RowKind::Group) => self.rule(table, 0.4, RULE),
        }
    }

    fn rule(&mut self, table: &Prepared, thickness: f32, colour: super::style::Colour) {
        let end = table.columns.last().map_or(0.0, |(x, width)| x + width);
        let (left, y) = (self.sheet.left, self.y);
        self.artifact(
            Artifact::Layout,
            [Mark::Rule(left, left + end, y, thickness, colour)],
        );
    }
}

fn caption(title: &str) -> Span {
    Span::new(title, TITLE.sized(10.0))
}
