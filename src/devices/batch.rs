//! A batch of devices about to be registered on a lease line: what is wrong with it, and the registration.
//!
//! JSON and CSV come together here. A row carries its own faults, so that a preview can tell them by row and a
//! refusal can list them all.

use super::preview::{BatchPreview, Judged, preview};
use super::store::{self, NewDevice};
use super::{Registered, label};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceImportId, DeviceModelId, LeaseLineId, SchoolId};
use crate::error::{Error, Fault, Language, Result, codes};
use crate::http::actor::ItStaff;
use crate::leasing::{self, LeaseLine, LeaseState, LineKind};
use crate::organisation::journal;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// The most devices of one batch.
pub(super) const MAX_DEVICES: usize = 5000;

/// One device of a batch as it was sent.
#[derive(Debug)]
pub(super) struct Row {
    /// `/devices/3` or `/rows/5`.
    pub place: String,
    /// As it was written.
    pub serial_number: String,
    /// As it was written.
    pub asset_tag: Option<String>,
    /// Where it goes; `None` when that is among the faults.
    pub target: Option<Target>,
    /// What is wrong with the row.
    pub faults: Vec<Fault>,
}

/// Where a device goes, what it is and since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub school: SchoolId,
    pub model: DeviceModelId,
    pub received_on: NaiveDate,
}

/// How a batch came.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// One device at a time.
    Typed,
    /// In a file, whose name may be known.
    File(Option<&'a str>),
}

/// A batch with everything that is wrong with it.
#[derive(Debug)]
pub(super) struct Batch {
    line: LeaseLine,
    /// What is wrong with the batch as a whole.
    pub faults: Vec<Fault>,
    pub rows: Vec<Row>,
}

/// The line, if devices can be registered on it.
///
/// # Errors
/// [`codes::LEASE_LINE_NOT_FOUND`], [`codes::LEASE_LINE_NOT_FOR_DEVICES`], [`codes::LEASE_ENDED`].
pub(super) fn open_line(conn: &mut DbConnection, id: LeaseLineId) -> Result<LeaseLine> {
    let line = leasing::store::line(conn, id)?;
    if line.kind != LineKind::Device {
        return Err((&codes::LEASE_LINE_NOT_FOR_DEVICES).into());
    }
    if leasing::store::lease(conn, line.lease_id)?.state == LeaseState::Ended {
        return Err((&codes::LEASE_ENDED).into());
    }
    Ok(line)
}

impl Batch {
    /// Checks labels against each other and the register, and the number against the line's room.
    pub fn judge(
        conn: &mut DbConnection,
        line: LeaseLine,
        mut faults: Vec<Fault>,
        mut rows: Vec<Row>,
        moment: Moment,
    ) -> Result<Self> {
        check_serials(conn, &mut rows)?;
        check_tags(conn, &mut rows)?;
        let used = leasing::store::devices_on_line(conn, line.id)?.in_use;
        let asked = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let entries = leasing::store::amendments(conn, line.lease_id)?;
        let units = leasing::units_on(&line, &entries, moment.today);
        if used.saturating_add(asked) > i64::from(units) {
            faults.push(
                Fault::new(&codes::LEASE_LINE_FULL)
                    .with("quantity", units)
                    .with("used", used)
                    .with("asked", asked),
            );
        }
        Ok(Batch { line, faults, rows })
    }

    /// What would happen.
    pub fn preview(&self, language: Language) -> BatchPreview {
        let rows = self.rows.iter().map(|row| Judged {
            place: row.place.clone(),
            serial_number: Some(row.serial_number.trim().to_owned()),
            faults: &row.faults,
        });
        preview(&self.faults, rows, language)
    }

    /// Registers all of it; what was read from a file is kept together as an import under the file's name.
    ///
    /// # Errors
    /// All faults, if there are any.
    pub fn register(
        self,
        conn: &mut DbConnection,
        actor: &ItStaff,
        from: Origin<'_>,
        moment: Moment,
    ) -> Result<Registered> {
        let mut faults = self.faults;
        let mut devices = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            if let Some(target) = row.target.filter(|_| row.faults.is_empty()) {
                devices.push(new_device(self.line.id, &row, target));
            }
            faults.extend(row.faults);
        }
        if !faults.is_empty() {
            return Err(Error::Refused(faults));
        }
        let import_id = match from {
            Origin::Typed => None,
            Origin::File(name) => Some(store::insert_import(
                conn,
                self.line.id,
                name,
                devices.len(),
                actor.account,
                moment.now,
            )?),
        };
        let ids = store::insert_devices(conn, &devices, import_id, actor.account, moment.now)?;
        let registered = Registered {
            lease_line_id: self.line.id,
            registered: ids.len(),
            import_id,
            device_ids: ids,
        };
        write_journal(conn, actor, &registered, &devices, moment)?;
        Ok(registered)
    }
}

fn new_device(line: LeaseLineId, row: &Row, target: Target) -> NewDevice {
    let serial = row.serial_number.trim();
    let tag = row.asset_tag.as_deref().map(str::trim);
    NewDevice {
        lease_line_id: line,
        school_id: target.school,
        model_id: target.model,
        serial_number: serial.to_owned(),
        serial_key: label::key(serial),
        asset_tag: tag.map(str::to_owned),
        asset_tag_key: tag.map(label::key),
        received_on: target.received_on,
    }
}

/// One entry for the batch: the movements hold the history of each device.
fn write_journal(
    conn: &mut DbConnection,
    actor: &ItStaff,
    registered: &Registered,
    devices: &[NewDevice],
    moment: Moment,
) -> Result<()> {
    #[derive(Serialize)]
    struct Written<'a> {
        registered: usize,
        import_id: Option<DeviceImportId>,
        serial_numbers: Vec<&'a str>,
    }
    let line = registered.lease_line_id;
    let mut entry =
        journal::Entry::new("registered_devices", "lease_line", line.0).after(&Written {
            registered: registered.registered,
            import_id: registered.import_id,
            serial_numbers: devices
                .iter()
                .map(|device| device.serial_number.as_str())
                .collect(),
        });
    if let Some(first) = devices.first()
        && devices
            .iter()
            .all(|device| device.school_id == first.school_id)
    {
        entry = entry.school(first.school_id);
    }
    entry.record(conn, actor, moment)
}

fn check_serials(conn: &mut DbConnection, rows: &mut [Row]) -> Result<()> {
    let mut first: HashMap<String, String> = HashMap::with_capacity(rows.len());
    for row in rows.iter_mut() {
        let at = format!("{}/serial_number", row.place);
        let Some(serial) = label::clean(&row.serial_number) else {
            row.faults
                .push(Fault::new(&codes::SERIAL_NUMBER_INVALID).at(at));
            continue;
        };
        if let Some(earlier) = first.get(&label::key(serial)) {
            let fault = Fault::new(&codes::SERIAL_NUMBER_TWICE)
                .at(at)
                .with("serial", serial)
                .with("first", earlier);
            row.faults.push(fault);
        } else {
            first.insert(label::key(serial), row.place.clone());
        }
    }
    let taken = store::taken_serials(conn, first.into_keys().collect())?;
    if taken.is_empty() {
        return Ok(());
    }
    for row in rows.iter_mut() {
        if let Some(serial) = label::clean(&row.serial_number)
            && taken.contains(&label::key(serial))
        {
            let fault = Fault::new(&codes::SERIAL_NUMBER_TAKEN)
                .at(format!("{}/serial_number", row.place))
                .with("serial", serial);
            row.faults.push(fault);
        }
    }
    Ok(())
}

fn check_tags(conn: &mut DbConnection, rows: &mut [Row]) -> Result<()> {
    let mut first: HashMap<String, String> = HashMap::new();
    for row in rows.iter_mut() {
        let Some(written) = &row.asset_tag else {
            continue;
        };
        let at = format!("{}/asset_tag", row.place);
        let Some(tag) = label::clean(written) else {
            row.faults
                .push(Fault::new(&codes::ASSET_TAG_INVALID).at(at));
            continue;
        };
        if let Some(earlier) = first.get(&label::key(tag)) {
            let fault = Fault::new(&codes::ASSET_TAG_TWICE)
                .at(at)
                .with("tag", tag)
                .with("first", earlier);
            row.faults.push(fault);
        } else {
            first.insert(label::key(tag), row.place.clone());
        }
    }
    let taken = store::taken_tags(conn, first.into_keys().collect())?;
    if taken.is_empty() {
        return Ok(());
    }
    for row in rows.iter_mut() {
        if let Some(tag) = row.asset_tag.as_deref().and_then(label::clean)
            && taken.contains(&label::key(tag))
        {
            let fault = Fault::new(&codes::ASSET_TAG_TAKEN)
                .at(format!("{}/asset_tag", row.place))
                .with("tag", tag);
            row.faults.push(fault);
        }
    }
    Ok(())
}
