//! Measuring a table: the type size and the paper that hold it, the widths of its columns.
//!
//! A table that does not fit upright at a readable size gets a page on its side; numbers are never
//! broken to make it fit. What does not fit even there is an error, not a clipped cell. Widths come
//! from all rows, but rows get their lines only when they are set: a register of a thousand pages
//! is never held in memory as lines.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::cells::{Content, Part};
use super::columns::{Wish, widths};
use super::flow::{Flow, count_of};
use super::fonts::Fonts;
use super::grid::{GridColumn, Source};
use super::lines::extent;
use super::set_rows::SetRow;
use super::style::{BODY, Sheet};
use super::words::{Span, words};
use crate::render::spans::{Span as Reach, Spans};
use crate::render::table::RowKind;
use std::collections::BTreeMap;

/// A part of a word wider than this is hyphenated or cut rather than widen its column.
const WORD_LIMIT: f32 = 74.0;
/// Room at the left and right of a cell's text, above and below it, and between baselines, as shares
/// of the type size.
const PAD_X: f32 = 0.47;
const PAD_Y: f32 = 0.38;
const LEADING: f32 = 1.32;

/// A table with its measures in points.
#[derive(Debug)]
pub struct Prepared {
    /// The paper it needs.
    pub sheet: Sheet,
    /// Size of the type.
    pub size: f32,
    /// Left edge (from the left margin) and width of each column.
    pub columns: Vec<(f32, f32)>,
    /// How many columns at the left are row headers.
    pub row_headers: usize,
    /// Which cells reach over others.
    pub spans: Spans,
    /// The rows of the header.
    pub header: Vec<SetRow>,
    /// Height of the caption with its space.
    pub caption_height: f32,
    /// Room that the notes ask for on the page of the last row.
    pub notes_height: f32,
    /// Room for the begin: all of a small table, else caption, header and what must not be parted
    /// from it.
    pub least: f32,
}

impl Prepared {
    /// Room at the left and right of a cell's text.
    pub fn pad_x(&self) -> f32 {
        self.size * PAD_X
    }

    /// Room above and below a cell's text.
    pub fn pad_y(&self) -> f32 {
        self.size * PAD_Y
    }

    /// Distance between baselines.
    pub fn leading(&self) -> f32 {
        self.size * LEADING
    }

    /// Height of a page's text area.
    pub fn page(&self) -> f32 {
        self.sheet.top - self.sheet.bottom
    }

    /// Height of the header.
    pub fn header_height(&self) -> f32 {
        self.header.iter().map(|row| row.height).sum()
    }

    /// Whether the header is low enough to stand on every page.
    pub fn repeats(&self) -> bool {
        self.header_height() < self.page() * 0.4
    }

    /// Left edge from the left margin, and width, of so many columns.
    pub fn extent(&self, column: usize, columns: usize) -> (f32, f32) {
        let own = self.columns.get(column).copied().unwrap_or((0.0, 0.0));
        let last = column + columns.max(1) - 1;
        let last = self.columns.get(last).copied().unwrap_or(own);
        (own.0, last.0 + last.1 - own.0)
    }
}

/// What the columns ask for at a type size of one point, without padding.
struct Wishes {
    columns: Vec<Wish>,
    /// What cells over several columns ask for, by the first column and how many they are.
    several: BTreeMap<(usize, usize), (f32, f32)>,
}

impl Flow<'_> {
    /// The measures of a table, or `None` if no paper is wide enough; `may_turn` lets it lie on its
    /// side.
    pub fn prepare(&mut self, source: &Source<'_>, may_turn: bool) -> Option<Prepared> {
        let columns = source.columns();
        let spans = source.spans();
        let wishes = self.wishes(source, &columns, &spans);
        let paper = self.paper;
        let upright = [9.6, 8.8, 8.0].map(|size| (paper, size));
        let turned = [9.0, 8.0, 7.0, 6.0].map(|size| (Sheet::LANDSCAPE, size));
        let turned = turned.into_iter().filter(|_| may_turn);
        let sheets: Vec<(Sheet, f32)> = upright.into_iter().chain(turned).collect();
        let fitting = sheets.into_iter().find_map(|(sheet, size)| {
            let widths = widths(&wishes.at(size, &columns), sheet.right - sheet.left)?;
            Some((sheet, size, widths))
        });
        let (sheet, size, widths) = fitting?;
        let mut left = 0.0;
        let columns = widths.into_iter().map(|width| {
            let x = left;
            left += width;
            (x, width)
        });
        let mut prepared = Prepared {
            sheet,
            size,
            columns: columns.collect(),
            row_headers: source.row_headers(),
            spans,
            header: Vec::new(),
            caption_height: 0.0,
            notes_height: 0.0,
            least: 0.0,
        };
        prepared.header = self.header_rows(source, &prepared);
        Some(prepared)
    }

    fn wishes(&mut self, source: &Source<'_>, columns: &[GridColumn], spans: &Spans) -> Wishes {
        let nothing = |column: &GridColumn| Wish {
            least: 0.0,
            natural: 0.0,
            stretches: column.stretches,
        };
        let mut wishes = Wishes {
            columns: columns.iter().map(nothing).collect(),
            several: BTreeMap::new(),
        };
        let header = source.header();
        let over = Spans::in_rows(&header, columns.len());
        for (at, row) in header.iter().enumerate() {
            for (place, column) in columns.iter().enumerate() {
                let title = row.cell(place).shown(column.kind);
                let reach = over.at(at, place);
                wishes.add(self.fonts, place, reach, &Content::heading(&title));
            }
        }
        for row in (0..source.len()).filter(|row| source.kind(*row) != RowKind::Group) {
            for place in 0..columns.len() {
                let reach = spans.at(row, place);
                if reach != Reach::COVERED {
                    let content = self.content_at(source, row, place);
                    wishes.add(self.fonts, place, reach, &content);
                }
            }
        }
        wishes
    }
}

impl Wishes {
    fn add(&mut self, fonts: &mut Fonts, place: usize, reach: Reach, content: &Content) {
        for part in &content.parts {
            if reach.columns > 1 {
                let (longest, widest) = extent(fonts, &part.spans);
                let (least, natural) = asked(part, content, longest, widest);
                let slot = self.several.entry((place, reach.columns)).or_default();
                *slot = (slot.0.max(least), slot.1.max(natural));
                continue;
            }
            let Some(wish) = self.columns.get_mut(place) else {
                continue;
            };
            // Finding the widest word costs far more than the length of a line, and is seldom news.
            let longest = length(fonts, &part.spans);
            let (least, natural) = match longest {
                Some(longest) if part.indent + longest / BODY.size <= wish.least => continue,
                Some(longest) if wish.least >= WORD_LIMIT && !content.unbreakable => {
                    asked(part, content, longest, 0.0)
                }
                Some(longest) if content.unbreakable => asked(part, content, longest, 0.0),
                _ => {
                    let (longest, widest) = extent(fonts, &part.spans);
                    asked(part, content, longest, widest)
                }
            };
            wish.least = wish.least.max(least);
            wish.natural = wish.natural.max(natural);
        }
    }

    /// The wishes at a type size, with padding and the room that columns have at least.
    fn at(&self, size: f32, columns: &[GridColumn]) -> Vec<Wish> {
        let slack = 2.0 * PAD_X * size + 0.3;
        let pairs = self.columns.iter().zip(columns);
        let scaled = pairs.map(|(wish, column)| {
            let least = (wish.least * size + slack).max(column.room);
            Wish {
                least,
                natural: (wish.natural * size + slack).max(least),
                ..*wish
            }
        });
        let mut scaled: Vec<Wish> = scaled.collect();
        for ((first, count), (least, natural)) in &self.several {
            let Some(part) = scaled.get_mut(*first..first + count) else {
                continue;
            };
            let (least, natural) = (least * size + slack, natural * size + slack);
            widen(part, least, |wish| &mut wish.least);
            // A long text over several columns is broken; a short title makes room for itself.
            widen(part, natural.min(least * 2.0), |wish| &mut wish.natural);
            for wish in part {
                wish.natural = wish.natural.max(wish.least);
            }
        }
        scaled
    }
}

/// Least and natural width at a type size of one point.
fn asked(part: &Part, content: &Content, longest: f32, widest: f32) -> (f32, f32) {
    let least = if content.unbreakable {
        longest
    } else {
        widest.min(WORD_LIMIT)
    };
    (
        part.indent + least / BODY.size,
        part.indent + longest / BODY.size,
    )
}

/// Gives columns in equal shares what they lack together.
fn widen(wishes: &mut [Wish], wanted: f32, side: impl Fn(&mut Wish) -> &mut f32) {
    let now: f32 = wishes.iter_mut().map(|wish| *side(wish)).sum();
    let lacking = (wanted - now) / count_of(wishes.len()).max(1.0);
    if lacking > 0.0 {
        for wish in wishes {
            *side(wish) += lacking;
        }
    }
}

/// The length of a text on one line, or `None` if it has several.
pub fn length(fonts: &mut Fonts, spans: &[Span]) -> Option<f32> {
    if spans.iter().any(|span| span.text.contains('\n')) {
        return None;
    }
    let mut length = 0.0;
    for span in spans {
        for word in words(&span.text) {
            length += fonts.width(span.kind, word);
        }
    }
    Some(length)
}
