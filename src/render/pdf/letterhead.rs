//! The sender at the head of the first page: logo, name and address, and the sender's colour.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of};
use super::page::{Area, Artifact, Mark, Page};
use super::style::{ACCENT, BODY, Colour, GREY, INK, TITLE, Type, shares};
use super::tags::DOCUMENT;
use super::words::{clean, words};
use crate::render::colour::readable;
use crate::render::document::Letterhead;

/// The logo is not larger than this.
const LOGO: [f32; 2] = [190.0, 52.0];
/// Most address lines.
const ADDRESS_LINES: usize = 6;
const ADDRESS: Type = BODY.sized(8.8).coloured(GREY);
const ADDRESS_LEADING: f32 = 12.0;

impl Flow<'_> {
    /// Sets the letterhead with a rule below it.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn letterhead(&mut self) -> Result<(), PdfError> {
        let document = self.document;
        let (left, right, top) = (self.sheet.left, self.sheet.right, self.sheet.top);
        let none = Letterhead::default();
        let head = document.letterhead.as_ref().unwrap_or(&none);
        let logo = self.logo(head);
        if logo.is_none() {
            self.line(&document.author, TITLE.sized(13.0).coloured(INK), 18.0, 0.0)?;
        }
        let below_left = top - logo.unwrap_or(top - self.y);
        let mut y = top;
        let mut lines: Vec<(Type, &str)> = Vec::new();
        if logo.is_some() {
            lines.push((TITLE.sized(9.6), document.author.as_str()));
        }
        let address = head.address.iter().take(ADDRESS_LINES);
        lines.extend(address.map(|line| (ADDRESS, line.as_str())));
        lines.retain(|(_, text)| !text.trim().is_empty());
        if !lines.is_empty() {
            let element = self.tree.add(DOCUMENT, "P");
            self.open(element);
            for (kind, text) in &lines {
                self.at_right(
                    *kind,
                    text,
                    right,
                    y - ADDRESS_LEADING / 2.0 - kind.size * 0.33,
                );
                y -= ADDRESS_LEADING;
            }
            self.close();
        }
        let below_right = top - ADDRESS_LEADING * count_of(lines.len());
        let rule = below_left.min(below_right) - 10.0;
        let rule_mark = Mark::Rule(left, right, rule, 0.8, ACCENT);
        self.artifact(Artifact::Layout, [rule_mark]);
        self.y = rule - 22.0;
        Ok(())
    }

    /// Draws the logo; its height, or `None` if there is none to draw.
    fn logo(&mut self, head: &Letterhead) -> Option<f32> {
        let (image, alternative) = head.logo.as_ref()?;
        let [widest, highest] = LOGO;
        let ratio = image.ratio();
        let width = widest.min(highest * ratio);
        let height = width / ratio;
        let area = Area {
            x: self.sheet.left,
            y: self.sheet.top - height,
            width,
            height,
        };
        let drawn = self.picture(image, area)?;
        let alternative = match alternative.trim() {
            "" => format!("{}s logo", self.document.author),
            given => given.into(),
        };
        self.begin_figure(DOCUMENT, &alternative, area);
        self.mark(drawn);
        self.close();
        Some(height)
    }

    fn at_right(&mut self, kind: Type, text: &str, edge: f32, y: f32) {
        let room = (edge - self.sheet.left) * 0.48;
        let text = clean(text).replace('\n', " ");
        let text = super::furniture::shortened(self.fonts, kind, &text, room);
        let width: f32 = words(&text).map(|word| self.fonts.width(kind, word)).sum();
        self.write(kind, &format!("{text} "), false, edge - width, y);
    }
}

/// Puts the sender's colour where the house colour stands, dark enough to be read.
pub fn recolour(page: &mut Page, colour: [u8; 3]) {
    let own = shares(readable(colour));
    let change = |colour: &mut Colour| {
        if *colour == ACCENT {
            *colour = own;
        }
    };
    for mark in &mut page.marks {
        match mark {
            Mark::Text(text) => change(&mut text.kind.colour),
            Mark::Fill(_, colour) | Mark::Rule(.., colour) => change(colour),
            _ => {}
        }
    }
}
