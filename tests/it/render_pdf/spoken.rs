//! What a screen reader says: the text of the marked content in the order of the structure tree.
//!
//! Everything comes from the bytes: glyphs through the fonts' own tables, unless an actual text
//! stands for them.

use super::reader::Reader;
use lopdf::content::Content;
use lopdf::{Dictionary, Encoding, Object, ObjectId};
use std::collections::{BTreeMap, HashMap};

/// The texts of a page by the numbers of its marked content.
type Pieces = HashMap<i64, String>;

/// One element in reading order with the text that it holds itself, before its kids.
pub struct Spoken {
    pub role: String,
    pub language: Option<String>,
    pub id: Option<String>,
    pub text: String,
}

impl Reader {
    /// All elements of the structure with their texts; text behind a kid is an entry of its own.
    pub fn spoken(&self) -> Vec<Spoken> {
        let pages: HashMap<ObjectId, Pieces> = self
            .pages()
            .into_iter()
            .map(|page| (page, self.pieces(page)))
            .collect();
        let root = self.dictionary(self.catalog().get(b"StructTreeRoot").expect("structure"));
        let kids = root.get(b"K").and_then(Object::as_array).expect("kids");
        let mut spoken = Vec::new();
        for kid in kids {
            self.speak(self.dictionary(kid), &pages, &mut spoken);
        }
        spoken
    }

    /// The whole text in reading order, without the hyphens of line ends.
    pub fn said(&self) -> String {
        let said: String = self
            .spoken()
            .iter()
            .map(|part| part.text.as_str())
            .collect();
        said.replace('\u{ad}', "")
    }

    fn speak(
        &self,
        entry: &Dictionary,
        pages: &HashMap<ObjectId, Pieces>,
        spoken: &mut Vec<Spoken>,
    ) {
        let string = |key: &[u8]| {
            let text = entry.get(key).ok()?;
            lopdf::decode_text_string(text).ok()
        };
        let role = entry.get(b"S").and_then(Object::as_name).expect("role");
        let role = String::from_utf8_lossy(role).into_owned();
        let own = entry.get(b"Pg").and_then(Object::as_reference).ok();
        let part = |text: String| Spoken {
            role: role.clone(),
            language: string(b"Lang"),
            id: string(b"ID"),
            text,
        };
        spoken.push(part(String::new()));
        let kids = entry.get(b"K").and_then(Object::as_array);
        for kid in kids.cloned().unwrap_or_default() {
            let (page, number) = match &kid {
                Object::Integer(number) => (own, *number),
                kid => {
                    let kid = self.dictionary(kid);
                    match kid.get(b"Type").and_then(Object::as_name) {
                        Ok(b"MCR") => (
                            kid.get(b"Pg").and_then(Object::as_reference).ok(),
                            kid.get(b"MCID").and_then(Object::as_i64).expect("number"),
                        ),
                        Ok(b"OBJR") => continue,
                        _ => {
                            self.speak(kid, pages, spoken);
                            continue;
                        }
                    }
                }
            };
            let pieces = page.and_then(|page| pages.get(&page)).expect("a page");
            let text = pieces.get(&number).expect("marked content").clone();
            spoken.push(part(text));
        }
    }

    /// The texts of the marked content of a page.
    fn pieces(&self, page: ObjectId) -> Pieces {
        let fonts = self.file.get_page_fonts(page).expect("fonts");
        let encodings: BTreeMap<Vec<u8>, Encoding<'_>> = fonts
            .into_iter()
            .map(|(name, font)| (name, font.get_font_encoding(&self.file).expect("encoding")))
            .collect();
        let content = self.file.get_page_content(page);
        let content = Content::decode(&content).expect("operators");
        let mut pieces = Pieces::new();
        let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
        let mut font = None;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BDC" => {
                    let properties = operation.operands.get(1).and_then(|it| it.as_dict().ok());
                    let number = properties.and_then(|it| it.get(b"MCID").ok()?.as_i64().ok());
                    let actual = properties.and_then(|it| it.get(b"ActualText").ok());
                    let actual = actual.and_then(|text| lopdf::decode_text_string(text).ok());
                    if let Some(number) = number {
                        pieces.entry(number).or_default();
                    }
                    open.push((number, actual));
                }
                "EMC" => {
                    let (_, actual) = open.pop().expect("nested marks");
                    if let Some(actual) = actual {
                        say(&mut pieces, &open, &actual);
                    }
                }
                "Tf" => {
                    let name = operation.operands.first().and_then(|it| it.as_name().ok());
                    font = name.and_then(|name| encodings.get(name));
                }
                "Tj" | "TJ" if open.iter().all(|(_, actual)| actual.is_none()) => {
                    let font = font.expect("a font");
                    for bytes in operation.operands.iter().flat_map(strings) {
                        let text = lopdf::Document::decode_text(font, bytes).expect("text");
                        say(&mut pieces, &open, &text);
                    }
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "marks are closed");
        pieces
    }
}

fn strings(operand: &Object) -> Vec<&[u8]> {
    match operand {
        Object::String(bytes, _) => vec![bytes],
        Object::Array(items) => items.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

fn say(pieces: &mut Pieces, open: &[(Option<i64>, Option<String>)], text: &str) {
    let number = open.iter().rev().find_map(|(number, _)| *number);
    if let Some(number) = number {
        pieces.entry(number).or_default().push_str(text);
    }
}
