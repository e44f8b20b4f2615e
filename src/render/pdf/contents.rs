//! The table of contents: titles with leaders and page numbers, each a link to its heading.
//!
//! Page numbers are filled in when the layout is done ([`Mark::PageNumber`]): they stand at the
//! right edge and move nothing.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Bookmark, Flow, count_of, whole};
use super::fonts::Face;
use super::lines::lines;
use super::page::{Area, Artifact, Goal, Mark, TextMark};
use super::setting::{Measure, Setting};
use super::style::{self, BODY, GREY, Type};
use super::words::Span;

/// Room for the page number at the right.
const NUMBER_ROOM: f32 = 30.0;
const LEADING: f32 = 16.0;
/// Characters of a title that are shown.
const TITLE_LIMIT: usize = 300;
const TITLE: &str = "Indhold";

impl Flow<'_> {
    /// Sets the contents of the whole document down to a level.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`].
    pub fn contents(&mut self, depth: u8) -> Result<(), PdfError> {
        // A list without items would be an empty element, which PDF/UA does not allow.
        if !self.entries.iter().any(|entry| entry.level <= depth) {
            return Ok(());
        }
        let look = style::heading(1);
        let around = self.parent();
        let parent = self.tree.add(around, "Sect");
        let title = self.tree.add(parent, "H1");
        let spans = [Span::new(TITLE, look.kind)];
        self.need(4.0 * look.leading)?;
        self.bookmarks.push(Bookmark {
            level: 1,
            title: TITLE.into(),
            page: self.page(),
            y: self.y,
        });
        let measure = self.full_width(look.leading);
        self.paragraph(
            title,
            &spans,
            Setting {
                measure,
                after: look.after,
            },
        )?;
        let element = self.tree.add(parent, "TOC");
        for number in 0..self.entries.len() {
            if self
                .entries
                .get(number)
                .is_some_and(|entry| entry.level <= depth)
            {
                self.contents_line(element, number)?;
            }
        }
        self.y -= LEADING;
        Ok(())
    }

    fn contents_line(&mut self, parent: usize, number: usize) -> Result<(), PdfError> {
        let Some(entry) = self.entries.get(number) else {
            return Ok(());
        };
        let kind = if entry.level == 1 {
            BODY.faced(Face::Bold)
        } else {
            BODY
        };
        let step = f32::from(entry.level - 1) * 18.0;
        let full = self.full_width(LEADING);
        let gap = match (entry.level, entry.number.as_str()) {
            (_, "") => 0.0,
            (1, text) => (self.fonts.width(kind, text) + 8.0).max(18.0),
            (_, text) => (self.fonts.width(kind, text) + 8.0).max(26.0),
        };
        let x = full.x + step;
        let measure = Measure {
            x: x + gap,
            width: full.width - step - gap - NUMBER_ROOM,
            ..full
        };
        let title = [Span::new(&shortened(&entry.title), kind)];
        let lines = lines(self.fonts, &title, measure.width);
        let before = if entry.level == 1 { 5.0 } else { 0.0 };
        let height = LEADING * count_of(lines.len().max(1));
        self.need(before + height)?;
        if !self.at_top() {
            self.y -= before;
        }

        let item = self.tree.add(parent, "TOCI");
        let reference = self.tree.add(item, "Reference");
        let link = self.tree.add(reference, "Link");
        let last = self.y - LEADING * count_of(lines.len().max(1) - 1);
        let baseline = last - LEADING / 2.0 - kind.size * 0.33;
        if !entry.number.is_empty() {
            let y = self.y - LEADING / 2.0 - kind.size * 0.33;
            self.open(link);
            self.write(kind, &format!("{} ", entry.number), false, x, y);
            self.close();
        }
        self.set(link, &title, &lines, measure);
        let end = measure.x + lines.last().map_or(0.0, |line| line.width);
        self.leader(end + 5.0, full.x + full.width - NUMBER_ROOM + 6.0, baseline);
        self.open(link);
        self.mark(Mark::PageNumber(
            number,
            full.x + full.width,
            baseline,
            tabular(kind),
        ));
        self.close();
        let area = Area {
            x,
            y: self.y - height,
            width: full.x + full.width - x,
            height,
        };
        self.link(link, area, Goal::Section(number), &entry.title);
        self.y -= height;
        Ok(())
    }

    /// Dots that stand below each other on all lines.
    fn leader(&mut self, from: f32, to: f32, y: f32) {
        let kind = BODY.coloured(GREY);
        let dot = self.fonts.shape(kind.face, true, " .");
        let step = dot.width * kind.size / 1000.0;
        let count = whole((to - from) / step);
        if count == 0 {
            return;
        }
        let x = to - step * count_of(count);
        let words = vec![dot; count];
        let dots = TextMark {
            kind,
            x,
            y,
            angle: 0.0,
            words,
            soft_hyphen: false,
        };
        self.artifact(Artifact::Layout, [Mark::Text(dots)]);
    }
}

/// A title that would fill half a page is cut in the contents; the heading itself has all of it.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(TITLE_LIMIT) {
        Some((end, _)) => format!("{}…", title.get(..end).unwrap_or("")),
        None => title.into(),
    }
}

fn tabular(kind: Type) -> Type {
    Type {
        tabular: true,
        ..kind
    }
}
