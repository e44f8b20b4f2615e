//! What the file says about itself: XMP metadata with the claims PDF/UA-1 and PDF/A-2a, or PDF/A-3a
//! where it carries other files.
//!
//! The property `pdfuaid:part` is unknown to PDF/A and has to be declared in an extension schema
//! (ISO 19005-2, 6.6.2.3.3). Title and dates must say the same as the information dictionary.

use crate::render::document::Document;

/// The program that a file names as its producer.
pub const PRODUCER: &str = "Anskaf";

/// The XMP packet of a document.
pub fn xmp(document: &Document) -> String {
    let title = escaped(&document.title);
    let language = escaped(&document.language);
    let date = document.date.format("%Y-%m-%dT00:00:00Z");
    let about = format!(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <dc:format>application/pdf</dc:format>\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\
         <pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
         <pdfuaid:part>1</pdfuaid:part>",
        author = escaped(&document.author),
        part = if document.attachments.is_empty() {
            2
        } else {
            3
        },
    );
    let names: String = NAMESPACES
        .iter()
        .map(|(prefix, address)| format!(" xmlns:{prefix}=\"{address}\""))
        .collect();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\"{names}>{about}{EXTENSION}</rdf:Description>\
         </rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

const NAMESPACES: [(&str, &str); 8] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

const EXTENSION: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

/// Text for XML; characters that XML has no form for become spaces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_title_with_marks_and_control_characters_is_well_formed_xml() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).expect("date");
        let document = Document::new("A < B & \"C\"\u{1}", "Ærø", date);
        let xmp = xmp(&document);
        assert!(
            xmp.contains(">A &lt; B &amp; &quot;C&quot; </rdf:li>"),
            "{xmp}"
        );
        assert!(xmp.contains("<xmp:CreateDate>2026-11-23T00:00:00Z</xmp:CreateDate>"));
    }
}
