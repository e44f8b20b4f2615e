//! Registers one or many devices of one model at one school.

use super::batch::{Batch, Origin, Row, Target, open_line};
use super::preview::BatchPreview;
use super::{dates, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, DeviceImportId, DeviceModelId, LeaseLineId, SchoolId};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::ItStaff;
use crate::organisation;
use chrono::NaiveDate;
use validator::Validate;

/// Devices of one model that one school received on one day.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterDevices {
    /// The school that holds them.
    pub school_id: SchoolId,
    /// What they are; of the category of the lease line.
    pub model_id: DeviceModelId,
    /// The day on which they were received; at most a year ahead.
    pub received_on: NaiveDate,
    /// The devices.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_items = 1, max_items = 5000)]
    pub devices: Vec<DeviceLabel>,
}

/// How one device is told from all others.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceLabel {
    /// The maker's number; unique in the register, whatever the case of its letters.
    #[schema(min_length = 1, max_length = 100, example = "5CG7341QZK")]
    pub serial_number: String,
    /// The municipality's own label; unique in the register.
    #[schema(min_length = 1, max_length = 100)]
    pub asset_tag: Option<String>,
}

/// What was registered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Registered {
    /// The lease line.
    pub lease_line_id: LeaseLineId,
    /// How many devices.
    pub registered: usize,
    /// The import that they belong to, which can be undone; only where they came in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_id: Option<DeviceImportId>,
    /// Their numbers, in the order in which they were sent.
    pub device_ids: Vec<DeviceId>,
}

/// Registers all devices of the command, or none.
///
/// # Errors
/// All faults at once: [`codes::SCHOOL_UNKNOWN`], [`codes::SCHOOL_NOT_VALID`], [`codes::DEVICE_MODEL_UNKNOWN`],
/// [`codes::DEVICE_MODEL_WRONG_CATEGORY`], dates, labels and [`codes::LEASE_LINE_FULL`]; before these what is
/// wrong with the line.
pub fn register_devices(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    command: &RegisterDevices,
    moment: Moment,
) -> Result<Registered> {
    judge(conn, actor, line, command, moment)?.register(conn, actor, Origin::Typed, moment)
}

/// What [`register_devices`] would do.
///
/// # Errors
/// Only what is wrong with the line; everything else stands in the preview.
pub fn preview_registration(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    command: &RegisterDevices,
    moment: Moment,
) -> Result<BatchPreview> {
    Ok(judge(conn, actor, line, command, moment)?.preview(actor.language))
}

fn judge(
    conn: &mut DbConnection,
    actor: &ItStaff,
    line: LeaseLineId,
    command: &RegisterDevices,
    moment: Moment,
) -> Result<Batch> {
    let line = open_line(conn, line)?;
    let mut faults = Vec::new();
    faults.extend(dates::fault(command.received_on, "/received_on", moment));
    let school = organisation::require_valid_school(
        conn,
        &actor.reach(),
        command.school_id,
        command.received_on,
        "/school_id",
    );
    match school {
        Ok(_) => {}
        Err(Error::Refused(found)) => faults.extend(found),
        Err(other) => return Err(other),
    }
    match store::find_model(conn, command.model_id)? {
        None => faults.push(
            Fault::new(&codes::DEVICE_MODEL_UNKNOWN)
                .at("/model_id")
                .with("id", command.model_id),
        ),
        Some(model) if Some(model.device_category_id) != line.device_category_id => faults.push(
            Fault::new(&codes::DEVICE_MODEL_WRONG_CATEGORY)
                .at("/model_id")
                .with("model", &model.name),
        ),
        Some(_) => {}
    }
    let target = Target {
        school: command.school_id,
        model: command.model_id,
        received_on: command.received_on,
    };
    let rows = command
        .devices
        .iter()
        .enumerate()
        .map(|(index, device)| Row {
            place: format!("/devices/{index}"),
            serial_number: device.serial_number.clone(),
            asset_tag: device.asset_tag.clone(),
            target: Some(target),
            faults: Vec::new(),
        });
    Batch::judge(conn, line, faults, rows.collect(), moment)
}
