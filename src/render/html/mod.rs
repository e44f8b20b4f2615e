//! Documents as pages for a browser: the same structure as on paper, readable on a phone.
//!
//! A page needs nothing from outside and runs no script; its one style sheet is known by its hash, so that
//! [`content_security_policy`] forbids everything else. All text is escaped in `markup`, nowhere else. [`table`]
//! and [`blocks`] give the same elements without a page around them.

mod blocks;
mod contents;
mod inline;
mod markup;
mod page;
mod pictures;
mod table;

pub use page::{Links, STYLE, content_security_policy, page};

use super::document::{Block, Text};
use super::outline::Entry;
use super::table::Table;
use markup::Markup;
use std::collections::BTreeSet;

/// A table as a part of a page.
pub fn table(table: &Table, id: &str) -> String {
    let mut writer = Writer::new(&[], id);
    writer.table(table);
    writer.out.finish()
}

/// Blocks as a part of a page, their footnotes at the end; headings are bold lines, since only the page around knows
/// which level they would have.
pub fn blocks(blocks: &[Block], id: &str) -> String {
    let mut writer = Writer::new(&[], id);
    writer.blocks(blocks, 0);
    writer.footnotes();
    writer.out.finish()
}

/// What is written, and what must be known of it further down.
struct Writer<'d> {
    out: Markup,
    /// The headings of the document, and the id of each in the page.
    entries: &'d [Entry],
    anchors: Vec<String>,
    /// Begins every id but those of headings.
    prefix: &'d str,
    /// Levels of the sections that are open.
    sections: Vec<u8>,
    /// Footnotes so far.
    notes: Vec<Text>,
    tables: usize,
    charts: usize,
    /// Names that regions have so far: each may have a name only once.
    names: BTreeSet<String>,
    has_contents: bool,
}

impl<'d> Writer<'d> {
    fn new(entries: &'d [Entry], prefix: &'d str) -> Self {
        Writer {
            out: Markup::default(),
            entries,
            anchors: anchors(entries),
            prefix,
            sections: Vec::new(),
            notes: Vec::new(),
            tables: 0,
            charts: 0,
            names: BTreeSet::new(),
            has_contents: false,
        }
    }

    /// The id of a thing of a kind, the only one of its name in the page.
    fn id(&self, kind: &str, number: &str) -> String {
        let parts = [self.prefix, kind, number];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("-")
    }
}

/// The ids of headings: by the author's name for the section, so that a link from elsewhere holds in the next
/// version too, or by its place.
fn anchors(entries: &[Entry]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let good = |id: &str| {
        !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let named = entries.iter().enumerate().map(|(place, entry)| {
        if good(&entry.id) && taken.insert(entry.id.as_str()) {
            format!("afsnit-{}", entry.id)
        } else {
            format!("overskrift-{}", place + 1)
        }
    });
    named.collect()
}
