//! Tables as comma-separated values, for spreadsheets and for machines.
//!
//! The two readers want different files: a Danish Excel needs a byte order mark, semicolons and a
//! decimal comma; a program wants commas, points and ISO dates. Text that a spreadsheet would take
//! for a formula is made harmless in both, because files are passed on.

use super::numbers;
use super::table::{Cell, Column, Kind, Row, Table, reads_as_formula};

/// Which reader the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// A Danish spreadsheet: semicolons, `1552000,00`, `02.01.2018`, UTF-8 with byte order mark.
    Spreadsheet,
    /// A program: commas, `1552000.00`, `2018-01-02`, UTF-8 without byte order mark (RFC 4180).
    Machine,
}

/// Why no file could be written.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be written as CSV")]
pub struct CsvError(#[from] csv::Error);

/// The table as a file: a header line and one line per row, lines ended by CR LF.
///
/// # Errors
/// [`CsvError`] if the writer refuses a record, which no table of this module causes.
pub fn write(table: &Table, dialect: Dialect) -> Result<Vec<u8>, CsvError> {
    let mut file = Vec::new();
    let delimiter = match dialect {
        Dialect::Spreadsheet => {
            file.extend_from_slice("\u{feff}".as_bytes());
            b';'
        }
        Dialect::Machine => b',',
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut file);
    writer.write_record(table.columns.iter().map(header))?;
    for row in &table.rows {
        writer.write_record(fields(table, row, dialect))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(file)
}

/// The header of a column: `Elever – 2027` below a group, so that each has a name of its own.
fn header(column: &Column) -> String {
    match column.group.as_str() {
        "" => harmless(&column.title),
        group if column.title.is_empty() => harmless(group),
        group => harmless(&format!("{group} – {}", column.title)),
    }
}

fn fields(table: &Table, row: &Row, dialect: Dialect) -> Vec<String> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(place, column)| field(row.cell(place), column.kind, dialect))
        .collect()
}

fn field(cell: &Cell, kind: Kind, dialect: Dialect) -> String {
    let decimal = |text: String| match dialect {
        Dialect::Spreadsheet => text.replace('.', ","),
        Dialect::Machine => text,
    };
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Money(amount) => decimal(amount.to_string()),
        Cell::Percent(percent) => decimal(percent.to_string()),
        Cell::Date(date) => match dialect {
            Dialect::Spreadsheet => numbers::short_date(*date),
            Dialect::Machine => date.to_string(),
        },
        Cell::Blocks(_) => harmless(&cell.shown(kind)),
        Cell::Empty | Cell::Left | Cell::Above => String::new(),
    }
}

/// Text that a spreadsheet cannot take for a formula: an apostrophe goes before what reads as one.
fn harmless(text: &str) -> String {
    match reads_as_formula(text) {
        true => format!("'{text}"),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use crate::render::document::{Block, List};
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    fn table() -> Table {
        let columns = vec![
            Column::text("Skole"),
            Column::new("År", Kind::Year),
            Column::money("Beløb; kr."),
            Column::new("Dato", Kind::Date),
            Column::new("Rente", Kind::Percent),
        ];
        let mut table = Table::new("Omkostninger", columns);
        let date = NaiveDate::from_ymd_opt(2018, 1, 2).expect("date");
        let amount = Money::from_ore(155_200_000);
        table.row(vec![
            "Ærø \"Nord\"".into(),
            2018.into(),
            amount.into(),
            date.into(),
            Cell::Percent(Decimal::new(275, 2)),
        ]);
        table.row(vec![
            "=HYPERLINK(\"x\")".into(),
            Cell::Empty,
            Money::from_ore(-5).into(),
        ]);
        table
    }

    fn text(dialect: Dialect) -> String {
        String::from_utf8(write(&table(), dialect).expect("csv")).expect("UTF-8")
    }

    #[test]
    fn a_spreadsheet_gets_semicolons_commas_and_a_byte_order_mark() {
        let expected = "\u{feff}Skole;År;\"Beløb; kr.\";Dato;Rente\r\n\
            \"Ærø \"\"Nord\"\"\";2018;1552000,00;02.01.2018;2,75\r\n\
            \"'=HYPERLINK(\"\"x\"\")\";;-0,05;;\r\n";
        assert_eq!(text(Dialect::Spreadsheet), expected);
    }

    #[test]
    fn a_machine_gets_commas_points_and_iso_dates() {
        let expected = "Skole,År,Beløb; kr.,Dato,Rente\r\n\
            \"Ærø \"\"Nord\"\"\",2018,1552000.00,2018-01-02,2.75\r\n\
            \"'=HYPERLINK(\"\"x\"\")\",,-0.05,,\r\n";
        assert_eq!(text(Dialect::Machine), expected);
    }

    #[test]
    fn text_that_begins_like_a_formula_is_made_harmless_but_a_negative_amount_is_not_touched() {
        for (text, expected) in [
            ("=1", "'=1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("\ra", "'\ra"),
            ("\na", "'\na"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("1=1", "1=1"),
        ] {
            assert_eq!(harmless(text), expected);
        }
        let amount = Cell::Money(Money::from_ore(-100));
        assert_eq!(field(&amount, Kind::Money, Dialect::Spreadsheet), "-1,00");
    }

    #[test]
    fn a_group_goes_before_its_columns_and_a_reach_of_a_neighbour_is_empty() {
        let columns = vec![
            Column::text("Skole"),
            Column::integer("2026").in_group("Elever"),
            Column::integer("2027").in_group("Elever"),
            Column::text("").in_group("=Note"),
        ];
        let mut table = Table::new("", columns);
        table.group("Nord");
        table.row(vec!["A".into(), 1.into(), Cell::Left, "x".into()]);
        table.row(vec![Cell::Above, 2.into(), 3.into(), Cell::Above]);
        let file = write(&table, Dialect::Machine).expect("csv");
        let expected = "Skole,Elever – 2026,Elever – 2027,'=Note\r\n\
            Nord,,,\r\nA,1,,x\r\n,2,3,\r\n";
        assert_eq!(String::from_utf8(file).expect("UTF-8"), expected);
    }

    #[test]
    fn paragraphs_and_lists_in_a_cell_are_lines_of_its_text() {
        let list = Block::List(List::new(true, ["Et", "To"]));
        let cell = Cell::Blocks(vec![Block::Paragraph("Krav:".into()), list]);
        let mut table = Table::new("", vec![Column::text("Krav")]);
        table.row(vec![cell]);
        let file = write(&table, Dialect::Machine).expect("csv");
        let expected = "Krav\r\n\"Krav:\n1. Et\n2. To\"\r\n";
        assert_eq!(String::from_utf8(file).expect("UTF-8"), expected);
    }

    #[test]
    fn a_table_without_columns_is_an_empty_file_and_no_error() {
        assert!(write(&Table::default(), Dialect::Machine).is_ok());
    }
}
