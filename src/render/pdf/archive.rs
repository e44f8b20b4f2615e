//! From pages to a file: what printpdf lacks is added to its objects before they are written.
//!
//! That is the structure tree, links, nested bookmarks, XMP metadata, the output intent and an
//! identifier made from the content (ISO 32000-1, ISO 14289-1, ISO 19005-2). printpdf writes the
//! time and random numbers into a file; all of these are replaced, so that equal documents are
//! equal files.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::Fonts;
use super::operations::{font_id, operations};
use super::page::{Goal, Page};
use super::tags::{Attribute, Element, Kid, Tree};
use super::{Bookmark, Laid, PdfError};
use crate::render::document::Document;
use lopdf::{Dictionary, Object, ObjectId, SaveOptions, Stream, StringFormat};
use printpdf::{Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

/// The file of a document.
///
/// # Errors
/// [`PdfError::Font`] or [`PdfError::Write`], neither of which depends on the content.
pub fn write(document: &Document, laid: Laid, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut printed = PdfDocument::new("");
    for (face, font) in fonts.subsets()? {
        printed
            .resources
            .fonts
            .map
            .insert(font_id(face), PdfFont::new(font));
    }
    let sheet = |points: f32| Mm(points * 25.4 / 72.0);
    let pages = laid.pages.iter().map(|page| {
        let (width, height) = (sheet(page.sheet.width), sheet(page.sheet.height));
        PdfPage::new(width, height, operations(page, &laid.tree))
    });
    printed.with_pages(pages.collect());
    let file = printed.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    Finish::new(file)?.write(document, &laid)
}

struct Finish {
    file: lopdf::Document,
    pages: Vec<ObjectId>,
}

fn failed(error: impl std::fmt::Display) -> PdfError {
    PdfError::Write(error.to_string())
}

impl Finish {
    fn new(mut file: lopdf::Document) -> Result<Self, PdfError> {
        file.version = "1.7".into();
        let pages = file.get_pages().into_values().collect();
        Ok(Finish { file, pages })
    }

    fn write(mut self, document: &Document, laid: &Laid) -> Result<Vec<u8>, PdfError> {
        let annotations = self.links(laid)?;
        let structure = self.structure(&laid.tree, &laid.pages, &annotations)?;
        self.remove_empty_resources()?;
        let bookmarks = self.bookmarks(&laid.bookmarks);
        self.catalog(document, structure, bookmarks)?;
        self.information(document)?;
        self.file.trailer.set("ID", identifiers(&PLACEHOLDER));
        self.file.compress();
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .compression_level(6)
            .build();
        let mut bytes = Vec::new();
        self.file
            .save_with_options(&mut bytes, options)
            .map_err(failed)?;
        identified(bytes)
    }

    fn page(&self, number: usize) -> Result<ObjectId, PdfError> {
        self.pages
            .get(number)
            .copied()
            .ok_or_else(|| failed("a page is missing"))
    }

    /// Link annotations, as objects of their own; their keys in the parent tree follow the pages'.
    fn links(&mut self, laid: &Laid) -> Result<Vec<Vec<ObjectId>>, PdfError> {
        let mut key = integer(laid.pages.len());
        let mut all = Vec::with_capacity(laid.pages.len());
        for (number, page) in laid.pages.iter().enumerate() {
            let mut ids = Vec::with_capacity(page.links.len());
            for link in &page.links {
                let area = link.area;
                let corners = [area.x, area.y, area.x + area.width, area.y + area.height];
                let mut annotation = Dictionary::from_iter([
                    ("Type", name("Annot")),
                    ("Subtype", name("Link")),
                    ("Rect", Object::Array(corners.map(Object::Real).to_vec())),
                    ("Border", Object::Array(vec![0.into(), 0.into(), 0.into()])),
                    ("F", 4.into()),
                    ("Contents", text(&link.description)),
                    ("StructParent", Object::Integer(key)),
                ]);
                match &link.goal {
                    Goal::Section(entry) => {
                        let (page, y) = laid.places.get(*entry).copied().unwrap_or((0, 0.0));
                        annotation.set("Dest", self.destination(page, y)?);
                    }
                    Goal::Address(address) => {
                        let address = Object::String(ascii(address), StringFormat::Literal);
                        let action = [("S", name("URI")), ("URI", address)];
                        annotation.set("A", Dictionary::from_iter(action));
                    }
                }
                ids.push(self.file.add_object(annotation));
                key += 1;
            }
            let id = self.page(number)?;
            let page = self.file.get_dictionary_mut(id).map_err(failed)?;
            page.remove(b"Annots");
            if !ids.is_empty() {
                page.set(
                    "Annots",
                    ids.iter().map(|id| (*id).into()).collect::<Vec<Object>>(),
                );
            }
            page.set("Tabs", name("S"));
            page.set("StructParents", integer(number));
            all.push(ids);
        }
        Ok(all)
    }

    /// A place on a page, a little above what is there.
    fn destination(&self, page: usize, y: f32) -> Result<Object, PdfError> {
        let place = [
            Object::Reference(self.page(page)?),
            name("XYZ"),
            0.into(),
            Object::Real((y + 8.0).round()),
            Object::Null,
        ];
        Ok(Object::Array(place.to_vec()))
    }

    /// The structure tree with the tree that finds elements by page and number.
    fn structure(
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
            let kids = self.kids(element, &reference, annotations)?;
            if !kids.is_empty() {
                entry.set("K", kids);
            }
            if let Some(attribute) = attribute(element.attribute) {
                entry.set("A", attribute);
            }
            if let Some(id) = ids.get(number) {
                self.file.objects.insert(*id, Object::Dictionary(entry));
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
        let entries = [
            ("Type", name("StructTreeRoot")),
            ("K", Object::Array(vec![reference(0)])),
            ("ParentTree", parents.into()),
            ("ParentTreeNextKey", Object::Integer(key)),
        ];
        self.file
            .objects
            .insert(root, Object::Dictionary(Dictionary::from_iter(entries)));
        Ok(root)
    }

    fn kids(
        &self,
        element: &Element,
        reference: &impl Fn(usize) -> Object,
        annotations: &[Vec<ObjectId>],
    ) -> Result<Vec<Object>, PdfError> {
        let kid = |kid: &Kid| {
            Ok(match *kid {
                Kid::Element(id) => reference(id),
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

    /// printpdf gives every page empty dictionaries of shadings, objects and states.
    fn remove_empty_resources(&mut self) -> Result<(), PdfError> {
        for page in self.pages.clone() {
            let page = self.file.get_dictionary(page).map_err(failed)?;
            let Ok(id) = page.get(b"Resources").and_then(Object::as_reference) else {
                continue;
            };
            let resources = self.file.get_dictionary(id).map_err(failed)?;
            let empty = |entry: &Object| match entry {
                Object::Reference(id) => self
                    .file
                    .get_dictionary(*id)
                    .is_ok_and(Dictionary::is_empty),
                Object::Dictionary(entries) => entries.is_empty(),
                _ => false,
            };
            let keys: Vec<Vec<u8>> = resources
                .iter()
                .filter(|(_, entry)| empty(entry))
                .map(|(key, _)| key.clone())
                .collect();
            let resources = self.file.get_dictionary_mut(id).map_err(failed)?;
            for key in keys {
                resources.remove(&key);
            }
        }
        Ok(())
    }

    /// The nested outline, or `None` without bookmarks.
    fn bookmarks(&mut self, bookmarks: &[Bookmark]) -> Option<ObjectId> {
        if bookmarks.is_empty() {
            return None;
        }
        let root = self.file.new_object_id();
        let ids: Vec<ObjectId> = bookmarks
            .iter()
            .map(|_| self.file.new_object_id())
            .collect();
        let mut families: Vec<Vec<usize>> = vec![Vec::new(); bookmarks.len() + 1];
        let mut above: Vec<usize> = Vec::new();
        let mut parents = Vec::with_capacity(bookmarks.len());
        for (number, bookmark) in bookmarks.iter().enumerate() {
            let deeper = |last: &usize| {
                bookmarks
                    .get(*last)
                    .is_some_and(|other| other.level >= bookmark.level)
            };
            while above.last().is_some_and(deeper) {
                above.pop();
            }
            let parent = above.last().map_or(0, |last| last + 1);
            if let Some(family) = families.get_mut(parent) {
                family.push(number);
            }
            parents.push(parent);
            above.push(number);
        }
        let id = |number: usize| match number.checked_sub(1) {
            None => Object::Reference(root),
            Some(number) => ids.get(number).map_or(Object::Null, |id| (*id).into()),
        };
        for (parent, family) in families.iter().enumerate() {
            for (place, number) in family.iter().enumerate() {
                let Some(bookmark) = bookmarks.get(*number) else {
                    continue;
                };
                let mut entry = Dictionary::from_iter([
                    ("Title", text(&bookmark.title)),
                    ("Parent", id(parent)),
                ]);
                if let Ok(place) = self.destination(bookmark.page, bookmark.y) {
                    entry.set("Dest", place);
                }
                if let Some(before) = place.checked_sub(1).and_then(|at| family.get(at)) {
                    entry.set("Prev", id(before + 1));
                }
                if let Some(after) = family.get(place + 1) {
                    entry.set("Next", id(after + 1));
                }
                let below = families.get(number + 1).map_or(&[][..], Vec::as_slice);
                if let (Some(first), Some(last)) = (below.first(), below.last()) {
                    entry.set("First", id(first + 1));
                    entry.set("Last", id(last + 1));
                    entry.set("Count", -integer(below.len()));
                }
                if let Some(id) = ids.get(*number) {
                    self.file.objects.insert(*id, Object::Dictionary(entry));
                }
            }
        }
        let top = families.first().map_or(&[][..], Vec::as_slice);
        let mut entry = Dictionary::from_iter([
            ("Type", name("Outlines")),
            ("Count", Object::Integer(integer(top.len()))),
        ]);
        if let (Some(first), Some(last)) = (top.first(), top.last()) {
            entry.set("First", id(first + 1));
            entry.set("Last", id(last + 1));
        }
        self.file.objects.insert(root, Object::Dictionary(entry));
        Some(root)
    }

    fn catalog(
        &mut self,
        document: &Document,
        structure: ObjectId,
        bookmarks: Option<ObjectId>,
    ) -> Result<(), PdfError> {
        let kind = [("Type", name("Metadata")), ("Subtype", name("XML"))];
        let xmp = super::metadata::xmp(document).into_bytes();
        let mut metadata = Stream::new(Dictionary::from_iter(kind), xmp);
        metadata.allows_compression = false;
        let metadata = self.file.add_object(metadata);
        let kind = [("N", 3.into()), ("Alternate", name("DeviceRGB"))];
        let profile = Stream::new(Dictionary::from_iter(kind), super::colours::srgb_profile());
        let profile = self.file.add_object(profile);
        let intent = Dictionary::from_iter([
            ("Type", name("OutputIntent")),
            ("S", name("GTS_PDFA1")),
            ("OutputConditionIdentifier", text("sRGB IEC61966-2.1")),
            ("Info", text("sRGB IEC61966-2.1")),
            ("DestOutputProfile", profile.into()),
        ]);
        let root = self
            .file
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference)
            .map_err(failed)?;
        let catalog = self.file.get_dictionary_mut(root).map_err(failed)?;
        let flag = |key: &str| Dictionary::from_iter([(key, Object::Boolean(true))]);
        catalog.set("Lang", text(&document.language));
        catalog.set("MarkInfo", flag("Marked"));
        catalog.set("ViewerPreferences", flag("DisplayDocTitle"));
        catalog.set("StructTreeRoot", structure);
        catalog.set("Metadata", metadata);
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
        catalog.remove(b"PageLayout");
        catalog.remove(b"Outlines");
        catalog.set("PageMode", name("UseNone"));
        if let Some(bookmarks) = bookmarks {
            catalog.set("Outlines", bookmarks);
            catalog.set("PageMode", name("UseOutlines"));
        }
        Ok(())
    }

    fn information(&mut self, document: &Document) -> Result<(), PdfError> {
        let date = text(&format!("D:{}000000Z", document.date.format("%Y%m%d")));
        let entries = Dictionary::from_iter([
            ("Title", text(&document.title)),
            ("Author", text(&document.author)),
            ("Producer", text(super::metadata::PRODUCER)),
            ("CreationDate", date.clone()),
            ("ModDate", date),
        ]);
        let id = self
            .file
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .map_err(failed)?;
        self.file.objects.insert(id, Object::Dictionary(entries));
        Ok(())
    }
}

fn attribute(attribute: Attribute) -> Option<Dictionary> {
    let (owner, key, value) = match attribute {
        Attribute::None => return None,
        Attribute::ColumnScope => ("Table", "Scope", "Column"),
        Attribute::RowScope => ("Table", "Scope", "Row"),
        Attribute::Bullets => ("List", "ListNumbering", "Disc"),
        Attribute::Numbers => ("List", "ListNumbering", "Decimal"),
    };
    Some(Dictionary::from_iter([
        ("O", name(owner)),
        (key, name(value)),
    ]))
}

fn name(name: &str) -> Object {
    Object::Name(name.into())
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A text string: ASCII as it is, anything else as UTF-16 with a byte order mark.
fn text(content: &str) -> Object {
    if content.is_ascii() {
        Object::String(content.into(), StringFormat::Literal)
    } else {
        Object::String(utf16(content), StringFormat::Hexadecimal)
    }
}

/// UTF-16, big end first, with a byte order mark.
pub fn utf16(content: &str) -> Vec<u8> {
    let units = content.encode_utf16().flat_map(u16::to_be_bytes);
    [0xfe, 0xff].into_iter().chain(units).collect()
}

/// An address in ASCII (RFC 3986): whatever else is percent-encoded.
fn ascii(address: &str) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(byte);
        } else {
            encoded.extend(format!("%{byte:02X}").into_bytes());
        }
    }
    encoded
}

/// Stands in the file while it is written; the identifier has the same length.
const PLACEHOLDER: [u8; 16] = *b"identifier of 16";

fn identifiers(id: &[u8; 16]) -> Object {
    let one = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    Object::Array(vec![one.clone(), one])
}

/// The file with both parts of its identifier made from the SHA-256 of all its bytes.
fn identified(mut bytes: Vec<u8>) -> Result<Vec<u8>, PdfError> {
    let hex = |id: &[u8]| -> Vec<u8> {
        id.iter()
            .flat_map(|byte| format!("{byte:02X}").into_bytes())
            .collect()
    };
    let wanted = hex(&PLACEHOLDER);
    let digest = Sha256::digest(&bytes);
    let id = hex(digest.get(..16).unwrap_or(&[]));
    let begin = wanted.first().copied();
    let places: Vec<usize> = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| Some(**byte) == begin)
        .map(|(at, _)| at)
        .filter(|at| bytes.get(*at..at + wanted.len()) == Some(&wanted))
        .collect();
    if places.len() != 2 {
        return Err(failed("the place of the identifier was not found"));
    }
    for at in places {
        if let Some(place) = bytes.get_mut(at..at + id.len()) {
            place.copy_from_slice(&id);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_percent_encoded_and_otherwise_left_alone() {
        assert_eq!(ascii("https://x.dk/a?b=%20#c"), b"https://x.dk/a?b=%20#c");
        assert_eq!(ascii("https://ærø.dk/ ("), b"https://%C3%A6r%C3%B8.dk/%20(");
    }

    #[test]
    fn a_file_without_the_placeholder_is_an_error() {
        assert!(identified(b"%PDF-1.7".to_vec()).is_err());
    }
}
