//! Setting the blocks of a document one after the other: headings, paragraphs, lists, notes.
//!
//! A heading is never left alone at the foot of a page: [`Flow::least`] tells how much room the
//! block behind it needs for its begin.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::flow::{Bookmark, Flow, Measure, Setting, count_of};
use super::fonts::Face;
use super::lines::{Span, lines};
use super::page::{Area, Artifact, Mark};
use super::style::{self, ACCENT, AFTER_PARAGRAPH, BODY, LEADING, SHADE, Sheet};
use super::tags::{Attribute, ElementId};
use super::{PdfError, Warning};
use crate::render::document::{Block, LIST_DEPTH, List, Numbering, Text};

/// How far the text of a list item stands to the right of the text around.
const LIST_INDENT: f32 = 17.0;
/// Gap between number and title of a heading, as share of the size.
const NUMBER_GAP: f32 = 0.7;

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
                Block::Table(_) | Block::Heading(_) | Block::PageBreak
            ) {
                self.turn(Sheet::PORTRAIT)?;
            }
            match block {
                Block::Heading(_) => self.heading(number)?,
                Block::Paragraph(text) => self.text(text)?,
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
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &Text) -> Result<(), PdfError> {
        let spans = self.spans(text, BODY);
        let parent = self.parent();
        let element = self.tree.add(parent, "P");
        let measure = self.full_width(LEADING);
        self.paragraph(
            element,
            &spans,
            Setting {
                measure,
                after: AFTER_PARAGRAPH,
            },
        )
    }

    fn heading(&mut self, block: usize) -> Result<(), PdfError> {
        let number = self.places.len();
        let Some(entry) = self.entries.get(number) else {
            return Ok(());
        };
        if entry.numbering == Numbering::Appendix && !self.at_top() {
            self.new_page()?;
        }
        let sheet = self.sheet_behind(block)?;
        self.turn(sheet)?;
        let look = style::heading(entry.level);
        let mark = Span::new(&entry.number, look.kind);
        let title = [Span::new(&entry.title, look.kind)];
        let indent = match entry.number.as_str() {
            "" => 0.0,
            text => self.fonts.width(look.kind, text) + look.kind.size * NUMBER_GAP,
        };
        let whole = self.full_width(look.leading);
        let measure = Measure {
            x: whole.x + indent,
            width: whole.width - indent,
            ..whole
        };
        let lines = lines(self.fonts, &title, measure.width);
        let height = look.leading * count_of(lines.len().max(1));
        let follows_heading = block.checked_sub(1).is_some_and(|before| {
            matches!(self.document.blocks.get(before), Some(Block::Heading(_)))
        });
        let before = if follows_heading {
            look.before * 0.4
        } else {
            look.before
        };
        if !self.at_top() {
            let behind = self.least(block + 1, 0)?;
            self.need(before + height + look.after + behind)?;
        }
        if !self.at_top() {
            self.y -= before;
        }

        let level = entry.level;
        while self
            .sections
            .last()
            .is_some_and(|section| section.0 >= level)
        {
            self.sections.pop();
        }
        let parent = self.parent();
        let section = self.tree.add(parent, "Sect");
        self.sections.push((level, section));
        let element = self.tree.add(section, role(level));
        self.places.push((self.page(), self.y));
        let (page, title_line) = (self.page(), entry.full_title());
        self.bookmarks.push(Bookmark {
            level,
            title: title_line,
            page,
            y: self.y,
        });
        if !mark.text.is_empty() {
            let numbered =
                super::lines::lines(self.fonts, std::slice::from_ref(&mark), whole.width);
            let spaced = Span {
                text: format!("{} ", mark.text),
                ..mark
            };
            self.set(element, &[spaced], &with_space(numbered), whole);
        }
        if height > self.room() {
            return self.paragraph(
                element,
                &title,
                Setting {
                    measure,
                    after: look.after,
                },
            );
        }
        self.set(element, &title, &lines, measure);
        self.y -= height + look.after;
        Ok(())
    }

    /// The paper that the block behind a heading asks for: wide tables take their heading along.
    fn sheet_behind(&mut self, block: usize) -> Result<Sheet, PdfError> {
        let behind = self.document.blocks.iter().enumerate().skip(block + 1);
        let next = behind
            .into_iter()
            .find(|(_, block)| !matches!(block, Block::Heading(_)));
        match next {
            Some((number, Block::Table(table))) => Ok(self.measure(number, table)?.sheet),
            _ => Ok(Sheet::PORTRAIT),
        }
    }

    /// The room that the begin of a block needs at least.
    ///
    /// # Errors
    /// [`PdfError::TableTooWide`].
    pub fn least(&mut self, block: usize, depth: usize) -> Result<f32, PdfError> {
        let document = self.document;
        Ok(match document.blocks.get(block) {
            None | Some(Block::PageBreak) => 0.0,
            Some(Block::Heading(heading)) if depth < 6 => {
                let look = style::heading(heading.level.clamp(1, 6));
                look.before + look.leading + look.after + self.least(block + 1, depth + 1)?
            }
            Some(Block::Table(table)) => self.measure(block, table)?.least(),
            Some(Block::Note { .. }) => 3.0 * LEADING + 16.0,
            Some(_) => 2.0 * LEADING,
        })
    }

    fn note(&mut self, label: &str, text: &Text) -> Result<(), PdfError> {
        const PAD: f32 = 9.0;
        let parent = self.parent();
        let around = self.tree.add(parent, "Div");
        let whole = self.full_width(LEADING);
        let measure = Measure {
            x: whole.x + PAD + 5.0,
            width: whole.width - 2.0 * PAD - 5.0,
            ..whole
        };
        let mut parts = Vec::new();
        if !label.is_empty() {
            parts.push(vec![Span::new(
                label,
                BODY.faced(Face::Bold).coloured(ACCENT),
            )]);
        }
        parts.push(self.spans(text, BODY));
        let mut rest = Vec::new();
        for spans in parts {
            let element = self.tree.add(around, "P");
            let lines = lines(self.fonts, &spans, measure.width);
            rest.extend(lines.into_iter().map(|line| (element, spans.clone(), line)));
        }
        self.y -= 2.0;
        let height = LEADING * count_of(rest.len()) + 2.0 * PAD;
        let page = self.sheet.top - self.sheet.bottom;
        self.need(if height < page / 2.0 {
            height
        } else {
            4.0 * LEADING + 2.0 * PAD
        })?;
        while !rest.is_empty() {
            let fit = super::flow::whole((self.room() - 2.0 * PAD) / LEADING).max(1);
            let now: Vec<_> = rest.drain(..fit.min(rest.len())).collect();
            let height = LEADING * count_of(now.len()) + 2.0 * PAD;
            let (x, y) = (whole.x, self.y - height);
            self.artifact(
                Artifact::Layout,
                [
                    Mark::Fill(
                        Area {
                            x,
                            y,
                            width: whole.width,
                            height,
                        },
                        SHADE,
                    ),
                    Mark::Fill(
                        Area {
                            x,
                            y,
                            width: 3.0,
                            height,
                        },
                        ACCENT,
                    ),
                ],
            );
            self.y -= PAD;
            for (element, spans, line) in now {
                self.set(element, &spans, &[line], measure);
                self.y -= LEADING;
            }
            self.y -= PAD;
            if !rest.is_empty() {
                self.new_page()?;
            }
        }
        self.y -= AFTER_PARAGRAPH + 4.0;
        Ok(())
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
        let widest = format!("{}.", list.items.len());
        let indent = if list.numbered {
            (self.fonts.width(BODY, &widest) + 7.0).max(LIST_INDENT)
        } else {
            LIST_INDENT
        };
        let inside = Measure {
            x: measure.x + indent,
            width: measure.width - indent,
            ..measure
        };
        for (place, item) in list.items.iter().enumerate() {
            let around = self.tree.add(element, "LI");
            let label = self.tree.add(around, "Lbl");
            let body = self.tree.add(around, "LBody");
            let spans = self.spans(&item.text, BODY);
            let count = lines(self.fonts, &spans, inside.width).len().clamp(1, 2);
            self.need(LEADING * count_of(count))?;
            let mark = if list.numbered {
                format!("{}.", place + 1)
            } else {
                "•".into()
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
            self.paragraph(
                body,
                &spans,
                Setting {
                    measure: inside,
                    after: 3.0,
                },
            )?;
            let Some(inner) = &item.inner else { continue };
            if depth + 1 < LIST_DEPTH {
                self.list(body, inner, inside, depth + 1)?;
            } else {
                self.warnings.insert(Warning::ListTooDeep);
            }
        }
        Ok(())
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

/// The number of a heading is followed by a space, so that it is extracted apart from the title.
fn with_space(mut numbered: Vec<super::lines::Line>) -> Vec<super::lines::Line> {
    if let Some(piece) = numbered.last_mut().and_then(|line| line.pieces.last_mut()) {
        piece.range.end += 1;
    }
    numbered
}
