//! Running text: styles, links, references spelled out, marks of footnotes.

use super::Writer;
use crate::render::document::{Inline, Target, Text};
use crate::render::footnotes::is_blank;
use crate::render::markdown::is_address;
use crate::render::outline::Entry;

/// Where a piece leads, once it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Goal {
    /// An address outside the document.
    Outside(String),
    /// The id of an element in it.
    Inside(String),
}

impl Writer<'_> {
    /// Writes a text; neighbours with one goal become one link.
    pub fn inline(&mut self, text: &Text) {
        let mut open: Option<Goal> = None;
        for piece in &text.0 {
            let (goal, shown) = self.goal(piece);
            if open != goal {
                self.leave(&mut open);
                self.enter(goal.as_ref());
                open = goal;
            }
            self.styled(piece, &shown);
            if let Some(note) = piece.footnote.as_ref().filter(|note| !is_blank(note)) {
                // A link within a link is no HTML.
                self.leave(&mut open);
                self.mark(note);
            }
        }
        self.leave(&mut open);
    }

    fn enter(&mut self, goal: Option<&Goal>) {
        match goal {
            Some(Goal::Outside(address)) => {
                let attributes = [("href", address.as_str()), ("rel", "noopener noreferrer")];
                self.out.open("a", &attributes);
            }
            Some(Goal::Inside(id)) => self.out.open("a", &[("href", &format!("#{id}"))]),
            None => {}
        }
    }

    fn leave(&mut self, open: &mut Option<Goal>) {
        if open.take().is_some() {
            self.out.close("a");
        }
    }

    /// Where a piece leads, and what is read of it.
    fn goal(&self, piece: &Inline) -> (Option<Goal>, String) {
        let own = |other: &str| match piece.text.is_empty() {
            true => other.to_owned(),
            false => piece.text.clone(),
        };
        match &piece.target {
            None => (None, piece.text.clone()),
            Some(Target::Address(address)) => {
                let goal = is_address(address).then(|| Goal::Outside(address.clone()));
                (goal, own(address))
            }
            Some(Target::Section(id)) => {
                let entries = self.entries.iter().zip(&self.anchors);
                let mut found = entries.filter(|(entry, _)| !id.is_empty() && entry.id == *id);
                let Some((entry, anchor)) = found.next() else {
                    return (None, own("?"));
                };
                (
                    Some(Goal::Inside(anchor.clone())),
                    own(&Entry::reference(entry)),
                )
            }
        }
    }

    fn styled(&mut self, piece: &Inline, shown: &str) {
        if shown.is_empty() {
            return;
        }
        let styles = [
            ("strong", piece.strong),
            ("em", piece.emphasis),
            ("code", piece.code),
        ];
        let language = piece.language.as_deref().filter(|tag| is_language(tag));
        if let Some(language) = language {
            self.out.open("span", &[("lang", language)]);
        }
        for (name, _) in styles.iter().filter(|(_, on)| *on) {
            self.out.open(name, &[]);
        }
        self.out.text(shown);
        for (name, _) in styles.iter().rev().filter(|(_, on)| *on) {
            self.out.close(name);
        }
        if language.is_some() {
            self.out.close("span");
        }
    }

    /// Writes the mark of a footnote and keeps its text for the end.
    fn mark(&mut self, note: &Text) {
        self.notes.push(note.clone());
        let number = self.notes.len().to_string();
        let (id, goal) = (self.id("henvisning", &number), self.id("fodnote", &number));
        self.out.open("sup", &[]);
        let attributes = [
            ("id", id.as_str()),
            ("href", &format!("#{goal}")),
            ("role", "doc-noteref"),
            ("aria-label", &format!("Fodnote {number}")),
        ];
        self.out.element("a", &attributes, &number);
        self.out.close("sup");
    }

    /// Writes the footnotes that were marked, each with a link back.
    pub fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let attributes = [
            ("class", "footnotes"),
            ("role", "doc-endnotes"),
            ("aria-label", "Fodnoter"),
        ];
        self.out.open("section", &attributes);
        self.out.open("ol", &[]);
        let mut place = 0;
        // A footnote may carry one itself, which then stands at the end.
        while let Some(note) = self.notes.get(place).cloned() {
            place += 1;
            let number = place.to_string();
            self.out.open("li", &[("id", &self.id("fodnote", &number))]);
            self.inline(&note);
            self.out.text(" ");
            let attributes = [
                ("href", format!("#{}", self.id("henvisning", &number))),
                ("role", "doc-backlink".to_owned()),
                ("aria-label", format!("Tilbage til henvisning {number}")),
            ];
            let attributes = attributes
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            self.out.element("a", &attributes, "↩\u{fe0e}");
            self.out.close("li");
        }
        self.out.close("ol");
        self.out.close("section");
    }
}

/// Whether a text has the form of a language tag (BCP 47).
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = first.bytes().all(|letter| letter.is_ascii_alphabetic());
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())
    };
    letters && (2..=3).contains(&first.len()) && parts.all(part)
}
