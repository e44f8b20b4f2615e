//! Text with styles and targets as spans: references spelled out, addresses checked, notes numbered.
//!
//! Only `https:`, `http:` and `mailto:` become links; text comes from users, and a file must not
//! carry a script to a reader.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::Warning;
use super::flow::Flow;
use super::fonts::Face;
use super::page::Goal;
use super::style::{ACCENT, Type};
use super::tags::ElementId;
use super::words::Span;
use crate::render::document::{Inline, Target, Text};

/// Size and height of the mark of a footnote, as shares of the type around and of its own.
const MARK: (f32, f32) = (0.66, 0.52);
/// With so many warnings nobody needs more.
const MOST_WARNINGS: usize = 100;
/// Letters of code look as large as the letters around.
const CODE: f32 = 0.93;

impl Flow<'_> {
    /// The pieces of a text with references spelled out and addresses checked.
    pub fn spans(&mut self, text: &Text, kind: Type) -> Vec<Span> {
        let mut spans = Vec::with_capacity(text.0.len());
        for piece in &text.0 {
            if !piece.text.is_empty() || piece.target.is_some() {
                spans.push(self.span(piece, kind));
                self.tell_unread(piece);
            }
            if let Some(number) = self.notes.number_of(piece) {
                spans.push(self.note_mark(number, kind));
            }
        }
        spans
    }

    /// Warns of markup that is shown as it was typed, some hundred times at most: a text may be nothing else.
    fn tell_unread(&mut self, piece: &Inline) {
        let Some(unread) = piece.unread.filter(|_| self.warnings.len() < MOST_WARNINGS) else {
            return;
        };
        let begin = piece.text.trim_start().chars().take(40).collect();
        self.warnings.insert(Warning::Unread(unread, begin));
    }

    fn span(&mut self, piece: &Inline, kind: Type) -> Span {
        let face = match (piece.strong || kind.face == Face::Bold, piece.emphasis) {
            _ if piece.code => Face::Code,
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
        let size = if piece.code {
            kind.size * CODE
        } else {
            kind.size
        };
        let language = piece.language.as_deref();
        let own = language.filter(|own| !own.eq_ignore_ascii_case(&self.document.language));
        Span {
            goal,
            language: own.map(Into::into),
            ..Span::new(&shown, kind.faced(face).sized(size).coloured(colour))
        }
    }

    /// The mark of a footnote, which stays with the word before it.
    fn note_mark(&self, number: usize, kind: Type) -> Span {
        Span {
            goal: Some(Goal::Note(number)),
            rise: MARK.1,
            ..Span::new(
                &number.to_string(),
                kind.sized(kind.size * MARK.0).coloured(ACCENT),
            )
        }
    }

    /// The element that a piece of a text belongs to: `parent`, unless the piece leads somewhere or
    /// is in another language; a piece that goes on after a break keeps its element.
    pub fn element_of(&mut self, parent: ElementId, span: &Span, number: usize) -> ElementId {
        if span.goal.is_none() && span.language.is_none() {
            return parent;
        }
        if let Some((element, of)) = self.inner.get(&(parent, number))
            && of == span
        {
            return *element;
        }
        let element = match &span.goal {
            Some(Goal::Address(_)) => self.tree.add(parent, "Link"),
            Some(Goal::Section(_) | Goal::Note(_)) => {
                let around = self.tree.add(parent, "Reference");
                self.tree.add(around, "Link")
            }
            None => self.tree.add(parent, "Span"),
        };
        if let Some(language) = &span.language {
            self.tree.languages.insert(element, language.clone());
        }
        self.inner.insert((parent, number), (element, span.clone()));
        element
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
