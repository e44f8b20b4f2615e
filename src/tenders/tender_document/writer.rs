//! Writes the same words into the whole document and into a document of each part.
//!
//! In a document of its own a part's sections stand one level higher, and other parts are named, because no
//! reference can lead to them.

use super::Part;
use crate::render::document::{Inline, plain, reference};
use crate::render::{Document, Table, Text, markdown};
use crate::tenders::Dossier;

/// A document being written, and what it is written from.
pub(super) struct Writer<'a> {
    pub dossier: &'a Dossier,
    pub document: Document,
    /// The part that has this document of its own; none in the whole one.
    own: Option<Part>,
}

impl<'a> Writer<'a> {
    pub fn new(dossier: &'a Dossier, document: Document, own: Option<Part>) -> Self {
        Writer {
            dossier,
            document,
            own,
        }
    }

    /// Begins a part: its heading in the whole document, nothing in its own, which bears its title.
    pub fn begin(&mut self, part: Part) {
        if self.own == Some(part) && part != Part::Conditions {
            return;
        }
        match part.letter() {
            Some(_) => self.document.appendix(part.id(), part.title()),
            None => self.document.heading(1, part.id(), part.title()),
        };
    }

    /// Begins a chapter of the conditions.
    pub fn chapter(&mut self, title: &str) {
        self.document.heading(1, "", title);
    }

    /// The level of a part's sections.
    pub fn level(&self) -> u8 {
        match self.own {
            Some(part) if part != Part::Conditions => 1,
            _ => 2,
        }
    }

    /// Begins a section of the part.
    pub fn section(&mut self, title: &str) {
        let level = self.level();
        self.document.heading(level, "", title);
    }

    /// Begins a section within a section.
    pub fn subsection(&mut self, title: &str) {
        let level = self.level().saturating_add(1);
        self.document.heading(level, "", title);
    }

    pub fn paragraph(&mut self, text: impl Into<Text>) {
        self.document.paragraph(text);
    }

    /// Adds what the municipality wrote, in Markdown.
    pub fn written(&mut self, text: &str) {
        self.document.blocks.extend(markdown::blocks(text));
    }

    pub fn table(&mut self, table: Table) {
        self.document.table(table);
    }

    /// Names another part, with a link where there is something to lead to.
    pub fn refer(&self, part: Part) -> Inline {
        match (self.own, part.letter()) {
            (None, _) => reference(part.id()),
            (Some(own), _) if own == part && part == Part::Conditions => reference(part.id()),
            (Some(_), Some(letter)) => plain(format!("bilag\u{a0}{letter}")),
            (Some(_), None) => plain(format!("»{}«", part.title())),
        }
    }
}
