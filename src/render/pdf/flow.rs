//! The running layout: where on which page the next thing goes, and the element it belongs to.
//!
//! [`Flow::y`] is the upper edge of the free room on the current page and falls as things are
//! placed. Blocks are placed by [`super::blocks`], tables by [`super::rows`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::{Face, Fonts};
use super::lines::{Line, Span, lines, words};
use super::page::{Area, Artifact, Goal, Link, Mark, Page, TextMark};
use super::rows::Prepared;
use super::style::{ACCENT, Sheet, Type};
use super::tags::{DOCUMENT, ElementId, Kid, Tree};
use super::{PdfError, Warning};
use crate::render::document::{Document, Target, Text};
use crate::render::outline::Entry;
use std::collections::{BTreeSet, HashMap};

/// A document of more pages is refused: nobody reads it and it takes minutes.
pub const PAGE_LIMIT: usize = 5_000;

/// The state of the layout.
pub struct Flow<'a> {
    /// The document being laid out.
    pub document: &'a Document,
    /// Its headings.
    pub entries: &'a [Entry],
    /// Pages of the headings as an earlier layout found them; empty in the first.
    pub known_pages: &'a [usize],
    /// The faces.
    pub fonts: &'a mut Fonts,
    /// The pages so far.
    pub pages: Vec<Page>,
    /// The structure so far.
    pub tree: Tree,
    /// Paper and margins of the current page.
    pub sheet: Sheet,
    /// Upper edge of the free room.
    pub y: f32,
    /// Open sections with their levels.
    pub sections: Vec<(u8, ElementId)>,
    /// Page and height of each heading, in the order of the entries.
    pub places: Vec<(usize, f32)>,
    /// The bookmarks, in reading order.
    pub bookmarks: Vec<Bookmark>,
    /// Tables measured ahead, by block.
    pub measured: HashMap<usize, Prepared>,
    /// Whether page numbers stand in the text.
    pub refers: bool,
    /// What the author should know.
    pub warnings: BTreeSet<Warning>,
}

/// A title in the reader's side panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// 1 to 6; deeper ones belong to the last one above.
    pub level: u8,
    /// What it reads.
    pub title: String,
    /// Number of the page from zero.
    pub page: usize,
    /// Height on the page.
    pub y: f32,
}

/// A column of text on the page.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Distance between baselines.
    pub leading: f32,
    /// Lines end at the right edge instead of beginning at the left.
    pub right: bool,
}

/// How a paragraph stands among others.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Where.
    pub measure: Measure,
    /// Space below.
    pub after: f32,
}

impl<'a> Flow<'a> {
    /// A layout with one empty page.
    pub fn new(
        document: &'a Document,
        entries: &'a [Entry],
        known_pages: &'a [usize],
        fonts: &'a mut Fonts,
    ) -> Self {
        let sheet = Sheet::PORTRAIT;
        Flow {
            document,
            entries,
            known_pages,
            fonts,
            pages: vec![Page::new(sheet)],
            tree: Tree::new(),
            sheet,
            y: sheet.top,
            sections: Vec::new(),
            places: Vec::new(),
            bookmarks: Vec::new(),
            measured: HashMap::new(),
            refers: false,
            warnings: BTreeSet::new(),
        }
    }

    /// Number of the current page from zero.
    pub fn page(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Whether nothing stands on the current page yet.
    pub fn at_top(&self) -> bool {
        self.y >= self.sheet.top - 0.01
    }

    /// Height of the free room.
    pub fn room(&self) -> f32 {
        self.y - self.sheet.bottom
    }

    /// Continues on a new page.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`] beyond [`PAGE_LIMIT`].
    pub fn new_page(&mut self) -> Result<(), PdfError> {
        if self.pages.len() >= PAGE_LIMIT {
            return Err(PdfError::TooManyPages(PAGE_LIMIT));
        }
        self.pages.push(Page::new(self.sheet));
        self.y = self.sheet.top;
        Ok(())
    }

    /// Continues on a new page unless `height` is free; a page that is empty is never left.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn need(&mut self, height: f32) -> Result<(), PdfError> {
        if self.room() < height && !self.at_top() {
            self.new_page()
        } else {
            Ok(())
        }
    }

    /// Continues on paper of this kind, on a new page if the current one is another.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn turn(&mut self, sheet: Sheet) -> Result<(), PdfError> {
        if self.sheet == sheet {
            return Ok(());
        }
        self.sheet = sheet;
        if self.at_top_of_last() {
            self.pages.pop();
        }
        self.new_page()
    }

    fn at_top_of_last(&self) -> bool {
        self.pages.last().is_some_and(|page| page.marks.is_empty())
    }

    /// The element that new blocks go into.
    pub fn parent(&self) -> ElementId {
        self.sections.last().map_or(DOCUMENT, |section| section.1)
    }

    /// Text across the whole page with the leading of its style.
    pub fn full_width(&self, leading: f32) -> Measure {
        let width = self.sheet.right - self.sheet.left;
        Measure {
            x: self.sheet.left,
            width,
            leading,
            right: false,
        }
    }

    /// Adds a mark to the current page.
    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    /// Begins content of an element on the current page.
    pub fn open(&mut self, element: ElementId) {
        let page = self.page();
        let Some(current) = self.pages.last_mut() else {
            return;
        };
        let number = current.contents.len();
        current.contents.push(element);
        current.marks.push(Mark::Begin(element, number));
        self.tree.hold(element, Kid::Content { page, number });
    }

    /// Ends the content or artifact that was begun last.
    pub fn close(&mut self) {
        self.mark(Mark::End);
    }

    /// Draws something that is no content.
    pub fn artifact(&mut self, kind: Artifact, marks: impl IntoIterator<Item = Mark>) {
        self.mark(Mark::Artifact(kind));
        for mark in marks {
            self.mark(mark);
        }
        self.close();
    }

    /// Makes an area of the current page lead somewhere.
    pub fn link(&mut self, element: ElementId, area: Area, goal: Goal, text: &str) {
        let page = self.page();
        let description = match &goal {
            Goal::Section(entry) => self.entries.get(*entry).map_or_else(
                || format!("Gå til {text}"),
                |entry| format!("Gå til {}", entry.full_title()),
            ),
            Goal::Address(address) => format!("Åbn {address}"),
        };
        let Some(current) = self.pages.last_mut() else {
            return;
        };
        let number = current.links.len();
        current.links.push(Link {
            area,
            element,
            goal,
            description,
        });
        self.tree.hold(element, Kid::Annotation { page, number });
    }

    /// Sets lines at [`Flow::y`] as content of an element, without moving on.
    pub fn set(&mut self, element: ElementId, spans: &[Span], lines: &[Line], measure: Measure) {
        let mut open = false;
        let mut top = self.y;
        let mut links: HashMap<usize, ElementId> = HashMap::new();
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
                let baseline = top - measure.leading / 2.0 - span.kind.size * 0.33;
                let x = measure.x + indent + piece.x;
                let text = span.text.get(piece.range.clone()).unwrap_or("");
                let Some(goal) = &span.goal else {
                    if !open {
                        self.open(element);
                        open = true;
                    }
                    self.write(span.kind, text, piece.hyphen, x, baseline);
                    continue;
                };
                if open {
                    self.close();
                    open = false;
                }
                let link = *links
                    .entry(piece.span)
                    .or_insert_with(|| self.tree.add(element, "Link"));
                self.open(link);
                self.write(span.kind, text, piece.hyphen, x, baseline);
                let below = baseline - span.kind.size * 0.14;
                self.mark(Mark::Rule(x, x + piece.width, below, 0.5, ACCENT));
                self.close();
                let y = baseline - span.kind.size * 0.25;
                let area = Area {
                    x,
                    y,
                    width: piece.width,
                    height: span.kind.size * 1.15,
                };
                self.link(link, area, goal.clone(), text);
            }
            top -= measure.leading;
        }
        if open {
            self.close();
        }
    }

    /// Draws one piece of text, and the hyphen that ends its line.
    pub fn write(&mut self, kind: Type, text: &str, hyphen: bool, x: f32, y: f32) {
        let words = words(text).map(|word| self.fonts.shape(kind.face, kind.tabular, word));
        let mark = TextMark {
            kind,
            x,
            y,
            angle: 0.0,
            words: words.collect(),
            soft_hyphen: false,
        };
        let end = x + mark.width();
        if !mark.words.is_empty() {
            self.mark(Mark::Text(mark));
        }
        if hyphen {
            let words = vec![self.fonts.shape(kind.face, kind.tabular, "-")];
            let mark = TextMark {
                kind,
                x: end,
                y,
                angle: 0.0,
                words,
                soft_hyphen: true,
            };
            self.mark(Mark::Text(mark));
        }
    }

    /// Sets a paragraph, over several pages if need be, never one line of several alone.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn paragraph(
        &mut self,
        element: ElementId,
        spans: &[Span],
        setting: Setting,
    ) -> Result<(), PdfError> {
        let lines = lines(self.fonts, spans, setting.measure.width);
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let count = self.fitting(rest.len(), setting.measure.leading);
            if count == 0 {
                self.new_page()?;
                continue;
            }
            let (now, later) = rest.split_at(count.min(rest.len()));
            self.set(element, spans, now, setting.measure);
            self.y -= setting.measure.leading * count_of(now.len());
            rest = later;
            if !rest.is_empty() {
                self.new_page()?;
            }
        }
        self.y -= setting.after;
        Ok(())
    }

    /// How many of `left` lines go on this page: at least two here and two on the next, or none.
    pub fn fitting(&self, left: usize, leading: f32) -> usize {
        let fit = whole((self.room() + 0.01) / leading);
        if fit >= left {
            return left;
        }
        let fit = if left - fit == 1 {
            fit.saturating_sub(1)
        } else {
            fit
        };
        match fit {
            0 | 1 if self.at_top() => whole((self.room() + 0.01) / leading).max(1),
            0 | 1 => 0,
            fit => fit,
        }
    }

    /// The pieces of a text with references spelled out and addresses checked.
    pub fn spans(&mut self, text: &Text, kind: Type) -> Vec<Span> {
        let mut spans = Vec::with_capacity(text.0.len());
        for piece in &text.0 {
            let face = match (piece.strong || kind.face == Face::Bold, piece.emphasis) {
                (false, false) => kind.face,
                (true, false) => Face::Bold,
                (false, true) => Face::Italic,
                (true, true) => Face::BoldItalic,
            };
            let (shown, goal) = match &piece.target {
                None => (piece.text.clone(), None),
                Some(Target::Address(address)) => self.address(&piece.text, address),
                Some(Target::Section(id)) => self.reference(&piece.text, id),
            };
            let colour = if goal.is_some() { ACCENT } else { kind.colour };
            let mut span = Span::new(&shown, kind.faced(face).coloured(colour));
            span.goal = goal;
            spans.push(span);
        }
        spans
    }

    fn address(&mut self, text: &str, address: &str) -> (String, Option<Goal>) {
        let shown = if text.is_empty() { address } else { text };
        let allowed = ["https://", "http://", "mailto:"];
        if allowed.iter().any(|scheme| address.starts_with(scheme)) {
            return (shown.into(), Some(Goal::Address(address.into())));
        }
        self.warnings
            .insert(Warning::RefusedAddress(address.into()));
        (shown.into(), None)
    }

    fn reference(&mut self, text: &str, id: &str) -> (String, Option<Goal>) {
        let found = self
            .entries
            .iter()
            .position(|entry| !id.is_empty() && entry.id == id);
        let Some((number, entry)) = found.and_then(|at| Some((at, self.entries.get(at)?))) else {
            self.warnings.insert(Warning::UnknownReference(id.into()));
            return (
                if text.is_empty() {
                    "?".into()
                } else {
                    text.into()
                },
                None,
            );
        };
        self.refers |= text.is_empty();
        let page = self.known_pages.get(number).map_or(10, |page| page + 1);
        let shown = if text.is_empty() {
            format!("{} (side\u{a0}{page})", entry.reference())
        } else {
            text.into()
        };
        (shown, Some(Goal::Section(number)))
    }
}

/// A count of lines as a factor.
pub fn count_of(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

/// How many whole times something fits; none for what is not a number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cut to 0..=10,000"
)]
pub fn whole(times: f32) -> usize {
    if times.is_nan() {
        0
    } else {
        times.floor().clamp(0.0, 10_000.0) as usize
    }
}
