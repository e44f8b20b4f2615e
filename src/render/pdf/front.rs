//! How a document begins: with a title page, or with title and facts at the head of its first page.
//!
//! Everything is tagged, the facts as a table. The letterhead above is set by [`super::letterhead`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::Flow;
use super::fonts::Face;
use super::lines::lines;
use super::page::{Area, Artifact, Furniture, Mark};
use super::setting::Setting;
use super::style::{ACCENT, GREY, INK, TITLE};
use super::tags::DOCUMENT;
use super::words::Span;
use crate::render::document::{Cover, Text};
use crate::render::numbers;

/// Height above the lower edge of the paper at which the title begins.
const TITLE_TOP: f32 = 612.0;
/// Height at which the facts begin, unless the title reaches further down.
const FACTS_TOP: f32 = 330.0;

impl Flow<'_> {
    /// Sets what comes before the blocks.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn front(&mut self) -> Result<(), PdfError> {
        let furniture = match self.document.cover {
            Cover::None => return Ok(()),
            Cover::Page => Furniture::Cover,
            Cover::Head => Furniture::Foot,
        };
        if let Some(page) = self.pages.last_mut() {
            page.furniture = furniture;
        }
        self.letterhead()?;
        match self.document.cover {
            Cover::Page => self.title_page(),
            _ => self.head(),
        }
    }

    fn title_page(&mut self) -> Result<(), PdfError> {
        let document = self.document;
        self.y = self.y.min(TITLE_TOP);
        let bar = Area {
            x: self.sheet.left,
            y: self.y + 16.0,
            width: 54.0,
            height: 4.5,
        };
        self.artifact(Artifact::Layout, [Mark::Fill(bar, ACCENT)]);
        let size = if document.title.chars().count() > 90 {
            24.0
        } else {
            31.0
        };
        self.titles(size, 16.0, 10.0)?;
        let facts = self.front_facts();
        self.y = self.y.min(FACTS_TOP);
        self.facts(&facts)?;
        if document.blocks.is_empty() {
            return Ok(());
        }
        self.new_page()
    }

    fn head(&mut self) -> Result<(), PdfError> {
        self.titles(22.0, 12.5, 4.0)?;
        self.y -= 4.0;
        let facts = self.front_facts();
        self.facts(&facts)?;
        self.y -= 6.0;
        Ok(())
    }

    /// Title and subtitle in their sizes, and the word that it is a draft.
    fn titles(&mut self, size: f32, below: f32, after: f32) -> Result<(), PdfError> {
        let document = self.document;
        let title = TITLE.sized(size).coloured(ACCENT);
        self.line(&document.title, title, size * 1.2, after)?;
        let subtitle = TITLE.faced(Face::Regular).sized(below).coloured(GREY);
        self.line(&document.subtitle, subtitle, below * 1.38, after * 1.6)?;
        if document.draft {
            let kind = TITLE.sized(below * 0.82).coloured(INK);
            self.line("Udkast – ikke offentliggjort", kind, 18.0, 0.0)?;
        }
        Ok(())
    }

    fn front_facts(&self) -> Vec<(String, Text)> {
        let document = self.document;
        let mut facts: Vec<(String, Text)> = Vec::new();
        let own = [
            ("Sagsnummer", &document.case_number),
            ("Version", &document.version),
        ];
        for (name, value) in own {
            if !value.is_empty() {
                facts.push((name.into(), without(name, value).into()));
            }
        }
        facts.push(("Dato".into(), numbers::date(document.date).into()));
        let given = document.front.iter();
        facts.extend(given.map(|(name, value)| (name.clone(), value.as_str().into())));
        facts
    }

    /// Sets lines across the page.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn line(
        &mut self,
        text: &str,
        kind: super::style::Type,
        leading: f32,
        after: f32,
    ) -> Result<(), PdfError> {
        if text.is_empty() {
            return Ok(());
        }
        let spans = [Span::new(text, kind)];
        let measure = self.full_width(leading);
        if lines(self.fonts, &spans, measure.width).is_empty() {
            return Ok(());
        }
        let element = self.tree.add(DOCUMENT, "P");
        self.paragraph(element, &spans, Setting { measure, after })
    }
}

/// `2` for the label `Version 2` behind the word `Version`.
fn without<'a>(name: &str, value: &'a str) -> &'a str {
    value.strip_prefix(name).map_or(value, str::trim_start)
}
