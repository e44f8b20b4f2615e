//! Footnotes: at the foot of the page that their mark stands on, below a short rule.
//!
//! A mark that is set makes its note owed ([`Flow::owe`]); when its lines or row are done, the note
//! is settled ([`Flow::settle`]): it takes its room from the page at once, and what does not fit goes
//! on to the next page. Notes are drawn when their page is left. Running text and the rows of tables
//! see to it that at least the begin of a note stands on the page of its mark ([`Flow::notes_room`]).
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of};
use super::lines::Line;
use super::page::{Artifact, Goal, Mark};
use super::setting::Measure;
use super::style::{BODY, RULE, Type};
use super::tags::ElementId;
use super::words::Span;
use crate::render::document::{Document, Inline, Text};
use crate::render::footnotes::{footnotes, is_blank};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

const KIND: Type = BODY.sized(9.0);
const LEADING: f32 = 11.8;
/// Room above the notes of a page, with the rule in it.
const ABOVE: f32 = 13.0;
/// Length of the rule.
const RULE_LENGTH: f32 = 110.0;
/// Room for the number before the text.
const INDENT: f32 = 15.0;
/// Notes take no more than this share of a page, but for the begins of those whose marks it has.
const MOST: f32 = 0.5;

/// The footnotes of a document and how far they are set.
pub struct Notes<'a> {
    texts: Vec<&'a Text>,
    numbers: HashMap<*const Text, usize>,
    marked: HashSet<usize>,
    owed: VecDeque<(usize, ElementId)>,
    placed: VecDeque<NoteLine>,
    carried: VecDeque<NoteLine>,
    /// Lines of each note, by its number and the right edge of the paper.
    lengths: HashMap<(usize, u32), usize>,
    /// Page and height of each note, by its number from one.
    pub places: HashMap<usize, (usize, f32)>,
}

/// One line of a note.
struct NoteLine {
    /// Number of the note on its first line.
    number: Option<usize>,
    element: ElementId,
    spans: Rc<[Span]>,
    line: Line,
}

impl<'a> Notes<'a> {
    /// The notes of a document, none of them set.
    pub fn of(document: &'a Document) -> Self {
        let texts = footnotes(document);
        let numbered = texts.iter().zip(1..);
        Notes {
            numbers: numbered
                .map(|(text, number)| (std::ptr::from_ref(*text), number))
                .collect(),
            texts,
            marked: HashSet::new(),
            owed: VecDeque::new(),
            placed: VecDeque::new(),
            carried: VecDeque::new(),
            lengths: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// The number of the note that a piece carries; copies of a text share their number.
    pub fn number_of(&self, piece: &Inline) -> Option<usize> {
        let text = piece.footnote.as_deref().filter(|note| !is_blank(note))?;
        let known = self.numbers.get(&std::ptr::from_ref(text)).copied();
        known.or_else(|| Some(self.texts.iter().position(|known| *known == text)? + 1))
    }

    /// What the notes of the current page take from it.
    pub fn height(&self) -> f32 {
        if self.placed.is_empty() {
            0.0
        } else {
            ABOVE + LEADING * count_of(self.placed.len())
        }
    }

    /// Keeps the notes of a page that is taken back for the next one.
    pub fn take_back(&mut self) {
        self.placed.append(&mut self.carried);
        std::mem::swap(&mut self.placed, &mut self.carried);
    }
}

impl Flow<'_> {
    /// Remembers that the mark of a note was set, with the element of the mark.
    pub fn owe(&mut self, number: usize, mark: ElementId) {
        if self.notes.marked.insert(number) {
            let parent = self.tree.parent(self.tree.parent(mark));
            let note = self.tree.add(parent, "Note");
            self.tree.notes.insert(note, number);
            self.notes.owed.push_back((number, note));
        }
    }

    /// Gives the notes that are owed their room on this page or the next.
    pub fn settle(&mut self) {
        while let Some((number, element)) = self.notes.owed.pop_front() {
            let (spans, lines) = self.note_lines(number);
            let above = if self.notes.placed.is_empty() {
                ABOVE
            } else {
                0.0
            };
            let page = self.sheet.top - self.sheet.bottom;
            let most = page * MOST - self.notes.height();
            let within = |height: f32| super::flow::whole((height - above + 0.01) / LEADING);
            let fit = within(self.room()).min(within(most).max(begin(lines.len())));
            let fit = match fit.min(lines.len()) {
                _ if !self.notes.carried.is_empty() => 0,
                fit if fit < lines.len() && fit < 2 => 0,
                fit => fit,
            };
            for (place, line) in lines.into_iter().enumerate() {
                let set = NoteLine {
                    number: (place == 0).then_some(number),
                    element,
                    spans: Rc::clone(&spans),
                    line,
                };
                if place < fit {
                    self.notes.placed.push_back(set);
                } else {
                    self.notes.carried.push_back(set);
                }
            }
        }
    }

    /// Puts notes that did not fit on the page before onto this one.
    pub fn carry_notes(&mut self) {
        let page = self.sheet.top - self.sheet.bottom;
        while self.notes.height() + LEADING < page * MOST {
            let Some(line) = self.notes.carried.pop_front() else {
                return;
            };
            self.notes.placed.push_back(line);
        }
    }

    /// Draws the notes of the page.
    pub fn draw_notes(&mut self) {
        if self.notes.placed.is_empty() {
            return;
        }
        let before = self.y;
        let full = self.full_width(LEADING);
        self.y = self.sheet.bottom + self.notes.height();
        let rule = Mark::Rule(full.x, full.x + RULE_LENGTH, self.y - 7.0, 0.5, RULE);
        self.artifact(Artifact::Layout, [rule]);
        self.y -= ABOVE;
        for line in std::mem::take(&mut self.notes.placed) {
            if let Some(number) = line.number {
                self.notes.places.insert(number, (self.page(), self.y));
                let label = self.tree.add(line.element, "Lbl");
                let y = self.y - LEADING / 2.0 - KIND.size * 0.33;
                self.open(label);
                self.write(KIND, &format!("{number} "), false, full.x, y);
                self.close();
            }
            let measure = Measure {
                x: full.x + INDENT,
                width: full.width - INDENT,
                ..full
            };
            self.set(line.element, &line.spans, &[line.line], measure);
            self.y -= LEADING;
        }
        self.y = before;
    }

    /// Draws the notes of the last page, on further pages if need be.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn finish_notes(&mut self) -> Result<(), PdfError> {
        self.settle();
        self.draw_notes();
        while !self.notes.carried.is_empty() {
            self.new_page()?;
            self.draw_notes();
        }
        Ok(())
    }

    /// Room that the notes marked in these lines ask for on the page of their marks.
    pub fn notes_need(&mut self, spans: &[Span], lines: &[Line]) -> f32 {
        let called: Vec<usize> = lines.iter().flat_map(|line| called(spans, line)).collect();
        self.notes_room(&called)
    }

    /// Whether the document has footnotes.
    pub fn has_notes(&self) -> bool {
        !self.notes.texts.is_empty()
    }

    /// Room that these notes ask for on the page of their marks: all of a short one, two lines of a
    /// long one, nothing for those that are set already.
    pub fn notes_room(&mut self, numbers: &[usize]) -> f32 {
        let mut seen = HashSet::new();
        let mut count = 0;
        for number in numbers {
            if self.notes.marked.contains(number) || !seen.insert(*number) {
                continue;
            }
            count += begin(self.note_length(*number));
        }
        match count {
            0 => 0.0,
            _ if self.notes.placed.is_empty() => ABOVE + LEADING * count_of(count),
            _ => LEADING * count_of(count),
        }
    }

    /// How many of `count` lines can stand on this page together with their notes.
    pub fn with_notes(
        &mut self,
        spans: &[Span],
        lines: &[Line],
        count: usize,
        leading: f32,
    ) -> usize {
        if !spans.iter().any(|span| noted(span).is_some()) {
            return count;
        }
        let most = count.min(lines.len());
        let fits = |flow: &mut Self, count: usize| {
            let begin = lines.get(..count).unwrap_or(&[]);
            leading * count_of(count) + flow.notes_need(spans, begin) <= flow.room() + 0.01
        };
        let mut fit = most;
        while fit > 0 && !fits(self, fit) {
            fit -= 1;
        }
        let parts_a_line = fit < lines.len() && (fit == 1 || lines.len() - fit == 1);
        match fit {
            fit if fit == most => most,
            fit if self.at_top() => fit.max(1),
            fit if parts_a_line => {
                if fit > 2 {
                    fit - 1
                } else {
                    0
                }
            }
            fit => fit,
        }
    }

    /// How many lines a note has, which is asked more than once.
    fn note_length(&mut self, number: usize) -> usize {
        let key = (number, self.sheet.right.to_bits());
        if let Some(known) = self.notes.lengths.get(&key) {
            return *known;
        }
        let length = self.note_lines(number).1.len();
        self.notes.lengths.insert(key, length);
        length
    }

    fn note_lines(&mut self, number: usize) -> (Rc<[Span]>, Vec<Line>) {
        let text = self.notes.texts.get(number.saturating_sub(1)).copied();
        let own: Vec<Inline> = text.map_or_else(Vec::new, |text| {
            let inner = text.0.iter().cloned();
            inner
                .map(|piece| Inline {
                    footnote: None,
                    ..piece
                })
                .collect()
        });
        let spans = self.spans(&Text(own), KIND);
        let width = self.full_width(LEADING).width - INDENT;
        let lines = self.running_lines(&spans, width);
        (spans.into(), lines)
    }
}

/// How many lines of a note stand on the page of its mark at least: all of a short one.
fn begin(lines: usize) -> usize {
    if lines <= 3 { lines } else { 2 }
}

/// The numbers of the notes whose marks stand in a line.
pub fn called<'l>(spans: &'l [Span], line: &'l Line) -> impl Iterator<Item = usize> + 'l {
    let pieces = line.pieces.iter();
    pieces.filter_map(|piece| noted(spans.get(piece.span)?))
}

/// The number of the note whose mark a piece is.
fn noted(span: &Span) -> Option<usize> {
    match span.goal {
        Some(Goal::Note(number)) => Some(number),
        _ => None,
    }
}
