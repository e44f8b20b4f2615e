//! Links, bookmarks and attached files.

use super::Check;
use lopdf::{Dictionary, Object, ObjectId};
use md5::{Digest, Md5};
use std::collections::BTreeSet;

impl<'a> Check<'a> {
    pub fn extras(&mut self) {
        if let Some(outline) = self.dictionary(self.root(), "Outlines") {
            let count = self.bookmarks(outline, 0);
            self.rule(count > 0, || "an outline without bookmarks".into());
        }
        self.attached();
    }

    /// Annotations of all pages: links only, each held by the structure.
    pub fn annotations(&mut self, held: &BTreeSet<ObjectId>) {
        for (place, (_, page)) in self.pages().into_iter().enumerate() {
            let number = place + 1;
            let list = self.array(page, "Annots").map(Vec::as_slice).unwrap_or(&[]);
            for annotation in list {
                let id = annotation.as_reference().ok();
                let known = id.is_some_and(|id| held.contains(&id));
                self.rule(known, || {
                    format!("7.18.5-1: a link on page {number} is in no Link")
                });
                let entries = id.and_then(|id| self.file.get_dictionary(id).ok());
                if let Some(entries) = entries {
                    self.link(entries, number);
                }
            }
        }
    }

    fn link(&mut self, entries: &'a Dictionary, number: usize) {
        let kind = self.name(entries, "Subtype");
        self.rule(kind.as_deref() == Some("Link"), || {
            format!("6.3.1-1: {kind:?} on page {number}")
        });
        let flags = self.integer(entries, "F").unwrap_or(0);
        let printed = flags & 4 == 4 && flags & (1 | 2 | 32 | 256) == 0;
        self.rule(printed, || {
            format!("6.3.2: the flags {flags} on page {number}")
        });
        let told = self.text(entries, "Contents").unwrap_or_default();
        self.rule(!told.trim().is_empty(), || {
            format!("7.18.5-2: a link says nothing on page {number}")
        });
        self.rule(!entries.has(b"AP"), || {
            format!("6.3.3-2: a link with appearance on page {number}")
        });
        match (self.array(entries, "Dest"), self.dictionary(entries, "A")) {
            (Some(goal), None) => self.goal(goal, &format!("a link on page {number}")),
            (None, Some(action)) => {
                let kind = self.name(action, "S");
                self.rule(kind.as_deref() == Some("URI"), || {
                    format!("6.5.1-1: {kind:?} on page {number}")
                });
                let address = self
                    .entry(action, "URI")
                    .and_then(|address| address.as_str().ok());
                let plain =
                    address.is_some_and(|address| address.is_ascii() && !address.is_empty());
                self.rule(plain, || {
                    format!("an address that is not ASCII on page {number}")
                });
            }
            _ => self.rule(false, || format!("a link leads nowhere on page {number}")),
        }
    }

    fn goal(&mut self, goal: &'a [Object], place: &str) {
        let pages: BTreeSet<ObjectId> = self.file.get_pages().into_values().collect();
        let page = goal.first().and_then(|page| page.as_reference().ok());
        let there = page.is_some_and(|page| pages.contains(&page));
        self.rule(there, || format!("{place} leads to no page"));
    }

    /// The number of bookmarks directly below, each linked with its neighbours.
    fn bookmarks(&mut self, parent: &'a Dictionary, depth: usize) -> usize {
        let id =
            |entries: &Dictionary, key: &[u8]| entries.get(key).and_then(Object::as_reference).ok();
        let (mut next, mut last, mut count) = (id(parent, b"First"), None, 0);
        while let Some(this) = next {
            let Ok(entries) = self.file.get_dictionary(this) else {
                self.rule(false, || "a bookmark is missing".into());
                return count;
            };
            count += 1;
            let title = self.text(entries, "Title").unwrap_or_default();
            self.rule(!title.trim().is_empty(), || {
                "a bookmark without title".into()
            });
            self.rule(id(entries, b"Prev") == last, || {
                format!("{title} does not know the one before")
            });
            match self.array(entries, "Dest") {
                Some(goal) => self.goal(goal, &title),
                None => self.rule(false, || format!("{title} leads nowhere")),
            }
            let endless = depth > 8 || count > 100_000;
            self.rule(!endless, || "the bookmarks are endless".into());
            if endless {
                return count;
            }
            self.bookmarks(entries, depth + 1);
            last = Some(this);
            next = id(entries, b"Next");
        }
        self.rule(id(parent, b"Last") == last, || {
            "the last bookmark is another".into()
        });
        count
    }

    /// 6.8, 7.11: attached files.
    fn attached(&mut self) {
        let root = self.root();
        let names = self.dictionary(root, "Names");
        let tree = names.and_then(|names| self.dictionary(names, "EmbeddedFiles"));
        let list = tree.and_then(|tree| self.array(tree, "Names"));
        let list = list.map(Vec::as_slice).unwrap_or(&[]);
        let associated: BTreeSet<ObjectId> = self
            .array(root, "AF")
            .into_iter()
            .flatten()
            .filter_map(|file| file.as_reference().ok())
            .collect();
        let mut before = Vec::new();
        for pair in list.chunks(2) {
            let [key, file] = pair else { continue };
            let key = key.as_str().unwrap_or(b"").to_vec();
            self.rule(key > before, || {
                format!("the attached file {key:?} is out of order")
            });
            before = key;
            let id = file.as_reference().ok();
            let known = id.is_some_and(|id| associated.contains(&id));
            self.rule(known, || {
                "6.8-4: a file is not associated with the document".into()
            });
            if let Some(entries) = id.and_then(|id| self.file.get_dictionary(id).ok()) {
                self.specification(entries);
            }
        }
        let same = associated.len() * 2 == list.len();
        self.rule(same, || {
            "6.8-4: associated and attached files differ".into()
        });
    }

    fn specification(&mut self, entries: &'a Dictionary) {
        let name = self.text(entries, "UF").unwrap_or_default();
        let named = !name.is_empty() && self.text(entries, "F").as_ref() == Some(&name);
        self.rule(named, || format!("6.8-2, 7.11-1: the names of {name}"));
        let relation = self.name(entries, "AFRelationship").unwrap_or_default();
        let known = ["Data", "Source", "Supplement", "Alternative", "Unspecified"];
        self.rule(known.contains(&relation.as_str()), || {
            format!("6.8-3: {name} is {relation:?}")
        });
        let file = self
            .dictionary(entries, "EF")
            .and_then(|files| self.entry(files, "F"));
        let Some(stream) = file.and_then(|file| file.as_stream().ok()) else {
            return self.rule(false, || format!("{name} is empty"));
        };
        let kind = self.name(&stream.dict, "Subtype").unwrap_or_default();
        let part = |part: &str| {
            let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+.".contains(&byte);
            !part.is_empty() && part.bytes().all(good)
        };
        let good = kind
            .split_once('/')
            .is_some_and(|(kind, own)| part(kind) && part(own));
        self.rule(good, || format!("6.8-1: {name} has the type {kind:?}"));
        let content = stream
            .decompressed_content()
            .unwrap_or_else(|_| stream.content.clone());
        let told = self.dictionary(&stream.dict, "Params");
        let size = told.and_then(|told| self.integer(told, "Size"));
        let whole = size == i64::try_from(content.len()).ok();
        self.rule(whole, || format!("{name} has the size {size:?}"));
        let sum = told.and_then(|told| self.entry(told, "CheckSum")?.as_str().ok());
        let same = sum == Some(&Md5::digest(&content)[..]);
        self.rule(same, || format!("{name} has another checksum"));
        let date = told.and_then(|told| self.text(told, "ModDate"));
        self.rule(date.is_some(), || format!("{name} has no date"));
    }
}
