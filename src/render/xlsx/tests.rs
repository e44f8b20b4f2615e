//! Workbooks read back: by a reader of spreadsheets, and as the XML that they are.

use super::*;
use crate::finance::Money;
use crate::render::table::{Cell, Column, Kind};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use rust_decimal::Decimal;
use std::io::{Cursor, Read};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("date")
}

fn kroner(ore: i64) -> Cell {
    Cell::Money(Money::from_ore(ore))
}

/// Every kind of column, a subtotal for each school and a total.
fn ledger() -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::new("År", Kind::Year),
        Column::new("Forfald", Kind::Date),
        Column::integer("Antal"),
        Column::new("Rente", Kind::Percent),
        Column::money("Ydelse"),
        Column::money("Gebyr"),
        Column::money("I alt").summing_row(),
    ];
    let mut table = Table::new("Ydelser", columns);
    table.row_headers = 2;
    let row = |school: &str, year: i32, count: i64, payment: i64, fee: i64| {
        vec![
            school.into(),
            i64::from(year).into(),
            date(year, 1, 2).into(),
            count.into(),
            Cell::Percent(Decimal::new(275, 2)),
            kroner(payment),
            kroner(fee),
            kroner(payment + fee),
        ]
    };
    let sum = |count: i64, payment: i64, fee: i64| {
        let mut cells = vec![Cell::Empty; 3];
        cells.extend([count.into(), Cell::Empty]);
        cells.extend([kroner(payment), kroner(fee), kroner(payment + fee)]);
        cells
    };
    table.row(row("Nord", 2018, 1250, 34_114_018, 5));
    table.row(row("Nord", 2019, 3, 10, 20));
    table.subtotal(sum(1253, 34_114_028, 25));
    table.row(row("=1+1", 2020, 4, -30, 0));
    table.subtotal(sum(4, -30, 0));
    table.total(sum(1257, 34_113_998, 25));
    table.note("Uden moms.");
    table
}

fn written(tables: &[&Table]) -> Vec<u8> {
    write(tables, date(2018, 1, 2)).expect("workbook")
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("readable")
}

fn values(bytes: &[u8], sheet: &str) -> Range<Data> {
    opened(bytes).worksheet_range(sheet).expect("sheet")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).expect(name);
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

fn text(words: &str) -> Data {
    Data::String(words.into())
}

#[test]
fn a_reader_finds_numbers_as_numbers_dates_as_dates_and_words_as_words() {
    let found = values(&written(&[&ledger()]), "Ydelser");
    let at = |row: u32, column: u32| found.get_value((row, column)).expect("cell").clone();
    assert_eq!(at(0, 0), text("Ydelser"));
    assert_eq!(at(1, 5), text("Ydelse"));
    assert_eq!(at(2, 1), Data::Float(2018.0));
    let Data::DateTime(due) = at(2, 2) else {
        panic!("{:?} is no date", at(2, 2));
    };
    assert_eq!(due.to_ymd_hms_milli(), (2018, 1, 2, 0, 0, 0, 0));
    assert_eq!(at(2, 3), Data::Float(1250.0));
    assert_eq!(at(2, 4), Data::Float(0.0275));
    assert_eq!(at(2, 5), Data::Float(341_140.18));
    assert_eq!(at(2, 6), Data::Float(0.05));
    assert_eq!(at(5, 0), text("=1+1"));
    assert_eq!(at(5, 5), Data::Float(-0.3));
    assert_eq!(at(9, 0), text("Uden moms."));
}

#[test]
fn sums_are_formulas_that_count_nothing_twice_and_carry_their_values() {
    let bytes = written(&[&ledger()]);
    let formulas = opened(&bytes).worksheet_formula("Ydelser").expect("sheet");
    let formula = |row: u32, column: u32| formulas.get_value((row, column)).map(String::as_str);
    for (place, expected) in [
        ((2, 7), "SUM(F3:G3)"),
        ((4, 3), "SUBTOTAL(9,D3:D4)"),
        ((4, 5), "SUBTOTAL(9,F3:F4)"),
        ((4, 7), "SUBTOTAL(9,H3:H4)"),
        ((6, 5), "SUBTOTAL(9,F6)"),
        ((7, 5), "SUBTOTAL(9,F3:F7)"),
        ((7, 7), "SUBTOTAL(9,H3:H7)"),
    ] {
        assert_eq!(formula(place.0, place.1), Some(expected), "{place:?}");
    }
    for place in [(7, 1), (7, 2), (7, 4), (5, 0), (2, 5)] {
        assert!(
            formula(place.0, place.1).is_none_or(str::is_empty),
            "{place:?}"
        );
    }
    let found = values(&bytes, "Ydelser");
    assert_eq!(found.get_value((7, 5)), Some(&Data::Float(341_139.98)));
    assert_eq!(found.get_value((7, 7)), Some(&Data::Float(341_140.23)));
    assert_eq!(found.get_value((4, 3)), Some(&Data::Float(1253.0)));
}

#[test]
fn the_header_and_the_columns_that_name_the_rows_stay_in_sight() {
    let sheet = part(&written(&[&ledger()]), "xl/worksheets/sheet1.xml");
    let pane =
        r#"<pane xSplit="2" ySplit="2" topLeftCell="C3" activePane="bottomRight" state="frozen"/>"#;
    assert!(sheet.contains(pane), "{sheet}");
    assert!(
        !sheet.contains("<autoFilter"),
        "a filter would hide parts of a subtotal"
    );
    let mut plain = Table::new("", vec![Column::text("Skole"), Column::money("Ydelse")]);
    plain.row(vec!["Nord".into(), kroner(5)]);
    plain.total(vec!["I alt".into(), kroner(5)]);
    let sheet = part(&written(&[&plain]), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"ySplit="1" topLeftCell="B2""#), "{sheet}");
    assert!(sheet.contains(r#"<autoFilter ref="A1:B2"/>"#), "{sheet}");
    assert!(sheet.contains("<f>SUM(B2)</f><v>0.05</v>"), "{sheet}");
}

#[test]
fn numbers_and_dates_are_shown_in_the_danish_way() {
    let styles = part(&written(&[&ledger()]), "xl/styles.xml");
    for format in ["0", "dd-mm-yyyy", "#,##0", "0.00 %", "#,##0.00"] {
        let code = format!(r#"formatCode="{format}""#);
        assert!(styles.contains(&code), "{code}: {styles}");
    }
}

#[test]
fn the_same_tables_and_date_give_the_same_bytes_and_no_other_time() {
    let (one, two) = (ledger(), Table::new("Bilag", vec![Column::text("A")]));
    let bytes = written(&[&one, &two]);
    assert!(bytes == written(&[&one, &two]));
    let core = part(&bytes, "docProps/core.xml");
    assert_eq!(core.matches("2018-01-02T00:00:00Z").count(), 2, "{core}");
    assert_eq!(opened(&bytes).sheet_names(), ["Ydelser", "Bilag"]);
}

#[test]
fn text_that_begins_like_a_formula_stays_text() {
    let words = [
        "=HYPERLINK(\"x\")",
        "+1",
        "-1",
        "@a",
        "{=1}",
        "http://x.example",
        "a\u{1}b<&>_x0041_",
    ];
    let mut table = Table::new("=T", vec![Column::text("=A1")]);
    for word in words {
        table.row(vec![word.into()]);
    }
    table.note("=1+1");
    let bytes = written(&[&table]);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        !sheet.contains("<f>") && !sheet.contains("<hyperlink"),
        "{sheet}"
    );
    let found = values(&bytes, "=T");
    assert_eq!(found.get_value((1, 0)), Some(&text("=A1")));
    for (row, word) in (2..).zip(words) {
        assert_eq!(found.get_value((row, 0)), Some(&text(word)));
    }
    // Title, header, the first four words and the note are marked as text; the others are none that need it.
    let styles = part(&bytes, "xl/styles.xml");
    let formats: Vec<&str> = styles
        .split("<cellXfs")
        .nth(1)
        .expect("formats")
        .split("<xf ")
        .skip(1)
        .collect();
    let marked = |cell: &&str| {
        let style = cell
            .split(" s=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let style = style.and_then(|number| number.parse::<usize>().ok());
        style.is_some_and(|style| formats[style].contains("quotePrefix=\"1\""))
    };
    let cells: Vec<&str> = sheet.split("<c ").skip(1).collect();
    let guarded = cells.iter().filter(|cell| marked(cell)).count();
    assert_eq!(guarded, 7, "{sheet}\n{styles}");
}

#[test]
fn what_a_number_cannot_hold_exactly_is_written_as_text() {
    let mut table = Table::new(
        "T",
        vec![Column::money("Beløb"), Column::new("Dag", Kind::Date)],
    );
    table.row(vec![kroner(1 << 53), date(1900, 2, 28).into()]);
    table.row(vec![kroner((1 << 53) + 1), date(1900, 3, 1).into()]);
    table.row(vec![kroner(i64::MIN), Cell::Percent(Decimal::MAX)]);
    let found = values(&written(&[&table]), "T");
    let at = |row: u32, column: u32| found.get_value((row, column)).expect("cell").clone();
    assert_eq!(at(2, 0), Data::Float(90_071_992_547_409.92));
    assert_eq!(at(3, 0), text("90.071.992.547.409,93"));
    assert_eq!(at(4, 0), text("-92.233.720.368.547.758,08"));
    assert_eq!(at(2, 1), text("28.02.1900"));
    assert!(matches!(at(3, 1), Data::DateTime(_)));
}

#[test]
fn a_text_longer_than_a_cell_says_that_it_goes_on() {
    let mut table = Table::new("T", vec![Column::text("A")]);
    table.row(vec!["🖥".repeat(20_000).into()]);
    let found = values(&written(&[&table]), "T");
    let Some(Data::String(kept)) = found.get_value((2, 0)) else {
        panic!("no text");
    };
    assert!(kept.ends_with('…') && kept.encode_utf16().count() <= 32_767);
}

#[test]
fn more_rows_or_columns_than_a_sheet_holds_are_refused_and_not_cut() {
    let wide = Table::new("T", vec![Column::text("A"); 16_385]);
    assert!(write(&[&wide], date(2018, 1, 2)).is_err());
}

#[test]
fn sheets_get_names_that_a_spreadsheet_accepts_and_no_two_the_same() {
    let mut taken = BTreeSet::new();
    for (title, name) in [
        ("", "Tabel"),
        ("[/]", "Tabel (2)"),
        ("History", "Tabel (3)"),
        ("'Ydelser' 2018/2019", "Ydelser' 2018 2019"),
        (
            "Omkostning pr. budgetår og skole (kr. ekskl. moms)",
            "Omkostning pr. budgetår og skol",
        ),
        (
            "Omkostning pr. budgetår og skole",
            "Omkostning pr. budgetår og (2)",
        ),
        ("YDELSER' 2018 2019", "YDELSER' 2018 2019 (2)"),
    ] {
        let found = sheet_name(title, &mut taken);
        assert_eq!(found, name);
        assert!(rust_xlsxwriter::utility::check_sheet_name(&found).is_ok());
    }
}

#[test]
fn a_name_is_cut_between_characters_and_counted_as_the_format_counts() {
    let mut taken = BTreeSet::new();
    let name = sheet_name(&"🖥".repeat(40), &mut taken);
    assert_eq!(name.encode_utf16().count(), 30);
    assert!(rust_xlsxwriter::utility::check_sheet_name(&name).is_ok());
}

#[test]
fn no_table_at_all_is_a_workbook_and_no_error() {
    let date = NaiveDate::from_ymd_opt(2018, 1, 2).expect("date");
    assert!(write(&[], date).is_ok());
    assert!(write(&[&Table::default(), &Table::default()], NaiveDate::MIN).is_ok());
}

#[test]
fn groups_of_columns_and_reaches_of_cells_are_merged() {
    let columns = vec![
        Column::text("Skole"),
        Column::integer("2026").in_group("Elever"),
        Column::integer("2027").in_group("Elever"),
    ];
    let mut table = Table::new("Elever", columns);
    table.group("Nord");
    table.row(vec!["A".into(), 7.into(), Cell::Left]);
    table.row(vec![Cell::Above, 2.into(), 3.into()]);
    let blocks = vec!["Et".into(), "To".into()];
    let blocks = blocks.into_iter().map(crate::render::Block::Paragraph);
    table.row(vec![Cell::Blocks(blocks.collect())]);
    table.total(vec!["I alt".into(), 9.into(), 3.into()]);
    let bytes = written(&[&table]);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for range in ["A2:A3", "B2:C2", "A4:C4", "A5:A6", "B5:C5"] {
        let merged = format!("<mergeCell ref=\"{range}\"/>");
        assert!(xml.contains(&merged), "{range} in {xml}");
    }
    assert!(xml.contains("<mergeCells count=\"5\">"));
    assert!(!xml.contains("<autoFilter"));
    let found = values(&bytes, "Elever");
    let at = |row: u32, column: u32| found.get_value((row, column)).expect("cell").clone();
    let expected = [
        (1, 0, "Skole"),
        (1, 1, "Elever"),
        (2, 2, "2027"),
        (6, 0, "Et\nTo"),
    ];
    for (row, column, words) in expected {
        assert_eq!(at(row, column), text(words));
    }
    assert_eq!(at(4, 1), Data::Float(7.0));
    let formulas = opened(&bytes).worksheet_formula("Elever").expect("sheet");
    let sum = formulas.get_value((7, 1)).map(String::as_str);
    assert_eq!(sum, Some("SUM(B4:B7)"));
}
