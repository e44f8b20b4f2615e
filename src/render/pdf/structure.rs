//! The structure tree in the file, and the tree that finds an element by page and number.
//!
//! Every piece of marked content and every link has a number; the parent tree leads from it back
//! to its element (ISO 32000-1, 14.7.4.4). Links are numbered behind the pages.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::archive::{Finish, failed};
use super::page::{Area, Page};
use super::tags::{Attribute, Element, Kid, Scope, Tree};
use super::values::{integer, name, text};
use lopdf::{Dictionary, Object, ObjectId};

impl Finish {
    /// The structure tree with the tree that finds elements by page and number.
    ///
    /// # Errors
    /// [`PdfError::Write`] if the pages and the tree do not belong together.
    pub fn structure(
        &mut self,
        tree: &Tree,
        pages: &[Page],
        annotations: &[Vec<ObjectId>],
    ) -> Result<ObjectId, PdfError> {
        let root = self.file.new_object_id();
        let ids: Vec<ObjectId> = tree
            .elements
            .iter()
            .map(|_| self.file.new_object_id())
            .collect();
        let reference = |element: usize| ids.get(element).map_or(Object::Null, |id| (*id).into());
        for (number, element) in tree.elements.iter().enumerate() {
            let parent = if number == 0 {
                root.into()
            } else {
                reference(element.parent)
            };
            let mut entry = Dictionary::from_iter([
                ("Type", name("StructElem")),
                ("S", name(element.role)),
                ("P", parent),
            ]);
            if let Some(language) = tree.languages.get(&number) {
                entry.set("Lang", text(language));
            }
            if let Some(note) = tree.notes.get(&number) {
                entry.set("ID", text(&note_id(*note)));
            }
            let page = page_of(element);
            if let Some(page) = page {
                entry.set("Pg", self.page(page)?);
            }
            let kids = self.kids(element, page, &reference, annotations)?;
            if !kids.is_empty() {
                entry.set("K", kids);
            }
            if let Some(attribute) = attribute(element.attribute) {
                entry.set("A", attribute);
            }
            if let Some((alternative, area)) = tree.figures.get(&number) {
                entry.set("Alt", text(alternative));
                entry.set("A", figure(*area));
            }
            if let Some(id) = ids.get(number) {
                self.packed.put(*id, &Object::Dictionary(entry));
            }
        }
        let mut numbers = Vec::new();
        for (number, page) in pages.iter().enumerate() {
            let contents = page.contents.iter().map(|element| reference(*element));
            numbers.push(Object::Integer(integer(number)));
            numbers.push(Object::Array(contents.collect()));
        }
        let mut key = integer(pages.len());
        for link in pages.iter().flat_map(|page| &page.links) {
            numbers.push(Object::Integer(key));
            numbers.push(reference(link.element));
            key += 1;
        }
        let parents = self
            .file
            .add_object(Dictionary::from_iter([("Nums", Object::Array(numbers))]));
        let mut entry = Dictionary::from_iter([
            ("Type", name("StructTreeRoot")),
            ("K", Object::Array(vec![reference(0)])),
            ("ParentTree", parents.into()),
            ("ParentTreeNextKey", Object::Integer(key)),
        ]);
        if let Some(names) = notes_by_name(tree, reference) {
            entry.set("IDTree", self.file.add_object(names));
        }
        self.file.objects.insert(root, Object::Dictionary(entry));
        Ok(root)
    }

    fn kids(
        &self,
        element: &Element,
        own_page: Option<usize>,
        reference: &impl Fn(usize) -> Object,
        annotations: &[Vec<ObjectId>],
    ) -> Result<Vec<Object>, PdfError> {
        let kid = |kid: &Kid| {
            Ok(match *kid {
                Kid::Element(id) => reference(id),
                Kid::Content { page, number } if Some(page) == own_page => {
                    Object::Integer(integer(number))
                }
                Kid::Content { page, number } => Object::Dictionary(Dictionary::from_iter([
                    ("Type", name("MCR")),
                    ("Pg", self.page(page)?.into()),
                    ("MCID", Object::Integer(integer(number))),
                ])),
                Kid::Annotation { page, number } => {
                    let id = annotations.get(page).and_then(|ids| ids.get(number));
                    let id = *id.ok_or_else(|| failed("an annotation is missing"))?;
                    Object::Dictionary(Dictionary::from_iter([
                        ("Type", name("OBJR")),
                        ("Pg", self.page(page)?.into()),
                        ("Obj", id.into()),
                    ]))
                }
            })
        };
        element.kids.iter().map(kid).collect()
    }
}

/// The page of the first content of an element; content there needs no more than its number.
fn page_of(element: &Element) -> Option<usize> {
    element.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        _ => None,
    })
}

/// The names of footnotes in the order of a name tree.
fn note_id(number: usize) -> String {
    format!("note-{number:05}")
}

/// The tree that finds footnotes by name, if there are any.
fn notes_by_name(tree: &Tree, reference: impl Fn(usize) -> Object) -> Option<Dictionary> {
    let mut notes: Vec<(usize, usize)> = tree.notes.iter().map(|(id, note)| (*note, *id)).collect();
    notes.sort_unstable();
    notes.first()?;
    let names = notes
        .iter()
        .flat_map(|(note, id)| [text(&note_id(*note)), reference(*id)]);
    let names = Object::Array(names.collect());
    Some(Dictionary::from_iter([("Names", names)]))
}

/// Where a figure is on its page (ISO 32000-1, 14.8.5.4.3).
fn figure(area: Area) -> Dictionary {
    let corners = [area.x, area.y, area.x + area.width, area.y + area.height];
    let corners = corners.map(|place| Object::Real((place * 100.0).round() / 100.0));
    Dictionary::from_iter([
        ("O", name("Layout")),
        ("Placement", name("Block")),
        ("BBox", Object::Array(corners.to_vec())),
    ])
}

fn attribute(attribute: Attribute) -> Option<Dictionary> {
    let (owner, key, value) = match attribute {
        Attribute::None => return None,
        Attribute::ColumnScope => ("Table", "Scope", "Column"),
        Attribute::RowScope => ("Table", "Scope", "Row"),
        Attribute::Cell {
            scope,
            rows,
            columns,
        } => return Some(cell(scope, rows, columns)),
        Attribute::Bullets => ("List", "ListNumbering", "Disc"),
        Attribute::Numbers => ("List", "ListNumbering", "Decimal"),
    };
    Some(Dictionary::from_iter([
        ("O", name(owner)),
        (key, name(value)),
    ]))
}

/// Scope and span of a cell (ISO 32000-1, 14.8.5.7).
fn cell(scope: Option<Scope>, rows: u32, columns: u32) -> Dictionary {
    let mut entries = Dictionary::from_iter([("O", name("Table"))]);
    match scope {
        Some(Scope::Column) => entries.set("Scope", name("Column")),
        Some(Scope::Row) => entries.set("Scope", name("Row")),
        None => {}
    }
    for (key, count) in [("RowSpan", rows), ("ColSpan", columns)] {
        if count > 1 {
            entries.set(key, i64::from(count));
        }
    }
    entries
}
