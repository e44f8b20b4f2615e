//! Checks a PDF file against the rules of PDF/A-2a, PDF/A-3a and PDF/UA-1 that a program can check.
//!
//! The rules are those of the veraPDF profiles `PDF_A/PDFA-2A`, `PDF_A/PDFA-3A` and `PDF_UA/PDFUA-1`,
//! named by clause and test number, and some that veraPDF leaves to people (TH with Scope, tables
//! without holes, BBox of figures, bookmarks). What our writer never uses is forbidden outright
//! instead of being checked, so that those rules cannot be broken: forms and signatures, optional
//! content, form XObjects, inline images, extended graphics states, shadings and patterns, colour
//! spaces other than DeviceRGB, filters other than Flate, simple fonts, annotations other than links,
//! actions other than web addresses, embedded CMaps, role maps. Not looked at: white space between
//! the parts of a file (6.1.4, 6.1.7-2, 6.1.9), which `qpdf --check` and lopdf's own reader watch.
//!
//! [`faults`] trusts nothing that the writer knows; everything comes from the bytes.

mod content;
mod extras;
mod fonts;
mod metadata;
mod objects;
mod structure;
mod tables;

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Fails with a list of all broken rules.
pub fn assert_conforms(bytes: &[u8]) {
    let faults = faults(bytes);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The broken rules of a file, each with clause and place; at most some hundred of them.
pub fn faults(bytes: &[u8]) -> Vec<String> {
    let Ok(file) = Document::load_mem(bytes) else {
        return vec!["the file cannot be read".into()];
    };
    let mut check = Check {
        file: &file,
        faults: Vec::new(),
        used: BTreeMap::new(),
        contents: BTreeMap::new(),
    };
    check.objects(bytes);
    check.metadata();
    check.content();
    check.structure();
    check.extras();
    check.fonts();
    check.faults
}

/// A file that is being checked.
struct Check<'a> {
    file: &'a Document,
    faults: Vec<String>,
    /// Codes shown in each font, by its object.
    used: BTreeMap<ObjectId, BTreeMap<u16, bool>>,
    /// The tag of each piece of marked content, by page and number.
    contents: BTreeMap<(ObjectId, i64), String>,
}

impl<'a> Check<'a> {
    /// Notes a fault unless a rule is kept.
    fn rule(&mut self, kept: bool, fault: impl FnOnce() -> String) {
        if !kept && self.faults.len() < 200 {
            self.faults.push(fault());
        }
    }

    fn root(&self) -> &'a Dictionary {
        self.file.catalog().expect("a catalog")
    }

    /// What an entry holds or refers to.
    fn entry<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<&'b Object>
    where
        'a: 'b,
    {
        let object = dictionary.get(key.as_bytes()).ok()?;
        Some(self.file.dereference(object).ok()?.1)
    }

    fn dictionary<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<&'b Dictionary>
    where
        'a: 'b,
    {
        self.entry(dictionary, key)?.as_dict().ok()
    }

    fn array<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<&'b Vec<Object>>
    where
        'a: 'b,
    {
        self.entry(dictionary, key)?.as_array().ok()
    }

    fn name<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<String>
    where
        'a: 'b,
    {
        let name = self.entry(dictionary, key)?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    }

    fn text<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<String>
    where
        'a: 'b,
    {
        lopdf::decode_text_string(self.entry(dictionary, key)?).ok()
    }

    fn integer<'b>(&self, dictionary: &'b Dictionary, key: &str) -> Option<i64>
    where
        'a: 'b,
    {
        self.entry(dictionary, key)?.as_i64().ok()
    }

    fn pages(&self) -> Vec<(ObjectId, &'a Dictionary)> {
        let ids = self.file.get_pages().into_values();
        ids.filter_map(|id| Some((id, self.file.get_dictionary(id).ok()?)))
            .collect()
    }

    /// 6.7.4-1, 7.2-29: a language tag as in RFC 3066.
    fn language(&mut self, tag: &str, place: &str) {
        let part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let first = tag.split('-').next().unwrap_or("");
        let good = tag.split('-').all(part) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.rule(good, || {
            format!("6.7.4-1, 7.2-29: {place} has the language {tag:?}")
        });
    }
}
