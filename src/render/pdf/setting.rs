//! Setting lines and paragraphs on the page: baselines, links, widows and orphans.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of, whole};
use super::lines::{Line, Piece, lines};
use super::page::{Area, Mark, TextMark};
use super::style::{ACCENT, Type};
use super::tags::ElementId;
use super::words::{Span, words};
use std::collections::HashMap;

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

/// The characters of a piece; where a line ends between words, the space is kept for those who
/// read the file without seeing it.
fn shown(spans: &[Span], piece: &Piece, last: bool) -> String {
    let text = |span: usize| spans.get(span).map_or("", |span| span.text.as_str());
    let own = text(piece.span);
    let behind = own.get(piece.range.end..).unwrap_or("");
    let next = if behind.is_empty() {
        text(piece.span + 1)
    } else {
        behind
    };
    let mut shown: String = own.get(piece.range.clone()).unwrap_or("").into();
    if last && !piece.hyphen && next.starts_with([' ', '\n']) {
        shown.push(' ');
    }
    shown
}

impl Flow<'_> {
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
            for (place, piece) in line.pieces.iter().enumerate() {
                let Some(span) = spans.get(piece.span) else {
                    continue;
                };
                let baseline = top - measure.leading / 2.0 - span.kind.size * 0.33;
                let x = measure.x + indent + piece.x;
                let last = place + 1 == line.pieces.len();
                let text = shown(spans, piece, last);
                let text = text.as_str();
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

    /// Height of the lines that the begin of a text puts on one page at least.
    pub fn begin_height(&mut self, spans: &[Span], measure: Measure) -> f32 {
        let count = lines(self.fonts, spans, measure.width).len();
        measure.leading * count_of(if count <= 3 { count } else { 2 })
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
}
