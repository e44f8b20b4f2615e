//! The running layout: where on which page the next thing goes, and the element it belongs to.
//!
//! [`Flow::y`] is the upper edge of the free room on the current page and falls as things are
//! placed. Blocks are placed by [`super::blocks`], tables by [`super::rows`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::Fonts;
use super::notes::Notes;
use super::page::{Area, Artifact, Furniture, Goal, Link, Mark, Page};
use super::pictures::Pixels;
use super::rows::Prepared;
use super::setting::Measure;
use super::style::Sheet;
use super::tags::{DOCUMENT, ElementId, Kid, Tree};
use super::words::Span;
use super::{PdfError, Warning};
use crate::render::document::Document;
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
    /// The paper that blocks ask for which do not need another one.
    pub paper: Sheet,
    /// What stands around the content of new pages.
    pub furniture: Furniture,
    /// The pictures of pixels so far.
    pub pixels: Vec<Pixels>,
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
    /// The footnotes.
    pub notes: Notes<'a>,
    /// Elements of pieces of text, by the element around and the number of the piece.
    pub inner: HashMap<(ElementId, usize), (ElementId, Span)>,
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
            pages: vec![Page::new(sheet, Furniture::Full)],
            tree: Tree::new(),
            sheet,
            paper: sheet,
            furniture: Furniture::Full,
            pixels: Vec::new(),
            y: sheet.top,
            sections: Vec::new(),
            places: Vec::new(),
            bookmarks: Vec::new(),
            measured: HashMap::new(),
            notes: Notes::of(document),
            inner: HashMap::new(),
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

    /// Height of the free room, which ends above the footnotes of the page.
    pub fn room(&self) -> f32 {
        self.y - self.sheet.bottom - self.notes.height()
    }

    /// Continues on a new page.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`] beyond [`PAGE_LIMIT`].
    pub fn new_page(&mut self) -> Result<(), PdfError> {
        self.settle();
        self.draw_notes();
        self.next_page()
    }

    fn next_page(&mut self) -> Result<(), PdfError> {
        if self.pages.len() >= PAGE_LIMIT {
            return Err(PdfError::TooManyPages(PAGE_LIMIT));
        }
        self.pages.push(Page::new(self.sheet, self.furniture));
        self.y = self.sheet.top;
        self.carry_notes();
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
        if self.at_top_of_last() {
            self.pages.pop();
            self.notes.take_back();
            self.sheet = sheet;
            return self.next_page();
        }
        self.settle();
        self.draw_notes();
        self.sheet = sheet;
        self.next_page()
    }

    fn at_top_of_last(&self) -> bool {
        self.pages.last().is_some_and(|page| page.marks.is_empty())
    }

    /// Takes back a last page that nothing was set on.
    pub fn drop_empty_page(&mut self) {
        if self.pages.len() > 1 && self.at_top_of_last() {
            self.pages.pop();
        }
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
            Goal::Note(number) => format!("Gå til fodnote {number}"),
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
