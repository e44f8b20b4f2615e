//! The numbers of a school for one school year, as a form: a line per grade and per kind of staff.

use crate::error::{Error, Language, Result};
use crate::http::page::{Field, Form, FormView, Frame, Kind, Spec};
use crate::organisation::{CountSchool, PupilCount, StaffCount, StaffKind};
use crate::render::numbers;

/// The grades of the public school, with the voluntary tenth.
const GRADES: std::ops::RangeInclusive<i32> = 0..=10;

const GRADE: &[Field] = &[
    Field::new("grade", Kind::Integer),
    Field::new("pupils", Kind::Integer),
    Field::optional("version", Kind::Pick),
];
const STAFF: &[Field] = &[
    Field::new("kind", Kind::Choice),
    Field::new("staff", Kind::Integer),
    Field::optional("version", Kind::Pick),
];
const FORM: Spec = Spec {
    name: "counts",
    fields: &[
        Field::new("school_year", Kind::Integer),
        Field::optional("pupils", Kind::Rows(GRADE)),
        Field::optional("staff", Kind::Rows(STAFF)),
        Field::optional("source", Kind::Text),
    ],
};

/// A line of the form: the number of a grade, or of a kind of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What its fields' names begin with: `pupils.3`.
    pub name: String,
    /// The field that says which grade or kind it is, and its value.
    pub key: (&'static str, String),
    /// The field of the number: `pupils` or `staff`.
    pub field: &'static str,
    pub label: String,
    /// The number of the school year before.
    pub before: Option<i32>,
    /// What stands now, and its version.
    pub now: Option<(i32, i32)>,
    pub value: String,
    pub fault: Option<String>,
}

impl Line {
    /// The id of the field of the number.
    pub fn id(&self) -> String {
        format!("counts-{}", self.name.replace('.', "-"))
    }

    /// The version of what stands now.
    pub fn version(&self) -> Option<i32> {
        self.now.map(|(_, version)| version)
    }

    /// What stands now, where that is not what was written and somebody must choose.
    pub fn theirs(&self) -> Option<i32> {
        let (now, _) = self.now?;
        let differs = numbers::integer(now.into()) != self.value.trim();
        (self.fault.is_some() && differs).then_some(now)
    }
}

/// The lines of both tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    pub pupils: Vec<Line>,
    pub staff: Vec<Line>,
}

impl Lines {
    /// The lines of a school year, beside the year before.
    pub fn of(f: &Frame, year: i32, pupils: &[PupilCount], staff: &[StaffCount]) -> Self {
        let grade = |grade: i32| {
            let of = |year: i32| {
                let mut all = pupils.iter();
                all.find(|count| count.grade == grade && count.school_year == year)
            };
            let now = of(year).map(|count| (count.pupils, count.version));
            Line {
                name: format!("pupils.{grade}"),
                key: ("grade", grade.to_string()),
                field: "pupils",
                label: f.t1("school-grade", "grade", grade),
                before: of(year.saturating_sub(1)).map(|count| count.pupils),
                value: written(now),
                now,
                fault: None,
            }
        };
        let kind = |(place, kind): (usize, &StaffKind)| {
            let of = |year: i32| {
                let mut all = staff.iter();
                all.find(|count| count.kind == *kind && count.school_year == year)
            };
            let now = of(year).map(|count| (count.staff, count.version));
            Line {
                name: format!("staff.{place}"),
                key: ("kind", kind.as_str().to_owned()),
                field: "staff",
                label: f.word("staff-kind", kind.as_str()),
                before: of(year.saturating_sub(1)).map(|count| count.staff),
                value: written(now),
                now,
                fault: None,
            }
        };
        Lines {
            pupils: GRADES.map(grade).collect(),
            staff: StaffKind::ALL.iter().enumerate().map(kind).collect(),
        }
    }

    /// The lines come back with what was sent and what was wrong; answers what is wrong with no line.
    ///
    /// # Errors
    /// An error that is no refusal, unchanged.
    pub fn again(&mut self, sent: &Form, error: Error, language: Language) -> Result<Vec<String>> {
        let told = FormView::blank(&FORM, "", "form-save").again(&said(sent), error, language)?;
        let mut placed = 0;
        for line in self.pupils.iter_mut().chain(&mut self.staff) {
            let name = format!("{}.{}", line.name, line.field);
            line.value = sent.get(&name).unwrap_or_default().to_owned();
            line.fault = told.fault_at(&name).map(str::to_owned);
            placed += usize::from(line.fault.is_some());
        }
        let source = told.fault_at("source").into_iter();
        let year = told.fault_at("school_year").into_iter();
        let mut general: Vec<String> = source.chain(year).map(str::to_owned).collect();
        // A fault at no field that people see is not lost.
        if placed == 0 && general.is_empty() {
            general = told.told_faults().map(str::to_owned).collect();
        }
        Ok(general)
    }
}

fn written(now: Option<(i32, i32)>) -> String {
    now.map_or_else(String::new, |(number, _)| numbers::integer(number.into()))
}

/// The form without lines that say nothing: those of which no number was known and none was written.
fn said(sent: &Form) -> Form {
    let filled = |name: &str| sent.get(name).is_some_and(|text| !text.trim().is_empty());
    let says = |name: &str| {
        let mut parts = name.splitn(3, '.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(list @ ("pupils" | "staff")), Some(line), Some(_)) => {
                filled(&format!("{list}.{line}.{list}"))
                    || filled(&format!("{list}.{line}.version"))
            }
            _ => true,
        }
    };
    let pairs = sent.pairs().iter().filter(|(name, _)| says(name));
    Form::of(pairs.cloned().collect())
}

/// The command that the form gives.
///
/// # Errors
/// Every field that cannot be read; a number that was taken away, which must be written as 0.
pub(super) fn read(sent: &Form) -> Result<CountSchool> {
    said(sent).read(&FORM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_nothing_is_left_out_and_a_number_taken_away_is_missed() {
        let form = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            Form::of(
                pairs
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
            )
        };
        let mut pairs = vec![
            ("school_year", "2017"),
            ("pupils.0.grade", "0"),
            ("pupils.0.pupils", ""),
            ("pupils.4.grade", "4"),
            ("pupils.4.pupils", "1.069"),
            ("staff.1.kind", "pedagogue"),
            ("staff.1.staff", "7"),
            ("staff.1.version", "3"),
        ];
        let command = read(&form(&pairs)).unwrap();
        assert_eq!(command.pupils.len(), 1);
        assert_eq!(
            (command.pupils[0].grade, command.pupils[0].pupils),
            (4, 1069)
        );
        assert_eq!(
            (command.staff[0].staff, command.staff[0].version),
            (7, Some(3))
        );
        pairs[6] = ("staff.1.staff", " ");
        let error = read(&form(&pairs)).unwrap_err();
        assert_eq!(error.faults()[0].pointer(), "/staff/0/staff");
    }
}
