//! What a file carries besides its pages: pictures of pixels, and whole files (PDF/A-3).
//!
//! A carried file says what it is to the document (ISO 19005-3, 6.8), how large it is, when it was
//! made and what its MD5 is; the latter is no protection, it is what the format asks for
//! (ISO 32000-1, 7.11.4).

use super::PdfError;
use super::archive::Finish;
use super::pictures::Pixels;
use super::values::{integer, name, text};
use crate::render::document::{Attachment, Document, Relation};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use md5::{Digest, Md5};
use printpdf::xobject::{DictItem, ExternalStream, ExternalXObject};
use std::collections::{BTreeMap, BTreeSet};

/// A picture as an object of the file; its rows go in as they are (ISO 32000-1, 7.4.4.4).
pub fn picture(pixels: &Pixels) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.into());
    let parameters = [
        ("Predictor", DictItem::Int(15)),
        ("Colors", DictItem::Int(3)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Columns", DictItem::Int(pixels.width.into())),
    ];
    let map = |entries: &[(&str, DictItem)]| -> BTreeMap<String, DictItem> {
        let entries = entries.iter();
        entries
            .map(|(key, value)| ((*key).into(), value.clone()))
            .collect()
    };
    let map_of_parameters = map(&parameters);
    let dict = map(&[
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(pixels.width.into())),
        ("Height", DictItem::Int(pixels.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("FlateDecode")),
        (
            "DecodeParms",
            DictItem::Dict {
                map: map_of_parameters,
            },
        ),
    ]);
    ExternalXObject {
        stream: ExternalStream {
            dict,
            content: pixels.rows.to_vec(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    }
}

impl Finish {
    /// Adds the files that the document carries, in the order of their names.
    ///
    /// # Errors
    /// [`PdfError::Write`], independent of the content.
    pub fn attach(&mut self, document: &Document) -> Result<(), PdfError> {
        if document.attachments.is_empty() {
            return Ok(());
        }
        let date = format!("D:{}000000Z", document.date.format("%Y%m%d"));
        let mut taken = BTreeSet::new();
        let mut specifications = BTreeMap::new();
        for attachment in &document.attachments {
            let file_name = free_name(&attachment.file_name, &mut taken);
            let id = self.specification(attachment, &file_name, &date);
            specifications.insert(file_name, id);
        }
        let names = specifications
            .iter()
            .flat_map(|(file_name, id)| [text(file_name), (*id).into()])
            .collect::<Vec<Object>>();
        let files: Vec<Object> = specifications.values().map(|id| (*id).into()).collect();
        let tree = self
            .file
            .add_object(Dictionary::from_iter([("Names", Object::Array(names))]));
        let catalog = self.root()?;
        catalog.set("AF", files);
        let names = [("EmbeddedFiles", Object::Reference(tree))];
        catalog.set("Names", Dictionary::from_iter(names));
        Ok(())
    }

    fn specification(&mut self, attachment: &Attachment, file_name: &str, date: &str) -> ObjectId {
        let bytes = &attachment.bytes;
        let checksum = Object::String(Md5::digest(bytes).to_vec(), StringFormat::Hexadecimal);
        let parameters = Dictionary::from_iter([
            ("Size", Object::Integer(integer(bytes.len()))),
            ("ModDate", text(date)),
            ("CheckSum", checksum),
        ]);
        let kind = [
            ("Type", name("EmbeddedFile")),
            ("Subtype", name(&attachment.media_type)),
            ("Params", Object::Dictionary(parameters)),
        ];
        let stream = Stream::new(Dictionary::from_iter(kind), bytes.clone());
        let stream = self.file.add_object(stream);
        let relation = match attachment.relation {
            Relation::Data => "Data",
            Relation::Source => "Source",
            Relation::Supplement => "Supplement",
        };
        let files = [("F", stream.into()), ("UF", stream.into())];
        let mut specification = Dictionary::from_iter([
            ("Type", name("Filespec")),
            ("F", text(file_name)),
            ("UF", text(file_name)),
            ("AFRelationship", name(relation)),
            ("EF", Object::Dictionary(Dictionary::from_iter(files))),
        ]);
        if !attachment.description.is_empty() {
            specification.set("Desc", text(&attachment.description));
        }
        self.file.add_object(specification)
    }
}

/// A name that no other file has, without anything that a file system could take for a place.
fn free_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |character: char| match character {
        '/' | '\\' | ':' => '-',
        control if control.is_control() => '-',
        other => other,
    };
    let wanted: String = wanted.chars().map(plain).collect();
    let wanted = match wanted.trim_matches(['.', ' ']) {
        "" => "bilag".to_owned(),
        named => named.to_owned(),
    };
    let mut free = wanted.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = match wanted.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}-{number}.{extension}"),
            None => format!("{wanted}-{number}"),
        };
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_nowhere() {
        let mut taken = BTreeSet::new();
        let mut free = |wanted: &str| free_name(wanted, &mut taken);
        assert_eq!(free("krav.csv"), "krav.csv");
        assert_eq!(free("krav.csv"), "krav-2.csv");
        assert_eq!(free("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(free(".."), "bilag");
        assert_eq!(free(""), "bilag-2");
    }
}
