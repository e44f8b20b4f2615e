//! A document as a value: title page, headings, paragraphs, lists, tables, but no page and no font.
//!
//! Numbers of headings are never written by authors: [`super::outline`] derives them, so that a moved
//! chapter renumbers itself and every reference to it. Text is plain text; there is no markup in it.

use super::table::Table;
use chrono::NaiveDate;

/// How deep lists stand within lists; what lies deeper is left out.
pub const LIST_DEPTH: usize = 8;

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
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of content that stands by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of a section that lasts until the next heading of the same or a higher level.
    Heading(Heading),
    /// Running text.
    Paragraph(Text),
    /// A bulleted or numbered list.
    List(List),
    /// A table with its own header row.
    Table(Table),
    /// Facts as a table of two columns: the names are the row headers.
    KeyValues(Vec<(String, Text)>),
    /// A paragraph set apart from the running text, with a short label such as `Bemærk`.
    Note {
        /// Stands in bold above the text; may be empty.
        label: String,
        /// What the reader must not miss.
        text: Text,
    },
    /// Titles and page numbers of all headings down to `depth` (1 to 6).
    TableOfContents {
        /// The lowest level that is listed.
        depth: u8,
    },
    /// The next block begins a new page.
    PageBreak,
}

/// The title of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for chapters and appendices, up to 6; a skipped level is closed up when drawn.
    pub level: u8,
    /// The title without its number.
    pub text: String,
    /// The name by which references find the section; empty if nothing refers to it.
    pub id: String,
    /// How the section is numbered.
    pub numbering: Numbering,
}

/// How a heading gets its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// `1`, `1.1`, `1.1.1`; below an appendix `A.1`.
    #[default]
    Automatic,
    /// `Bilag A`, `Bilag B`: an appendix, on level 1 only; it begins a new page.
    Appendix,
    /// No number, for instance a preface.
    None,
}

/// A list; items may carry a list within.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Numbered `1.`, `2.`; otherwise bullets.
    pub numbered: bool,
    /// The items in order.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The text of the item.
    pub text: Text,
    /// A list below the text, one step further in.
    pub inner: Option<List>,
}

/// Running text: pieces that follow each other without a break.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text(pub Vec<Inline>);

/// A piece of text in one style; a line feed in it begins a new line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    /// The characters; empty in a reference, which then reads `afsnit 3.2` or `bilag B`.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Where a click on the piece leads.
    pub target: Option<Target>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address on the web, or `mailto:`.
    Address(String),
    /// The section whose heading has this id.
    Section(String),
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

    /// Adds any block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }
}

impl List {
    /// A list of plain items.
    pub fn new<T: Into<Text>>(numbered: bool, items: impl IntoIterator<Item = T>) -> Self {
        let item = |text: T| ListItem {
            text: text.into(),
            inner: None,
        };
        List {
            numbered,
            items: items.into_iter().map(item).collect(),
        }
    }
}

/// A piece of ordinary text.
pub fn plain(text: impl Into<String>) -> Inline {
    Inline {
        text: text.into(),
        ..Inline::default()
    }
}

/// A piece of bold text.
pub fn strong(text: impl Into<String>) -> Inline {
    Inline {
        strong: true,
        ..plain(text)
    }
}

/// A piece of italic text.
pub fn emphasis(text: impl Into<String>) -> Inline {
    Inline {
        emphasis: true,
        ..plain(text)
    }
}

/// A link to an address on the web.
pub fn link(text: impl Into<String>, address: impl Into<String>) -> Inline {
    Inline {
        target: Some(Target::Address(address.into())),
        ..plain(text)
    }
}

/// A reference to the section `id`, which reads `afsnit 3.2` or `bilag B` and is a link.
pub fn reference(id: impl Into<String>) -> Inline {
    Inline {
        target: Some(Target::Section(id.into())),
        ..Inline::default()
    }
}

impl Text {
    /// The characters without style; references without text of their own are left out.
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        self.0
            .iter()
            .all(|piece| piece.text.is_empty() && piece.target.is_none())
    }
}

impl From<Inline> for Text {
    fn from(piece: Inline) -> Self {
        Text(vec![piece])
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        plain(text).into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        plain(text).into()
    }
}

impl From<Vec<Inline>> for Text {
    fn from(pieces: Vec<Inline>) -> Self {
        Text(pieces)
    }
}

impl<const N: usize> From<[Inline; N]> for Text {
    fn from(pieces: [Inline; N]) -> Self {
        Text(pieces.into())
    }
}
