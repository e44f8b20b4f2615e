//! Objects as the bytes of a file: streams by themselves, everything else packed into object streams
//! (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! lopdf can write files too, but compresses at the highest level, keeps every object several times
//! and leaves the cross-reference uncompressed: for a thousand pages that was most of the time and
//! most of the memory. What is many, such as elements of the structure, is written into [`Packed`] as
//! soon as it is known and exists as bytes only.

use super::PdfError;
use super::archive::failed;
use super::values::{integer, name};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// Objects in one object stream.
const TOGETHER: usize = 200;
/// Between 1 (fast) and 9 (small).
const LEVEL: u32 = 4;

/// Objects that were written ahead.
#[derive(Debug, Default)]
pub struct Packed {
    streams: Vec<Group>,
}

/// The objects of one object stream: their numbers with their places in the bytes.
#[derive(Debug, Default)]
struct Group {
    places: Vec<(u32, usize)>,
    bytes: Vec<u8>,
}

impl Packed {
    /// Writes an object that is no stream.
    pub fn put(&mut self, id: ObjectId, object: &Object) {
        if self
            .streams
            .last()
            .is_none_or(|group| group.places.len() >= TOGETHER)
        {
            self.streams.push(Group::default());
        }
        if let Some(group) = self.streams.last_mut() {
            group.places.push((id.0, group.bytes.len()));
            write_object(object, &mut group.bytes);
            group.bytes.push(b'\n');
        }
    }
}

/// Where an object is found.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// At this byte of the file.
    At(usize),
    /// In the object stream with this number, so many objects behind its first.
    Within(u32, usize),
}

/// The bytes of a file whose identifier is made from all of them.
///
/// # Errors
/// [`PdfError::Write`] if there is no room for them.
pub fn bytes(file: Document, mut packed: Packed) -> Result<Vec<u8>, PdfError> {
    let mut bytes = format!("%PDF-{}\n%", file.version).into_bytes();
    bytes.extend([0xe2, 0xe3, 0xcf, 0xd3, b'\n']);
    let mut places = BTreeMap::new();
    for (id, object) in file.objects {
        if let Object::Stream(stream) = object {
            places.insert(id.0, Place::At(bytes.len()));
            write_stream(id.0, &compressed(stream)?, &mut bytes);
        } else {
            packed.put(id, &object);
        }
    }
    let mut next = file.max_id;
    for group in packed.streams {
        next += 1;
        places.insert(next, Place::At(bytes.len()));
        let numbers = group.places.iter().enumerate();
        places.extend(numbers.map(|(at, (id, _))| (*id, Place::Within(next, at))));
        write_stream(next, &group.stream()?, &mut bytes);
    }
    let start = bytes.len();
    places.insert(next + 1, Place::At(start));
    let identifier = Sha256::digest(&bytes);
    let identifier = identifier.get(..16).unwrap_or(&[]).to_vec();
    let one = Object::String(identifier, StringFormat::Hexadecimal);
    let mut stream = cross_reference(&places, next + 1)?;
    for key in [&b"Root"[..], b"Info"] {
        stream
            .dict
            .set(key, file.trailer.get(key).map_err(failed)?.clone());
    }
    stream.dict.set("ID", vec![one.clone(), one]);
    write_stream(next + 1, &stream, &mut bytes);
    bytes.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
    Ok(bytes)
}

impl Group {
    fn stream(&self) -> Result<Stream, PdfError> {
        let mut content = String::new();
        for (id, place) in &self.places {
            content.push_str(&format!("{id} {place} "));
        }
        let kind = Dictionary::from_iter([
            ("Type", name("ObjStm")),
            ("N", Object::Integer(integer(self.places.len()))),
            ("First", Object::Integer(integer(content.len()))),
        ]);
        let mut content = content.into_bytes();
        content.extend_from_slice(&self.bytes);
        compressed(Stream::new(kind, content))
    }
}

/// The stream that finds all objects (ISO 32000-1, 7.5.8).
fn cross_reference(places: &BTreeMap<u32, Place>, last: u32) -> Result<Stream, PdfError> {
    let mut content = Vec::new();
    for number in 0..=last {
        let (kind, first, second) = match places.get(&number) {
            None => (0, 0, 0xffff),
            Some(Place::At(byte)) => (1, *byte, 0),
            Some(Place::Within(stream, at)) => (2, usize::try_from(*stream).map_err(failed)?, *at),
        };
        content.push(kind);
        content.extend(u32::try_from(first).map_err(failed)?.to_be_bytes());
        content.extend(u16::try_from(second).map_err(failed)?.to_be_bytes());
    }
    let kind = Dictionary::from_iter([
        ("Type", name("XRef")),
        ("Size", Object::Integer(i64::from(last) + 1)),
        ("W", vec![1.into(), 4.into(), 2.into()].into()),
    ]);
    compressed(Stream::new(kind, content))
}

fn compressed(mut stream: Stream) -> Result<Stream, PdfError> {
    if stream.allows_compression && !stream.dict.has(b"Filter") {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
        encoder.write_all(&stream.content).map_err(failed)?;
        stream.set_content(encoder.finish().map_err(failed)?);
        stream.dict.set("Filter", name("FlateDecode"));
    }
    Ok(stream)
}

fn write_stream(number: u32, stream: &Stream, bytes: &mut Vec<u8>) {
    bytes.extend(format!("{number} 0 obj\n").into_bytes());
    write_dictionary(&stream.dict, bytes);
    bytes.extend_from_slice(b"\nstream\n");
    bytes.extend_from_slice(&stream.content);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
}

fn write_object(object: &Object, bytes: &mut Vec<u8>) {
    match object {
        Object::Null => bytes.extend_from_slice(b"null"),
        Object::Boolean(value) => bytes.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => write_integer(*value, bytes),
        Object::Real(value) => bytes.extend(value.to_string().into_bytes()),
        Object::Name(name) => write_name(name, bytes),
        Object::String(text, StringFormat::Literal) => write_literal(text, bytes),
        Object::String(text, StringFormat::Hexadecimal) => {
            bytes.push(b'<');
            for byte in text {
                bytes.extend([byte >> 4, byte & 15].map(|digit| match digit {
                    digit @ 0..=9 => b'0' + digit,
                    digit => b'A' + digit - 10,
                }));
            }
            bytes.push(b'>');
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    bytes.push(b' ');
                }
                write_object(item, bytes);
            }
            bytes.push(b']');
        }
        Object::Dictionary(entries) => write_dictionary(entries, bytes),
        Object::Stream(stream) => write_dictionary(&stream.dict, bytes),
        Object::Reference((number, generation)) => {
            write_integer((*number).into(), bytes);
            bytes.push(b' ');
            write_integer((*generation).into(), bytes);
            bytes.extend_from_slice(b" R");
        }
    }
}

fn write_integer(value: i64, bytes: &mut Vec<u8>) {
    if value < 0 {
        bytes.push(b'-');
    }
    if value.unsigned_abs() >= 10 {
        write_integer((value / 10).saturating_abs(), bytes);
    }
    bytes.push(b'0' + u8::try_from(value.unsigned_abs() % 10).unwrap_or(0));
}

fn write_dictionary(entries: &Dictionary, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"<<");
    for (key, value) in entries {
        write_name(key, bytes);
        bytes.push(b' ');
        write_object(value, bytes);
    }
    bytes.extend_from_slice(b">>");
}

fn write_name(name: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.extend(format!("#{byte:02X}").into_bytes());
        }
    }
}

fn write_literal(text: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            b'\r' => bytes.extend_from_slice(b"\\r"),
            byte => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}

#[cfg(test)]
mod tests {
    use super::super::values::text;
    use super::*;

    #[test]
    fn what_was_written_is_read_back_by_lopdf() {
        let mut file = Document::with_version("1.7");
        let mut packed = Packed::default();
        let awkward = "a (b) \\ c\r)(";
        let entries = Dictionary::from_iter([
            ("Text", text(awkward)),
            ("Danish", text("ÆØÅ")),
            ("A name", name("B/C #")),
            ("Number", Object::Real(-0.25)),
            ("Least", Object::Integer(i64::MIN)),
            ("Nothing", Object::Null),
        ]);
        for _ in 0..450 {
            let id = file.new_object_id();
            packed.put(id, &Object::Dictionary(entries.clone()));
        }
        let stream = file.add_object(Stream::new(Dictionary::new(), b"content ".repeat(50)));
        let root = file.add_object(Dictionary::from_iter([("Stream", stream.into())]));
        file.trailer.set("Root", root);
        file.trailer.set("Info", root);
        let bytes = bytes(file, packed).expect("a file");
        let read = Document::load_mem(&bytes).expect("a readable file");
        for number in [1, 200, 201, 450] {
            let found = read.get_dictionary((number, 0)).expect("an object");
            let text = found.get(b"Text").and_then(Object::as_str).expect("text");
            assert_eq!(text, awkward.as_bytes());
            assert_eq!(
                found.get(b"A name").and_then(Object::as_name).ok(),
                Some(&b"B/C #"[..])
            );
            assert_eq!(
                found.get(b"Number").and_then(Object::as_float).ok(),
                Some(-0.25)
            );
        }
        let content = read
            .get_object(stream)
            .and_then(Object::as_stream)
            .expect("stream");
        assert_eq!(
            content.decompressed_content().ok(),
            Some(b"content ".repeat(50))
        );
    }
}
