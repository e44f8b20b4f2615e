//! Undoes a whole import: its devices were never there.

use super::{Device, DeviceImport, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceImportId, Version};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::ItStaff;
use crate::leasing::{self, LeaseState};
use crate::organisation::journal;
use serde::Serialize;

/// Removes all devices of an import with their registrations; the journal keeps what they were.
///
/// A device that was moved or returned since has a history of its own, on which costs and receipts may rest.
///
/// # Errors
/// [`codes::DEVICE_IMPORT_NOT_FOUND`], [`codes::STALE`], [`codes::DEVICE_IMPORT_UNDONE`], [`codes::LEASE_ENDED`];
/// [`codes::DEVICE_IMPORT_DEVICE_CHANGED`] for each device that has changed.
pub fn undo_import(
    conn: &mut DbConnection,
    actor: &ItStaff,
    id: DeviceImportId,
    seen: Version,
    moment: Moment,
) -> Result<DeviceImport> {
    let before = store::device_import(conn, id)?;
    let version = seen.require(before.version)?;
    if before.undone_at.is_some() {
        return Err((&codes::DEVICE_IMPORT_UNDONE).into());
    }
    let line = leasing::store::line(conn, before.lease_line_id)?;
    if leasing::store::lease(conn, line.lease_id)?.state == LeaseState::Ended {
        return Err((&codes::LEASE_ENDED).into());
    }
    let devices = store::devices_of_import(conn, id)?;
    let changed: Vec<Fault> = devices.iter().filter_map(change).collect();
    if !changed.is_empty() {
        return Err(Error::Refused(changed));
    }
    store::delete_import(conn, id)?;
    store::mark_undone(conn, id, actor.account, moment.now, version)?;
    let after = store::device_import(conn, id)?;
    write_journal(conn, actor, &after, &devices, moment)?;
    Ok(after)
}

fn change(device: &Device) -> Option<Fault> {
    (device.version != 1).then(|| {
        Fault::new(&codes::DEVICE_IMPORT_DEVICE_CHANGED).with("serial", &device.serial_number)
    })
}

fn write_journal(
    conn: &mut DbConnection,
    actor: &ItStaff,
    import: &DeviceImport,
    devices: &[Device],
    moment: Moment,
) -> Result<()> {
    #[derive(Serialize)]
    struct Removed<'a> {
        devices: &'a [Device],
    }
    let mut entry = journal::Entry::new("undone", "device_import", import.id.0)
        .before(&Removed { devices })
        .after(import);
    if let Some(first) = devices.first()
        && devices
            .iter()
            .all(|device| device.school_id == first.school_id)
    {
        entry = entry.school(first.school_id);
    }
    entry.record(conn, actor, moment)
}
