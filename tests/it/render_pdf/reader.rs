//! Reads a PDF file back: text, structure elements, bookmarks, annotations.
//!
//! It trusts nothing that the writer knows; everything comes from the bytes.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A file that was read back.
pub struct Reader {
    pub file: Document,
}

/// An element of the structure tree with its kids in reading order.
#[derive(Debug)]
pub struct Element {
    pub role: String,
    pub scope: Option<String>,
    /// The alternative text, empty for none.
    pub alternative: String,
    /// How many rows and columns a cell reaches over.
    pub rows: usize,
    pub columns: usize,
    pub kids: Vec<Element>,
    /// Pieces of marked content and annotations that it holds itself.
    pub contents: usize,
    pub annotations: Vec<ObjectId>,
}

/// A bookmark with those below it.
#[derive(Debug, PartialEq)]
pub struct Bookmark {
    pub title: String,
    pub page: ObjectId,
    pub below: Vec<Bookmark>,
}

impl Reader {
    pub fn new(bytes: &[u8]) -> Self {
        Reader {
            file: Document::load_mem(bytes).expect("a readable file"),
        }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.file.catalog().expect("catalog")
    }

    pub fn pages(&self) -> Vec<ObjectId> {
        self.file.get_pages().into_values().collect()
    }

    /// The text of all pages, without line feeds, as the fonts' own tables tell it.
    pub fn text(&self) -> String {
        let pages: Vec<u32> = self.file.get_pages().into_keys().collect();
        self.file
            .extract_text(&pages)
            .expect("text")
            .replace('\n', "")
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.file.dereference(object).expect("object");
        object.as_dict().expect("dictionary")
    }

    /// The document element of the structure tree.
    pub fn structure(&self) -> Element {
        let root = self.dictionary(self.catalog().get(b"StructTreeRoot").expect("structure"));
        let kids = root.get(b"K").and_then(Object::as_array).expect("kids");
        self.element(self.dictionary(kids.first().expect("document element")))
    }

    fn element(&self, entry: &Dictionary) -> Element {
        let name = |entry: &Dictionary, key: &[u8]| {
            let name = entry.get(key).and_then(Object::as_name).ok()?;
            Some(String::from_utf8_lossy(name).into_owned())
        };
        let scope = entry
            .get(b"A")
            .ok()
            .and_then(|object| name(self.dictionary(object), b"Scope"));
        let span = |key: &[u8]| {
            let attributes = self.dictionary(entry.get(b"A").ok()?);
            usize::try_from(attributes.get(key).and_then(Object::as_i64).ok()?).ok()
        };
        let role = name(entry, b"S").expect("role");
        let alternative = entry.get(b"Alt").ok();
        let alternative = alternative.and_then(|text| lopdf::decode_text_string(text).ok());
        let mut element = Element {
            role,
            scope,
            alternative: alternative.unwrap_or_default(),
            rows: span(b"RowSpan").unwrap_or(1),
            columns: span(b"ColSpan").unwrap_or(1),
            kids: Vec::new(),
            contents: 0,
            annotations: Vec::new(),
        };
        let kids = entry
            .get(b"K")
            .and_then(Object::as_array)
            .cloned()
            .unwrap_or_default();
        for kid in &kids {
            if let Object::Integer(_) = kid {
                element.contents += 1;
                continue;
            }
            let kid = self.dictionary(kid);
            match name(kid, b"Type").as_deref() {
                Some("MCR") => element.contents += 1,
                Some("OBJR") => {
                    let id = kid
                        .get(b"Obj")
                        .and_then(Object::as_reference)
                        .expect("annotation");
                    element.annotations.push(id);
                }
                _ => element.kids.push(self.element(kid)),
            }
        }
        element
    }

    /// The bookmarks of the highest level.
    pub fn bookmarks(&self) -> Vec<Bookmark> {
        let root = self.catalog().get(b"Outlines").expect("outline");
        self.below(self.dictionary(root))
    }

    fn below(&self, entry: &Dictionary) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let mut next = entry.get(b"First").ok();
        while let Some(object) = next {
            let bookmark = self.dictionary(object);
            let place = bookmark
                .get(b"Dest")
                .and_then(Object::as_array)
                .expect("place");
            found.push(Bookmark {
                title: lopdf::decode_text_string(bookmark.get(b"Title").expect("title"))
                    .expect("text"),
                page: place
                    .first()
                    .and_then(|page| page.as_reference().ok())
                    .expect("page"),
                below: self.below(bookmark),
            });
            next = bookmark.get(b"Next").ok();
        }
        found
    }
}

impl Element {
    /// This element and all below it, in reading order.
    pub fn all(&self) -> Vec<&Element> {
        let mut all = vec![self];
        all.extend(self.kids.iter().flat_map(Element::all));
        all
    }

    /// All elements below with the given structure type.
    pub fn with_role(&self, role: &str) -> Vec<&Element> {
        self.all()
            .into_iter()
            .filter(|element| element.role == role)
            .collect()
    }
}
