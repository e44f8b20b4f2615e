//! Workbooks that somebody else fills in and sends back, such as the prices of a bid.
//!
//! The first sheet says what the form is and asks for facts; the others are tables with columns for
//! answers. Only the cells of answers can be written in, and each takes only what it asks for. Line
//! totals and sums are formulas, so that they follow the answers in the reader's own program. The
//! protection has no password: it keeps from mistakes, and who reads an answer back compares
//! everything else with the form. [`FormSheet::first_row`] and [`Form::fact_row`] tell where.

mod answers;
mod front;
mod questions;
#[cfg(test)]
mod tests;

use super::looks::Formats;
use super::{XlsxError, sheet_name};
use crate::render::table::Table;
use answers::Choices;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ProtectionOptions, Workbook, Worksheet};
use std::collections::BTreeSet;

/// The name of the first sheet.
pub const FRONT: &str = "Vejledning";
/// The property of the file that holds [`Form::version`].
pub const VERSION_PROPERTY: &str = "Version";

/// A workbook to be filled in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Form {
    /// What is to be filled in, such as `Tilbudsliste`.
    pub title: String,
    /// The version of what the form belongs to; stands on every sheet, at the foot of every printed
    /// page and in the properties of the file.
    pub version: String,
    /// Guidance on the first sheet, a line each.
    pub guidance: Vec<String>,
    /// Facts asked for on the first sheet, one below the other.
    pub facts: Vec<Answer>,
    /// What the sum of all sheets that count is called; empty where none is wanted.
    pub sum: String,
    /// The tables to be filled in, a sheet for each, named by the table's title.
    pub sheets: Vec<FormSheet>,
}

/// A table with columns for answers behind its own.
///
/// Every row of values is answered; titles of groups are not, and rows of sums add up what is
/// reckoned from the answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormSheet {
    /// What is given; it cannot be changed.
    pub table: Table,
    /// The columns for answers, left to right.
    pub answers: Vec<Answer>,
    /// Places that are not asked for: row of the table and number of the answer, from 0.
    pub left_out: BTreeSet<(usize, usize)>,
    /// Whether the sum of the sheet counts in the sum of the form; options do not.
    pub counts: bool,
}

/// Something asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The header of the column or the name of the fact.
    pub title: String,
    /// What is shown when the cell is chosen; at most 255 characters. May be empty.
    pub hint: String,
    /// What the cell takes.
    pub kind: AnswerKind,
    /// Whether an empty cell is counted as missing on the first sheet.
    pub required: bool,
}

/// What a cell takes.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerKind {
    /// Words, at most so many characters.
    Text(u32),
    /// One of these.
    Choice(Vec<String>),
    /// An amount in kroner, 0 or more.
    Amount,
    /// A number, 0 or more, with as many decimals as are written.
    Number,
    /// A whole number, 0 or more.
    Whole,
    /// Per cent, 0 or more.
    Percent,
    /// A date.
    Date,
    /// Nothing: the cell shows the product in kroner, rounded to øre, as soon as all factors are
    /// numbers. Facts have none.
    Product(Vec<Factor>),
}

/// A factor of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// The value of the table in this column, from 0.
    Given(usize),
    /// The answer of this number in the same row, from 0; only one further to the left.
    Answered(usize),
}

impl Answer {
    /// Something that must be answered.
    pub fn new(title: impl Into<String>, kind: AnswerKind) -> Self {
        Answer {
            title: title.into(),
            hint: String::new(),
            required: !matches!(kind, AnswerKind::Product(_)),
            kind,
        }
    }

    /// The same with a hint that is shown when the cell is chosen.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Answer {
            hint: hint.into(),
            ..self
        }
    }

    /// The same, but it may stay empty.
    pub fn optional(self) -> Self {
        Answer {
            required: false,
            ..self
        }
    }

    fn is_asked(&self) -> bool {
        !matches!(self.kind, AnswerKind::Product(_))
    }
}

impl FormSheet {
    /// A table with answers for all of its rows of values, whose sum counts.
    pub fn new(table: Table, answers: Vec<Answer>) -> Self {
        FormSheet {
            table,
            answers,
            left_out: BTreeSet::new(),
            counts: true,
        }
    }

    /// The row of the sheet, from 0, on which the first row of the table stands; answers stand in
    /// the columns directly behind those of the table.
    pub fn first_row(&self) -> u32 {
        let groups = self
            .table
            .columns
            .iter()
            .any(|column| !column.group.is_empty());
        questions::HEADER + 1 + u32::from(groups)
    }
}

impl Form {
    /// The row of the first sheet, from 0, on which a fact is answered, in the second column.
    pub fn fact_row(&self, fact: usize) -> u32 {
        front::fact_row(self, fact)
    }
}

/// The form as a workbook; `made_on` is what the file says of its own age, and the same form and
/// date give the same bytes.
///
/// # Errors
/// [`XlsxError`] when a table is larger than a sheet.
pub fn write(form: &Form, made_on: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = super::excel_date(made_on).unwrap_or_default();
    let properties = DocProperties::new()
        .set_author("Anskaf")
        .set_title(&form.title)
        .set_creation_datetime(&date)
        .set_custom_property(VERSION_PROPERTY, form.version.as_str());
    workbook.set_properties(&properties);
    let formats = Formats::new();
    let mut choices = Choices::default();
    let mut taken = BTreeSet::from([FRONT.to_lowercase(), answers::CHOICES.to_lowercase()]);
    let mut written = Vec::with_capacity(form.sheets.len());
    let mut worksheets = Vec::with_capacity(form.sheets.len());
    for sheet in &form.sheets {
        let name = sheet_name(&sheet.table.title, &mut taken);
        let mut worksheet = Worksheet::new();
        worksheet.set_name(&name)?;
        let state = questions::fill(&mut worksheet, form, sheet, &formats, &mut choices)?;
        finish(&mut worksheet, form);
        written.push(front::Line {
            name,
            counts: sheet.counts,
            state,
        });
        worksheets.push(worksheet);
    }
    let mut front = Worksheet::new();
    front.set_name(FRONT)?;
    front::fill(&mut front, form, &written, &formats, &mut choices)?;
    finish(&mut front, form);
    workbook.push_worksheet(front);
    for worksheet in worksheets {
        workbook.push_worksheet(worksheet);
    }
    if let Some(worksheet) = choices.sheet()? {
        workbook.push_worksheet(worksheet);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Locks everything but the answers and writes title, version and page number at the foot.
fn finish(sheet: &mut Worksheet, form: &Form) {
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
    let quiet = |text: &str, longest| super::cut(text, longest).replace('&', "&&");
    let (title, version) = (quiet(&form.title, 60), quiet(&form.version, 60));
    sheet.set_footer(format!("&L{title} · {version}&RSide &P af &N"));
}
