//! Text with styles and targets as spans: references spelled out, addresses checked.
//!
//! Only `https:`, `http:` and `mailto:` become links; text comes from users, and a file must not
//! carry a script to a reader.

use super::Warning;
use super::flow::Flow;
use super::fonts::Face;
use super::page::Goal;
use super::style::{ACCENT, Type};
use super::words::Span;
use crate::render::document::{Target, Text};

impl Flow<'_> {
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
