//! Fonts: embedded, every glyph there, its width as stated, its text known.
#![allow(clippy::float_arithmetic, reason = "places on a page are geometry")]

use super::Check;
use lopdf::{Dictionary, Object};
use rustybuzz::ttf_parser::{Face, GlyphId};
use std::collections::BTreeMap;

impl<'a> Check<'a> {
    pub fn fonts(&mut self) {
        let used = std::mem::take(&mut self.used);
        for (id, codes) in used {
            let font = self.file.get_dictionary(id).expect("a font");
            let name = self.name(font, "BaseFont").unwrap_or_default();
            let kind = (self.name(font, "Subtype"), self.name(font, "Encoding"));
            let good = matches!(&kind, (Some(kind), Some(encoding)) if kind == "Type0" && encoding == "Identity-H");
            self.rule(good, || format!("6.2.11.3-1: {name} is {kind:?}"));
            let subset = name.split_once('+').is_some_and(|(tag, _)| {
                tag.len() == 6 && tag.bytes().all(|letter| letter.is_ascii_uppercase())
            });
            self.rule(subset, || format!("{name} is not named as a subset"));
            self.meanings(font, &name, &codes);
            let below = self
                .array(font, "DescendantFonts")
                .and_then(|fonts| fonts.first());
            let below = below.and_then(|font| self.file.dereference(font).ok());
            match below.and_then(|found| found.1.as_dict().ok()) {
                Some(below) => self.program(below, &name, &codes),
                None => self.rule(false, || format!("{name} has no font below")),
            }
        }
    }

    fn program(&mut self, font: &'a Dictionary, name: &str, codes: &BTreeMap<u16, bool>) {
        let map = self.name(font, "CIDToGIDMap");
        let kind = self.name(font, "Subtype");
        let good = kind.as_deref() != Some("CIDFontType2") || map.as_deref() == Some("Identity");
        self.rule(good, || {
            format!("6.2.11.3-2: the glyph map {map:?} of {name}")
        });
        let descriptor = self.dictionary(font, "FontDescriptor");
        let set = descriptor.is_some_and(|entries| entries.has(b"CIDSet"));
        self.rule(!set, || {
            format!("6.2.11.4-4: {name} has a CIDSet, which readers disagree about")
        });
        let file = descriptor.and_then(|entries| {
            let files = ["FontFile2", "FontFile3"];
            files.into_iter().find_map(|key| self.entry(entries, key))
        });
        let file = file.and_then(|object| object.as_stream().ok());
        let file = file.and_then(|stream| {
            stream
                .decompressed_content()
                .ok()
                .or_else(|| Some(stream.content.clone()))
        });
        let file = file.unwrap_or_default();
        let Ok(face) = Face::parse(&file, 0) else {
            return self.rule(false, || format!("6.2.11.4-1: {name} is not embedded"));
        };
        let widths = self.widths(font);
        let default = self.integer(font, "DW").unwrap_or(1000);
        for code in codes.keys() {
            let there = *code < face.number_of_glyphs();
            self.rule(there, || format!("6.2.11.4-2: {name} has no glyph {code}"));
            self.rule(*code != 0, || format!("6.2.11.8-1: {name} shows .notdef"));
            let own = face
                .glyph_hor_advance(GlyphId(*code))
                .map_or(0.0, f64::from);
            let own = own * 1000.0 / f64::from(face.units_per_em());
            let told = widths.get(code).copied().unwrap_or(default as f64);
            let same = (own - told).abs() <= 1.0;
            self.rule(same, || {
                format!("6.2.11.5-1: {name} states {told} for glyph {code} of {own}")
            });
        }
    }

    /// The widths that the file states (ISO 32000-1, 9.7.4.3).
    fn widths(&self, font: &'a Dictionary) -> BTreeMap<u16, f64> {
        let mut widths = BTreeMap::new();
        let list = self.array(font, "W").map(Vec::as_slice).unwrap_or(&[]);
        let number = |object: &Object| object.as_float().ok().map(f64::from);
        let code = |object: &Object| {
            object
                .as_i64()
                .ok()
                .and_then(|code| u16::try_from(code).ok())
        };
        let mut rest = list;
        loop {
            match rest {
                [first, Object::Array(each), more @ ..] => {
                    for (code, width) in (code(first).unwrap_or(0)..).zip(each) {
                        widths.insert(code, number(width).unwrap_or(-1.0));
                    }
                    rest = more;
                }
                [first, last, width, more @ ..] => {
                    for code in code(first).unwrap_or(0)..=code(last).unwrap_or(0) {
                        widths.insert(code, number(width).unwrap_or(-1.0));
                    }
                    rest = more;
                }
                _ => return widths,
            }
        }
    }

    fn meanings(&mut self, font: &'a Dictionary, name: &str, codes: &BTreeMap<u16, bool>) {
        let map = self
            .entry(font, "ToUnicode")
            .and_then(|object| object.as_stream().ok());
        let map = map.and_then(|stream| {
            stream
                .decompressed_content()
                .ok()
                .or_else(|| Some(stream.content.clone()))
        });
        let map = map.map(|map| String::from_utf8_lossy(&map).into_owned());
        let meanings = meanings(&map.unwrap_or_default());
        for (code, told) in codes {
            let meaning = meanings.get(code);
            self.rule(meaning.is_some(), || {
                format!("6.2.11.7-1: {name} has no text for glyph {code}")
            });
            let Some(meaning) = meaning else { continue };
            let forbidden = meaning.is_empty() || meaning.contains(['\0', '\u{feff}', '\u{fffe}']);
            self.rule(!forbidden, || {
                format!("6.2.11.7-2: {name} has {meaning:?} for glyph {code}")
            });
            let private = meaning
                .chars()
                .any(|character| ('\u{e000}'..='\u{f8ff}').contains(&character));
            self.rule(*told || !private, || {
                format!("6.2.11.7-3: {name} has {meaning:?} for glyph {code}")
            });
        }
    }
}

/// The texts of a ToUnicode table (`<0001> <0041>`, and ranges with a begin or a list).
fn meanings(map: &str) -> BTreeMap<u16, String> {
    let mut meanings = BTreeMap::new();
    let hex = |token: &str| -> Vec<u16> {
        let digits = token.trim_matches(['<', '>']);
        let units = digits
            .as_bytes()
            .chunks(4)
            .filter_map(|unit| std::str::from_utf8(unit).ok());
        units
            .filter_map(|unit| u16::from_str_radix(unit, 16).ok())
            .collect()
    };
    let text = |units: &[u16]| String::from_utf16_lossy(units);
    for block in map.split("beginbfchar").skip(1) {
        let block = block.split("endbfchar").next().unwrap_or("");
        let tokens: Vec<&str> = block
            .split(['<', '>'])
            .map(str::trim)
            .filter(|token| !token.is_empty())
            .collect();
        for pair in tokens.chunks(2) {
            if let [code, meaning] = pair {
                meanings.extend(hex(code).first().map(|code| (*code, text(&hex(meaning)))));
            }
        }
    }
    for block in map.split("beginbfrange").skip(1) {
        let block = block.split("endbfrange").next().unwrap_or("");
        let tokens: Vec<&str> = block
            .split(['<', '>'])
            .map(str::trim)
            .filter(|token| !token.is_empty())
            .collect();
        for range in tokens.chunks(3) {
            let [first, last, begin] = range else {
                continue;
            };
            let (first, last, begin) = (hex(first), hex(last), hex(begin));
            let ends = first.first().zip(last.first());
            for (step, code) in ends
                .into_iter()
                .flat_map(|(first, last)| *first..=*last)
                .enumerate()
            {
                let mut units = begin.clone();
                if let Some(unit) = units.last_mut() {
                    *unit += u16::try_from(step).unwrap_or(0);
                }
                meanings.insert(code, text(&units));
            }
        }
    }
    meanings
}
