//! Moves many devices to one school, all or none.

use super::move_device::{destination_faults, device_faults, write_journal};
use super::preview::{BatchPreview, Judged, preview};
use super::{Device, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, SchoolId};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::ItStaff;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use validator::Validate;

/// Which devices go where.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDevices {
    /// The devices, each in the version that was seen.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_items = 1, max_items = 1000)]
    pub devices: Vec<DeviceSeen>,
    /// The school that holds them from then on.
    pub to_school_id: SchoolId,
    /// The first day at the new school; not before each device's last movement, at most a year ahead.
    pub moved_on: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// A device in the version that was seen.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceSeen {
    /// The device.
    pub id: DeviceId,
    /// Its version.
    pub version: i32,
}

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Moved {
    /// How many devices.
    pub moved: usize,
    /// Where they are now.
    pub to_school_id: SchoolId,
    /// Since when.
    pub moved_on: NaiveDate,
}

/// A bulk movement with everything that is wrong with it.
struct Judgement {
    whole: Vec<Fault>,
    rows: Vec<(Option<Device>, Vec<Fault>)>,
}

/// Moves all devices of the command, or none.
///
/// # Errors
/// All faults at once: those of [`super::move_device`], [`codes::DEVICE_UNKNOWN`], [`codes::DEVICE_TWICE`] and
/// [`codes::STALE`] at each device.
pub fn move_devices(
    conn: &mut DbConnection,
    actor: &ItStaff,
    command: &MoveDevices,
    moment: Moment,
) -> Result<Moved> {
    let judged = judge(conn, actor, command, moment)?;
    let mut faults = judged.whole;
    let mut devices = Vec::with_capacity(judged.rows.len());
    for (device, found) in judged.rows {
        faults.extend(found);
        devices.extend(device);
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let (to, on, reason) = (
        command.to_school_id,
        command.moved_on,
        command.reason.as_deref(),
    );
    let all: Vec<&Device> = devices.iter().collect();
    store::move_to(conn, &all, Some(to), on, reason, actor.account, moment.now)?;
    for before in &devices {
        let after = Device {
            school_id: to,
            version: before.version.saturating_add(1),
            ..before.clone()
        };
        write_journal(conn, actor, "moved", before, &after, reason, moment)?;
    }
    Ok(Moved {
        moved: devices.len(),
        to_school_id: to,
        moved_on: on,
    })
}

/// What [`move_devices`] would do.
///
/// # Errors
/// Only when the database fails.
pub fn preview_move(
    conn: &mut DbConnection,
    actor: &ItStaff,
    command: &MoveDevices,
    moment: Moment,
) -> Result<BatchPreview> {
    let judged = judge(conn, actor, command, moment)?;
    let rows = judged
        .rows
        .iter()
        .enumerate()
        .map(|(index, (device, faults))| Judged {
            place: format!("/devices/{index}"),
            serial_number: device.as_ref().map(|device| device.serial_number.clone()),
            faults,
        });
    Ok(preview(&judged.whole, rows, actor.language))
}

fn judge(
    conn: &mut DbConnection,
    actor: &ItStaff,
    command: &MoveDevices,
    moment: Moment,
) -> Result<Judgement> {
    let (to, on) = (command.to_school_id, command.moved_on);
    let whole = destination_faults(conn, actor, to, on, moment)?;
    let ids: Vec<DeviceId> = command.devices.iter().map(|device| device.id).collect();
    let found: HashMap<DeviceId, Device> = store::devices_by_id(conn, &actor.reach(), &ids)?
        .into_iter()
        .map(|device| (device.id, device))
        .collect();
    let last = store::last_moves(conn, &ids)?;
    let mut met = HashSet::new();
    let rows = command.devices.iter().enumerate().map(|(index, seen)| {
        let place = format!("/devices/{index}");
        let twice = !met.insert(seen.id);
        let device = found.get(&seen.id).cloned();
        let faults = match &device {
            _ if twice => vec![
                Fault::new(&codes::DEVICE_TWICE)
                    .at(format!("{place}/id"))
                    .with("id", seen.id),
            ],
            None => vec![
                Fault::new(&codes::DEVICE_UNKNOWN)
                    .at(format!("{place}/id"))
                    .with("id", seen.id),
            ],
            Some(device) if device.version != seen.version => vec![
                Fault::new(&codes::STALE)
                    .at(format!("{place}/version"))
                    .with("seen", seen.version)
                    .with("current", device.version),
            ],
            Some(device) => {
                let last = last.get(&seen.id).copied();
                device_faults(device, last, Some(to), on, Some(&place))
            }
        };
        (device, faults)
    });
    Ok(Judgement {
        rows: rows.collect(),
        whole,
    })
}
