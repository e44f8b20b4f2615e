//! Reads drawn documents back: text, structure, bookmarks, links and the edges of the page.
//!
//! Checkers of accessibility do not notice a table without header cells or a heading level that is
//! skipped; these tests do.

mod reader;
pub mod sample;

use anskaf::finance::Money;
use anskaf::render::document::{List, ListItem, link, reference};
use anskaf::render::pdf::{PdfError, TextBox, Warning, draw, text_boxes};
use anskaf::render::{Block, Cell, Column, Document, Kind, Table};
use lopdf::{Object, ObjectId};
use reader::{Bookmark, Reader};
use sample::{day, tender};
use std::collections::BTreeSet;

fn read(document: &Document) -> Reader {
    Reader::new(&draw(document).expect("a file").bytes)
}

fn empty() -> Document {
    Document::new("Prøve", "Ærø Kommune", day(2026, 11, 23))
}

/// Content stands within the text area of its page, and everything on the paper.
fn assert_within_margins(document: &Document) -> Vec<TextBox> {
    let boxes = text_boxes(document).expect("a layout");
    for piece in boxes.iter().filter(|piece| piece.content) {
        let [left, right, bottom, top] = piece.frame;
        assert!(piece.left >= left - 0.1, "{piece:?}");
        assert!(piece.right <= right + 0.6, "{piece:?}");
        assert!(
            piece.baseline >= bottom - 0.1 && piece.baseline <= top,
            "{piece:?}"
        );
    }
    boxes
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
        "afsnit 3.1 (side 4)",
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

#[test]
fn only_a_draft_says_so() {
    assert!(read(&tender(true)).text().contains("UDKAST"));
    assert!(
        !read(&tender(false))
            .text()
            .to_uppercase()
            .contains("UDKAST")
    );
}

#[test]
fn nothing_stands_outside_the_margins_and_every_page_is_numbered() {
    let document = tender(true);
    assert_within_margins(&document);
    let pdf = draw(&document).expect("a file");
    let reader = Reader::new(&pdf.bytes);
    assert_eq!(reader.pages().len(), pdf.pages);
    let text = reader.text();
    for page in 2..=pdf.pages {
        assert!(
            text.contains(&format!("side {page} af {}", pdf.pages)),
            "side {page}"
        );
    }
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for lines in 0..60usize {
        let mut document = empty();
        for _ in 0..lines {
            document.paragraph("En linje.");
        }
        document
            .heading(1, "", "Overskrift")
            .heading(2, "", "Underoverskrift");
        document.paragraph("Afsnittets første ord er her, og det fylder flere linjer på siden, så der er noget at dele.");
        let boxes = text_boxes(&document).expect("a layout");
        let page = |text: &str| {
            let found = boxes
                .iter()
                .find(|piece| piece.content && piece.text.contains(text));
            found.map(|piece| piece.page)
        };
        assert!(page("Afsnittets").is_some());
        assert_eq!(page("Overskrift"), page("Afsnittets"), "{lines}");
        assert_eq!(page("Underoverskrift"), page("Afsnittets"), "{lines}");
    }
}

#[test]
fn an_amount_is_never_broken_and_stands_at_the_right_edge() {
    let mut table = Table::new("", vec![Column::text("Ydelse"), Column::money("Sum")]);
    for ore in [5, 155_200_000, 9_999_999_999_999] {
        table.row(vec![
            "Meget lang tekst. ".repeat(30).into(),
            Money::from_ore(ore).into(),
        ]);
    }
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let right = |text: &str| {
        let found = boxes.iter().find(|piece| piece.text == text);
        found
            .map(|piece| piece.right)
            .unwrap_or_else(|| panic!("{text} is broken"))
    };
    let edges = ["0,05", "1.552.000,00", "99.999.999.999,99"].map(right);
    assert!(
        edges.iter().all(|edge| (edge - edges[0]).abs() < 0.1),
        "{edges:?}"
    );
}

#[test]
fn a_table_too_wide_for_an_upright_page_lies_on_its_side_and_the_next_block_does_not() {
    let years = (2027..2036).map(|year| Column::money(year.to_string()));
    let columns = std::iter::once(Column::text("Skole"))
        .chain(years)
        .collect();
    let mut table = Table::new("Udgift pr. år", columns);
    let amount = Cell::Money(Money::from_ore(155_200_000));
    let mut cells = vec![Cell::from("Ærøskøbing Skole")];
    cells.extend(std::iter::repeat_n(amount, 9));
    table.row(cells);
    let mut document = empty();
    document
        .paragraph("Før.")
        .heading(1, "", "Bredt")
        .table(table)
        .paragraph("Efter.");
    let boxes = assert_within_margins(&document);
    let width = |text: &str| {
        let found = boxes
            .iter()
            .find(|piece| piece.content && piece.text.contains(text));
        found.map(|piece| piece.frame[1]).expect("text")
    };
    assert!(width("Bredt") > 600.0 && width("1.552.000,00") > 600.0);
    assert!(width("Før") < 600.0 && width("Efter") < 600.0);
}

#[test]
fn a_table_that_fits_no_page_is_refused_by_name() {
    let columns = (0..40)
        .map(|number| Column::money(number.to_string()))
        .collect();
    let mut table = Table::new("Alt for bred", columns);
    table.row(vec![Cell::Money(Money::from_ore(155_200_000)); 40]);
    let mut document = empty();
    document.table(table);
    assert_eq!(
        draw(&document).err(),
        Some(PdfError::TableTooWide("Alt for bred".into()))
    );
}

#[test]
fn a_row_taller_than_a_page_is_split_and_loses_nothing() {
    let words: String = (0..2_000).map(|number| format!("ord{number} ")).collect();
    let mut table = Table::new("Høj række", vec![Column::text("Nr."), Column::text("Krav")]);
    table
        .row(vec!["1".into(), words.into()])
        .row(vec!["2".into(), "Efter".into()]);
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let pages: BTreeSet<usize> = boxes
        .iter()
        .filter(|piece| piece.text.contains("ord"))
        .map(|piece| piece.page)
        .collect();
    assert!(pages.len() > 2, "{pages:?}");
    let text = read(&document).text();
    for number in 0..2_000 {
        assert!(text.contains(&format!("ord{number}")), "ord{number}");
    }
}

#[test]
fn characters_without_a_glyph_are_shown_as_a_box_and_reported() {
    let mut document = empty();
    document.paragraph("Godt \u{1f600} og \u{1} samt שלום.");
    let pdf = draw(&document).expect("a file");
    let missing: BTreeSet<char> = pdf
        .warnings
        .iter()
        .filter_map(|warning| match warning {
            Warning::MissingGlyph(character) => Some(*character),
            _ => None,
        })
        .collect();
    assert!(
        missing.contains(&'\u{1f600}') && missing.contains(&'ש'),
        "{missing:?}"
    );
    assert!(
        missing.contains(&'\u{fffd}'),
        "the control character: {missing:?}"
    );
    assert_eq!(Reader::new(&pdf.bytes).text().matches('□').count(), 6);
}

#[test]
fn dangling_references_and_dangerous_addresses_are_reported_and_lead_nowhere() {
    let mut document = empty();
    document.paragraph(vec![
        reference("nowhere"),
        link("klik", "javascript:alert(1)"),
    ]);
    let pdf = draw(&document).expect("a file");
    let expected = [
        Warning::UnknownReference("nowhere".into()),
        Warning::RefusedAddress("javascript:alert(1)".into()),
    ];
    assert_eq!(pdf.warnings, expected);
    assert!(
        Reader::new(&pdf.bytes)
            .structure()
            .with_role("Link")
            .is_empty()
    );
}

#[test]
fn absurd_content_ends_in_a_document() {
    let mut document = empty();
    document
        .heading(1, "", "å".repeat(10_000))
        .paragraph("ø".repeat(10_000));
    document
        .paragraph("a\u{301}".repeat(500))
        .paragraph("\n\n\n")
        .paragraph("");
    document
        .note("", "")
        .note("Ø".repeat(500), "n ".repeat(20_000));
    document
        .facts([("k".repeat(3_000), "v".repeat(3_000))])
        .contents(9);
    document
        .table(Table::default())
        .table(Table::new("Tom", vec![Column::text("")]));
    let columns = vec![
        Column::text("t".repeat(9_000)),
        Column::new("År", Kind::Year),
    ];
    let mut table = Table::new("T".repeat(2_000), columns);
    table
        .row(Vec::new())
        .row(vec!["x\u{0}y".repeat(2_000).into(), 2_026.into(), 1.into()]);
    document.table(table);
    let mut list = List::new(true, ["inderst"]);
    for _ in 0..100 {
        list = List {
            numbered: false,
            items: vec![ListItem {
                text: "i".into(),
                inner: Some(list),
            }],
        };
    }
    document.push(Block::List(list));
    assert_within_margins(&document);
    let pdf = draw(&document).expect("a file");
    assert!(pdf.warnings.contains(&Warning::ListTooDeep));
    assert!(Reader::new(&pdf.bytes).pages().len() == pdf.pages);
}

#[test]
fn a_document_without_content_is_a_title_page() {
    let mut document = empty();
    assert_eq!(draw(&document).expect("a file").pages, 1);
    document.title = String::new();
    document.author = String::new();
    assert_eq!(draw(&document).expect("a file").pages, 1);
}

#[test]
fn five_thousand_rows_are_all_there() {
    let columns = vec![
        Column::text("Serienummer"),
        Column::text("Model"),
        Column::money("Pris"),
    ];
    let mut table = Table::new("Register", columns);
    for number in 0..5_000 {
        let serial = format!("SN-{number:05}");
        table.row(vec![
            serial.into(),
            "Elevcomputer 11,6\"".into(),
            Money::from_ore(number).into(),
        ]);
    }
    let mut document = empty();
    document.table(table);
    let boxes = assert_within_margins(&document);
    let found: BTreeSet<&str> = boxes
        .iter()
        .map(|piece| piece.text.as_str())
        .filter(|text| text.starts_with("SN-"))
        .collect();
    assert_eq!(found.len(), 5_000);
}
