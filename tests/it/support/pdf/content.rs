//! The content of every page: operators, nesting, colours, and that nothing stands outside marks.
#![allow(clippy::float_arithmetic, reason = "places on a page are geometry")]

use super::Check;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Operators that paint.
const PAINTING: [&str; 13] = [
    "f", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "Tj", "TJ", "'", "\"",
];
/// Operators that our writer may use besides. Colours are RGB only; there are no shadings, no
/// inline images and no extended states.
const OTHERS: [&str; 40] = [
    "q", "Q", "cm", "w", "J", "j", "M", "d", "i", "m", "l", "c", "v", "y", "h", "re", "n", "W",
    "W*", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "rg", "RG",
    "BMC", "BDC", "EMC", "MP", "DP", "ri",
];

/// What a piece of content belongs to.
#[derive(Clone, PartialEq)]
enum Mark {
    Artifact,
    /// Content of the structure, by its tag.
    Tagged,
    /// A span without number, such as one with another text for readers.
    Inner {
        actual: bool,
    },
}

struct Page<'a> {
    id: ObjectId,
    number: usize,
    fonts: Option<&'a Dictionary>,
    pictures: Option<&'a Dictionary>,
    open: Vec<Mark>,
    depth: usize,
    font: Option<ObjectId>,
    seen: BTreeSet<i64>,
}

impl<'a> Check<'a> {
    pub fn content(&mut self) {
        for (place, (id, page)) in self.pages().into_iter().enumerate() {
            let number = place + 1;
            let resources = self.dictionary(page, "Resources");
            self.rule(resources.is_some(), || {
                format!("6.2.2-2: page {number} inherits resources")
            });
            self.boundaries(page, number);
            let content = self.file.get_page_content(id);
            let Ok(content) = Content::decode(&content) else {
                self.rule(false, || {
                    format!("the content of page {number} cannot be read")
                });
                continue;
            };
            let under = |key| resources.and_then(|entries| self.dictionary(entries, key));
            let mut page = Page {
                id,
                number,
                fonts: under("Font"),
                pictures: under("XObject"),
                open: Vec::new(),
                depth: 0,
                font: None,
                seen: BTreeSet::new(),
            };
            let allowed = ["Font", "XObject", "ProcSet", "Properties"];
            let keys = resources.into_iter().flat_map(|entries| entries.iter());
            for (key, _) in keys {
                let key = String::from_utf8_lossy(key);
                let known = allowed.contains(&key.as_ref());
                self.rule(known, || format!("page {number} has the resources {key}"));
            }
            for operation in &content.operations {
                self.operation(&mut page, operation);
            }
            let closed = page.open.is_empty() && page.depth == 0;
            self.rule(closed, || format!("something stays open on page {number}"));
        }
    }

    fn boundaries(&mut self, page: &'a Dictionary, number: usize) {
        let media = self.array(page, "MediaBox").map(Vec::as_slice);
        let sides: Vec<f32> = media
            .unwrap_or(&[])
            .iter()
            .filter_map(|side| side.as_float().ok())
            .collect();
        let good = match sides[..] {
            [left, bottom, right, top] => [right - left, top - bottom]
                .iter()
                .all(|side| (3.0..=14_400.0).contains(side)),
            _ => false,
        };
        self.rule(good, || {
            format!("6.1.13-11: page {number} measures {sides:?}")
        });
        let tabs = self.name(page, "Tabs");
        self.rule(tabs.as_deref() == Some("S"), || {
            format!("7.18.3-1: Tabs {tabs:?} on page {number}")
        });
    }

    fn operation(&mut self, page: &mut Page<'a>, operation: &Operation) {
        let Operation { operator, operands } = operation;
        let (operator, number) = (operator.as_str(), page.number);
        let paints = PAINTING.contains(&operator);
        let known = paints || OTHERS.contains(&operator);
        self.rule(known, || {
            format!("6.2.2-1: the operator {operator:?} on page {number}")
        });
        self.rule(!paints || !page.open.is_empty(), || {
            format!("7.1: {operator} outside any mark on page {number}")
        });
        match operator {
            "q" => page.depth += 1,
            "Q" => {
                self.rule(page.depth > 0, || format!("Q without q on page {number}"));
                page.depth = page.depth.saturating_sub(1);
            }
            "BMC" | "BDC" => self.begin(page, operands),
            "EMC" => {
                let open = page.open.pop().is_some();
                self.rule(open, || format!("EMC without begin on page {number}"));
            }
            "Tf" => page.font = self.font(page, operands.first()),
            "Tj" | "TJ" => self.shown(page, operands),
            "Do" => self.picture(page, operands.first()),
            _ => {}
        }
        let depth = page.depth;
        self.rule(depth <= 28, || {
            format!("6.1.13-8: {depth} states within each other on page {number}")
        });
    }

    fn begin(&mut self, page: &mut Page<'a>, operands: &[Object]) {
        let number = page.number;
        let tag = operands
            .first()
            .and_then(|tag| tag.as_name().ok())
            .unwrap_or(b"");
        let tag = String::from_utf8_lossy(tag).into_owned();
        let properties = operands.get(1).and_then(|object| object.as_dict().ok());
        let named = operands
            .get(1)
            .is_some_and(|object| object.as_name().is_ok());
        self.rule(!named, || format!("properties by name on page {number}"));
        if let Some(language) = properties.and_then(|entries| self.text(entries, "Lang")) {
            self.language(&language, &format!("a mark on page {number}"));
        }
        let id = properties.and_then(|entries| self.integer(entries, "MCID"));
        let within = |mark: Mark| page.open.contains(&mark);
        let mark = match (tag.as_str(), id) {
            ("Artifact", _) => {
                let inside = within(Mark::Tagged);
                self.rule(!inside, || {
                    format!("7.1-1: an artifact in tagged content on page {number}")
                });
                Mark::Artifact
            }
            (_, Some(id)) => {
                let inside = within(Mark::Artifact) || within(Mark::Tagged);
                self.rule(!inside, || {
                    format!("7.1-2: tagged content in other marks on page {number}")
                });
                let new = page.seen.insert(id);
                self.rule(new, || format!("the content {id} twice on page {number}"));
                self.contents.insert((page.id, id), tag);
                Mark::Tagged
            }
            ("Span", None) => Mark::Inner {
                actual: properties.is_some_and(|entries| entries.has(b"ActualText")),
            },
            (other, None) => {
                self.rule(false, || {
                    format!("the mark {other} without number on page {number}")
                });
                Mark::Inner { actual: false }
            }
        };
        page.open.push(mark);
    }

    fn font(&mut self, page: &Page<'a>, name: Option<&Object>) -> Option<ObjectId> {
        let name = name.and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let font = page.fonts.and_then(|fonts| fonts.get(name).ok());
        let font = font.and_then(|font| font.as_reference().ok());
        let number = page.number;
        self.rule(font.is_some(), || {
            format!("6.2.2-2: a font is missing on page {number}")
        });
        font
    }

    fn shown(&mut self, page: &Page<'a>, operands: &[Object]) {
        let Some(font) = page.font else { return };
        let actual = page.open.contains(&Mark::Inner { actual: true });
        let artifact = page.open.contains(&Mark::Artifact);
        let codes = self.used.entry(font).or_default();
        let items = operands.iter().flat_map(|operand| match operand {
            Object::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        });
        for bytes in items.filter_map(|item| item.as_str().ok()) {
            for code in bytes.chunks(2) {
                if let [high, low] = code {
                    let code = u16::from_be_bytes([*high, *low]);
                    let told = codes.entry(code).or_insert(true);
                    *told = *told && (actual || artifact);
                }
            }
        }
    }

    fn picture(&mut self, page: &Page<'a>, name: Option<&Object>) {
        let number = page.number;
        let name = name.and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let picture = page.pictures.and_then(|pictures| pictures.get(name).ok());
        let picture = picture.and_then(|object| self.file.dereference(object).ok());
        let picture = picture.and_then(|found| found.1.as_stream().ok());
        let Some(picture) = picture else {
            return self.rule(false, || {
                format!("6.2.2-2: a picture is missing on page {number}")
            });
        };
        let entries = &picture.dict;
        let kind = self.name(entries, "Subtype");
        self.rule(kind.as_deref() == Some("Image"), || {
            format!("6.2.9: {kind:?} on page {number}")
        });
        let space = self.name(entries, "ColorSpace");
        let known = space.as_deref() == Some("DeviceRGB");
        self.rule(known, || {
            format!("6.2.4.3: the colours {space:?} on page {number}")
        });
        let smooth = entries.has(b"Interpolate");
        self.rule(!smooth, || format!("6.2.8-3: Interpolate on page {number}"));
        let size = ["Width", "Height"].map(|key| self.integer(entries, key).unwrap_or(0));
        let content = picture
            .decompressed_content()
            .map_or(0, |content| content.len());
        let wanted = size.iter().product::<i64>() * 3;
        let whole = i64::try_from(content) == Ok(wanted);
        self.rule(whole, || {
            format!("a picture of {size:?} has {content} bytes on page {number}")
        });
    }
}
