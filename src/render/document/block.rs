//! The blocks of a document: what stands by itself, from a heading to a sheet of labels.

use super::inline::Text;
use super::labels::LabelSheet;
use super::picture::Figure;
use crate::render::chart::Chart;
use crate::render::table::Table;

/// How deep lists stand within lists; what lies deeper is left out.
pub const LIST_DEPTH: usize = 8;

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
    /// The blocks that follow stand on this paper, on a new page if the current one is another; a
    /// table may still turn its own page. Upright from the begin.
    Paper(Paper),
    /// A picture with its alternative text.
    Figure(Figure),
    /// Numbers as a chart; its values stand beside it as a table, unless an author shows them anyway.
    Chart(Chart),
    /// Lines on which people sign.
    Signatures(Vec<Signatory>),
    /// Sheets of labels, on pages of their own.
    Labels(LabelSheet),
}

/// How the paper (A4) lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// Portrait.
    #[default]
    Upright,
    /// Landscape, for wide tables and charts.
    OnItsSide,
}

/// A person who signs, or a place kept for one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signatory {
    /// For whom or as what, such as `For Dragør Kommune`.
    pub role: String,
    /// The name below the line; empty for a name to be written by hand.
    pub name: String,
    /// The person's title; may be empty.
    pub title: String,
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
