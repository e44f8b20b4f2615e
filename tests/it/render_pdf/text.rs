//! Running text: styles, languages, footnotes, references, justified lines, and what is said of them.

use super::sound::{assert_nothing_overlaps, assert_said};
use super::{assert_within_margins, empty, read};
use anskaf::render::document::{Inline, code, footnote, foreign, plain, reference, strong};
use anskaf::render::pdf::{TextBox, Warning, draw};
use anskaf::render::{Block, Cell, Column, Document, Table};
use lopdf::Object;
use std::collections::BTreeSet;

const LONG: &str = "Leverandøren skal kunne dokumentere, at de tilbudte enheder opfylder gældende \
    databeskyttelsesregler, tilgængelighedskrav og miljøkrav, og at reservedele kan fremskaffes. ";

/// A document with a note in a paragraph, one in a table, and one longer than a page.
fn noted() -> Document {
    let mut document = empty();
    document.paragraph(vec![
        plain("Prisen"),
        footnote("Ekskl. moms."),
        plain(" er fast i leasingperioden."),
    ]);
    document.facts([("Moms", vec![plain("25 %"), footnote("Momslovens § 33.")])]);
    document.paragraph(vec![plain(LONG), footnote(LONG.repeat(60)), plain(LONG)]);
    document.paragraph(LONG.repeat(40));
    document
}

#[test]
fn a_footnote_stands_at_the_foot_of_the_page_of_its_mark_and_a_long_one_goes_on() {
    let document = noted();
    let boxes = assert_within_margins(&document);
    assert_nothing_overlaps(&boxes);
    let place = |text: &str| {
        let found = boxes
            .iter()
            .find(|piece| piece.content && piece.text.contains(text));
        found
            .map(|piece| (piece.page, piece.baseline))
            .unwrap_or_else(|| panic!("{text}"))
    };
    let (mark, note) = (place("Prisen"), place("Ekskl."));
    assert_eq!(mark.0, note.0);
    let body = boxes
        .iter()
        .filter(|piece| piece.content && piece.page == note.0 && piece.size > 9.0);
    let lowest = body.map(|piece| piece.baseline).fold(f32::MAX, f32::min);
    assert!(note.1 < lowest, "{note:?} below {lowest}");
    assert!(place("Momslovens").1 < note.1);
    let small = boxes
        .iter()
        .filter(|piece| piece.content && piece.size == 9.0);
    let pages: BTreeSet<usize> = small.map(|piece| piece.page).collect();
    assert!(pages.len() > 1, "{pages:?}");
}

#[test]
fn a_footnote_is_said_behind_its_mark_and_has_a_name_of_its_own() {
    let reader = read(&noted());
    let structure = reader.structure();
    let notes = structure.with_role("Note");
    assert_eq!(notes.len(), 3);
    assert!(notes.iter().all(|note| note.with_role("Lbl").len() == 1));
    let spoken = reader.spoken();
    let names: BTreeSet<&str> = spoken
        .iter()
        .filter(|part| part.role == "Note")
        .map(|part| part.id.as_deref().expect("a name"))
        .collect();
    assert_eq!(
        names,
        BTreeSet::from(["note-00001", "note-00002", "note-00003"])
    );
    assert!(
        reader.said().contains("Prisen11 Ekskl. moms. er fast"),
        "{}",
        reader.said()
    );
    let root = reader.dictionary(reader.catalog().get(b"StructTreeRoot").expect("root"));
    let tree = reader.dictionary(root.get(b"IDTree").expect("names"));
    assert_eq!(
        tree.get(b"Names")
            .and_then(Object::as_array)
            .map(Vec::len)
            .ok(),
        Some(6)
    );
    let references = structure.with_role("Reference");
    assert_eq!(references.len(), 3);
    for reference in references {
        let links = reference.with_role("Link");
        assert!(
            links
                .iter()
                .all(|link| link.contents > 0 && !link.annotations.is_empty())
        );
        assert_eq!(links.len(), 1);
    }
}

#[test]
fn words_in_another_language_say_so_and_those_in_the_own_language_do_not() {
    let mut document = empty();
    document.paragraph(vec![
        plain("Se "),
        foreign("en", "terms and conditions"),
        plain(" og "),
        foreign("da", "vilkår"),
        plain("."),
    ]);
    let spoken = read(&document).spoken();
    let foreign: Vec<(&str, &str)> = spoken
        .iter()
        .filter(|part| part.language.is_some() && !part.text.is_empty())
        .map(|part| (part.role.as_str(), part.text.as_str()))
        .collect();
    assert_eq!(foreign, [("Span", "terms and conditions")]);
    assert!(
        read(&document)
            .said()
            .ends_with("Se terms and conditions og vilkår.")
    );
}

#[test]
fn a_link_over_two_lines_is_one_link_with_two_areas() {
    let mut document = empty();
    let long = "https://udbud.example/".to_string() + &"meget-lang-adresse/".repeat(8);
    document.paragraph(vec![
        plain("Se "),
        anskaf::render::document::link(long, "https://udbud.example/"),
    ]);
    document.note(
        "",
        vec![
            plain(LONG),
            anskaf::render::document::link(LONG, "https://udbud.example/"),
        ],
    );
    let structure = read(&document).structure();
    let links = structure.with_role("Link");
    let areas: Vec<usize> = links.iter().map(|link| link.annotations.len()).collect();
    assert_eq!(areas.len(), 2, "{areas:?}");
    assert!(areas.iter().all(|areas| *areas > 1), "{areas:?}");
}

#[test]
fn references_lead_to_the_right_page_also_where_notes_move_the_text() {
    let mut document = empty();
    let mut pieces: Vec<Inline> = Vec::new();
    for number in 0..60 {
        pieces.push(plain(LONG));
        pieces.push(footnote(format!("Note {number}. {LONG}")));
    }
    pieces.push(reference("there"));
    document.heading(1, "", "Her").paragraph(pieces);
    document.heading(1, "there", "Der").paragraph("Til sidst.");
    let boxes = assert_within_margins(&document);
    let page = boxes
        .iter()
        .find(|piece| piece.text.contains("Der"))
        .expect("heading")
        .page;
    let said = read(&document).said();
    assert!(said.contains(&format!("afsnit 2 (side {page})")), "{page}");
}

#[test]
fn justified_text_reaches_the_right_margin_and_reads_as_it_was_written() {
    let mut document = empty();
    document.justified = true;
    document.paragraph(LONG.repeat(3));
    let boxes = assert_within_margins(&document);
    let full = boxes
        .iter()
        .filter(|piece| piece.content && piece.size == 10.8);
    let edges = full
        .filter(|piece| piece.frame[1] - piece.right < 0.1)
        .count();
    assert!(edges >= 4, "{edges} lines");
    let written = LONG.repeat(3);
    assert!(read(&document).said().contains(written.trim_end()));
}

#[test]
fn without_hyphens_no_line_ends_with_one() {
    let mut document = empty();
    document.paragraph(LONG.repeat(9));
    let hyphens = |document: &Document| {
        let spoken = read(document).spoken();
        spoken
            .iter()
            .map(|part| part.text.matches('\u{ad}').count())
            .sum::<usize>()
    };
    document.justified = true;
    assert!(hyphens(&document) > 0);
    document.hyphenated = false;
    assert_eq!(hyphens(&document), 0);
    document.hyphenated = true;
    document.language = "fi".into();
    assert_eq!(hyphens(&document), 0, "no Finnish patterns");
}

#[test]
fn code_keeps_every_character() {
    let mut document = empty();
    let written = "GET /api/v1/leases?limit=100 -> {\"items\": []}";
    document.paragraph(vec![
        plain("Kald "),
        code(written),
        plain(" og "),
        strong("vent"),
    ]);
    let reader = read(&document);
    assert!(reader.said().contains(&format!("Kald {written} og vent")));
    let fonts = reader.pages().into_iter().flat_map(|page| {
        let fonts = reader.file.get_page_fonts(page).expect("fonts");
        fonts.into_values().filter_map(|font| {
            let name = font.get(b"BaseFont").and_then(Object::as_name).ok()?;
            Some(String::from_utf8_lossy(name).into_owned())
        })
    });
    assert!(
        fonts
            .into_iter()
            .any(|name| name.ends_with("+AnskafMono-Regular"))
    );
}

#[test]
fn letters_from_right_to_left_and_emoji_are_boxes_that_read_as_they_were_written() {
    let mut document = empty();
    let written = "Se שלום עולם og 👩‍🏫 samt مرحبا.";
    document.paragraph(written);
    let pdf = draw(&document).expect("a file");
    for missing in ['ש', '👩', 'م'] {
        assert!(
            pdf.warnings.contains(&Warning::MissingGlyph(missing)),
            "{missing}"
        );
    }
    let said = read(&document).said();
    assert!(
        said.contains("שלום עולם") && said.contains("مرحبا"),
        "{said}"
    );
}

#[test]
fn marks_of_direction_are_dropped() {
    let mut document = empty();
    document.paragraph("til\u{202e}bud\u{2066}s\u{200f}frist");
    let pdf = draw(&document).expect("a file");
    assert!(pdf.warnings.is_empty(), "{:?}", pdf.warnings);
    assert!(read(&document).said().ends_with("tilbudsfrist"));
}

#[test]
fn lists_and_contents_hold_what_they_must_and_nothing_else() {
    let structure = read(&super::tender(false)).structure();
    let kids = |role: &str| -> BTreeSet<String> {
        let found = structure.with_role(role);
        found
            .iter()
            .flat_map(|it| &it.kids)
            .map(|kid| kid.role.clone())
            .collect()
    };
    let set = |roles: &[&str]| roles.iter().map(|role| (*role).to_string()).collect();
    assert_eq!(kids("L"), set(&["LI"]));
    assert_eq!(kids("LI"), set(&["LBody", "Lbl"]));
    assert_eq!(kids("TOC"), set(&["TOCI"]));
    assert_eq!(kids("TOCI"), set(&["Reference"]));
    assert_eq!(kids("Reference"), set(&["Link"]));
    assert_eq!(
        kids("Document")
            .difference(&set(&["P", "Sect", "Table"]))
            .count(),
        0
    );
}

/// A paragraph that calls for a footnote: `ord7q` and `note7q` stand nowhere else.
fn calling(number: usize) -> Block {
    let note = footnote(format!("note{number}q {LONG}"));
    Block::Paragraph(vec![plain(format!("ord{number}q")), note].into())
}

/// Every note begins on the page of its mark.
fn assert_notes_with_marks(boxes: &[TextBox], count: usize) {
    let page = |text: String| {
        let mut found = boxes.iter().filter(|piece| piece.content);
        let found = found.find(|piece| piece.text.contains(&text));
        found.unwrap_or_else(|| panic!("{text}")).page
    };
    for number in 0..count {
        let mark = page(format!("ord{number}q"));
        assert_eq!(mark, page(format!("note{number}q")), "note {number}");
    }
}

#[test]
fn a_note_in_a_table_over_many_pages_stands_on_the_page_of_its_mark() {
    let mut document = empty();
    let mut table = Table::new("", vec![Column::text("Nr."), Column::text("Krav")]);
    for number in 0..120 {
        let cell = Cell::Blocks(vec![calling(number)]);
        table.row(vec![number.to_string().into(), cell]);
    }
    document.table(table);
    let boxes = assert_within_margins(&document);
    assert_nothing_overlaps(&boxes);
    assert_notes_with_marks(&boxes, 120);
    let words: Vec<String> = (0..120).map(|number| format!("ord{number}q")).collect();
    assert_said(&read(&document), &words);
}

#[test]
fn a_note_in_a_row_over_many_pages_stands_on_the_page_of_its_mark() {
    for before in (0..45).step_by(4) {
        let mut document = empty();
        for _ in 0..before {
            document.paragraph("En linje.");
        }
        let mut table = Table::new("", vec![Column::text("Nr."), Column::text("Krav")]);
        table.group("Titel");
        table.row(vec![
            "1".into(),
            Cell::Blocks((0..60).map(calling).collect()),
        ]);
        table.row(vec!["2".into(), Cell::Blocks(vec![calling(60)])]);
        document.table(table);
        let boxes = assert_within_margins(&document);
        assert_nothing_overlaps(&boxes);
        assert_notes_with_marks(&boxes, 61);
    }
}
