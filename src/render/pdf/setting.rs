//! Setting lines and paragraphs on the page: baselines, widows and orphans.
//!
//! Pieces that are elements of their own (links, marks of footnotes, words in another language) are
//! tagged by [`super::inline`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of, whole};
use super::lines::{Line, Piece, even_lines, lines};
use super::page::{Area, Goal, Mark, TextMark};
use super::style::{ACCENT, Type};
use super::tags::ElementId;
use super::words::{SPACES, Span, words};

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

/// How a piece is drawn.
#[derive(Debug, Clone, Copy)]
struct Ink {
    kind: Type,
    /// What each space is wider.
    gap: f32,
    /// A hyphen ends the line.
    hyphen: bool,
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
        let mut opened = None;
        let mut top = self.y;
        for line in lines {
            let indent = if measure.right {
                measure.width - line.width
            } else {
                0.0
            };
            let kinds = line.pieces.iter().filter_map(|piece| spans.get(piece.span));
            let size = kinds.map(|span| span.kind.size).fold(0.0, f32::max);
            let baseline = top - measure.leading / 2.0 - size * 0.33;
            for (place, piece) in line.pieces.iter().enumerate() {
                let Some(span) = spans.get(piece.span) else {
                    continue;
                };
                let last = place + 1 == line.pieces.len();
                let text = shown(spans, piece, last);
                let own = self.element_of(element, span, piece.span);
                if opened != Some(own) {
                    if opened.is_some() {
                        self.close();
                    }
                    self.open(own);
                    opened = Some(own);
                }
                let x = measure.x + indent + piece.x;
                let y = baseline + span.rise * span.kind.size;
                let ink = Ink {
                    kind: span.kind,
                    gap: if span.stretches() { line.gap } else { 0.0 },
                    hyphen: piece.hyphen,
                };
                self.ink(ink, &text, x, y);
                if let Some(goal) = &span.goal {
                    self.led(own, (piece, span), goal, &text, (x, y));
                }
            }
            top -= measure.leading;
        }
        if opened.is_some() {
            self.close();
        }
    }

    /// Makes a piece lead somewhere, and sets the footnote that it is the mark of.
    fn led(
        &mut self,
        element: ElementId,
        (piece, span): (&Piece, &Span),
        goal: &Goal,
        text: &str,
        (x, y): (f32, f32),
    ) {
        let size = span.kind.size;
        if let Goal::Note(number) = goal {
            self.owe(*number, element);
        } else {
            let below = y - size * 0.14;
            self.mark(Mark::Rule(x, x + piece.width, below, 0.5, ACCENT));
        }
        let area = Area {
            x,
            y: y - size * 0.25,
            width: piece.width,
            height: size * 1.15,
        };
        self.link(element, area, goal.clone(), text);
    }

    /// Draws one piece of text, and the hyphen that ends its line.
    pub fn write(&mut self, kind: Type, text: &str, hyphen: bool, x: f32, y: f32) {
        let gap = 0.0;
        self.ink(Ink { kind, gap, hyphen }, text, x, y);
    }

    fn ink(&mut self, ink: Ink, text: &str, x: f32, y: f32) {
        let kind = ink.kind;
        let mut mark = TextMark {
            kind,
            x,
            y,
            angle: 0.0,
            words: Vec::new(),
            soft_hyphen: false,
        };
        for word in words(text) {
            mark.words
                .push(self.fonts.shape(kind.face, kind.tabular, word));
            if ink.gap != 0.0 && word.starts_with(SPACES) {
                let next = TextMark {
                    x: mark.x + mark.width() + ink.gap,
                    words: Vec::new(),
                    ..mark
                };
                self.mark(Mark::Text(std::mem::replace(&mut mark, next)));
            }
        }
        if ink.hyphen {
            let hyphen = TextMark {
                x: mark.x + mark.width(),
                words: vec![self.fonts.shape(kind.face, kind.tabular, "-")],
                soft_hyphen: true,
                ..mark
            };
            self.mark(Mark::Text(mark));
            self.mark(Mark::Text(hyphen));
        } else if !mark.words.is_empty() {
            self.mark(Mark::Text(mark));
        }
    }

    /// Sets a title or another short text, ragged on the right; otherwise as [`Flow::running`].
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
        self.page_by_page(element, spans, &lines, setting)
    }

    /// Sets running text, over several pages if need be, never one line of several alone.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn running(
        &mut self,
        element: ElementId,
        spans: &[Span],
        setting: Setting,
    ) -> Result<(), PdfError> {
        let lines = self.running_lines(spans, setting.measure.width);
        self.page_by_page(element, spans, &lines, setting)
    }

    /// The lines of running text, as the document wants its right edge.
    pub fn running_lines(&mut self, spans: &[Span], width: f32) -> Vec<Line> {
        if self.document.justified {
            even_lines(self.fonts, spans, width)
        } else {
            lines(self.fonts, spans, width)
        }
    }

    fn page_by_page(
        &mut self,
        element: ElementId,
        spans: &[Span],
        lines: &[Line],
        setting: Setting,
    ) -> Result<(), PdfError> {
        let leading = setting.measure.leading;
        let mut rest = lines;
        while !rest.is_empty() {
            let count = self.fitting(rest.len(), leading);
            let count = self.with_notes(spans, rest, count, leading);
            if count == 0 {
                self.new_page()?;
                continue;
            }
            let (now, later) = rest.split_at(count.min(rest.len()));
            self.set(element, spans, now, setting.measure);
            self.y -= leading * count_of(now.len());
            self.settle();
            rest = later;
            if !rest.is_empty() {
                self.new_page()?;
            }
        }
        self.y -= setting.after;
        Ok(())
    }

    /// Height of the lines that the begin of a running text puts on one page at least.
    pub fn begin_height(&mut self, spans: &[Span], measure: Measure) -> f32 {
        let lines = self.running_lines(spans, measure.width);
        let count = if lines.len() <= 3 { lines.len() } else { 2 };
        let begin = lines.get(..count).unwrap_or(&[]);
        measure.leading * count_of(count) + self.notes_need(spans, begin)
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
