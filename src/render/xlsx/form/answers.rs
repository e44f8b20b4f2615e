//! Cells that take an answer: how they look and what they let in.

use super::{Answer, AnswerKind};
use crate::render::xlsx::looks::Formats;
use crate::render::xlsx::values::{LONGEST_TEXT, text};
use crate::render::xlsx::{XlsxError, cut};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Worksheet, XlsxError as WriterError, utility::cell_range_absolute,
};

/// The name of the hidden sheet that holds the longer lists.
pub(super) const CHOICES: &str = "Valgmuligheder";

/// The ground of cells that take an answer.
const OPEN: Color = Color::RGB(0x00FF_F9DB);
/// Their edge.
const EDGE: Color = Color::RGB(0x00C9_B458);
/// The most characters of a hint or a refusal, of their titles, and of a list within a cell.
const LONGEST_HINT: usize = 255;
const LONGEST_HINT_TITLE: usize = 32;
const LONGEST_LIST: usize = 255;

/// Lists too long to be written with their cells: they stand on a hidden sheet, a column each.
#[derive(Default)]
pub(super) struct Choices(Vec<Vec<String>>);

impl Choices {
    /// The range of the hidden sheet that holds these words.
    fn range(&mut self, words: &[String]) -> Formula {
        let known = self.0.iter().position(|list| list == words);
        let column = known.unwrap_or_else(|| {
            self.0.push(words.to_vec());
            self.0.len() - 1
        });
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let end = u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let range = cell_range_absolute(0, column, end, column);
        Formula::new(format!("={CHOICES}!{range}"))
    }

    /// The hidden sheet, if anything stands on it.
    pub(super) fn sheet(&self) -> Result<Option<Worksheet>, XlsxError> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let mut sheet = Worksheet::new();
        sheet.set_name(CHOICES)?;
        let plain = Format::new();
        for (column, list) in (0_u16..).zip(&self.0) {
            for (row, word) in (0_u32..).zip(list) {
                text(&mut sheet, (row, column), word, &plain)?;
            }
        }
        sheet.set_hidden(true).protect();
        Ok(Some(sheet))
    }
}

/// How an open cell looks.
pub(super) fn open(kind: &AnswerKind) -> Format {
    let format = Format::new()
        .set_unlocked()
        .set_background_color(OPEN)
        .set_border(FormatBorder::Thin)
        .set_border_color(EDGE)
        .set_align(FormatAlign::Top);
    match kind {
        AnswerKind::Text(_) | AnswerKind::Choice(_) => format.set_text_wrap(),
        AnswerKind::Amount | AnswerKind::Product(_) => format.set_num_format("#,##0.00"),
        AnswerKind::Number => format.set_num_format("#,##0.##########"),
        AnswerKind::Whole => format.set_num_format("#,##0"),
        AnswerKind::Percent => format.set_num_format("0.00 %"),
        AnswerKind::Date => format.set_num_format("dd-mm-yyyy"),
    }
}

/// Opens a run of cells in one column for an answer.
pub(super) fn ask(
    sheet: &mut Worksheet,
    answer: &Answer,
    rows: std::ops::RangeInclusive<u32>,
    column: u16,
    choices: &mut Choices,
) -> Result<(), XlsxError> {
    let format = open(&answer.kind);
    for row in rows.clone() {
        sheet.write_blank(row, column, &format)?;
    }
    let rule = rule(answer, choices)?;
    sheet.add_data_validation(*rows.start(), column, *rows.end(), column, &rule)?;
    Ok(())
}

fn rule(answer: &Answer, choices: &mut Choices) -> Result<DataValidation, WriterError> {
    let rule = DataValidation::new();
    let (rule, refusal) = match &answer.kind {
        AnswerKind::Text(longest) => {
            let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
            let longest = (*longest).clamp(1, most);
            let rule = rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(longest));
            (rule, format!("Skriv højst {longest} tegn."))
        }
        AnswerKind::Choice(words) => (list(rule, words, choices)?, "Vælg fra listen.".into()),
        AnswerKind::Amount => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Skriv et beløb i kroner: et tal, der er 0 eller større.".into(),
        ),
        AnswerKind::Number => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Skriv et tal, der er 0 eller større.".into(),
        ),
        AnswerKind::Whole | AnswerKind::Product(_) => (
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            "Skriv et helt tal, der er 0 eller større.".into(),
        ),
        AnswerKind::Percent => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Skriv en procent, der er 0 eller større, for eksempel 2,5 %.".into(),
        ),
        AnswerKind::Date => {
            let first = ExcelDateTime::from_ymd(1900, 3, 1)?;
            (
                rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(&first)),
                "Skriv en dato, for eksempel 31-12-2027.".into(),
            )
        }
    };
    let rule = rule
        .set_error_title("Svaret passer ikke")?
        .set_error_message(refusal.as_str())?;
    let hint = if answer.hint.is_empty() {
        refusal.as_str()
    } else {
        cut(&answer.hint, LONGEST_HINT)
    };
    rule.set_input_title(cut(&answer.title, LONGEST_HINT_TITLE))?
        .set_input_message(hint)
}

/// A list within the cell where it is short; a comma would divide a word in two there.
fn list(
    rule: DataValidation,
    words: &[String],
    choices: &mut Choices,
) -> Result<DataValidation, WriterError> {
    let length = words.iter().map(|word| word.encode_utf16().count() + 1);
    let simple = words
        .iter()
        .all(|word| !word.is_empty() && !word.contains([',', '"', '\n', '\r']));
    if words.is_empty() {
        Ok(rule)
    } else if simple && length.sum::<usize>() <= LONGEST_LIST {
        rule.allow_list_strings(words)
    } else {
        Ok(rule.allow_list_formula(choices.range(words)))
    }
}

/// The header cell over answers.
pub(super) fn heading(formats: &Formats, asked: bool) -> Format {
    use crate::render::xlsx::looks::Heading;
    let format = formats.heading(Heading::Left).clone();
    if asked {
        format.set_background_color(OPEN)
    } else {
        format.set_align(FormatAlign::Right)
    }
}
