//! Registers the devices of a CSV or XLSX file; each row names its own school, model and day.

use super::batch::{Batch, Origin, Row, Target, open_line};
use super::csv_file::{self, CsvRow, read_date};
use super::preview::BatchPreview;
use super::{DeviceModel, Registered, dates, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseLineId, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ItStaff;
use crate::leasing::LeaseLine;
use crate::organisation::{self, School};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Registers all devices of a file, or none; they are kept together as an import under the file's name.
///
/// # Errors
/// What is wrong with the line or the file; else the faults of all rows, at `/rows/{line}/{column}`.
pub fn import_devices(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    file: &[u8],
    name: Option<&str>,
    moment: Moment,
) -> Result<Registered> {
    judge(conn, actor, line, file, moment)?.register(conn, actor, Origin::File(name), moment)
}

/// What [`import_devices`] would do.
///
/// # Errors
/// Only what is wrong with the line or the file as a whole.
pub fn preview_import(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    file: &[u8],
    moment: Moment,
) -> Result<BatchPreview> {
    Ok(judge(conn, actor, line, file, moment)?.preview(actor.language))
}

/// A file as it was read, with what would happen to each of its rows.
#[derive(Debug)]
pub struct ReadFile {
    /// The file as text, one line for each row, so that it can be corrected by hand.
    pub text: String,
    /// Its rows in the order of the preview.
    pub rows: Vec<CsvRow>,
    /// What would happen.
    pub preview: BatchPreview,
}

/// What [`import_devices`] would do, beside what was read.
///
/// # Errors
/// As [`preview_import`].
pub fn read_import(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    file: &[u8],
    moment: Moment,
) -> Result<ReadFile> {
    let preview = preview_import(conn, actor, line, file, moment)?;
    Ok(ReadFile {
        text: csv_file::text(file)?.into_owned(),
        rows: csv_file::read(file)?,
        preview,
    })
}

fn judge(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    file: &[u8],
    moment: Moment,
) -> Result<Batch> {
    let line = open_line(conn, line)?;
    let rows = csv_file::read(file)?;
    let directory = Directory::load(conn, actor)?;
    let rows = rows
        .iter()
        .map(|row| directory.resolve(row, &line, moment))
        .collect();
    Batch::judge(conn, line, Vec::new(), rows, moment)
}

/// Schools and models by number and by name in lower case.
struct Directory {
    schools: Vec<School>,
    schools_by_name: HashMap<String, Vec<usize>>,
    models: Vec<DeviceModel>,
    models_by_name: HashMap<String, usize>,
}

impl Directory {
    fn load(conn: &mut DbConnection, actor: &ItStaff) -> Result<Self> {
        let schools = organisation::store::schools(conn, &actor.reach(), None, None, i64::MAX)?;
        let mut schools_by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, school) in schools.iter().enumerate() {
            let name = school.name.trim().to_lowercase();
            schools_by_name.entry(name).or_default().push(index);
        }
        let models = store::models(conn, None, None, i64::MAX)?;
        let models_by_name = models
            .iter()
            .enumerate()
            .map(|(index, model)| (full_name(model).to_lowercase(), index))
            .collect();
        Ok(Directory {
            schools,
            schools_by_name,
            models,
            models_by_name,
        })
    }

    fn resolve(&self, row: &CsvRow, line: &LeaseLine, moment: Moment) -> Row {
        let place = format!("/rows/{}", row.line);
        let mut faults = Vec::new();
        if row.too_long {
            faults.push(Fault::new(&codes::CSV_ROW_TOO_LONG).at(place.as_str()));
        }
        let received_on = received(&row.received_on, &format!("{place}/received_on"), moment);
        let date = received_on.as_ref().ok().copied();
        let school = self.school(&row.school, &format!("{place}/school"), date);
        let model = self.model(&row.model, &format!("{place}/model"), line);
        let target = match (school, model, received_on) {
            (Ok(school), Ok(model), Ok(received_on)) => Some(Target {
                school,
                model: model.id,
                received_on,
            }),
            (school, model, received_on) => {
                faults.extend(school.err());
                faults.extend(model.err());
                faults.extend(received_on.err());
                None
            }
        };
        Row {
            place,
            serial_number: row.serial_number.clone(),
            asset_tag: Some(row.asset_tag.clone()).filter(|tag| !tag.is_empty()),
            target,
            faults,
        }
    }

    /// The school with this number or name; of several of one name the one that is a school on the day.
    fn school(&self, text: &str, at: &str, date: Option<NaiveDate>) -> Result<SchoolId, Fault> {
        if text.is_empty() {
            return Err(Fault::new(&codes::CSV_VALUE_MISSING).at(at));
        }
        let by_number = text.parse::<i64>().ok().map(SchoolId);
        let mut found: Vec<&School> = self
            .schools
            .iter()
            .filter(|school| Some(school.id) == by_number)
            .collect();
        if let Some(named) = self.schools_by_name.get(&text.to_lowercase()) {
            found.extend(named.iter().filter_map(|index| self.schools.get(*index)));
        }
        let Some(any) = found.last().copied() else {
            return Err(Fault::new(&codes::SCHOOL_UNKNOWN).at(at).with("id", text));
        };
        let Some(date) = date else {
            return Ok(any.id);
        };
        found
            .iter()
            .find(|school| school.is_valid_on(date))
            .map(|school| school.id)
            .ok_or_else(|| organisation::not_valid(any, date, at))
    }

    /// The model with this number or full name, which must be of the line's category.
    fn model(&self, text: &str, at: &str, line: &LeaseLine) -> Result<&DeviceModel, Fault> {
        if text.is_empty() {
            return Err(Fault::new(&codes::CSV_VALUE_MISSING).at(at));
        }
        let by_name = self.models_by_name.get(&text.to_lowercase());
        let found = by_name
            .and_then(|index| self.models.get(*index))
            .or_else(|| {
                let number = text.parse::<i64>().ok()?;
                self.models.iter().find(|model| model.id.0 == number)
            });
        match found {
            None => Err(Fault::new(&codes::DEVICE_MODEL_UNKNOWN)
                .at(at)
                .with("id", format!("»{text}«"))),
            Some(model) if Some(model.device_category_id) != line.device_category_id => {
                Err(Fault::new(&codes::DEVICE_MODEL_WRONG_CATEGORY)
                    .at(at)
                    .with("model", full_name(model)))
            }
            Some(model) => Ok(model),
        }
    }
}

fn received(text: &str, at: &str, moment: Moment) -> Result<NaiveDate, Fault> {
    if text.is_empty() {
        return Err(Fault::new(&codes::CSV_VALUE_MISSING).at(at));
    }
    let date = read_date(text).ok_or_else(|| {
        Fault::new(&codes::CSV_DATE_INVALID)
            .at(at)
            .with("text", text)
    })?;
    match dates::fault(date, at, moment) {
        Some(fault) => Err(fault),
        None => Ok(date),
    }
}

fn full_name(model: &DeviceModel) -> String {
    format!("{} {}", model.manufacturer.trim(), model.name.trim())
}
