//! Tables and documents as aligned plain text, for the terminal, for mail and for tests.
//!
//! Widths are counted in characters, which is right for Danish and wrong for scripts whose
//! characters are wide; nobody prints those here. Lines of prose are not broken. Footnotes have their
//! numbers in brackets and stand at the end.

mod table;
#[cfg(test)]
mod tests;

use super::document::{
    Block, Cover, Document, Figure, Inline, LIST_DEPTH, Label, List, Picture, Signatory, Target,
    Text,
};
use super::footnotes::is_blank;
use super::outline::{Entry, outline};
use super::table::Table;
use std::fmt::Write as _;

/// The table with its title, a ruled header and its notes; every line ends in a line feed.
pub fn table(table: &Table) -> String {
    let mut reader = Reader::new(&[]);
    let text = reader.table(table);
    let notes = reader.footnotes();
    if notes.is_empty() {
        return text;
    }
    format!("{text}{notes}\n")
}

/// The whole document: title, facts, then block after block with an empty line between.
pub fn document(document: &Document) -> String {
    let entries = outline(document);
    let mut reader = Reader::new(&entries);
    let mut parts = vec![title(document)];
    for (place, block) in document.blocks.iter().enumerate() {
        parts.push(match block {
            Block::Heading(_) => entries
                .iter()
                .find(|entry| entry.block == place)
                .map(|entry| underlined(&entry.full_title(), entry.level))
                .unwrap_or_default(),
            Block::TableOfContents { depth } => contents(&entries, *depth),
            other => reader.block(other),
        });
    }
    let notes = reader.footnotes();
    if !notes.is_empty() {
        parts.push(format!("{}\n{notes}", underlined("Fodnoter", 2)));
    }
    let parts = parts.iter().map(|part| part.trim_end());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// The text of blocks without style, for a cell of a table.
pub fn blocks(blocks: &[Block]) -> String {
    let mut reader = Reader::new(&[]);
    let text = reader.blocks(blocks);
    match reader.footnotes().as_str() {
        "" => text,
        notes => format!("{text}\n{notes}"),
    }
}

/// What is read, with the footnotes so far.
struct Reader<'d> {
    entries: &'d [Entry],
    notes: Vec<Text>,
}

impl<'d> Reader<'d> {
    fn new(entries: &'d [Entry]) -> Self {
        Reader {
            entries,
            notes: Vec::new(),
        }
    }

    /// Blocks directly below each other, as in a cell.
    fn blocks(&mut self, blocks: &[Block]) -> String {
        let parts = blocks.iter().map(|block| self.block(block));
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).collect();
        parts.join("\n")
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Heading(heading) => heading.text.clone(),
            Block::Paragraph(text) => self.inline(text),
            Block::List(list) => self.items(list, 0),
            Block::Table(content) => self.table(content),
            Block::KeyValues(facts) => facts
                .iter()
                .map(|(name, value)| format!("{name}: {}", self.inline(value)))
                .collect::<Vec<_>>()
                .join("\n"),
            Block::Note { label, text } => {
                let text = self.inline(text);
                let lines = [label.as_str(), &text].join("\n");
                let lines = lines.lines().filter(|line| !line.is_empty());
                lines
                    .map(|line| format!("| {line}"))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            Block::Figure(shown) => figure(shown),
            Block::Chart(chart) => {
                let values = self.table(&chart.table());
                format!("[{}]\n{values}", chart.alternative)
            }
            Block::Signatures(people) => {
                let people: Vec<String> = people.iter().map(signature).collect();
                people.join("\n\n")
            }
            Block::Labels(sheet) => {
                let labels: Vec<String> = sheet.labels.iter().map(label).collect();
                labels.join("\n\n")
            }
            Block::TableOfContents { .. } | Block::PageBreak | Block::Paper(_) => String::new(),
        }
    }

    fn items(&mut self, list: &List, depth: usize) -> String {
        let mut lines = Vec::new();
        for (place, item) in list.items.iter().enumerate() {
            let mark = match list.numbered {
                true => format!("{}. ", place + 1),
                false => "- ".into(),
            };
            let begin = "  ".repeat(depth) + &mark;
            let below = format!("\n{}", " ".repeat(begin.chars().count()));
            let text = self.inline(&item.text).replace('\n', &below);
            lines.push(begin + &text);
            if let Some(inner) = item.inner.as_ref().filter(|_| depth + 1 < LIST_DEPTH) {
                lines.push(self.items(inner, depth + 1));
            }
        }
        lines.join("\n")
    }

    fn inline(&mut self, text: &Text) -> String {
        let mut read = String::new();
        for piece in &text.0 {
            read.push_str(&self.shown(piece));
            if let Some(note) = piece.footnote.as_ref().filter(|note| !is_blank(note)) {
                self.notes.push((**note).clone());
                let _ = write!(read, "[{}]", self.notes.len());
            }
        }
        read
    }

    /// A piece with the words that stand for a reference without text of its own, and the address of
    /// a link, which nobody could follow otherwise.
    fn shown(&self, piece: &Inline) -> String {
        let text = &piece.text;
        match &piece.target {
            Some(Target::Section(id)) if text.is_empty() => {
                let found = self.entries.iter().find(|entry| entry.id == *id);
                found.map_or_else(|| "?".into(), Entry::reference)
            }
            Some(Target::Address(address)) if text.is_empty() => address.clone(),
            Some(Target::Address(address)) if !says(text, address) => {
                format!("{text} <{address}>")
            }
            _ => text.clone(),
        }
    }

    /// The footnotes so far, each on a line of its own.
    fn footnotes(&mut self) -> String {
        let mut lines = Vec::new();
        // A footnote may carry one itself, which then stands at the end.
        while let Some(note) = self.notes.get(lines.len()).cloned() {
            let number = lines.len() + 1;
            lines.push(format!("[{number}] {}", self.inline(&note)));
        }
        lines.join("\n")
    }
}

/// Whether the text of a link is its address already.
fn says(text: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let begins = ["mailto:", "https://", "http://"];
        let rest = begins.iter().find_map(|begin| text.strip_prefix(begin));
        rest.unwrap_or(text).trim_end_matches('/').to_owned()
    };
    bare(text) == bare(address)
}

fn figure(figure: &Figure) -> String {
    let mut lines = vec![format!("[{}]", figure.alternative)];
    if let Picture::Qr(text) = &figure.picture {
        lines.push(text.clone());
    }
    lines.extend((!figure.caption.is_empty()).then(|| figure.caption.clone()));
    lines.join("\n")
}

fn signature(person: &Signatory) -> String {
    let line = "_".repeat(30);
    let mut lines = vec![
        person.role.clone(),
        format!("Sted og dato: {line}"),
        format!("Underskrift:  {line}"),
    ];
    match person.name.trim() {
        "" => lines.push(format!("Navn:         {line}")),
        name => lines.push(name.into()),
    }
    lines.push(person.title.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn label(label: &Label) -> String {
    let code = match label.code.is_empty() {
        true => String::new(),
        false => format!("[QR-kode: {}]", label.code),
    };
    let lines = std::iter::once(&label.title).chain(&label.lines);
    let lines = lines.chain([&code]).filter(|line| !line.is_empty());
    lines.cloned().collect::<Vec<_>>().join("\n")
}

fn title(document: &Document) -> String {
    let mut text = underlined(&document.title, 1);
    if document.cover == Cover::None {
        return text;
    }
    if document.draft {
        text.push_str("\nUdkast – ikke offentliggjort");
    }
    let lines = [
        &document.subtitle,
        &document.case_number,
        &document.version,
        &document.author,
    ];
    let address = document.letterhead.iter().flat_map(|head| &head.address);
    let lines = lines.into_iter().chain(address);
    for line in lines.filter(|line| !line.is_empty()) {
        let _ = write!(text, "\n{line}");
    }
    let _ = write!(text, "\n{}", super::numbers::date(document.date));
    for (name, value) in &document.front {
        let _ = write!(text, "\n{name}: {value}");
    }
    text
}

fn underlined(title: &str, level: u8) -> String {
    let mark = if level == 1 { "=" } else { "-" };
    format!("{title}\n{}", mark.repeat(title.chars().count()))
}

fn contents(entries: &[Entry], depth: u8) -> String {
    let listed = entries.iter().filter(|entry| entry.level <= depth);
    let line = |entry: &Entry| {
        format!(
            "{}{}",
            "  ".repeat(usize::from(entry.level) - 1),
            entry.full_title()
        )
    };
    listed.map(line).collect::<Vec<_>>().join("\n")
}
