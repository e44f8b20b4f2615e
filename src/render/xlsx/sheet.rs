//! One table on one sheet: title, frozen header, typed cells, sums as formulas, remarks.
//!
//! Money is stored in kroner as the binary number nearest to it, which every spreadsheet shows as the
//! amount itself; what is too large for that is written as text rather than rounded.

use super::super::table::{Cell, Kind, Row, RowKind, Table};
use super::sums::{Sums, is_exact};
use super::{XlsxError, cut, excel_date};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError as WriterError,
};
use std::collections::BTreeMap;

/// The most characters (UTF-16) of a cell.
const LONGEST_TEXT: usize = 32_767;
/// The widths of columns in characters: narrower is hard to hit, wider is broken into lines.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;
/// A4.
const PAPER: u8 = 9;

/// How cells look, made once for all sheets.
pub(super) struct Formats {
    title: Format,
    header: BTreeMap<bool, Format>,
    note: Format,
    cells: BTreeMap<(Look, RowKind), Format>,
}

/// What decides the look of a cell's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Text,
    /// Text that begins like a formula: it stays text even when somebody edits the cell.
    Guarded,
    Integer,
    Year,
    Money,
    Date,
    Percent,
}

impl Look {
    const ALL: [Look; 7] = [
        Look::Text,
        Look::Guarded,
        Look::Integer,
        Look::Year,
        Look::Money,
        Look::Date,
        Look::Percent,
    ];

    fn format(self) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        match self {
            Look::Text => format.set_text_wrap(),
            Look::Guarded => format.set_text_wrap().set_quote_prefix(),
            Look::Integer => format.set_num_format("#,##0"),
            Look::Year => format.set_num_format("0"),
            Look::Money => format.set_num_format("#,##0.00"),
            Look::Date => format.set_num_format("dd-mm-yyyy"),
            Look::Percent => format.set_num_format("0.00 %"),
        }
    }

    fn of_text(text: &str) -> Look {
        match text.chars().next() {
            Some('=' | '+' | '-' | '@') => Look::Guarded,
            _ => Look::Text,
        }
    }
}

impl Formats {
    pub(super) fn new() -> Self {
        let header = |right: bool| {
            Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(if right {
                    FormatAlign::Right
                } else {
                    FormatAlign::Left
                })
                .set_align(FormatAlign::Bottom)
                .set_background_color(Color::RGB(0x00E7_ECF2))
                .set_border_bottom(FormatBorder::Thin)
        };
        let mut cells = BTreeMap::new();
        for look in Look::ALL {
            let plain = look.format();
            let bold = plain.clone().set_bold();
            let total = bold.clone().set_border_top(FormatBorder::Thin);
            cells.insert((look, RowKind::Body), plain);
            cells.insert((look, RowKind::Group), bold.clone());
            cells.insert((look, RowKind::Subtotal), bold);
            cells.insert((look, RowKind::Total), total);
        }
        Formats {
            title: Format::new().set_bold().set_font_size(14),
            header: [(false, header(false)), (true, header(true))].into(),
            note: Format::new().set_italic(),
            cells,
        }
    }

    fn cell(&self, look: Look, row: RowKind) -> &Format {
        self.cells.get(&(look, row)).unwrap_or(&self.note)
    }
}

/// Writes `table`.
pub(super) fn fill(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let header = u32::from(!table.title.is_empty());
    if header > 0 {
        text(sheet, (0, 0), &table.title, &formats.title)?;
    }
    for (place, column) in (0_u16..).zip(&table.columns) {
        if let Some(format) = formats.header.get(&column.kind.is_number()) {
            text(sheet, (header, place), &column.title, format)?;
        }
    }
    let first = header + 1;
    let sums = Sums::of(table, first);
    let mut next = first;
    for (at, row) in table.rows.iter().enumerate() {
        for (place, column) in table.columns.iter().enumerate() {
            let value = Value {
                cell: row.cell(place),
                kind: column.kind,
                formula: sums.formula(at, place),
            };
            value.write(sheet, (next, last(place)), row.kind, formats)?;
        }
        next = next.saturating_add(1);
    }
    for (line, note) in (next.saturating_add(1)..).zip(&table.notes) {
        text(sheet, (line, 0), note, &formats.note)?;
    }
    arrange(sheet, table, header)
}

/// Freezes the header, sets widths, filter and the printed page.
fn arrange(sheet: &mut Worksheet, table: &Table, header: u32) -> Result<(), XlsxError> {
    let named = table.row_headers.min(table.columns.len());
    sheet.set_freeze_panes(header + 1, last(named))?;
    for (place, column) in table.columns.iter().enumerate() {
        let shown = table
            .rows
            .iter()
            .map(|row: &Row| longest_line(&row.cell(place).shown(column.kind)));
        let widest = shown.chain([longest_line(&column.title)]).max();
        let width = (widest.unwrap_or(0) + 2).clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(last(place), u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    // A filter over sums would hide parts of them: only plain tables get one.
    let body = table
        .rows
        .iter()
        .take_while(|row| row.kind == RowKind::Body);
    let body = body.count();
    let sums = table.rows.len() - body;
    if body > 0 && sums <= 1 && !table.columns.is_empty() {
        let bottom = u32::try_from(body).map_or(header, |body| header.saturating_add(body));
        sheet.autofilter(header, 0, bottom, last(table.columns.len() - 1))?;
    }
    sheet.set_repeat_rows(header, header)?;
    sheet.set_landscape();
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A column's number; one that does not fit lies beyond every sheet and is refused by the writer.
fn last(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn longest_line(text: &str) -> usize {
    let lines = text.lines().map(|line| line.chars().count());
    lines.max().unwrap_or(0)
}

/// A cell with what its column and the sums know of it.
struct Value<'a> {
    cell: &'a Cell,
    kind: Kind,
    formula: Option<&'a str>,
}

impl Value<'_> {
    fn write(
        &self,
        sheet: &mut Worksheet,
        place: (u32, u16),
        row: RowKind,
        formats: &Formats,
    ) -> Result<(), WriterError> {
        let (line, column) = place;
        let (look, number) = match self.cell {
            Cell::Empty if row == RowKind::Total => {
                sheet.write_blank(line, column, formats.cell(Look::Text, row))?;
                return Ok(());
            }
            Cell::Empty | Cell::Left | Cell::Above => return Ok(()),
            Cell::Blocks(_) => {
                let words = self.cell.shown(self.kind);
                return text(
                    sheet,
                    place,
                    &words,
                    formats.cell(Look::of_text(&words), row),
                );
            }
            Cell::Text(words) => {
                let format = formats.cell(Look::of_text(words), row);
                return text(sheet, place, words, format);
            }
            Cell::Date(date) => {
                if let Some(date) = excel_date(*date) {
                    let format = formats.cell(Look::Date, row);
                    sheet.write_datetime_with_format(line, column, &date, format)?;
                    return Ok(());
                }
                (Look::Date, None)
            }
            Cell::Integer(number) => {
                let year = self.kind == Kind::Year;
                let look = if year { Look::Year } else { Look::Integer };
                (look, is_exact(*number).then(|| number.to_string()))
            }
            Cell::Money(amount) => {
                let exact = is_exact(amount.ore());
                (Look::Money, exact.then(|| amount.to_string()))
            }
            Cell::Percent(percent) => {
                let fraction = percent.checked_div(Decimal::ONE_HUNDRED);
                (Look::Percent, fraction.map(|value| value.to_string()))
            }
        };
        let format = formats.cell(look, row);
        // Read from its digits: the nearest binary number, which no division could promise.
        let value = number.and_then(|digits| Some((digits.parse::<f64>().ok()?, digits)));
        match (value, self.formula) {
            (Some((_, digits)), Some(formula)) => {
                let formula = Formula::new(formula).set_result(digits);
                sheet.write_formula_with_format(line, column, formula, format)?;
            }
            (Some((value, _)), None) => {
                sheet.write_number_with_format(line, column, value, format)?;
            }
            (None, _) => {
                let shown = self.cell.shown(self.kind);
                text(sheet, place, &shown, formats.cell(Look::Text, row))?;
            }
        }
        Ok(())
    }
}

/// Writes words as words; what is longer than a cell holds ends in an ellipsis.
fn text(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    words: &str,
    format: &Format,
) -> Result<(), WriterError> {
    let kept = cut(words, LONGEST_TEXT);
    let kept = if kept.len() < words.len() {
        format!("{}…", cut(words, LONGEST_TEXT - 1))
    } else {
        kept.to_owned()
    };
    sheet.write_string_with_format(line, column, kept, format)?;
    Ok(())
}
