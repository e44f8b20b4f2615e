//! Forms read back: by a reader of spreadsheets, and as the XML that they are.

use super::*;
use crate::render::table::Column;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::{Cursor, Read};

fn prices() -> FormSheet {
    let columns = vec![
        Column::text("Pos."),
        Column::text("Ydelse"),
        Column::integer("Antal"),
    ];
    let mut table = Table::new("Priser", columns);
    table.group("Enheder");
    table.row(vec!["1".into(), "Elevcomputer".into(), 1250.into()]);
    table.row(vec!["2".into(), "Lærercomputer".into(), 140.into()]);
    table.subtotal(vec!["".into(), "Enheder i alt".into()]);
    table.group("Ydelser");
    table.row(vec!["3".into(), "Levering; pr. skole".into(), 9.into()]);
    table.subtotal(vec!["".into(), "Ydelser i alt".into()]);
    table.total(vec!["".into(), "Tilbudssum".into()]);
    let factors = vec![Factor::Given(2), Factor::Answered(0)];
    let answers = vec![
        Answer::new("Enhedspris, kr.", AnswerKind::Amount).with_hint("Ekskl. moms."),
        Answer::new("I alt, kr.", AnswerKind::Product(factors)),
        Answer::new("Model", AnswerKind::Text(100)).optional(),
    ];
    FormSheet::new(table, answers)
}

fn requirements() -> FormSheet {
    let mut table = Table::new("Krav", vec![Column::text("Nr."), Column::text("Krav")]);
    table.row(vec!["K-1".into(), "Skærmen er mindst 14 tommer.".into()]);
    table.row(vec!["K-2".into(), "Tastaturet er dansk.".into()]);
    let words = ["Ja", "Nej", "Delvist"].map(String::from).to_vec();
    let long = ["Ja, uden forbehold", "Nej"].map(String::from).to_vec();
    let answers = vec![
        Answer::new("Opfyldt", AnswerKind::Choice(words)),
        Answer::new("Forbehold", AnswerKind::Choice(long)).optional(),
        Answer::new("Måneder", AnswerKind::Whole),
    ];
    let mut sheet = FormSheet::new(table, answers);
    sheet.left_out.insert((1, 2));
    sheet.counts = false;
    sheet
}

fn form() -> Form {
    Form {
        title: "Tilbudsliste R&D".into(),
        version: "Udbud 2026-7, version 2".into(),
        guidance: vec!["Priser er i danske kroner ekskl. moms.".into()],
        facts: vec![
            Answer::new("Virksomhedens navn", AnswerKind::Text(200)),
            Answer::new("Gælder til", AnswerKind::Date).optional(),
        ],
        sum: "Samlet tilbudssum".into(),
        sheets: vec![prices(), requirements()],
    }
}

fn written() -> Vec<u8> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("date");
    write(&form(), day).expect("workbook")
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("readable")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).expect(name);
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

/// The places of a sheet whose style is unlocked.
fn unlocked(bytes: &[u8], sheet: &str) -> Vec<String> {
    let styles = part(bytes, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).expect("formats");
    let formats = formats.split("</cellXfs>").next().expect("formats");
    let open: Vec<bool> = formats
        .split("<xf ")
        .skip(1)
        .map(|format| format.contains("locked=\"0\""))
        .collect();
    let attribute = |cell: &str, name: &str| {
        let from = cell.split(&format!("{name}=\"")).nth(1)?;
        from.split('"').next().map(str::to_owned)
    };
    let xml = part(bytes, sheet);
    xml.split("<c ")
        .skip(1)
        .filter(|cell| {
            let style = attribute(cell, "s").and_then(|style| style.parse::<usize>().ok());
            style.and_then(|style| open.get(style)) == Some(&true)
        })
        .filter_map(|cell| attribute(cell, "r"))
        .collect()
}

const FRONT_XML: &str = "xl/worksheets/sheet1.xml";
const PRICES_XML: &str = "xl/worksheets/sheet2.xml";
const REQUIREMENTS_XML: &str = "xl/worksheets/sheet3.xml";

#[test]
fn only_the_cells_of_answers_can_be_written_in() {
    let bytes = written();
    for sheet in 1..=4 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(
            xml.contains("<sheetProtection sheet=\"1\""),
            "sheet {sheet}"
        );
    }
    assert_eq!(unlocked(&bytes, FRONT_XML), ["B8", "B9"]);
    assert_eq!(
        unlocked(&bytes, PRICES_XML),
        ["D6", "F6", "D7", "F7", "D10", "F10"]
    );
    assert_eq!(
        unlocked(&bytes, REQUIREMENTS_XML),
        ["C5", "D5", "E5", "C6", "D6"]
    );
}

#[test]
fn a_cell_takes_only_what_it_asks_for() {
    let bytes = written();
    let prices = part(&bytes, PRICES_XML);
    for expected in [
        "type=\"decimal\" operator=\"greaterThanOrEqual\"",
        "sqref=\"D6:D7\"><formula1>0</formula1>",
        "sqref=\"D10\"",
        "prompt=\"Ekskl. moms.\"",
        "type=\"textLength\" operator=\"lessThanOrEqual\"",
        "<formula1>100</formula1>",
    ] {
        assert!(prices.contains(expected), "{expected} in {prices}");
    }
    let requirements = part(&bytes, REQUIREMENTS_XML);
    for expected in [
        "type=\"list\"",
        "<formula1>\"Ja,Nej,Delvist\"</formula1>",
        "<formula1>Valgmuligheder!$A$1:$A$2</formula1>",
        "type=\"whole\" operator=\"greaterThanOrEqual\"",
    ] {
        assert!(requirements.contains(expected), "{expected}");
    }
    let choices = opened(&bytes).worksheet_range("Valgmuligheder");
    let choices = choices.expect("a sheet of choices");
    let word = Data::String("Ja, uden forbehold".into());
    assert_eq!(choices.get_value((0, 0)), Some(&word));
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("name=\"Valgmuligheder\" sheetId=\"4\" state=\"hidden\""));
}

#[test]
fn line_totals_and_sums_follow_the_answers_and_nothing_counts_twice() {
    let mut book = opened(&written());
    let formulas = book.worksheet_formula("Priser").expect("sheet");
    let formula = |row: u32, column: u32| formulas.get_value((row, column)).map(String::as_str);
    for (row, expected) in [
        (5, "IF(COUNT(C6,D6)=2,ROUND(C6*D6,2),\"\")"),
        (7, "SUBTOTAL(9,E5:E7)"),
        (9, "IF(COUNT(C10,D10)=2,ROUND(C10*D10,2),\"\")"),
        (10, "SUBTOTAL(9,E9:E10)"),
        (11, "SUBTOTAL(9,E5:E11)"),
    ] {
        assert_eq!(formula(row, 4), Some(expected), "row {row}");
    }
    let front = book.worksheet_formula(FRONT).expect("sheet");
    let formula = |row: u32, column: u32| front.get_value((row, column)).map(String::as_str);
    assert_eq!(formula(12, 2), Some("SUM(Priser!E12)"));
    assert_eq!(
        formula(14, 2),
        Some("SUM(C13)"),
        "requirements do not count"
    );
}

#[test]
fn the_first_sheet_counts_what_is_missing() {
    let mut book = opened(&written());
    let front = book.worksheet_formula(FRONT).expect("sheet");
    let formula = |row: u32| front.get_value((row, 1)).map(String::as_str);
    assert_eq!(formula(11), Some("COUNTBLANK(B8)"));
    assert_eq!(formula(12), Some("COUNTBLANK(Priser!D5:D12)-5"));
    assert_eq!(
        formula(13),
        Some("COUNTBLANK(Krav!C5:C6)+COUNTBLANK(Krav!E5:E6)-1")
    );
    let values = book.worksheet_range(FRONT).expect("sheet");
    let counts = [11, 12, 13].map(|row| values.get_value((row, 1)).cloned());
    assert_eq!(
        counts,
        [1.0, 3.0, 3.0].map(|count| Some(Data::Float(count)))
    );
}

#[test]
fn the_version_stands_in_the_properties_on_every_sheet_and_at_the_foot() {
    let bytes = written();
    let custom = part(&bytes, "docProps/custom.xml");
    assert!(custom.contains("name=\"Version\""), "{custom}");
    assert!(custom.contains("Udbud 2026-7, version 2"), "{custom}");
    let mut book = opened(&bytes);
    for sheet in [FRONT, "Priser", "Krav"] {
        let values = book.worksheet_range(sheet).expect("sheet");
        let about = values.get_value((1, 0)).map(ToString::to_string);
        assert!(
            about.is_some_and(|about| about.ends_with("version 2")),
            "{sheet}"
        );
    }
    let foot =
        "&amp;LTilbudsliste R&amp;&amp;D · Udbud 2026-7, version 2&amp;RSide &amp;P af &amp;N";
    assert!(part(&bytes, PRICES_XML).contains(foot));
}

#[test]
fn answers_are_found_again_where_the_form_says() {
    let form = form();
    assert_eq!([form.fact_row(0), form.fact_row(1)], [7, 8]);
    let mut book = opened(&written());
    let values = book.worksheet_range("Priser").expect("sheet");
    let sheet = form.sheets.first().expect("prices");
    let first = sheet.first_row();
    assert_eq!(
        values.get_value((first, 0)),
        Some(&Data::String("Enheder".into()))
    );
    assert_eq!(values.get_value((first + 1, 2)), Some(&Data::Float(1250.0)));
}

#[test]
fn the_same_form_and_date_give_the_same_bytes_and_an_empty_form_is_a_workbook() {
    assert!(written() == written());
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("date");
    let mut empty = Form::default();
    assert_eq!(
        opened(&write(&empty, day).expect("workbook")).sheet_names(),
        [FRONT]
    );
    let answers = [
        AnswerKind::Choice(Vec::new()),
        AnswerKind::Product(vec![Factor::Given(9)]),
        AnswerKind::Product(vec![Factor::Answered(1)]),
        AnswerKind::Product(Vec::new()),
        AnswerKind::Text(0),
        AnswerKind::Text(u32::MAX),
    ];
    let answers = answers.map(|kind| Answer::new("x".repeat(400), kind).with_hint("y".repeat(400)));
    let mut table = Table::new(FRONT, Vec::new());
    table.row(Vec::new()).group("G").total(Vec::new());
    empty.facts = answers.to_vec();
    empty.sheets = vec![
        FormSheet::new(table, answers.to_vec()),
        FormSheet::new(Table::default(), answers.to_vec()),
    ];
    let names = opened(&write(&empty, day).expect("workbook")).sheet_names();
    assert_eq!(names, [FRONT, "Vejledning (2)", "Tabel"]);
}
