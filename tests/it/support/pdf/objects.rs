//! Limits and forbidden entries of every object of the file, and its begin and end.

use super::Check;
use lopdf::{Dictionary, Object};

/// Entries that PDF/A or PDF/UA forbid, or that belong to what our writer never uses.
const FORBIDDEN: [(&str, &str); 21] = [
    ("AA", "6.5.2"),
    ("AcroForm", "6.4"),
    ("Alternates", "6.2.8-1"),
    ("AlternatePresentations", "6.10-1"),
    ("BG", "6.2.5"),
    ("Encrypt", "6.1.3-2"),
    ("FFilter", "6.1.7-3"),
    ("FDecodeParms", "6.1.7-3"),
    ("HalftoneType", "6.2.5-4"),
    ("HTP", "6.2.5-3"),
    ("JavaScript", "6.5.1-1"),
    ("NeedsRendering", "6.4.2-2"),
    ("OCProperties", "6.9"),
    ("OPI", "6.2.8-2"),
    ("OpenAction", "6.5.1-1"),
    ("Perms", "6.1.12"),
    ("PresSteps", "6.10-2"),
    ("Requirements", "6.11-1"),
    ("RoleMap", "7.1-5"),
    ("SMask", "our writer flattens pictures"),
    ("TR", "6.2.5-1"),
];

impl<'a> Check<'a> {
    pub fn objects(&mut self, bytes: &[u8]) {
        let version = bytes.get(..9).unwrap_or(&[]);
        let good = version.starts_with(b"%PDF-1.") && matches!(version.last(), Some(b'\n' | b'\r'));
        self.rule(good, || {
            format!("6.1.2-1: the file begins with {version:?}")
        });
        let comment: Vec<u8> = bytes.iter().skip(9).take(5).copied().collect();
        let binary = matches!(comment[..], [b'%', a, b, c, d] if [a, b, c, d].iter().all(|byte| *byte > 127));
        self.rule(binary, || {
            format!("6.1.2-2: {comment:?} follows the header")
        });
        let end = bytes.ends_with(b"%%EOF") || bytes.ends_with(b"%%EOF\n");
        self.rule(end, || {
            "6.1.3-3: something follows the end of the file".into()
        });
        let trailer = &self.file.trailer;
        let ids = self.array(trailer, "ID").map_or(0, Vec::len);
        self.rule(ids == 2, || format!("6.1.3-1: {ids} file identifiers"));
        let count = self.file.objects.len();
        self.rule(count <= 8_388_607, || format!("6.1.13-7: {count} objects"));
        self.entries(trailer, "the trailer");
        for (id, object) in &self.file.objects {
            self.object(object, &format!("object {}", id.0));
        }
    }

    fn object(&mut self, object: &'a Object, place: &str) {
        match object {
            Object::Integer(number) => {
                let fits = i32::try_from(*number).is_ok();
                self.rule(fits, || format!("6.1.13-1: {number} in {place}"));
            }
            Object::Real(number) => {
                let fits = number.is_finite() && (*number == 0.0 || number.abs() >= 1.175e-38);
                self.rule(fits, || format!("6.1.13-2, -5: {number} in {place}"));
            }
            Object::String(bytes, _) => {
                let length = bytes.len();
                self.rule(length <= 32_767, || {
                    format!("6.1.13-3: {length} bytes in {place}")
                });
            }
            Object::Name(name) => self.named(name, place),
            Object::Array(items) => items.iter().for_each(|item| self.object(item, place)),
            Object::Dictionary(entries) => self.entries(entries, place),
            Object::Stream(stream) => {
                self.entries(&stream.dict, place);
                let filter = self.name(&stream.dict, "Filter");
                let good = filter
                    .as_deref()
                    .is_none_or(|filter| filter == "FlateDecode");
                self.rule(good, || {
                    format!("6.1.7-4: the filter {filter:?} in {place}")
                });
                let outside = stream.dict.has(b"F");
                self.rule(!outside, || format!("6.1.7-3: F in {place}"));
            }
            _ => {}
        }
    }

    fn entries(&mut self, entries: &'a Dictionary, place: &str) {
        for (key, value) in entries {
            self.named(key, place);
            let key = String::from_utf8_lossy(key);
            let found = FORBIDDEN
                .into_iter()
                .find(|(forbidden, _)| *forbidden == key);
            if let Some((key, clause)) = found {
                self.rule(false, || format!("{clause}: {key} in {place}"));
            }
            self.object(value, place);
        }
    }

    fn named(&mut self, name: &[u8], place: &str) {
        let good = name.len() <= 127 && std::str::from_utf8(name).is_ok();
        self.rule(good, || {
            format!("6.1.13-4, 6.1.8-1: the name {name:?} in {place}")
        });
    }
}
