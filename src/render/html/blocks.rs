//! The blocks of a document as elements, its headings as sections within sections.

use super::Writer;
use crate::render::document::{Block, LIST_DEPTH, List, Numbering, Signatory, Text};
use crate::render::outline::Entry;

impl Writer<'_> {
    /// Writes the blocks of a document from a place on; headings open sections, which
    /// [`Writer::close_sections`] ends.
    pub fn blocks(&mut self, blocks: &[Block], from: usize) {
        for (place, block) in blocks.iter().enumerate().skip(from) {
            match block {
                Block::Heading(heading) => {
                    let entries = self.entries;
                    match entries.iter().position(|entry| entry.block == place) {
                        Some(number) => self.heading(number),
                        None => self
                            .out
                            .element("p", &[("class", "heading")], &heading.text),
                    }
                }
                Block::Paragraph(text) => self.paragraph(text),
                Block::List(list) => self.list(list, 0),
                Block::Table(table) => self.table(table),
                Block::KeyValues(facts) => {
                    self.facts(facts.iter().map(|(name, value)| (name.as_str(), value)));
                }
                Block::Note { label, text } => self.note(label, text),
                Block::TableOfContents { depth } => self.contents(*depth),
                Block::PageBreak => {
                    self.out.element("div", &[("class", "page-break")], "");
                }
                // A screen has no paper to turn.
                Block::Paper(_) => {}
                Block::Figure(figure) => self.figure(figure),
                Block::Chart(chart) => self.chart(chart),
                Block::Signatures(people) => self.signatures(people),
                Block::Labels(sheet) => self.labels(sheet),
            }
            self.out.line();
        }
    }

    fn heading(&mut self, number: usize) {
        let entries = self.entries;
        let Some(entry) = entries.get(number) else {
            return;
        };
        self.close_sections(entry.level);
        let class = match entry.numbering {
            Numbering::Appendix => "appendix",
            _ => "part",
        };
        self.out.open("section", &[("class", class)]);
        self.sections.push(entry.level);
        if entry.full_title().trim().is_empty() {
            return;
        }
        let anchor = self.anchors.get(number).cloned().unwrap_or_default();
        // The title of the document is level 1, hence chapters are level 2; HTML has names for six levels only.
        let level = entry.level + 1;
        let mut attributes = vec![("id", anchor.as_str())];
        if level > 6 {
            attributes.push(("aria-level", "7"));
        }
        let name = format!("h{}", level.min(6));
        self.out.open(&name, &attributes);
        self.title(entry);
        self.out.close(&name);
    }

    /// Number and title of a heading.
    pub fn title(&mut self, entry: &Entry) {
        if !entry.number.is_empty() {
            self.out
                .element("span", &[("class", "number")], &entry.number);
            self.out.text(" ");
        }
        self.out.text(&entry.title);
    }

    /// Ends the sections from a level downwards.
    pub fn close_sections(&mut self, level: u8) {
        while self.sections.pop_if(|open| *open >= level).is_some() {
            self.out.close("section");
        }
    }

    /// Writes a paragraph, unless it is empty.
    pub fn paragraph(&mut self, text: &Text) {
        if text.is_empty() {
            return;
        }
        self.out.open("p", &[]);
        self.inline(text);
        self.out.close("p");
    }

    /// Writes a list; what lies deeper than [`LIST_DEPTH`] is left out, as on paper.
    pub fn list(&mut self, list: &List, depth: usize) {
        if list.items.is_empty() || depth >= LIST_DEPTH {
            return;
        }
        let name = if list.numbered { "ol" } else { "ul" };
        self.out.open(name, &[]);
        for item in &list.items {
            self.out.open("li", &[]);
            self.inline(&item.text);
            if let Some(inner) = &item.inner {
                self.list(inner, depth + 1);
            }
            self.out.close("li");
        }
        self.out.close(name);
    }

    /// Writes a paragraph set apart.
    pub fn note(&mut self, label: &str, text: &Text) {
        if label.is_empty() && text.is_empty() {
            return;
        }
        self.out.open("div", &[("class", "note"), ("role", "note")]);
        if !label.is_empty() {
            self.out.open("p", &[("class", "label")]);
            self.out.element("strong", &[], label);
            self.out.close("p");
        }
        self.paragraph(text);
        self.out.close("div");
    }

    fn signatures(&mut self, people: &[Signatory]) {
        if people.is_empty() {
            return;
        }
        self.out.open("div", &[("class", "signatures")]);
        for person in people {
            self.out.open("div", &[("class", "signatory")]);
            self.given("role", &person.role);
            let mut lines = vec!["Sted og dato", "Underskrift"];
            if person.name.trim().is_empty() {
                lines.push("Navn med blokbogstaver");
            }
            for line in lines {
                self.out.element("p", &[("class", "sign-here")], line);
            }
            self.given("name", &person.name);
            self.given("quiet", &person.title);
            self.out.close("div");
        }
        self.out.close("div");
    }

    /// Writes a line of its own, if there is something in it.
    pub fn given(&mut self, class: &str, text: &str) {
        if !text.trim().is_empty() {
            self.out.element("p", &[("class", class)], text);
        }
    }
}
