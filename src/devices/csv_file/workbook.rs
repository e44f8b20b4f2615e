//! Reads the first sheet of a workbook (XLSX) as the text that a spreadsheet would have saved as CSV.
//!
//! A workbook is a packed file from a stranger: how much it may unpack to is counted before anything else reads it,
//! and cells are taken one by one, because a single cell in the last row of a sheet would make a table of millions.

use super::super::batch::MAX_DEVICES;
use crate::error::{Error, Fault, Result, codes};
use calamine::{DataRef, Reader, Xlsx};
use std::io::{self, Cursor, Read};

/// The most bytes that all parts of a workbook may have together when unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// The most columns that are looked at; a list of devices has five.
const MOST_COLUMNS: u32 = 50;
/// How many rows below the largest batch may stand empty or hold a heading.
const SPARE_ROWS: u32 = 1000;

/// The rows of the first sheet, one line each, so that lines are numbered as in the sheet.
pub(super) fn text(bytes: &[u8]) -> Result<String> {
    refuse_bombs(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let first = names.first().ok_or(&codes::CSV_EMPTY)?;
    let mut cells = workbook.worksheet_cells_reader(first).map_err(unreadable)?;
    let most_rows = u32::try_from(MAX_DEVICES).unwrap_or(u32::MAX) + SPARE_ROWS;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let value = written(cell.get_value());
        if value.is_empty() {
            continue;
        }
        if row >= most_rows {
            return Err(Fault::new(&codes::CSV_TOO_MANY_ROWS)
                .with("rows", row)
                .with("max", MAX_DEVICES)
                .into());
        }
        if column < MOST_COLUMNS {
            put(&mut rows, row, column, value);
        }
    }
    lines(&rows)
}

/// Unpacks every part into nothing, to see how much there is.
fn refuse_bombs(bytes: &[u8]) -> Result<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let room = MOST_BYTES.saturating_sub(total).saturating_add(1);
        let size = io::copy(&mut part.take(room), &mut io::sink()).map_err(unreadable)?;
        total = total.saturating_add(size);
        if total > MOST_BYTES {
            return Err((&codes::XLSX_TOO_LARGE).into());
        }
    }
    Ok(())
}

/// Whatever is wrong inside, the person can only save the workbook again.
fn unreadable<E>(_: E) -> Error {
    (&codes::XLSX_UNREADABLE).into()
}

fn put(rows: &mut Vec<Vec<String>>, row: u32, column: u32, value: String) {
    let (row, column) = (row as usize, column as usize);
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    if let Some(cells) = rows.get_mut(row) {
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = value;
        }
    }
}

/// A cell as text: whole numbers without decimals, days as days, line ends as blanks.
fn written(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Empty | DataRef::Error(_) => String::new(),
    };
    text.replace(|letter: char| letter.is_control(), " ")
        .trim()
        .to_owned()
}

fn lines(rows: &[Vec<String>]) -> Result<String> {
    let failed = |error: csv::Error| Error::Internal(Box::new(error));
    let mut text = String::new();
    for row in rows {
        if !row.is_empty() {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(b';')
                .from_writer(Vec::new());
            writer.write_record(row).map_err(failed)?;
            let line = writer
                .into_inner()
                .map_err(|error| Error::Internal(error.to_string().into()))?;
            text.push_str(String::from_utf8_lossy(&line).trim_end_matches('\n'));
        }
        text.push('\n');
    }
    Ok(text)
}
