//! From pages to a file: what printpdf lacks is added to its objects before they are written.
//!
//! That is the structure tree, links, nested bookmarks, XMP metadata, the output intent and an
//! identifier made from the content (ISO 32000-1, ISO 14289-1, ISO 19005-2). printpdf writes the
//! time and random numbers into a file; all of these are replaced, so that equal documents are
//! equal files.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::file::Packed;
use super::fonts::Fonts;
use super::operations::{font_id, glyph_page, operations, picture_id};
use super::page::Goal;
use super::values::{ascii, integer, name, text};
use super::{Laid, PdfError};
use crate::render::document::Document;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use printpdf::{Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, XObject};

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
    for (number, pixels) in laid.pixels.iter().enumerate() {
        let picture = XObject::External(super::attachments::picture(pixels));
        printed
            .resources
            .xobjects
            .map
            .insert(picture_id(number), picture);
    }
    let sheet = |points: f32| Mm(points * 25.4 / 72.0);
    let pages = laid.pages.iter().map(|page| {
        let (width, height) = (sheet(page.sheet.width), sheet(page.sheet.height));
        PdfPage::new(width, height, operations(page, &laid.tree))
    });
    let glyphs = PdfPage::new(Mm(10.0), Mm(10.0), glyph_page(fonts));
    printed.with_pages(pages.chain([glyphs]).collect());
    // Text and shapes are operators that printpdf does not know and would leave out.
    let options = PdfSaveOptions {
        secure: false,
        ..PdfSaveOptions::default()
    };
    let file = printed.to_lopdf_document(&options, &mut Vec::new());
    drop(printed);
    Finish::new(file)?.write(document, &laid)
}

/// A file that is being finished.
pub struct Finish {
    /// Its objects.
    pub file: lopdf::Document,
    /// Objects that are written already.
    pub packed: Packed,
    pages: Vec<ObjectId>,
}

/// The error of a file that could not be put together.
pub fn failed(error: impl std::fmt::Display) -> PdfError {
    PdfError::Write(error.to_string())
}

impl Finish {
    fn new(mut file: lopdf::Document) -> Result<Self, PdfError> {
        file.version = "1.7".into();
        let pages = file.get_pages().into_values().collect();
        let packed = Packed::default();
        let mut finish = Finish {
            file,
            packed,
            pages,
        };
        finish.remove_glyph_page()?;
        Ok(finish)
    }

    /// Takes out the last page, which shows glyphs to printpdf only.
    fn remove_glyph_page(&mut self) -> Result<(), PdfError> {
        let id = self.pages.pop().ok_or_else(|| failed("no page"))?;
        let page = self.file.objects.remove(&id);
        let page = page.as_ref().map(Object::as_dict);
        let page = page.ok_or_else(|| failed("no page"))?.map_err(failed)?;
        for key in [&b"Contents"[..], b"Resources"] {
            let part = page.get(key).and_then(Object::as_reference);
            self.file.objects.remove(&part.map_err(failed)?);
        }
        let pages = page.get(b"Parent").and_then(Object::as_reference);
        let pages = self.file.get_dictionary_mut(pages.map_err(failed)?);
        let pages = pages.map_err(failed)?;
        let kids = pages.get_mut(b"Kids").and_then(Object::as_array_mut);
        kids.map_err(failed)?.pop();
        pages.set("Count", integer(self.pages.len()));
        Ok(())
    }

    fn write(mut self, document: &Document, laid: &Laid) -> Result<Vec<u8>, PdfError> {
        let annotations = self.links(laid)?;
        let structure = self.structure(&laid.tree, &laid.pages, &annotations)?;
        self.remove_empty_resources()?;
        let bookmarks = self.bookmarks(&laid.bookmarks);
        self.catalog(document, structure, bookmarks)?;
        self.attach(document)?;
        self.information(document)?;
        super::file::bytes(self.file, self.packed)
    }

    /// A page by its number from zero.
    ///
    /// # Errors
    /// [`PdfError::Write`] if there is no such page.
    pub fn page(&self, number: usize) -> Result<ObjectId, PdfError> {
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
                    Goal::Note(number) => {
                        let (page, y) = laid.notes.get(number).copied().unwrap_or((0, 0.0));
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
    ///
    /// # Errors
    /// As [`Finish::page`].
    pub fn destination(&self, page: usize, y: f32) -> Result<Object, PdfError> {
        let place = [
            Object::Reference(self.page(page)?),
            name("XYZ"),
            0.into(),
            Object::Real((y + 8.0).round()),
            Object::Null,
        ];
        Ok(Object::Array(place.to_vec()))
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

    /// The catalog's dictionary.
    ///
    /// # Errors
    /// [`PdfError::Write`] if there is none.
    pub fn root(&mut self) -> Result<&mut Dictionary, PdfError> {
        let root = self.file.trailer.get(b"Root");
        let root = root.and_then(Object::as_reference).map_err(failed)?;
        self.file.get_dictionary_mut(root).map_err(failed)
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
        let catalog = self.root()?;
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
