//! What the file says about itself: XMP, information, output intent, marks and preferences.

use super::Check;
use lopdf::Object;
use usvg::roxmltree::{Document, Node};

const PDFA: &str = "http://www.aiim.org/pdfa/ns/id/";
const PDFUA: &str = "http://www.aiim.org/pdfua/ns/id/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const EXTENSION: &str = "http://www.aiim.org/pdfa/ns/extension/";
const PROPERTY: &str = "http://www.aiim.org/pdfa/ns/property#";

/// Properties that need no extension schema (6.6.2.3-7), and the one that is declared in ours.
const KNOWN: [(&str, &str); 11] = [
    (DC, "title"),
    (DC, "creator"),
    (DC, "language"),
    (DC, "format"),
    (XMP, "CreateDate"),
    (XMP, "ModifyDate"),
    (PDF, "Producer"),
    (PDFA, "part"),
    (PDFA, "conformance"),
    (PDFUA, "part"),
    (EXTENSION, "schemas"),
];

impl Check<'_> {
    pub fn metadata(&mut self) {
        let root = self.root();
        let marked = self.dictionary(root, "MarkInfo");
        let marked = marked.and_then(|marks| self.entry(marks, "Marked")?.as_bool().ok());
        self.rule(marked == Some(true), || {
            "6.7.2-1: the file is not marked".into()
        });
        let preferences = self.dictionary(root, "ViewerPreferences");
        let shown =
            preferences.and_then(|entries| self.entry(entries, "DisplayDocTitle")?.as_bool().ok());
        self.rule(shown == Some(true), || {
            "7.1-10: the title is not shown".into()
        });
        match self.text(root, "Lang") {
            Some(tag) => self.language(&tag, "the catalog"),
            None => self.rule(false, || "7.2-33: the catalog has no language".into()),
        }
        self.intent();
        let stream = self
            .entry(root, "Metadata")
            .and_then(|object| object.as_stream().ok());
        let Some(stream) = stream else {
            return self.rule(false, || "6.6.2.1-1: no metadata".into());
        };
        let plain = !stream.dict.has(b"Filter");
        self.rule(plain, || {
            "the metadata is compressed; archives look for it as text".into()
        });
        let Ok(text) = std::str::from_utf8(&stream.content) else {
            return self.rule(false, || "6.6.2.1-5: the metadata is not UTF-8".into());
        };
        match Document::parse(text) {
            Ok(packet) => self.packet(&packet),
            Err(fault) => self.rule(false, || format!("6.6.2.1-4: {fault}")),
        }
        let header = text.lines().next().unwrap_or("");
        let old = header.contains("bytes=") || header.contains("encoding=");
        self.rule(!old, || format!("6.6.2.1-2, -3: {header}"));
    }

    fn packet(&mut self, packet: &Document<'_>) {
        let value = |space: &str, name: &str| {
            let found = packet
                .descendants()
                .find(|node| node.has_tag_name((space, name)))?;
            let parts = found.descendants().filter(|node| node.is_text());
            Some(parts.filter_map(|node| node.text()).collect::<String>())
        };
        let attached = self.root().has(b"AF");
        let part = if attached { "3" } else { "2" };
        let expected = [
            (PDFA, "part", part, "6.6.4-2"),
            (PDFA, "conformance", "A", "6.6.4-3"),
            (PDFUA, "part", "1", "5-2"),
        ];
        for (space, name, wanted, clause) in expected {
            let found = value(space, name);
            self.rule(found.as_deref() == Some(wanted), || {
                format!("{clause}: {name} is {found:?}, not {wanted}")
            });
        }
        let information = self.file.trailer.get(b"Info").ok();
        let information = information.and_then(|object| self.file.dereference(object).ok());
        let information = information.and_then(|found| found.1.as_dict().ok());
        let told = |key: &str| information.and_then(|entries| self.text(entries, key));
        let title = value(DC, "title");
        let same = title.is_some() && title == told("Title").map(|title| spaced(&title));
        let (author, creator) = (told("Author"), value(DC, "creator"));
        let (made, date) = (told("CreationDate"), value(XMP, "CreateDate"));
        self.rule(same, || {
            format!("7.1-9: the title {title:?} differs from that in Info")
        });
        let same = author.as_deref().map(spaced) == creator;
        self.rule(same, || {
            format!("the author {creator:?} differs from {author:?} in Info")
        });
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let same = made.as_deref().map(digits) == date.as_deref().map(digits);
        self.rule(same, || {
            format!("the date {date:?} differs from {made:?} in Info")
        });
        let declared = packet
            .descendants()
            .any(|node| node.has_tag_name((PROPERTY, "name")) && node.text() == Some("part"));
        self.rule(declared, || {
            "6.6.2.3-7: pdfuaid:part is not declared".into()
        });
        let description = |node: &Node<'_, '_>| node.tag_name().name() == "Description";
        for node in packet.descendants().filter(description) {
            for property in node.children().filter(Node::is_element) {
                let tag = property.tag_name();
                let space = tag.namespace().unwrap_or("");
                let known = KNOWN.contains(&(space, tag.name()));
                self.rule(known, || {
                    format!("6.6.2.3-7: the property {space}{}", tag.name())
                });
            }
        }
    }

    fn intent(&mut self) {
        let intents = self.array(self.root(), "OutputIntents");
        let intent = match intents.map(Vec::as_slice) {
            Some([Object::Dictionary(intent)]) => intent,
            _ => return self.rule(false, || "6.2.3-2: not exactly one output intent".into()),
        };
        let kind = self.name(intent, "S");
        self.rule(kind.as_deref() == Some("GTS_PDFA1"), || {
            format!("6.2.3: the intent {kind:?}")
        });
        let profile = self.entry(intent, "DestOutputProfile");
        let profile = profile.and_then(|object| object.as_stream().ok());
        let profile = profile.and_then(|stream| {
            stream
                .decompressed_content()
                .ok()
                .or_else(|| Some(stream.content.clone()))
        });
        let profile = profile.unwrap_or_default();
        let good = profile.get(12..20) == Some(b"mntrRGB ")
            && profile.get(8).is_some_and(|major| *major < 5);
        self.rule(good, || {
            "6.2.3-1, 6.2.4.3-2: no RGB profile of a monitor".into()
        });
    }
}

/// The text as the metadata writes it: control characters are spaces there.
fn spaced(text: &str) -> String {
    let plain = |character: char| match character {
        '\u{fffe}' | '\u{ffff}' => ' ',
        control if control.is_control() => ' ',
        other => other,
    };
    text.chars().map(plain).collect()
}
