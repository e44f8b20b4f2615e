//! A sheet of a form: the table as it is given, and the columns for answers behind it.

use super::answers::{Choices, ask, heading, open};
use super::{Answer, AnswerKind, Factor, Form, FormSheet};
use crate::render::table::RowKind;
use crate::render::xlsx::XlsxError;
use crate::render::xlsx::looks::{Formats, Look};
use crate::render::xlsx::sheet::{self, last};
use crate::render::xlsx::values::text;
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{Format, Formula, Worksheet};
use std::ops::RangeInclusive;

/// The row of the header, below title and version.
pub(super) const HEADER: u32 = 3;
/// The widths of columns for words and for numbers, in characters.
const WIDE: u16 = 44;
const NARROW: u16 = 18;

/// What the first sheet says about a sheet, as formulas without the equals sign that refer to the
/// cells of that sheet.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The ranges whose empty cells are answers that are missing, and how many of their cells are
    /// always empty.
    pub(super) open: Vec<(String, usize)>,
    /// How many answers there are to give.
    pub(super) missing: usize,
    /// The range that adds up to the sum of the sheet.
    pub(super) sum: Option<String>,
}

/// Where answers stand on a sheet.
struct Layout<'a> {
    sheet: &'a FormSheet,
    /// The row of the first row of the table.
    first: u32,
}

/// Writes a sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    form: &Form,
    questions: &FormSheet,
    formats: &Formats,
    choices: &mut Choices,
) -> Result<State, XlsxError> {
    text(sheet, (0, 0), &questions.table.title, &formats.title)?;
    let about = [form.title.as_str(), form.version.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    text(sheet, (1, 0), &about.join(" · "), &formats.note)?;
    let place = sheet::grid(sheet, &questions.table, HEADER, formats)?;
    sheet::widths(sheet, &questions.table)?;
    let layout = Layout {
        sheet: questions,
        first: place.first,
    };
    let mut state = State::default();
    for (number, answer) in questions.answers.iter().enumerate() {
        let column = layout.column(number);
        let title = format!(
            "{}{}",
            answer.title,
            if answer.required { " *" } else { "" }
        );
        let top = place.first.saturating_sub(1);
        text(
            sheet,
            (top, column),
            &title,
            &heading(formats, answer.is_asked()),
        )?;
        let wide = matches!(answer.kind, AnswerKind::Text(_) | AnswerKind::Choice(_));
        sheet.set_column_width(column, if wide { WIDE } else { NARROW })?;
        if let AnswerKind::Product(factors) = &answer.kind {
            layout.products(sheet, number, factors)?;
            state.sum = layout.sums(sheet, number, formats)?;
        } else {
            for rows in layout.runs(number) {
                ask(sheet, answer, rows, column, choices)?;
            }
            layout.count(number, answer, &mut state);
        }
    }
    for (line, note) in (place.end.saturating_add(1)..).zip(&questions.table.notes) {
        text(sheet, (line, 0), note, &formats.note)?;
    }
    sheet::page(sheet, &questions.table, place)?;
    Ok(state)
}

impl Layout<'_> {
    fn column(&self, answer: usize) -> u16 {
        last(self.sheet.table.columns.len().saturating_add(answer))
    }

    fn row(&self, row: usize) -> u32 {
        let below = u32::try_from(row).unwrap_or(u32::MAX);
        self.first.saturating_add(below)
    }

    fn is_asked(&self, row: usize, answer: usize) -> bool {
        let kind = self.sheet.table.rows.get(row).map(|row| row.kind);
        kind == Some(RowKind::Body) && !self.sheet.left_out.contains(&(row, answer))
    }

    /// The rows that are asked for, as runs of neighbours.
    fn runs(&self, answer: usize) -> Vec<RangeInclusive<u32>> {
        let mut runs: Vec<RangeInclusive<u32>> = Vec::new();
        for row in 0..self.sheet.table.rows.len() {
            if !self.is_asked(row, answer) {
                continue;
            }
            let at = self.row(row);
            match runs.last_mut() {
                Some(run) if run.end() + 1 == at => *run = *run.start()..=at,
                _ => runs.push(at..=at),
            }
        }
        runs
    }

    /// Counts what must be answered in a column.
    fn count(&self, number: usize, answer: &Answer, state: &mut State) {
        let asked = (0..self.sheet.table.rows.len()).filter(|row| self.is_asked(*row, number));
        let asked = asked.count();
        let Some(end) = self.sheet.table.rows.len().checked_sub(1) else {
            return;
        };
        if answer.required && asked > 0 {
            let column = self.column(number);
            let range = cell_range(self.first, column, self.row(end), column);
            let rows = self.sheet.table.rows.len();
            state.open.push((range, rows - asked));
            state.missing += asked;
        }
    }

    /// Writes the products of a column.
    fn products(
        &self,
        sheet: &mut Worksheet,
        number: usize,
        factors: &[Factor],
    ) -> Result<(), XlsxError> {
        let columns = factors.iter().filter_map(|factor| match *factor {
            Factor::Given(column) if column < self.sheet.table.columns.len() => Some(last(column)),
            Factor::Answered(answer) if answer < number => Some(self.column(answer)),
            _ => None,
        });
        let columns: Vec<u16> = columns.collect();
        if columns.is_empty() || columns.len() < factors.len() {
            return Ok(());
        }
        let format = open(&AnswerKind::Product(Vec::new())).set_locked();
        let format = format.set_background_color(rust_xlsxwriter::Color::Default);
        for row in (0..self.sheet.table.rows.len()).filter(|row| self.is_asked(*row, number)) {
            let at = self.row(row);
            let cells: Vec<String> = columns
                .iter()
                .map(|column| row_col_to_cell(at, *column))
                .collect();
            let formula = format!(
                "IF(COUNT({})={},ROUND({},2),\"\")",
                cells.join(","),
                cells.len(),
                cells.join("*")
            );
            let formula = Formula::new(formula).set_result("");
            sheet.write_formula_with_format(at, self.column(number), formula, &format)?;
        }
        Ok(())
    }

    /// Writes the sums of a column of products; returns what adds up to the sum of the sheet: its
    /// last total or, where it has none, all products.
    fn sums(
        &self,
        sheet: &mut Worksheet,
        number: usize,
        formats: &Formats,
    ) -> Result<Option<String>, XlsxError> {
        let column = self.column(number);
        let rows = &self.sheet.table.rows;
        let is_sum = |kind| matches!(kind, RowKind::Subtotal | RowKind::Total);
        let nested = rows.iter().filter(|row| is_sum(row.kind)).count() > 1;
        let function = if nested { "SUBTOTAL(9," } else { "SUM(" };
        let format = |kind| -> Format { formats.cell(Look::Money, kind).clone() };
        let (mut begin, mut total) = (0, None);
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| is_sum(row.kind)) {
            let from = if row.kind == RowKind::Total { 0 } else { begin };
            begin = at + 1;
            if from == at {
                continue;
            }
            let range = cell_range(self.row(from), column, self.row(at - 1), column);
            let formula = Formula::new(format!("{function}{range})")).set_result("0");
            let place = self.row(at);
            sheet.write_formula_with_format(place, column, formula, &format(row.kind))?;
            if row.kind == RowKind::Total {
                total = Some(row_col_to_cell(place, column));
            }
        }
        Ok(total.or_else(|| {
            let end = rows.len().checked_sub(1)?;
            (!nested && begin == 0).then(|| cell_range(self.first, column, self.row(end), column))
        }))
    }
}
