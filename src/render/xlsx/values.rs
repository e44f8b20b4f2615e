//! One cell of a table as a cell of a workbook.
//!
//! Money is stored in kroner as the binary number nearest to it, which every spreadsheet shows as the
//! amount itself; what is too large for that is written as text rather than rounded.

use super::super::table::{Cell, Kind, RowKind, reads_as_formula};
use super::looks::{Formats, Look};
use super::sums::is_exact;
use super::{cut, excel_date};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError as WriterError};

/// The most characters (UTF-16) of a cell.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// A cell with what its column and the sums know of it.
pub(super) struct Value<'a> {
    pub(super) cell: &'a Cell,
    pub(super) kind: Kind,
    pub(super) formula: Option<&'a str>,
}

impl Value<'_> {
    pub(super) fn write(
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
                return text(sheet, place, &words, formats.cell(Look::Text, row));
            }
            Cell::Text(words) => {
                return text(sheet, place, words, formats.cell(Look::Text, row));
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

/// Writes words as words, as all text of every workbook is written; what is longer than a cell holds ends in an ellipsis.
///
/// What reads as a formula is marked as text, so that it stays one when somebody edits the cell.
pub(super) fn text(
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
    let guarded = reads_as_formula(words).then(|| format.clone().set_quote_prefix());
    let format = guarded.as_ref().unwrap_or(format);
    sheet.write_string_with_format(line, column, kept, format)?;
    Ok(())
}
