//! Tables as a workbook for spreadsheets (Office Open XML, ECMA-376): one sheet per table.
//!
//! Sums are written as formulas, and every formula carries its value, because many readers never
//! reckon anew. A sum is only written as a formula when the formula gives exactly the table's value;
//! any other sum stays a plain number. Text is always text: what begins with `=` never becomes a
//! formula.

pub mod form;
mod looks;
mod sheet;
mod sums;
#[cfg(test)]
mod tests;
mod values;

use super::table::Table;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use std::collections::BTreeSet;

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most characters (UTF-16) of a sheet's name.
const LONGEST_NAME: usize = 31;

/// Why no workbook could be written: more rows or columns than a sheet holds (1,048,576 by 16,384).
#[derive(Debug, thiserror::Error)]
#[error("the tables could not be written as a workbook")]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

/// The tables as a workbook, a sheet for each, named by its title.
///
/// `created` is what the file says of its own age: the same tables and date give the same bytes.
///
/// # Errors
/// [`XlsxError`] when a table is larger than a sheet.
pub fn write(tables: &[&Table], created: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new().set_author("Anskaf");
    if let Some(first) = tables.first() {
        properties = properties.set_title(&first.title);
    }
    // A date that the format does not know would leave the machine's clock in the file.
    let date = excel_date(created).unwrap_or_default();
    workbook.set_properties(&properties.set_creation_datetime(&date));
    let formats = looks::Formats::new();
    let mut taken = BTreeSet::new();
    for table in tables {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(sheet_name(&table.title, &mut taken))?;
        sheet::fill(&mut worksheet, table, &formats)?;
        workbook.push_worksheet(worksheet);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The date as the format counts it; `None` outside 1 March 1900 to 31 December 9999.
///
/// Before that March the count is ambiguous: Excel counts a 29 February 1900 that never was.
fn excel_date(date: NaiveDate) -> Option<ExcelDateTime> {
    if date < NaiveDate::from_ymd_opt(1900, 3, 1)? {
        return None;
    }
    let year = u16::try_from(date.year()).ok()?;
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A name that a sheet may bear, made from a title: no forbidden characters, at most 31 long, and not
/// the name of another sheet.
fn sheet_name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed: String = title
        .chars()
        .map(|character| match character {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            other if other.is_control() => ' ',
            other => other,
        })
        .collect();
    let words: Vec<&str> = allowed.split_whitespace().collect();
    let cleaned = words.join(" ");
    let cleaned = cleaned.trim_matches('\'').trim();
    // "History" is reserved by Excel for its own use.
    let base = if cleaned.is_empty() || cleaned.eq_ignore_ascii_case("history") {
        "Tabel"
    } else {
        cleaned
    };
    for number in 1_usize.. {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let cut = cut(base, LONGEST_NAME.saturating_sub(end.len()));
        let name = format!("{}{end}", cut.trim_end_matches([' ', '\'']));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    base.to_owned()
}

/// The beginning of a text, at most `longest` UTF-16 units long.
fn cut(text: &str, longest: usize) -> &str {
    let mut length = 0;
    for (at, character) in text.char_indices() {
        length += character.len_utf16();
        if length > longest {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}
