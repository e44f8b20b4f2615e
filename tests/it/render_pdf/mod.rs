//! Reads drawn documents back: text, structure, bookmarks, links and the edges of the page.
//!
//! Checkers of accessibility do not notice a table without header cells or a heading level that is
//! skipped; these tests do.

#![allow(clippy::expect_used, reason = "a broken expectation is a failed test")]
#![allow(clippy::float_arithmetic, reason = "places on a page are geometry")]

mod bad_input;
mod conformance;
mod fuzz;
mod graphics;
mod layout;
mod properties;
pub mod reader;
pub mod sample;
pub mod sound;
mod spoken;
mod tables;
mod text;

use anskaf::render::Document;
use anskaf::render::pdf::{Pdf, TextBox, draw, text_boxes};
use lopdf::{Object, ObjectId};
use reader::{Bookmark, Reader};
use sample::{day, tender};
use std::collections::BTreeSet;

fn read(document: &Document) -> Reader {
    Reader::new(&checked(document).bytes)
}

/// The file of a document, checked against PDF/A and PDF/UA.
fn checked(document: &Document) -> Pdf {
    let pdf = draw(document).expect("a file");
    crate::support::pdf::assert_conforms(&pdf.bytes);
    pdf
}

fn empty() -> Document {
    Document::new("Prøve", "Ærø Kommune", day(2026, 11, 23))
}

/// Lays out, and checks as [`assert_boxes_within_margins`].
fn assert_within_margins(document: &Document) -> Vec<TextBox> {
    let boxes = text_boxes(document).expect("a layout");
    assert_boxes_within_margins(&boxes);
    boxes
}

fn assert_boxes_within_margins(boxes: &[TextBox]) {
    for piece in boxes.iter().filter(|piece| piece.content) {
        let [left, right, bottom, top] = piece.frame;
        assert!(piece.left >= left - 0.1, "{piece:?}");
        assert!(piece.right <= right + 0.6, "{piece:?}");
        assert!(
            piece.baseline >= bottom - 0.1 && piece.baseline <= top,
            "{piece:?}"
        );
    }
}

#[test]
fn danish_letters_and_amounts_are_extracted_as_they_were_written() {
    let text = read(&tender(false)).text();
    for wanted in [
        "Ærøskøbing Kommune",
        "Søren Østergård Ågesen",
        "1.552.000,00 kr.",
        "Ålykkeskolen",
        "341.140,18",
        "Bilag A",
        "45,00 %",
        "afsnit 3.1 (side 5)",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in the text");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_one_another_identifier() {
    let first = draw(&tender(false)).expect("a file");
    assert!(first.bytes == draw(&tender(false)).expect("a file").bytes);
    let mut other = tender(false);
    other.author = "Ærøskøbing kommune".into();
    let identifier = |document: &Document| {
        let file = read(document).file;
        let ids = file
            .trailer
            .get(b"ID")
            .and_then(Object::as_array)
            .expect("ID")
            .clone();
        ids.first()
            .and_then(|id| id.as_str().ok().map(<[u8]>::to_vec))
            .expect("text")
    };
    let id = identifier(&tender(false));
    assert_eq!(id.len(), 16);
    assert_ne!(id, identifier(&other));
}

#[test]
fn every_table_has_header_cells_with_scope_and_equally_long_rows() {
    let structure = read(&tender(false)).structure();
    let tables = structure.with_role("Table");
    assert_eq!(tables.len(), 8, "two of facts, six with columns");
    for table in tables {
        let headers = table.with_role("TH");
        assert!(!headers.is_empty());
        assert!(
            headers.iter().all(|header| header.scope.is_some()),
            "{headers:?}"
        );
        let lengths: BTreeSet<usize> = table
            .with_role("TR")
            .iter()
            .map(|row| row.kids.len())
            .collect();
        assert_eq!(lengths.len(), 1, "{lengths:?}");
        let head = table.with_role("THead");
        let columns = head
            .first()
            .map_or_else(Vec::new, |head| head.with_role("TH"));
        assert!(
            columns
                .iter()
                .all(|header| header.scope.as_deref() == Some("Column"))
        );
    }
}

#[test]
fn a_table_over_several_pages_has_its_header_once() {
    let structure = read(&tender(false)).structure();
    let tables = structure.with_role("Table");
    let requirements = tables
        .iter()
        .find(|table| table.with_role("TR").len() == 61);
    let requirements = requirements.expect("60 requirements below a header");
    assert_eq!(requirements.with_role("THead").len(), 1);
    assert_eq!(requirements.with_role("TH").len(), 5 + 60);
}

#[test]
fn no_heading_level_is_skipped() {
    let mut document = tender(false);
    document.heading(5, "", "For dybt").paragraph("Tekst.");
    let structure = read(&document).structure();
    let levels: Vec<usize> = structure
        .all()
        .iter()
        .filter_map(|element| element.role.strip_prefix('H')?.parse().ok())
        .collect();
    assert_eq!(levels.first(), Some(&1));
    assert!(
        levels
            .windows(2)
            .all(|pair| matches!(pair, [above, below] if *below <= above + 1))
    );
}

#[test]
fn bookmarks_are_nested_as_the_headings_are() {
    let document = tender(false);
    let reader = read(&document);
    let shown = |bookmark: &Bookmark| {
        let below: Vec<&str> = bookmark
            .below
            .iter()
            .map(|below| below.title.as_str())
            .collect();
        format!("{} [{}]", bookmark.title, below.join(", "))
    };
    let bookmarks = reader.bookmarks();
    let shown: Vec<String> = bookmarks.iter().map(shown).collect();
    let expected = [
        "Indhold []",
        "1 Ordregiver og baggrund [1.1 Kontaktoplysninger, 1.2 Tidsplan]",
        "2 Udbudsbetingelser [2.1 Tilbuddets form og indhold, 2.2 Vedståelse og forbehold]",
        "3 Tildeling [3.1 Tildelingskriterium]",
        "4 Behov pr. skole []",
        "5 Økonomisk ramme []",
        "Bilag A Kravspecifikation [A.1 Krav til elevcomputere]",
        "Bilag B Tilbudsliste [B.1 Priser og mængder]",
    ];
    assert_eq!(shown, expected);
    let deepest = bookmarks.get(2).and_then(|chapter| chapter.below.get(1));
    let deepest = deepest.map(|section| section.below.len());
    assert_eq!(deepest, Some(1), "2.2.1 lies below 2.2");
}

#[test]
fn links_lead_to_pages_or_addresses_and_say_where() {
    let reader = read(&tender(false));
    let pages: BTreeSet<ObjectId> = reader.pages().into_iter().collect();
    let structure = reader.structure();
    let links = structure.with_role("Link");
    let mut addresses = Vec::new();
    for link in &links {
        assert!(
            link.contents > 0 && !link.annotations.is_empty(),
            "{link:?}"
        );
        for id in &link.annotations {
            let annotation = reader.file.get_dictionary(*id).expect("annotation");
            assert!(annotation.has(b"Contents") && annotation.has(b"StructParent"));
            if let Ok(place) = annotation.get(b"Dest").and_then(Object::as_array) {
                let page = place.first().and_then(|page| page.as_reference().ok());
                assert!(page.is_some_and(|page| pages.contains(&page)));
            } else {
                let action = annotation
                    .get(b"A")
                    .and_then(Object::as_dict)
                    .expect("action");
                let address = action
                    .get(b"URI")
                    .and_then(Object::as_str)
                    .expect("address");
                addresses.push(String::from_utf8_lossy(address).into_owned());
            }
        }
    }
    assert_eq!(addresses, ["https://udbud.dk/vis/2026-%C3%A6%C3%B8?id=1"]);
    assert_eq!(links.len(), 14 + 4, "contents and text");
}

#[test]
fn the_file_claims_accessibility_and_says_its_language() {
    let reader = read(&tender(false));
    let catalog = reader.catalog();
    assert_eq!(
        catalog.get(b"Lang").and_then(Object::as_str).ok(),
        Some(&b"da"[..])
    );
    let marks = reader.dictionary(catalog.get(b"MarkInfo").expect("MarkInfo"));
    assert_eq!(
        marks.get(b"Marked").and_then(Object::as_bool).ok(),
        Some(true)
    );
    let id = catalog
        .get(b"Metadata")
        .and_then(Object::as_reference)
        .expect("metadata");
    let xmp = reader
        .file
        .get_object(id)
        .and_then(Object::as_stream)
        .expect("stream");
    let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
    for claim in ["<pdfuaid:part>1", "<pdfaid:part>2", "<pdfaid:conformance>A"] {
        assert!(xmp.contains(claim), "{claim}");
    }
    let intents = catalog
        .get(b"OutputIntents")
        .and_then(Object::as_array)
        .expect("intents");
    assert_eq!(intents.len(), 1);
}
