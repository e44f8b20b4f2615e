//! A document as a value: title page, headings, paragraphs, lists, tables, but no page and no font.
//!
//! Numbers of headings are never written by authors: [`super::outline`] derives them, so that a moved
//! chapter renumbers itself and every reference to it. Text is plain text; there is no markup in it:
//! what users write in Markdown becomes blocks before it comes here.

mod block;
mod inline;
mod labels;
mod picture;

pub use block::{Block, Heading, LIST_DEPTH, List, ListItem, Numbering, Paper, Signatory};
pub use inline::{
    Inline, Target, Text, Unread, code, emphasis, footnote, foreign, link, plain, reference, strong,
};
pub use labels::{Label, LabelFormat, LabelSheet};
pub use picture::{Figure, Image, Letterhead, Picture};

use super::chart::Chart;
use super::table::Table;
use chrono::NaiveDate;

/// A whole document, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Stands on the title page, in the page headers and in the title bar of the reader.
    pub title: String,
    /// A line below the title; may be empty.
    pub subtitle: String,
    /// The case number in the municipality's records; may be empty.
    pub case_number: String,
    /// What distinguishes this issue from earlier ones, such as `Version 2`; may be empty.
    pub version: String,
    /// Language of the text as a BCP 47 tag.
    pub language: String,
    /// The municipality that publishes the document.
    pub author: String,
    /// The date of the document, shown and written into its metadata.
    pub date: NaiveDate,
    /// A draft carries the watermark *Udkast* on every page.
    pub draft: bool,
    /// Facts on the title page, name and value.
    pub front: Vec<(String, String)>,
    /// How the document begins.
    pub cover: Cover,
    /// The sender's logo, colour and address; plain without one.
    pub letterhead: Option<Letterhead>,
    /// Both edges of running text are even; otherwise the right one is ragged.
    pub justified: bool,
    /// Words may be hyphenated at the end of a line, by the patterns of the document's language.
    pub hyphenated: bool,
    /// Files that the PDF carries with it, which makes it PDF/A-3.
    pub attachments: Vec<Attachment>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// How a document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cover {
    /// A title page of its own, without header and footer.
    #[default]
    Page,
    /// Title and facts at the head of the first page, the content below.
    Head,
    /// Nothing is shown: for labels. The title stands in the metadata only.
    None,
}

/// A file carried by a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name with extension, ASCII.
    pub file_name: String,
    /// Its media type, such as `text/csv`.
    pub media_type: String,
    /// What it is, for a reader.
    pub description: String,
    /// What it is to the document.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an attached file is to its document (ISO 19005-3, AFRelationship).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The data that the document shows.
    Data,
    /// What the document was made from.
    Source,
    /// Something that belongs to it, such as a form to fill in.
    Supplement,
}

impl Document {
    /// A Danish document without content, not a draft.
    pub fn new(title: impl Into<String>, author: impl Into<String>, date: NaiveDate) -> Self {
        Document {
            title: title.into(),
            subtitle: String::new(),
            case_number: String::new(),
            version: String::new(),
            language: "da".into(),
            author: author.into(),
            date,
            draft: false,
            front: Vec::new(),
            cover: Cover::Page,
            letterhead: None,
            justified: false,
            hyphenated: true,
            attachments: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// Adds a fact to the title page.
    pub fn fact(&mut self, name: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.front.push((name.into(), value.into()));
        self
    }

    /// Begins a numbered section; `id` may be empty.
    pub fn heading(&mut self, level: u8, id: &str, text: impl Into<String>) -> &mut Self {
        self.headed(level, id, text.into(), Numbering::Automatic)
    }

    /// Begins an appendix (`Bilag A`) on a new page; `id` may be empty.
    pub fn appendix(&mut self, id: &str, text: impl Into<String>) -> &mut Self {
        self.headed(1, id, text.into(), Numbering::Appendix)
    }

    /// Begins a section without a number; `id` may be empty.
    pub fn unnumbered(&mut self, level: u8, id: &str, text: impl Into<String>) -> &mut Self {
        self.headed(level, id, text.into(), Numbering::None)
    }

    fn headed(&mut self, level: u8, id: &str, text: String, numbering: Numbering) -> &mut Self {
        let id = id.into();
        self.push(Block::Heading(Heading {
            level,
            text,
            id,
            numbering,
        }))
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Text>) -> &mut Self {
        self.push(Block::Paragraph(text.into()))
    }

    /// Adds a bulleted list of plain items.
    pub fn bullets<T: Into<Text>>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(Block::List(List::new(false, items)))
    }

    /// Adds a numbered list of plain items.
    pub fn numbered<T: Into<Text>>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(Block::List(List::new(true, items)))
    }

    /// Adds a table; its title becomes the caption.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.push(Block::Table(table))
    }

    /// Adds facts as a table of two columns.
    pub fn facts<N: Into<String>, T: Into<Text>>(
        &mut self,
        facts: impl IntoIterator<Item = (N, T)>,
    ) -> &mut Self {
        let facts = facts
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        self.push(Block::KeyValues(facts.collect()))
    }

    /// Adds a paragraph set apart, with a short label.
    pub fn note(&mut self, label: impl Into<String>, text: impl Into<Text>) -> &mut Self {
        self.push(Block::Note {
            label: label.into(),
            text: text.into(),
        })
    }

    /// Adds the table of contents, headings down to `depth`.
    pub fn contents(&mut self, depth: u8) -> &mut Self {
        self.push(Block::TableOfContents { depth })
    }

    /// Continues on a new page.
    pub fn page_break(&mut self) -> &mut Self {
        self.push(Block::PageBreak)
    }

    /// Adds a picture.
    pub fn figure(&mut self, figure: Figure) -> &mut Self {
        self.push(Block::Figure(figure))
    }

    /// Adds a chart.
    pub fn chart(&mut self, chart: Chart) -> &mut Self {
        self.push(Block::Chart(chart))
    }

    /// Turns the paper for the blocks that follow.
    pub fn paper(&mut self, paper: Paper) -> &mut Self {
        self.push(Block::Paper(paper))
    }

    /// Adds lines on which people sign.
    pub fn signatures(&mut self, signatories: impl Into<Vec<Signatory>>) -> &mut Self {
        self.push(Block::Signatures(signatories.into()))
    }

    /// Adds any block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }
}
