//! Setting the blocks of a document one after the other; here are paragraphs, lists and notes.
//!
//! Headings are set by [`super::headings`], tables and facts by [`super::rows`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::flow::{Flow, count_of, whole};
use super::lines::lines;
use super::page::{Area, Artifact, Mark};
use super::setting::{Measure, Setting};
use super::style::{ACCENT, AFTER_PARAGRAPH, BODY, LEADING, SHADE, Sheet, TITLE};
use super::tags::{Attribute, ElementId};
use super::words::Span;
use super::{PdfError, Warning};
use crate::render::document::{Block, LIST_DEPTH, List, Text};

/// How far the text of a list item stands to the right of the text around.
const LIST_INDENT: f32 = 17.0;
/// Room around the text of a note.
const NOTE_PAD: f32 = 9.0;
/// Room for the bar at its left.
const NOTE_BAR: f32 = 5.0;

impl Flow<'_> {
    /// Sets all blocks.
    ///
    /// # Errors
    /// [`PdfError::TooManyPages`] or [`PdfError::TableTooWide`].
    pub fn blocks(&mut self) -> Result<(), PdfError> {
        let document = self.document;
        for (number, block) in document.blocks.iter().enumerate() {
            if !matches!(
                block,
                Block::Table(_)
                    | Block::Heading(_)
                    | Block::PageBreak
                    | Block::Paper(_)
                    | Block::Labels(_)
            ) {
                self.turn(self.paper)?;
            }
            match block {
                Block::Heading(_) => self.heading(number)?,
                Block::Paragraph(text) => {
                    if !self.at_top() && self.introduced(number)?.is_some() {
                        let both = self.least(number, 0)?;
                        self.need(both)?;
                    }
                    self.text(text)?;
                }
                Block::List(list) => {
                    let measure = self.full_width(LEADING);
                    let parent = self.parent();
                    self.list(parent, list, measure, 0)?;
                    self.y -= AFTER_PARAGRAPH - 3.0;
                }
                Block::Table(table) => self.table(number, table)?,
                Block::KeyValues(facts) => self.facts(facts)?,
                Block::Note { label, text } => self.note(label, text)?,
                Block::TableOfContents { depth } => self.contents(*depth)?,
                Block::PageBreak if self.at_top() => {}
                Block::PageBreak => self.new_page()?,
                Block::Paper(paper) => {
                    self.paper = Sheet::of(*paper);
                    self.turn(self.paper)?;
                }
                Block::Chart(chart) => self.chart(number, chart)?,
                Block::Figure(figure) => self.figure(figure)?,
                Block::Signatures(people) => self.signatures(people)?,
                Block::Labels(sheet) => self.labels(sheet)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &Text) -> Result<(), PdfError> {
        let spans = self.spans(text, BODY);
        let parent = self.parent();
        let element = self.tree.add(parent, "P");
        let measure = self.full_width(LEADING);
        self.running(
            element,
            &spans,
            Setting {
                measure,
                after: AFTER_PARAGRAPH,
            },
        )
    }

    fn note(&mut self, label: &str, text: &Text) -> Result<(), PdfError> {
        let parent = self.parent();
        let around = self.tree.add(parent, "Div");
        let measure = self.inside_note();
        let parts = self.note_parts(label, text);
        let mut rest = Vec::new();
        for spans in &parts {
            let lines = self.running_lines(spans, measure.width);
            if !lines.is_empty() {
                let element = self.tree.add(around, "P");
                rest.extend(lines.into_iter().map(|line| (element, spans, line)));
            }
        }
        self.y -= 2.0;
        self.need(self.note_height(rest.len()))?;
        while !rest.is_empty() {
            let fit = whole_lines(self.room() - 2.0 * NOTE_PAD).min(rest.len());
            self.note_ground(LEADING * count_of(fit) + 2.0 * NOTE_PAD);
            self.y -= NOTE_PAD;
            for (element, spans, line) in rest.drain(..fit) {
                self.set(element, spans, &[line], measure);
                self.y -= LEADING;
            }
            self.y -= NOTE_PAD;
            self.settle();
            if !rest.is_empty() {
                self.new_page()?;
            }
        }
        self.y -= AFTER_PARAGRAPH + 4.0;
        Ok(())
    }

    fn note_parts(&mut self, label: &str, text: &Text) -> Vec<Vec<Span>> {
        let mut parts = Vec::new();
        if !label.is_empty() {
            parts.push(vec![Span::new(label, TITLE.coloured(ACCENT))]);
        }
        parts.push(self.spans(text, BODY));
        parts
    }

    fn inside_note(&self) -> Measure {
        let full = self.full_width(LEADING);
        let width = full.width - 2.0 * NOTE_PAD - NOTE_BAR;
        let x = full.x + NOTE_PAD + NOTE_BAR;
        Measure { x, width, ..full }
    }

    /// Room that a note of so many lines asks for: all of it, or half a page.
    fn note_height(&self, lines: usize) -> f32 {
        let height = LEADING * count_of(lines) + 2.0 * NOTE_PAD;
        height.min((self.sheet.top - self.sheet.bottom) / 2.0)
    }

    /// Room that a note asks for.
    pub fn note_need(&mut self, label: &str, text: &Text) -> f32 {
        let width = self.inside_note().width;
        let parts = self.note_parts(label, text);
        let count = |spans: &Vec<Span>| self.running_lines(spans, width).len();
        let lines = parts.iter().map(count).sum();
        self.note_height(lines)
    }

    fn note_ground(&mut self, height: f32) {
        let (x, y) = (self.sheet.left, self.y - height);
        let width = self.sheet.right - x;
        let ground = Mark::Fill(
            Area {
                x,
                y,
                width,
                height,
            },
            SHADE,
        );
        let bar = Mark::Fill(
            Area {
                x,
                y,
                width: 3.0,
                height,
            },
            ACCENT,
        );
        self.artifact(Artifact::Layout, [ground, bar]);
    }

    /// Where the text of the items of a list stands.
    pub fn inside_list(&mut self, list: &List, measure: Measure) -> Measure {
        let indent = if list.numbered {
            let widest = format!("{}.", list.items.len());
            (self.fonts.width(BODY, &widest) + 7.0).max(LIST_INDENT)
        } else {
            LIST_INDENT
        };
        let (x, width) = (measure.x + indent, measure.width - indent);
        Measure {
            x,
            width,
            ..measure
        }
    }

    fn list(
        &mut self,
        parent: ElementId,
        list: &List,
        measure: Measure,
        depth: usize,
    ) -> Result<(), PdfError> {
        let attribute = if list.numbered {
            Attribute::Numbers
        } else {
            Attribute::Bullets
        };
        let element = self.tree.add_with(parent, "L", attribute);
        let inside = self.inside_list(list, measure);
        let indent = inside.x - measure.x;
        for (place, item) in list.items.iter().enumerate() {
            let around = self.tree.add(element, "LI");
            let label = self.tree.add(around, "Lbl");
            let body = self.tree.add(around, "LBody");
            let spans = self.spans(&item.text, BODY);
            let begin = self.begin_height(&spans, inside).max(LEADING);
            self.need(begin)?;
            let (page, below) = (self.page(), self.y - LEADING);
            let mark = if list.numbered {
                format!("{}.", place + 1)
            } else if depth.is_multiple_of(2) {
                "•".into()
            } else {
                "–".into()
            };
            let marks = [Span::new(&mark, BODY)];
            let set = lines(self.fonts, &marks, indent);
            let x = if list.numbered {
                measure.x
            } else {
                measure.x + 4.0
            };
            self.set(
                label,
                &marks,
                &set,
                Measure {
                    x,
                    width: indent,
                    ..measure
                },
            );
            self.running(
                body,
                &spans,
                Setting {
                    measure: inside,
                    after: 3.0,
                },
            )?;
            match &item.inner {
                Some(inner) if depth + 1 < LIST_DEPTH => {
                    self.list(body, inner, inside, depth + 1)?;
                }
                Some(_) => drop(self.warnings.insert(Warning::ListTooDeep)),
                None => {}
            }
            // The label of an empty item takes its line.
            if self.page() == page {
                self.y = self.y.min(below);
            }
        }
        Ok(())
    }
}

/// How many lines of running text fit in a height, at least one.
fn whole_lines(height: f32) -> usize {
    whole((height + 0.01) / LEADING).max(1)
}
