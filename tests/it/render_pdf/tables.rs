//! Tables on pages and in the structure: spans, groups, breaks between pages, cells with lists.

use super::reader::Element;
use super::{assert_boxes_within_margins, assert_within_margins, empty, read};
use anskaf::finance::Money;
use anskaf::render::document::List;
use anskaf::render::pdf::{PdfError, TextBox, text_boxes};
use anskaf::render::{Block, Cell, Column, Document, Kind, RowKind, Table};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Needs by school and year, with groups of columns and of rows, and cells over several rows.
fn needs() -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::text("Trin"),
        Column::integer("2026").in_group("Elever"),
        Column::integer("2027").in_group("Elever"),
        Column::integer("2026").in_group("Enheder"),
        Column::integer("2027").in_group("Enheder"),
        Column::money("Beløb, kr."),
    ];
    let mut table = Table::new("Behov", columns);
    table.row_headers = 2;
    for area in ["Nord", "Syd"] {
        table.group(format!("Område {area}"));
        for school in 1..=3 {
            for grade in 0..3 {
                let name = match grade {
                    0 => Cell::Text(format!("Skole {area} {school}")),
                    _ => Cell::Above,
                };
                let amount = Cell::Money(Money::from_ore(155_200_000));
                let mut cells = vec![name, format!("{grade}. trin").into()];
                cells.extend([20, 21, 22, 23].map(Cell::Integer));
                cells.push(amount);
                table.row(cells);
            }
        }
        let mut sum = vec![format!("{area} i alt").into(), Cell::Left];
        sum.extend([180, 189, 198, 207].map(Cell::Integer));
        sum.push(Cell::Money(Money::from_ore(1_396_800_000)));
        table.subtotal(sum);
    }
    table.total(vec!["I alt".into(), Cell::Left, 360.into()]);
    table
}

fn document_of(table: Table) -> Document {
    let mut document = empty();
    document.table(table);
    document
}

fn only_table(document: &Document) -> Element {
    let mut structure = read(document).structure();
    let mut found = take_tables(&mut structure);
    assert_eq!(found.len(), 2, "the facts of the title page come first");
    found.remove(1)
}

fn take_tables(element: &mut Element) -> Vec<Element> {
    let kids = std::mem::take(&mut element.kids);
    let mut tables = Vec::new();
    for mut kid in kids {
        if kid.role == "Table" {
            tables.push(kid);
        } else {
            tables.extend(take_tables(&mut kid));
        }
    }
    tables
}

/// Every header cell has a scope, and with their spans the cells fill a rectangle of so many
/// columns without a gap or an overlap, header, body and foot each for itself.
fn assert_regular(table: &Element, columns: usize) {
    let headers = table.with_role("TH");
    assert!(!headers.is_empty());
    assert!(headers.iter().all(|header| header.scope.is_some()));
    let parts = table.kids.iter().filter(|kid| kid.role != "Caption");
    for part in parts {
        assert!(["THead", "TBody", "TFoot"].contains(&part.role.as_str()));
        let mut taken = BTreeSet::new();
        for (row, line) in part.kids.iter().enumerate() {
            assert_eq!(line.role, "TR");
            let mut column = 0;
            for cell in &line.kids {
                assert!(["TH", "TD"].contains(&cell.role.as_str()));
                while taken.contains(&(row, column)) {
                    column += 1;
                }
                for below in row..row + cell.rows {
                    for place in column..column + cell.columns {
                        assert!(taken.insert((below, place)), "overlap in {part:?}");
                    }
                }
            }
        }
        let all = (0..part.kids.len()).flat_map(|row| (0..columns).map(move |place| (row, place)));
        assert!(taken.into_iter().eq(all), "a gap in {part:?}");
    }
}

#[test]
fn groups_and_spans_are_told_to_a_screen_reader() {
    let table = only_table(&document_of(needs()));
    assert_regular(&table, 7);
    let head = table.with_role("THead");
    let head = head.first().expect("a header");
    let spans = |row: &Element| -> Vec<(usize, usize)> {
        row.kids
            .iter()
            .map(|cell| (cell.rows, cell.columns))
            .collect()
    };
    let rows: Vec<_> = head.kids.iter().map(spans).collect();
    assert_eq!(rows[0], [(2, 1), (2, 1), (1, 2), (1, 2), (2, 1)]);
    assert_eq!(rows[1], [(1, 1); 4]);
    let bodies = table.with_role("TBody");
    assert_eq!(bodies.len(), 2, "one for each area");
    let title = &bodies[0].kids[0].kids;
    assert_eq!(title.len(), 1);
    assert_eq!((title[0].role.as_str(), title[0].columns), ("TH", 7));
    assert_eq!(title[0].scope.as_deref(), Some("Column"));
    let school = &bodies[0].kids[1].kids[0];
    assert_eq!((school.role.as_str(), school.rows), ("TH", 3));
    assert_eq!(school.scope.as_deref(), Some("Row"));
    assert_eq!(table.with_role("TFoot").len(), 1);
}

#[test]
fn paragraphs_and_lists_in_a_cell_are_elements_in_the_cell() {
    let mut list = List::new(true, ["Skærm", "Tastatur"]);
    list.items[0].inner = Some(List::new(false, ["mat", "mindst 14 tommer"]));
    let blocks = vec![
        Block::Paragraph("Enheden leveres med:".into()),
        Block::List(list),
        Block::Paragraph("Begge dele er nye.".into()),
    ];
    let mut table = Table::new("Krav", vec![Column::text("Nr."), Column::text("Krav")]);
    table.row(vec!["K-1".into(), Cell::Blocks(blocks)]);
    let document = document_of(table);
    assert_within_margins(&document);
    let table = only_table(&document);
    assert_regular(&table, 2);
    let cells = table.with_role("TD");
    let roles: Vec<&str> = cells[0].kids.iter().map(|kid| kid.role.as_str()).collect();
    assert_eq!(roles, ["P", "L", "P"]);
    let items = &cells[0].kids[1].kids;
    assert_eq!(items.len(), 2);
    let first: Vec<&str> = items[0].kids.iter().map(|kid| kid.role.as_str()).collect();
    assert_eq!(first, ["Lbl", "LBody"]);
    assert_eq!(items[0].kids[1].kids[0].role, "L");
    assert_eq!(items[0].kids[1].kids[0].kids.len(), 2);
    let text = read(&document).text();
    for words in [
        "Enheden leveres med:",
        "1.",
        "mindst 14 tommer",
        "Begge dele er nye.",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

/// The pages on which the pieces of text stand that contain `words`, in content or else only in
/// what is repeated.
fn pages(boxes: &[TextBox], words: &str, content: bool) -> BTreeSet<usize> {
    let found = boxes
        .iter()
        .filter(|piece| piece.content == content && piece.text.contains(words));
    found.map(|piece| piece.page).collect()
}

#[test]
fn the_title_of_a_group_goes_with_its_rows_and_is_repeated_when_they_go_on() {
    for rows in 20..60 {
        let mut table = Table::new("", vec![Column::text("Vare"), Column::integer("Antal")]);
        for row in 0..rows {
            table.row(vec![format!("Skærm {row}").into(), 1.into()]);
        }
        table.group("Tastaturer");
        for row in 0..60 {
            table.row(vec![format!("Tast {row}.").into(), 1.into()]);
        }
        let boxes = assert_within_margins(&document_of(table));
        let title = pages(&boxes, "Tastaturer", true);
        assert_eq!(title, pages(&boxes, "Tast 0.", true), "{rows}");
        let again = pages(&boxes, "(fortsat)", false);
        let rows: BTreeSet<usize> = pages(&boxes, "Tast ", true);
        assert_eq!(again, rows.difference(&title).copied().collect());
    }
}

#[test]
fn the_rows_of_one_cell_stay_together_and_a_cell_over_pages_is_named_again() {
    let columns = || vec![Column::text("Skole"), Column::text("Klasse")];
    let mut table = Table::new("", columns());
    for school in 0..40 {
        for class in 0..5 {
            let name = match class {
                0 => Cell::Text(format!("Skole {school}.")),
                _ => Cell::Above,
            };
            table.row(vec![name, format!("Klasse {school}-{class}.").into()]);
        }
    }
    let boxes = assert_within_margins(&document_of(table));
    for school in 0..40 {
        let name = pages(&boxes, &format!("Skole {school}."), true);
        assert_eq!(name, pages(&boxes, &format!("Klasse {school}-"), true));
    }
    let mut table = Table::new("", columns());
    for class in 0..150 {
        let name = if class == 0 {
            "Stor skole".into()
        } else {
            Cell::Above
        };
        table.row(vec![name, format!("Klasse {class}.").into()]);
    }
    let boxes = assert_within_margins(&document_of(table));
    let all = pages(&boxes, "Klasse", true);
    assert!(all.len() > 2);
    let named = pages(&boxes, "Stor skole", true);
    let again = pages(&boxes, "Stor skole", false);
    assert_eq!(named.union(&again).copied().collect::<BTreeSet<_>>(), all);
}

#[test]
fn a_title_of_ten_thousand_letters_is_set_over_pages_and_not_repeated() {
    let long = "bogstav ".repeat(1_250);
    let mut table = Table::new("", vec![Column::text(long), Column::integer("Antal")]);
    for row in 0..100 {
        table.row(vec![format!("Række {row}.").into(), 7.into()]);
    }
    let boxes = assert_within_margins(&document_of(table));
    let letters = boxes
        .iter()
        .map(|piece| piece.text.matches("bogstav").count());
    assert_eq!(letters.sum::<usize>(), 1_250);
    assert_eq!(pages(&boxes, "Række 99.", true).len(), 1);
}

#[test]
fn a_table_without_rows_or_without_columns_is_drawn() {
    let table = only_table(&document_of(Table::new("Tom", vec![Column::text("Nr.")])));
    assert_regular(&table, 1);
    assert!(table.with_role("TBody").is_empty());
    let mut bare = Table::new("Uden kolonner", Vec::new());
    bare.row(vec!["x".into()]).group("y").note("Note.");
    let text = read(&document_of(bare)).text();
    assert!(text.contains("Uden kolonner") && text.contains("Note."));
}

#[test]
fn many_narrow_columns_fit_on_a_page_on_its_side() {
    let columns = (1..=30).map(|day| Column::integer(day.to_string()));
    let columns = std::iter::once(Column::text("Skole"))
        .chain(columns)
        .collect();
    let mut table = Table::new("Udlån pr. dag", columns);
    let mut cells: Vec<Cell> = vec!["Ålykkeskolen".into()];
    cells.extend((1..=30).map(Cell::Integer));
    table.row(cells);
    let boxes = assert_within_margins(&document_of(table));
    assert!(
        boxes
            .iter()
            .any(|piece| piece.content && piece.frame[1] > 600.0)
    );
}

/// What a random cell holds.
#[derive(Debug, Clone)]
enum Filling {
    Words(usize),
    Amount(i64),
    Number(i64),
    Nothing,
    Left,
    Above,
    Items(usize),
}

fn filling() -> impl Strategy<Value = Filling> {
    prop_oneof![
        6 => (1..5usize).prop_map(Filling::Words),
        1 => (40..160usize).prop_map(Filling::Words),
        5 => (-100_000_000..100_000_000_000i64).prop_map(Filling::Amount),
        5 => (0..100_000i64).prop_map(Filling::Number),
        1 => Just(Filling::Nothing),
        1 => Just(Filling::Left),
        2 => Just(Filling::Above),
        1 => (1..6usize).prop_map(Filling::Items),
    ]
}

fn row_kind() -> impl Strategy<Value = RowKind> {
    prop_oneof![
        12 => Just(RowKind::Body),
        2 => Just(RowKind::Group),
        2 => Just(RowKind::Subtotal),
        1 => Just(RowKind::Total),
    ]
}

/// A table whose cells have words that stand nowhere else: `r3c1` and the number of the word.
fn random_table() -> impl Strategy<Value = Table> {
    let kind = prop_oneof![
        3 => Just(Kind::Text),
        1 => Just(Kind::Money),
        1 => Just(Kind::Integer),
    ];
    let column = (kind, 0..3usize);
    let columns = proptest::collection::vec(column, 1..7);
    let rows = proptest::collection::vec(
        (row_kind(), proptest::collection::vec(filling(), 0..8)),
        0..45,
    );
    (columns, rows, 0..3usize, proptest::bool::ANY).prop_map(|(columns, rows, headers, noted)| {
        let columns = columns
            .into_iter()
            .enumerate()
            .map(|(place, (kind, group))| {
                let column = Column::new(format!("H{place}"), kind);
                match group {
                    0 => column,
                    group => column.in_group(format!("G{group}")),
                }
            });
        let mut table = Table::new("Titel", columns.collect());
        table.row_headers = headers;
        for (at, (kind, cells)) in rows.into_iter().enumerate() {
            let cells = cells.into_iter().enumerate();
            let cells = cells
                .map(|(place, filling)| cell(at, place, filling))
                .collect();
            match kind {
                RowKind::Body => table.row(cells),
                RowKind::Subtotal => table.subtotal(cells),
                RowKind::Total => table.total(cells),
                RowKind::Group => table.group(format!("r{at}c0g")),
            };
        }
        if noted {
            table.note("Bemærkning til tabellen.");
        }
        table
    })
}

fn cell(row: usize, place: usize, filling: Filling) -> Cell {
    let words = |count: usize| {
        let words = (0..count).map(|word| format!("r{row}c{place}w{word}"));
        words.collect::<Vec<_>>().join(" ")
    };
    match filling {
        Filling::Words(count) => Cell::Text(words(count)),
        Filling::Amount(ore) => Cell::Money(Money::from_ore(ore)),
        Filling::Number(number) => Cell::Integer(number),
        Filling::Nothing => Cell::Empty,
        Filling::Left => Cell::Left,
        Filling::Above => Cell::Above,
        Filling::Items(count) => {
            let items = (0..count).map(|item| format!("r{row}c{place}i{item}"));
            let list = Block::List(List::new(true, items));
            Cell::Blocks(vec![Block::Paragraph(words(2).into()), list])
        }
    }
}

/// No two pieces of text of a page lie over each other.
fn assert_apart(boxes: &[TextBox]) {
    let mut by_page: BTreeMap<usize, Vec<&TextBox>> = BTreeMap::new();
    for piece in boxes.iter().filter(|piece| !piece.text.trim().is_empty()) {
        by_page.entry(piece.page).or_default().push(piece);
    }
    for pieces in by_page.values_mut() {
        pieces.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
        for (number, upper) in pieces.iter().enumerate() {
            for lower in pieces.iter().skip(number + 1) {
                let above = upper.baseline - upper.size * 0.2;
                if lower.baseline + lower.size * 0.7 <= above {
                    // Those below are lower still, but for their sizes, which differ little.
                    if lower.baseline + 20.0 <= above {
                        break;
                    }
                    continue;
                }
                let apart = upper.right <= lower.left + 0.1 || lower.right <= upper.left + 0.1;
                assert!(apart, "{upper:?} lies over {lower:?}");
            }
        }
    }
}

/// The rows that stand on each page, by the words of their cells.
fn rows_by_page(boxes: &[TextBox]) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut rows: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for piece in boxes.iter().filter(|piece| piece.content) {
        let row = piece
            .text
            .strip_prefix('r')
            .and_then(|rest| rest.split('c').next());
        if let Some(row) = row.and_then(|row| row.parse().ok()) {
            rows.entry(piece.page).or_default().insert(row);
        }
    }
    rows
}

fn words_of(table: &Table) -> Vec<String> {
    let spans = anskaf::render::spans::Spans::of(table);
    let mut words = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        for place in 0..table.columns.len() {
            if spans.at(at, place).columns > 0 {
                let shown = row.cell(place).shown(Kind::Text);
                let own = shown
                    .split_whitespace()
                    .filter(|word| word.starts_with('r'));
                words.extend(own.map(str::to_owned));
            }
        }
    }
    words
}

proptest! {
    #![proptest_config(crate::finance_properties::repeatable(32))]

    #[test]
    fn a_random_table_loses_nothing_and_nothing_lies_over_anything(
        table in random_table(),
        before in 0..34usize,
    ) {
        let mut document = empty();
        for _ in 0..before {
            document.paragraph("En linje.");
        }
        document.table(table.clone());
        let boxes = match text_boxes(&document) {
            Ok(boxes) => boxes,
            Err(error) => {
                prop_assert_eq!(error, PdfError::TableTooWide("Titel".into()));
                return Ok(());
            }
        };
        assert_boxes_within_margins(&boxes);
        assert_apart(&boxes);
        assert_once(&boxes, &words_of(&table));
    }

    #[test]
    fn a_random_table_leaves_no_title_alone(table in random_table()) {
        if let Ok(boxes) = text_boxes(&document_of(table.clone())) {
            assert_not_alone(&boxes, &table);
        }
    }

    #[test]
    fn a_random_table_is_regular_for_a_screen_reader(table in random_table()) {
        let document = document_of(table.clone());
        if text_boxes(&document).is_ok() {
            assert_regular(&only_table(&document), table.columns.len());
        }
    }
}

/// Every word stands in the content once.
fn assert_once(boxes: &[TextBox], words: &[String]) {
    let content = boxes.iter().filter(|piece| piece.content);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in content.flat_map(|piece| piece.text.split_whitespace()) {
        *counts.entry(word).or_default() += 1;
    }
    for word in words {
        assert_eq!(counts.get(word.as_str()), Some(&1), "{word}");
    }
}

/// Neither the header nor the title of a group is the last thing on a page.
fn assert_not_alone(boxes: &[TextBox], table: &Table) {
    let rows = rows_by_page(boxes);
    let all: BTreeSet<usize> = rows.values().flatten().copied().collect();
    for header in boxes.iter().filter(|piece| piece.text == "H0") {
        let page = header.page;
        let alone = !rows.contains_key(&page) && !page_has_body(boxes, page);
        assert!(all.is_empty() || !alone, "only the header on page {page}");
    }
    let page = |row: usize| {
        let found = rows.iter().find(|(_, rows)| rows.contains(&row));
        found.map(|(page, _)| *page)
    };
    for (at, row) in table.rows.iter().enumerate() {
        let next = table.rows.get(at + 1).map(|row| row.kind);
        let followed = next == Some(RowKind::Body) && all.contains(&(at + 1));
        if row.kind == RowKind::Group && followed {
            assert_eq!(page(at), page(at + 1), "title in row {at}");
        }
    }
}

/// Whether numbers of the table stand on a page: rows may hold nothing else.
fn page_has_body(boxes: &[TextBox], page: usize) -> bool {
    let digits = |piece: &&TextBox| {
        piece.content && piece.page == page && piece.text.chars().any(|c| c.is_ascii_digit())
    };
    boxes
        .iter()
        .filter(digits)
        .any(|piece| !piece.text.starts_with(['H', 'G']))
}
