//! One table on one sheet: title, frozen header, typed cells, sums as formulas, remarks.

use super::super::spans::{self, Span, Spans};
use super::super::table::{Column, RowKind, Table};
use super::XlsxError;
use super::looks::{Formats, Heading, Look};
use super::sums::Sums;
use super::values::{Value, text};
use rust_xlsxwriter::{Format, Worksheet, XlsxError as WriterError};

/// The widths of columns in characters: narrower is hard to hit, wider is broken into lines.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;
/// A4.
const PAPER: u8 = 9;

/// Where the parts of a table stand on its sheet, as rows from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The first row of the header.
    pub(super) header: u32,
    /// The first row of values.
    pub(super) first: u32,
    /// The row behind the last one of values.
    pub(super) end: u32,
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
    let place = grid(sheet, table, header, formats)?;
    for (line, note) in (place.end.saturating_add(1)..).zip(&table.notes) {
        text(sheet, (line, 0), note, &formats.note)?;
    }
    widths(sheet, table)?;
    filter(sheet, table, place)?;
    page(sheet, table, place)
}

/// Writes header and rows from the row `header` on.
pub(super) fn grid(
    sheet: &mut Worksheet,
    table: &Table,
    header: u32,
    formats: &Formats,
) -> Result<Place, XlsxError> {
    let first = headings(sheet, &table.columns, header, formats)?;
    let sums = Sums::of(table, first);
    let spans = Spans::of(table);
    let mut end = first;
    for (at, row) in table.rows.iter().enumerate() {
        for (column, about) in table.columns.iter().enumerate() {
            let span = spans.at(at, column);
            if span == Span::COVERED {
                continue;
            }
            let place = (end, last(column));
            merge(sheet, place, span, formats.cell(Look::Text, row.kind))?;
            let value = Value {
                cell: row.cell(column),
                kind: about.kind,
                formula: sums.formula(at, column),
            };
            value.write(sheet, place, row.kind, formats)?;
        }
        end = end.saturating_add(1);
    }
    Ok(Place { header, first, end })
}

/// Writes the header; returns the row below it.
fn headings(
    sheet: &mut Worksheet,
    columns: &[Column],
    header: u32,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let rows = spans::header(columns);
    let spans = Spans::in_rows(&rows, columns.len());
    let mut line = header;
    for (at, row) in rows.iter().enumerate() {
        for (column, about) in columns.iter().enumerate() {
            let span = spans.at(at, column);
            let grouped = at + 1 < rows.len() && !about.group.is_empty();
            let heading = match (grouped, about.kind.is_number()) {
                (true, _) => Heading::Group,
                (false, true) => Heading::Right,
                (false, false) => Heading::Left,
            };
            let format = formats.heading(heading);
            let place = (line, last(column));
            if span != Span::COVERED {
                merge(sheet, place, span, format)?;
                text(sheet, place, &row.cell(column).shown(about.kind), format)?;
            }
        }
        line = line.saturating_add(1);
    }
    Ok(line)
}

/// Merges the cells that a span reaches over, if they are more than one.
fn merge(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    span: Span,
    format: &Format,
) -> Result<(), WriterError> {
    if span == Span::ONE {
        return Ok(());
    }
    let below = u32::try_from(span.rows.saturating_sub(1)).unwrap_or(u32::MAX);
    let right = last(span.columns.saturating_sub(1));
    let end = (row.saturating_add(below), column.saturating_add(right));
    sheet.merge_range(row, column, end.0, end.1, "", format)?;
    Ok(())
}

/// Sets the widths of the columns by what stands in them.
pub(super) fn widths(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let spans = Spans::of(table);
    for (place, column) in table.columns.iter().enumerate() {
        let rows = table.rows.iter().enumerate();
        let own = rows.filter(|(at, _)| spans.at(*at, place).columns == 1);
        let shown = own.map(|(_, row)| longest_line(&row.cell(place).shown(column.kind)));
        let widest = shown.chain([longest_line(&column.title)]).max();
        let width = (widest.unwrap_or(0) + 2).clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(last(place), u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// A filter over sums would hide parts of them, and one over merged cells cannot sort: only plain
/// tables get one.
fn filter(sheet: &mut Worksheet, table: &Table, place: Place) -> Result<(), XlsxError> {
    let spans = Spans::of(table);
    let rows = table.rows.iter().enumerate();
    let plain = rows.take_while(|(at, row)| row.kind == RowKind::Body && spans.is_plain(*at));
    let body = plain.count();
    let others = table.rows.len() - body;
    if body > 0 && others <= 1 && !table.columns.is_empty() {
        let titles = place.first.saturating_sub(1);
        let bottom = u32::try_from(body).map_or(titles, |body| titles.saturating_add(body));
        sheet.autofilter(titles, 0, bottom, last(table.columns.len() - 1))?;
    }
    Ok(())
}

/// Freezes the header and arranges the printed page.
pub(super) fn page(sheet: &mut Worksheet, table: &Table, place: Place) -> Result<(), XlsxError> {
    let named = table.row_headers.min(table.columns.len());
    sheet.set_freeze_panes(place.first, last(named))?;
    sheet.set_repeat_rows(place.header, place.first.saturating_sub(1))?;
    sheet.set_landscape();
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A column's number; one that does not fit lies beyond every sheet and is refused by the writer.
pub(super) fn last(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn longest_line(text: &str) -> usize {
    let lines = text.lines().map(|line| line.chars().count());
    lines.max().unwrap_or(0)
}
