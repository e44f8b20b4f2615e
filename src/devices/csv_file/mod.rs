//! Reads a file of devices as spreadsheets write it: several encodings, separators, headers and dates, or XLSX.
//!
//! The number of a row is its line in the file, the header being the first, because that is what a person sees
//! in the spreadsheet.

mod workbook;

use super::batch::MAX_DEVICES;
use crate::error::{Error, Fault, Result, codes};
use chrono::NaiveDate;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::borrow::Cow;

/// What a column holds; its name is the one that pointers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Serial,
    Tag,
    School,
    Model,
    Received,
}

/// A field, its English name, and its Danish ones: the first is shown to people.
const FIELDS: [(Field, &str, &[&str]); 5] = [
    (Field::Serial, "serial_number", &["serienummer"]),
    (Field::Tag, "asset_tag", &["aktivmærke", "aktivmaerke"]),
    (Field::School, "school", &["skole"]),
    (Field::Model, "model", &["model"]),
    (Field::Received, "received_on", &["modtaget"]),
];

/// One row of the file; a field that the row does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CsvRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The serial number, as it was written.
    pub serial_number: String,
    /// The asset tag, as it was written.
    pub asset_tag: String,
    /// Name or number of the school.
    pub school: String,
    /// Name or number of the model.
    pub model: String,
    /// The day, as it was written.
    pub received_on: String,
    /// Whether it has values beyond the header.
    pub too_long: bool,
}

/// The rows of a file.
///
/// # Errors
/// What is wrong with the file as a whole: [`codes::CSV_ENCODING`], [`codes::CSV_COLUMN_MISSING`],
/// [`codes::CSV_COLUMN_UNKNOWN`], [`codes::CSV_COLUMN_TWICE`], [`codes::CSV_EMPTY`], [`codes::CSV_TOO_MANY_ROWS`].
pub(super) fn read(bytes: &[u8]) -> Result<Vec<CsvRow>> {
    let text = text(bytes)?;
    let (start, separator) = begin(&text);
    let body = text.get(start..).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut columns = None;
    let mut rows = Vec::new();
    let mut lines = Lines::new(&text);
    let mut count = 0usize;
    for record in reader.records() {
        let record = record.map_err(|error| Error::Internal(Box::new(error)))?;
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let offset = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(start.saturating_add(usize::try_from(offset).unwrap_or(usize::MAX)));
        match &columns {
            None => columns = Some(header(&record, line)?),
            Some(columns) => {
                count += 1;
                if count <= MAX_DEVICES {
                    rows.push(row(columns, &record, line));
                }
            }
        }
    }
    if count > MAX_DEVICES {
        return Err(Fault::new(&codes::CSV_TOO_MANY_ROWS)
            .with("rows", count)
            .with("max", MAX_DEVICES)
            .into());
    }
    if rows.is_empty() {
        return Err((&codes::CSV_EMPTY).into());
    }
    Ok(rows)
}

/// The file as text: a workbook's first sheet row by row, anything else decoded.
///
/// # Errors
/// [`codes::CSV_ENCODING`], [`codes::XLSX_UNREADABLE`], [`codes::XLSX_TOO_LARGE`].
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if bytes.starts_with(b"PK\x03\x04") {
        workbook::text(bytes).map(Cow::Owned)
    } else {
        decode(bytes)
    }
}

/// UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling_and_without_replacement(
            bytes.get(mark..).unwrap_or_default(),
        ),
        None => Some(match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }),
    };
    // Windows-1252 reads any bytes; pictures and archives betray themselves by their control characters.
    let is_text = |text: &str| {
        text.chars()
            .all(|letter| !letter.is_control() || matches!(letter, '\t' | '\r' | '\n'))
    };
    text.filter(|text| is_text(text))
        .ok_or_else(|| (&codes::CSV_ENCODING).into())
}

/// Where the header begins, and what separates the fields: told by Excel's `sep=` line or seen in the header.
fn begin(text: &str) -> (usize, u8) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(separator) = first.strip_prefix("sep=")
        && let Some(separator @ (b';' | b',' | b'\t')) = separator.bytes().next()
    {
        return (first.len(), separator);
    }
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    let separator = [b';', b',', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b';');
    (0, separator)
}

/// Tells the line of a place in the text; places must be asked for in order.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            seen: 0,
            line: 1,
        }
    }

    /// The line of the first character at or after `place` that ends no line.
    fn at(&mut self, place: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.seen) {
            if self.seen >= place && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += usize::from(*byte == b'\n');
            self.seen += 1;
        }
        self.line
    }
}

/// What each column holds; `None` for a column without a name.
fn header(record: &csv::StringRecord, line: usize) -> Result<Vec<Option<Field>>> {
    let mut faults = Vec::new();
    let mut columns = Vec::new();
    let at = |name: &str| {
        format!(
            "/rows/{line}/{}",
            name.replace('~', "~0").replace('/', "~1")
        )
    };
    for title in record {
        let name = title.trim().to_lowercase();
        let found = FIELDS
            .iter()
            .find(|(_, english, danish)| name == *english || danish.contains(&name.as_str()));
        match found {
            None if name.is_empty() => columns.push(None),
            None => faults.push(
                Fault::new(&codes::CSV_COLUMN_UNKNOWN)
                    .at(at(&name))
                    .with("column", title.trim())
                    .with("known", known()),
            ),
            Some((field, english, _)) if columns.contains(&Some(*field)) => faults.push(
                Fault::new(&codes::CSV_COLUMN_TWICE)
                    .at(at(english))
                    .with("column", title.trim()),
            ),
            Some((field, _, _)) => columns.push(Some(*field)),
        }
    }
    for (field, english, danish) in FIELDS {
        if field != Field::Tag && !columns.contains(&Some(field)) {
            let name = danish.first().unwrap_or(&english);
            faults.push(
                Fault::new(&codes::CSV_COLUMN_MISSING)
                    .at(at(english))
                    .with("column", name),
            );
        }
    }
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(Error::Refused(faults))
    }
}

fn known() -> String {
    let names: Vec<String> = FIELDS
        .iter()
        .map(|(_, english, danish)| match danish.first() {
            Some(danish) if danish != english => format!("{danish}/{english}"),
            _ => (*english).to_owned(),
        })
        .collect();
    names.join(", ")
}

fn row(columns: &[Option<Field>], record: &csv::StringRecord, line: usize) -> CsvRow {
    let mut row = CsvRow {
        line,
        ..CsvRow::default()
    };
    for (index, value) in record.iter().enumerate() {
        let value = value.trim();
        let place = match columns.get(index).copied().flatten() {
            Some(Field::Serial) => &mut row.serial_number,
            Some(Field::Tag) => &mut row.asset_tag,
            Some(Field::School) => &mut row.school,
            Some(Field::Model) => &mut row.model,
            Some(Field::Received) => &mut row.received_on,
            None => {
                row.too_long |= !value.is_empty();
                continue;
            }
        };
        value.clone_into(place);
    }
    row
}

/// A date as people and programs write it: `2017-11-01`, `01-11-2017`, `1.11.2017` or `1/11/2017`.
pub(super) fn read_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '.', '/']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || ![first, month, last].into_iter().all(digits) {
        return None;
    }
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) => (last, first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests;
