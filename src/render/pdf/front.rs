//! The title page: municipality, title, subtitle, then the facts of the case.
//!
//! It is the only page without header and footer; everything on it is tagged, the facts as a table.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::Flow;
use super::fonts::Face;
use super::lines::lines;
use super::page::{Area, Artifact, Mark};
use super::setting::Setting;
use super::style::{ACCENT, GREY, INK, TITLE};
use super::tags::DOCUMENT;
use super::words::Span;
use crate::render::document::Text;
use crate::render::numbers;

/// Height above the lower edge of the paper at which the title begins.
const TITLE_TOP: f32 = 612.0;
/// Height at which the facts begin, unless the title reaches further down.
const FACTS_TOP: f32 = 330.0;

impl Flow<'_> {
    /// Sets the title page.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn front(&mut self) -> Result<(), PdfError> {
        let document = self.document;
        let (left, right, top) = (self.sheet.left, self.sheet.right, self.sheet.top);
        self.line(&document.author, TITLE.sized(13.0).coloured(INK), 18.0, 0.0)?;
        let rule = Mark::Rule(left, right, top - 28.0, 0.8, ACCENT);
        self.artifact(Artifact::Layout, [rule]);
        self.y = self.y.min(TITLE_TOP);
        let bar = Area {
            x: left,
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
        let title = TITLE.sized(size).coloured(ACCENT);
        self.line(&document.title, title, size * 1.2, 10.0)?;
        self.line(
            &document.subtitle,
            TITLE.faced(Face::Regular).sized(16.0).coloured(GREY),
            22.0,
            16.0,
        )?;
        if document.draft {
            let kind = TITLE.sized(13.0).coloured(INK);
            self.line("Udkast – ikke offentliggjort", kind, 18.0, 0.0)?;
        }
        let facts = self.front_facts();
        self.y = self.y.min(FACTS_TOP);
        self.facts(&facts)?;
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

    fn line(
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
