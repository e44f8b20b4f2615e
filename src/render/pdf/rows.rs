//! Tables and facts in the flow of a document: caption, rows, notes.
//!
//! Rows are put on pages by [`super::bands`] and drawn by [`super::cell_marks`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of};
use super::grid::Source;
use super::lines::lines;
use super::setting::Setting;
use super::style::{BODY, GREY, TITLE, Type};
use super::tags::ElementId;
use super::words::Span;
use crate::render::document::Text;
use crate::render::table::Table;

pub use super::measures::Prepared;

const CAPTION_LEADING: f32 = 14.0;
const CAPTION_GAP: f32 = 4.0;
const NOTE_LEADING: f32 = 12.5;
const NOTE_KIND: Type = BODY.sized(9.0).coloured(GREY);
/// Space above and below a table.
const BEFORE: f32 = 4.0;
const AFTER: f32 = 13.0;

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
        let source = Source::Table(table);
        let mut prepared = self
            .prepare(&source, true)
            .ok_or_else(|| PdfError::TableTooWide(table.title.clone()))?;
        let width = prepared.sheet.right - prepared.sheet.left;
        prepared.notes_height = self.notes_height(&table.notes, width);
        if !table.title.is_empty() {
            let count = lines(self.fonts, &[caption(&table.title)], width).len();
            prepared.caption_height = CAPTION_LEADING * count_of(count) + CAPTION_GAP;
        }
        prepared.least = self.least_of(source, &prepared);
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
        self.y -= if self.at_top() { 0.0 } else { BEFORE };
        self.need(prepared.least)?;
        let parent = self.parent();
        if table.columns.is_empty() {
            let element = self.tree.add(parent, "P");
            self.title_of(element, table, 8.0)?;
        } else {
            let element = self.tree.add(parent, "Table");
            if !table.title.is_empty() {
                let caption = self.tree.add(element, "Caption");
                self.title_of(caption, table, CAPTION_GAP)?;
            }
            self.rows(element, Source::Table(table), &prepared)?;
        }
        self.notes_below(&table.notes)?;
        self.y -= AFTER;
        Ok(())
    }

    fn title_of(&mut self, element: ElementId, table: &Table, after: f32) -> Result<(), PdfError> {
        let measure = self.full_width(CAPTION_LEADING);
        let spans = [caption(&table.title)];
        self.paragraph(element, &spans, Setting { measure, after })
    }

    /// Room for notes; long ones may go on to the next page.
    fn notes_height(&mut self, notes: &[String], width: f32) -> f32 {
        let count = |note: &String| lines(self.fonts, &[Span::new(note, NOTE_KIND)], width).len();
        let lines: usize = notes.iter().map(count).sum();
        if lines == 0 {
            return 0.0;
        }
        NOTE_LEADING * count_of(lines.min(6)) + count_of(notes.len().min(6)) + BEFORE + 0.5
    }

    fn notes_below(&mut self, notes: &[String]) -> Result<(), PdfError> {
        self.y -= if notes.is_empty() { 0.0 } else { BEFORE };
        for note in notes {
            let parent = self.parent();
            let element = self.tree.add(parent, "P");
            let spans = [Span::new(note, NOTE_KIND)];
            let measure = self.full_width(NOTE_LEADING);
            let after = 1.0;
            self.paragraph(element, &spans, Setting { measure, after })?;
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
        self.need(prepared.least)?;
        let parent = self.parent();
        let element = self.tree.add(parent, "Table");
        self.rows(element, Source::Facts(facts), &prepared)?;
        self.y -= AFTER;
        Ok(())
    }

    /// Measures facts.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn prepared_facts(&mut self, facts: &[(String, Text)]) -> Result<Prepared, PdfError> {
        let source = Source::Facts(facts);
        let mut prepared = self
            .prepare(&source, false)
            .ok_or_else(|| PdfError::TableTooWide(String::new()))?;
        prepared.least = self.least_of(source, &prepared);
        Ok(prepared)
    }
}

fn caption(title: &str) -> Span {
    Span::new(title, TITLE.sized(10.0))
}
