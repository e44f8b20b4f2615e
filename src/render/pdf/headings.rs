//! Setting headings: number, title, section and bookmark, never alone at the foot of a page.
//!
//! [`Flow::least`] tells how much room the block behind a heading needs for its begin; a heading
//! before a table that lies on its side goes with it.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Bookmark, Flow, count_of};
use super::lines::{Line, lines};
use super::setting::{Measure, Setting};
use super::style::{self, AFTER_PARAGRAPH, BODY, HeadingStyle, LEADING, Sheet};
use super::tags::ElementId;
use super::words::Span;
use crate::render::document::{Block, Numbering};
use crate::render::outline::Entry;

/// Gap between number and title, as share of the size.
const NUMBER_GAP: f32 = 0.7;
/// So many headings in a row stay on one page.
const CHAIN: usize = 12;
/// Of the space above a heading that follows another one.
const BELOW_HEADING: f32 = 0.4;

impl Flow<'_> {
    /// Sets the heading of a block and begins its section.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`] or [`PdfError::TooManyPages`].
    pub fn heading(&mut self, block: usize) -> Result<(), PdfError> {
        let entries = self.entries;
        let Some(entry) = entries.get(self.places.len()) else {
            return Ok(());
        };
        if entry.numbering == Numbering::Appendix && !self.at_top() {
            self.new_page()?;
        }
        let sheet = self.sheet_behind(block)?;
        self.turn(sheet)?;
        let look = style::heading(entry.level);
        let title = [Span::new(&entry.title, look.kind)];
        let measure = self.title_measure(entry, look);
        let lines = lines(self.fonts, &title, measure.width);
        let height = look.leading * count_of(lines.len().max(1));
        self.room_for_heading(block, look, height)?;

        let element = self.begin_section(entry);
        self.number(element, entry, look);
        if height > self.room() {
            let after = look.after;
            return self.paragraph(element, &title, Setting { measure, after });
        }
        self.set(element, &title, &lines, measure);
        self.y -= height + look.after;
        Ok(())
    }

    /// Where the title stands: to the right of its number.
    fn title_measure(&mut self, entry: &Entry, look: HeadingStyle) -> Measure {
        let whole = self.full_width(look.leading);
        let indent = match entry.number.as_str() {
            "" => 0.0,
            number => self.fonts.width(look.kind, number) + look.kind.size * NUMBER_GAP,
        };
        let (x, width) = (whole.x + indent, whole.width - indent);
        Measure { x, width, ..whole }
    }

    fn room_for_heading(
        &mut self,
        block: usize,
        look: HeadingStyle,
        height: f32,
    ) -> Result<(), PdfError> {
        let above = block
            .checked_sub(1)
            .and_then(|above| self.document.blocks.get(above));
        let share = match above {
            Some(Block::Heading(_)) => BELOW_HEADING,
            _ => 1.0,
        };
        let before = look.before * share;
        if !self.at_top() {
            let behind = self.least(block + 1, 0)?;
            self.need(before + height + look.after + behind)?;
        }
        if !self.at_top() {
            self.y -= before;
        }
        Ok(())
    }

    /// Closes sections of the same and lower levels and opens one with its heading element.
    fn begin_section(&mut self, entry: &Entry) -> ElementId {
        let level = entry.level;
        while self.sections.last().is_some_and(|open| open.0 >= level) {
            self.sections.pop();
        }
        let parent = self.parent();
        let section = self.tree.add(parent, "Sect");
        self.sections.push((level, section));
        let (page, y, title) = (self.page(), self.y, entry.full_title());
        self.places.push((page, y));
        self.bookmarks.push(Bookmark {
            level,
            title,
            page,
            y,
        });
        self.tree.add(section, role(level))
    }

    /// Sets the number, with a space behind it that keeps it apart from the title when extracted.
    fn number(&mut self, element: ElementId, entry: &Entry, look: HeadingStyle) {
        if entry.number.is_empty() {
            return;
        }
        let whole = self.full_width(look.leading);
        let span = Span::new(&format!("{} ", entry.number), look.kind);
        let mut line = Line::default();
        let range = 0..span.text.len();
        let piece = super::lines::Piece {
            span: 0,
            range,
            x: 0.0,
            width: 0.0,
            hyphen: false,
        };
        line.pieces.push(piece);
        self.set(element, &[span], &[line], whole);
    }

    /// The paper that the block behind a heading asks for: wide tables take their heading along.
    fn sheet_behind(&mut self, block: usize) -> Result<Sheet, PdfError> {
        let behind = self.document.blocks.iter().enumerate().skip(block + 1);
        let next = behind
            .into_iter()
            .find(|(_, block)| !matches!(block, Block::Heading(_)));
        match next {
            Some((number, Block::Table(table))) => Ok(self.measure(number, table)?.sheet),
            Some((_, Block::Paper(paper))) => Ok(Sheet::of(*paper)),
            _ => Ok(self.paper),
        }
    }

    /// The room that the table or facts behind a short paragraph need at least, when it introduces them: such a
    /// paragraph does not stay behind alone at the foot of a page.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn introduced(&mut self, block: usize) -> Result<Option<f32>, PdfError> {
        let document = self.document;
        let Some(Block::Paragraph(text)) = document.blocks.get(block) else {
            return Ok(None);
        };
        let paper = self.paper;
        let measure = match document.blocks.get(block + 1) {
            Some(Block::Table(table)) if self.measure(block + 1, table)?.sheet != paper => {
                return Ok(None);
            }
            Some(Block::Table(_) | Block::KeyValues(_)) => self.full_width(LEADING),
            _ => return Ok(None),
        };
        let spans = self.spans(text, BODY);
        if self.running_lines(&spans, measure.width).len() > 3 {
            return Ok(None);
        }
        self.least(block + 1, 0).map(Some)
    }

    /// The room that a heading takes below another one.
    fn heading_need(&mut self, block: usize) -> f32 {
        let entries = self.entries;
        let at = entries.partition_point(|entry| entry.block < block);
        let Some(entry) = entries.get(at) else {
            return 0.0;
        };
        let look = style::heading(entry.level);
        let width = self.title_measure(entry, look).width;
        let title = [Span::new(&entry.title, look.kind)];
        let count = lines(self.fonts, &title, width).len().max(1);
        look.before * BELOW_HEADING + look.leading * count_of(count) + look.after
    }

    /// The room that the begin of a block needs at least.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn least(&mut self, block: usize, depth: usize) -> Result<f32, PdfError> {
        let document = self.document;
        Ok(match document.blocks.get(block) {
            None | Some(Block::PageBreak | Block::Paper(_) | Block::Labels(_)) => 0.0,
            Some(Block::Chart(chart)) => self.chart_need(chart),
            Some(Block::Figure(figure)) => self.figure_need(figure),
            Some(Block::Signatures(people)) => self.signatures_need(people),
            Some(Block::Heading(_)) if depth < CHAIN => {
                self.heading_need(block) + self.least(block + 1, depth + 1)?
            }
            Some(Block::Table(table)) => self.measure(block, table)?.least + 4.0,
            Some(Block::KeyValues(facts)) => self.prepared_facts(facts)?.least,
            Some(Block::Paragraph(text)) => {
                let spans = self.spans(text, BODY);
                let own = self.begin_height(&spans, self.full_width(LEADING));
                match self.introduced(block)? {
                    Some(behind) => own + AFTER_PARAGRAPH + behind,
                    None => own,
                }
            }
            Some(Block::List(list)) => match list.items.first() {
                Some(item) => {
                    let spans = self.spans(&item.text, BODY);
                    let inside = self.inside_list(list, self.full_width(LEADING));
                    self.begin_height(&spans, inside)
                }
                None => 0.0,
            },
            Some(Block::Note { label, text }) => self.note_need(label, text) + 2.0,
            Some(Block::TableOfContents { .. }) => 4.0 * style::heading(1).leading,
            Some(Block::Heading(_)) => 0.0,
        })
    }
}

/// The structure type of a heading.
fn role(level: u8) -> &'static str {
    match level {
        1 => "H1",
        2 => "H2",
        3 => "H3",
        4 => "H4",
        5 => "H5",
        _ => "H6",
    }
}
