//! The first sheet of a form: what it is, how it is filled in, the facts, and how far one has come.

use super::Form;
use super::answers::{Choices, ask};
use super::questions::State;
use crate::render::table::RowKind;
use crate::render::xlsx::XlsxError;
use crate::render::xlsx::looks::{Formats, Heading, Look};
use crate::render::xlsx::values::text;
use rust_xlsxwriter::utility::{cell_range, quote_sheet_name, row_col_to_cell};
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

/// The widths of the columns: names, answers, sums.
const WIDTHS: [u16; 3] = [36, 60, 20];
/// How many characters stand on a line over the first two columns.
const LINE: usize = 90;
/// The height of a line.
const LINE_HEIGHT: u32 = 15;
/// What every form says of its own accord.
const RULE: &str = "Udfyld de gule celler. De øvrige celler er låst. Celler med * skal udfyldes.";

/// A sheet as the first sheet lists it.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) counts: bool,
    pub(super) state: State,
}

/// The row of the first fact, below title, version, guidance and a header.
fn facts_begin(form: &Form) -> u32 {
    let guidance = u32::try_from(form.guidance.len()).unwrap_or(u32::MAX);
    guidance.saturating_add(6)
}

/// The row of a fact.
pub(super) fn fact_row(form: &Form, fact: usize) -> u32 {
    let fact = u32::try_from(fact).unwrap_or(u32::MAX);
    facts_begin(form).saturating_add(fact)
}

/// Writes the first sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    form: &Form,
    lines: &[Line],
    formats: &Formats,
    choices: &mut Choices,
) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    text(sheet, (0, 0), &form.title, &formats.title)?;
    text(sheet, (1, 0), &form.version, &formats.note)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let guidance = form.guidance.iter().map(String::as_str).chain([RULE]);
    for (row, words) in (3_u32..).zip(guidance) {
        sheet.merge_range(row, 0, row, 1, "", &wrapped)?;
        text(sheet, (row, 0), words, &wrapped)?;
        let needed = words.chars().count().div_ceil(LINE).clamp(1, 20);
        sheet.set_row_height(row, LINE_HEIGHT * u32::try_from(needed).unwrap_or(1))?;
    }
    facts(sheet, form, formats, choices)?;
    let top = fact_row(form, form.facts.len()).saturating_add(1);
    overview(sheet, form, lines, top, formats)?;
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn facts(
    sheet: &mut Worksheet,
    form: &Form,
    formats: &Formats,
    choices: &mut Choices,
) -> Result<(), XlsxError> {
    let asked = form.facts.iter().enumerate();
    let asked: Vec<_> = asked.filter(|(_, fact)| fact.is_asked()).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let header = facts_begin(form).saturating_sub(1);
    let format = formats.heading(Heading::Left);
    text(sheet, (header, 0), "Oplysning", format)?;
    text(sheet, (header, 1), "Svar", format)?;
    for (number, fact) in asked {
        let row = fact_row(form, number);
        let star = if fact.required { " *" } else { "" };
        let name = format!("{}{star}", fact.title);
        text(
            sheet,
            (row, 0),
            &name,
            formats.cell(Look::Text, RowKind::Body),
        )?;
        ask(sheet, fact, row..=row, 1, choices)?;
    }
    Ok(())
}

/// What is missing and what it comes to, sheet by sheet.
fn overview(
    sheet: &mut Worksheet,
    form: &Form,
    lines: &[Line],
    top: u32,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let heading = |right| formats.heading(if right { Heading::Right } else { Heading::Left });
    text(sheet, (top, 0), "Ark", heading(false))?;
    text(sheet, (top, 1), "Celler, der mangler svar", heading(true))?;
    text(sheet, (top, 2), "Sum, kr.", heading(true))?;
    let mut row = top.saturating_add(1);
    let own = form.facts.iter().enumerate();
    let own = own.filter(|(_, fact)| fact.required && fact.is_asked());
    let own: Vec<String> = own
        .map(|(number, _)| format!("COUNTBLANK({})", row_col_to_cell(fact_row(form, number), 1)))
        .collect();
    if !own.is_empty() {
        let name = formats.cell(Look::Text, RowKind::Body);
        text(sheet, (row, 0), super::FRONT, name)?;
        missing(sheet, row, &own, own.len(), formats)?;
        row = row.saturating_add(1);
    }
    let first = row;
    let mut sums = Vec::new();
    for line in lines {
        let elsewhere = |range: &str| format!("{}!{range}", quote_sheet_name(&line.name));
        text(
            sheet,
            (row, 0),
            &line.name,
            formats.cell(Look::Text, RowKind::Body),
        )?;
        let open = line.state.open.iter().map(|(range, never)| {
            let blank = format!("COUNTBLANK({})", elsewhere(range));
            if *never == 0 {
                blank
            } else {
                format!("{blank}-{never}")
            }
        });
        let open: Vec<String> = open.collect();
        missing(sheet, row, &open, line.state.missing, formats)?;
        if let Some(range) = &line.state.sum {
            let formula = Formula::new(format!("SUM({})", elsewhere(range))).set_result("0");
            let format = formats.cell(Look::Money, RowKind::Body);
            sheet.write_formula_with_format(row, 2, formula, format)?;
            if line.counts {
                sums.push(row);
            }
        }
        row = row.saturating_add(1);
    }
    if !form.sum.is_empty() && !sums.is_empty() {
        let cells = sums.iter().map(|row| row_col_to_cell(*row, 2));
        let cells: Vec<String> = cells.collect();
        let all = usize::try_from(row - first).is_ok_and(|lines| lines == sums.len());
        let what = if all {
            cell_range(first, 2, row - 1, 2)
        } else {
            cells.join(",")
        };
        let bold = formats.cell(Look::Text, RowKind::Total);
        text(sheet, (row, 0), &form.sum, bold)?;
        sheet.write_blank(row, 1, bold)?;
        let formula = Formula::new(format!("SUM({what})")).set_result("0");
        let format = formats.cell(Look::Money, RowKind::Total);
        sheet.write_formula_with_format(row, 2, formula, format)?;
    }
    Ok(())
}

fn missing(
    sheet: &mut Worksheet,
    row: u32,
    counts: &[String],
    now: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let format = formats.cell(Look::Integer, RowKind::Body);
    if counts.is_empty() {
        sheet.write_number_with_format(row, 1, 0, format)?;
        return Ok(());
    }
    let formula = Formula::new(counts.join("+")).set_result(now.to_string());
    sheet.write_formula_with_format(row, 1, formula, format)?;
    Ok(())
}
