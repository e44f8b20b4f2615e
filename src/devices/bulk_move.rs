//! Moves many devices to one school, all or none.

use super::move_device::{destination_faults, device_faults, write_journal};
use super::preview::{BatchPreview, Judged, preview};
use super::{Device, DeviceStatus, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, SchoolId};
use crate::error::{Error, Fault, Language, Result, codes};
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

/// Where devices go: to a school, or back to the lessor.
#[derive(Debug)]
pub(super) struct Destination<'a> {
    /// The school; `None` for the lessor.
    pub to: Option<SchoolId>,
    /// The first day there.
    pub on: NaiveDate,
    /// Why.
    pub reason: Option<&'a str>,
    /// What is wrong with the school or the day.
    pub faults: Vec<Fault>,
}

/// A bulk movement with everything that is wrong with it.
#[derive(Debug)]
pub(super) struct Judgement<'a> {
    destination: Destination<'a>,
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
    let destination = command.destination(conn, actor, moment)?;
    let judged = judge(conn, actor, &command.devices, destination)?;
    let moved = carry_out(conn, actor, judged, moment)?;
    Ok(Moved {
        moved,
        to_school_id: command.to_school_id,
        moved_on: command.moved_on,
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
    let destination = command.destination(conn, actor, moment)?;
    Ok(judge(conn, actor, &command.devices, destination)?.preview(actor.language))
}

impl MoveDevices {
    fn destination(
        &self,
        conn: &mut DbConnection,
        actor: &ItStaff,
        moment: Moment,
    ) -> Result<Destination<'_>> {
        let (to, on) = (self.to_school_id, self.moved_on);
        Ok(Destination {
            to: Some(to),
            on,
            reason: self.reason.as_deref(),
            faults: destination_faults(conn, actor, to, on, moment)?,
        })
    }
}

impl Judgement<'_> {
    /// What would happen.
    pub(super) fn preview(&self, language: Language) -> BatchPreview {
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(index, (device, faults))| Judged {
            place: format!("/devices/{index}"),
            serial_number: device.as_ref().map(|device| device.serial_number.clone()),
            faults,
        });
        preview(&self.destination.faults, rows, language)
    }
}

/// Moves all devices, if nothing is wrong with any; answers how many.
pub(super) fn carry_out(
    conn: &mut DbConnection,
    actor: &ItStaff,
    judged: Judgement<'_>,
    moment: Moment,
) -> Result<usize> {
    let Destination {
        to,
        on,
        reason,
        mut faults,
    } = judged.destination;
    let mut devices = Vec::with_capacity(judged.rows.len());
    for (device, found) in judged.rows {
        faults.extend(found);
        devices.extend(device);
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let all: Vec<&Device> = devices.iter().collect();
    store::move_to(conn, &all, to, on, reason, actor.account, moment.now)?;
    let action = if to.is_some() { "moved" } else { "returned" };
    for before in &devices {
        let mut after = before.clone();
        after.version = before.version.saturating_add(1);
        match to {
            Some(school) => after.school_id = school,
            None => after.status = DeviceStatus::Returned,
        }
        write_journal(conn, actor, action, before, &after, reason, moment)?;
    }
    Ok(devices.len())
}

/// What is wrong with each device, and with where they go.
pub(super) fn judge<'a>(
    conn: &mut DbConnection,
    actor: &ItStaff,
    asked: &[DeviceSeen],
    destination: Destination<'a>,
) -> Result<Judgement<'a>> {
    let (to, on) = (destination.to, destination.on);
    let ids: Vec<DeviceId> = asked.iter().map(|device| device.id).collect();
    let found: HashMap<DeviceId, Device> = store::devices_by_id(conn, &actor.reach(), &ids)?
        .into_iter()
        .map(|device| (device.id, device))
        .collect();
    let last = store::last_moves(conn, &ids)?;
    let mut met = HashSet::new();
    let rows = asked.iter().enumerate().map(|(index, seen)| {
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
                device_faults(device, last, to, on, Some(&place))
            }
        };
        (device, faults)
    });
    Ok(Judgement {
        rows: rows.collect(),
        destination,
    })
}
