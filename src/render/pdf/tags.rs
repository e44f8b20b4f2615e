//! The structure tree: what each piece of a page is (heading, cell, link) and where it belongs.
//!
//! An element may have content on several pages; each piece is known by page and number
//! (ISO 32000-1, 14.7). [`Tree`] is built while laying out and written at the end by
//! [`super::archive`].

use super::page::Area;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Number of an element in its tree.
pub type ElementId = usize;

/// The element around the whole document.
pub const DOCUMENT: ElementId = 0;

/// An element of the structure.
#[derive(Debug)]
pub struct Element {
    /// Standard structure type, such as `H1` or `TD`.
    pub role: &'static str,
    /// The element around this one; the document is its own.
    pub parent: ElementId,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
    /// What else is said about it.
    pub attribute: Attribute,
}

/// Something that an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another element.
    Element(ElementId),
    /// Marked content on a page.
    Content {
        /// Number of the page from zero.
        page: usize,
        /// Number of the content on its page.
        number: usize,
    },
    /// A link annotation.
    Annotation {
        /// Number of the page from zero.
        page: usize,
        /// Number of the annotation on its page.
        number: usize,
    },
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Nothing.
    None,
    /// A header cell over a column.
    ColumnScope,
    /// A header cell before a row.
    RowScope,
    /// A cell of a table, not of the plainest kind.
    Cell {
        /// What it is the header of.
        scope: Option<Scope>,
        /// Rows that it reaches over.
        rows: u32,
        /// Columns that it reaches over.
        columns: u32,
    },
    /// A list with bullets.
    Bullets,
    /// A list with numbers.
    Numbers,
}

/// What a header cell is the header of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The cells below.
    Column,
    /// The cells beside it.
    Row,
}

impl Attribute {
    /// What is said about a cell of a table.
    pub fn cell(scope: Option<Scope>, rows: usize, columns: usize) -> Attribute {
        match (scope, rows, columns) {
            (None, 1, 1) => Attribute::None,
            (Some(Scope::Column), 1, 1) => Attribute::ColumnScope,
            (Some(Scope::Row), 1, 1) => Attribute::RowScope,
            _ => Attribute::Cell {
                scope,
                rows: u32::try_from(rows).unwrap_or(u32::MAX),
                columns: u32::try_from(columns).unwrap_or(u32::MAX),
            },
        }
    }
}

/// All elements of a document.
#[derive(Debug)]
pub struct Tree {
    /// The elements; parents stand before their kids.
    pub elements: Vec<Element>,
    /// The languages of elements that have another one than the document.
    pub languages: HashMap<ElementId, Rc<str>>,
    /// The numbers of footnotes, by their `Note` elements.
    pub notes: BTreeMap<ElementId, usize>,
    /// What stands for figures, and where they are on their page.
    pub figures: HashMap<ElementId, (String, Area)>,
}

impl Tree {
    /// A tree that holds the document element only.
    pub fn new() -> Self {
        let kids = Vec::new();
        let attribute = Attribute::None;
        Tree {
            elements: vec![Element {
                role: "Document",
                parent: DOCUMENT,
                kids,
                attribute,
            }],
            languages: HashMap::new(),
            notes: BTreeMap::new(),
            figures: HashMap::new(),
        }
    }

    /// Adds a figure as the last kid of its parent.
    pub fn add_figure(&mut self, parent: ElementId, alternative: &str, area: Area) -> ElementId {
        let id = self.add(parent, "Figure");
        self.figures.insert(id, (alternative.into(), area));
        id
    }

    /// Adds an element as the last kid of its parent.
    pub fn add(&mut self, parent: ElementId, role: &'static str) -> ElementId {
        self.add_with(parent, role, Attribute::None)
    }

    /// Adds an element with an attribute as the last kid of its parent.
    pub fn add_with(
        &mut self,
        parent: ElementId,
        role: &'static str,
        attribute: Attribute,
    ) -> ElementId {
        let id = self.elements.len();
        self.elements.push(Element {
            role,
            parent,
            kids: Vec::new(),
            attribute,
        });
        self.hold(parent, Kid::Element(id));
        id
    }

    /// Makes something the last kid of an element.
    pub fn hold(&mut self, element: ElementId, kid: Kid) {
        if let Some(element) = self.elements.get_mut(element) {
            element.kids.push(kid);
        }
    }

    /// The element around an element.
    pub fn parent(&self, element: ElementId) -> ElementId {
        let known = self.elements.get(element);
        known.map_or(DOCUMENT, |element| element.parent)
    }

    /// The standard structure type of an element.
    pub fn role(&self, element: ElementId) -> &'static str {
        self.elements
            .get(element)
            .map_or("Span", |element| element.role)
    }
}
