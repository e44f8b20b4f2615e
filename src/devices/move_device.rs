//! Moves a device to another school.

use super::{Device, DeviceStatus, dates, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, SchoolId, Version};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::ItStaff;
use crate::organisation::{self, journal};
use chrono::NaiveDate;
use validator::Validate;

/// Where a device goes.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDevice {
    /// The school that holds it from then on.
    pub to_school_id: SchoolId,
    /// The first day at the new school; not before the last movement, at most a year ahead.
    pub moved_on: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// Moves a device to another school.
///
/// # Errors
/// [`codes::DEVICE_NOT_FOUND`], [`codes::STALE`], [`codes::DEVICE_RETURNED`], [`codes::DEVICE_ALREADY_THERE`],
/// [`codes::SCHOOL_UNKNOWN`], [`codes::SCHOOL_NOT_VALID`], [`codes::DATES_OUT_OF_ORDER`],
/// [`codes::DATE_TOO_FAR_AHEAD`], [`codes::DATE_OUT_OF_RANGE`].
pub fn move_device(
    conn: &mut DbConnection,
    actor: &ItStaff,
    id: DeviceId,
    seen: Version,
    command: &MoveDevice,
    moment: Moment,
) -> Result<Device> {
    let before = store::device(conn, &actor.reach(), id)?;
    seen.require(before.version)?;
    let (to, on) = (command.to_school_id, command.moved_on);
    let mut faults = destination_faults(conn, actor, to, on, moment)?;
    let last = store::last_moves(conn, &[id])?.get(&id).copied();
    faults.extend(device_faults(&before, last, Some(to), on, None));
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let reason = command.reason.as_deref();
    store::move_to(
        conn,
        &[&before],
        Some(to),
        on,
        reason,
        actor.account,
        moment.now,
    )?;
    let after = store::device(conn, &actor.reach(), id)?;
    write_journal(conn, actor, "moved", &before, &after, reason, moment)?;
    Ok(after)
}

/// What is wrong with the school and the day of a movement.
pub(super) fn destination_faults(
    conn: &mut DbConnection,
    actor: &ItStaff,
    to: SchoolId,
    on: NaiveDate,
    moment: Moment,
) -> Result<Vec<Fault>> {
    let mut faults: Vec<Fault> = dates::fault(on, "/moved_on", moment).into_iter().collect();
    match organisation::require_valid_school(conn, &actor.reach(), to, on, "/to_school_id") {
        Ok(_) => {}
        Err(Error::Refused(found)) => faults.extend(found),
        Err(other) => return Err(other),
    }
    Ok(faults)
}

/// What hinders this device from leaving for `to` (`None`: the lessor) on a day; at its `place` in a batch.
pub(super) fn device_faults(
    device: &Device,
    last_moved_on: Option<NaiveDate>,
    to: Option<SchoolId>,
    on: NaiveDate,
    place: Option<&str>,
) -> Vec<Fault> {
    let at = |field: &str| place.map_or_else(|| field.to_owned(), str::to_owned);
    let mut faults = Vec::new();
    if device.status == DeviceStatus::Returned {
        faults.push(
            Fault::new(&codes::DEVICE_RETURNED)
                .at(at(""))
                .with("id", device.id),
        );
    } else if to == Some(device.school_id) {
        faults.push(
            Fault::new(&codes::DEVICE_ALREADY_THERE)
                .at(at("/to_school_id"))
                .with("id", device.id),
        );
    }
    if let Some(last) = last_moved_on.filter(|last| on < *last) {
        let field = if to.is_some() {
            "/moved_on"
        } else {
            "/returned_on"
        };
        faults.push(
            Fault::new(&codes::DATES_OUT_OF_ORDER)
                .at(at(field))
                .with("not_before", last),
        );
    }
    faults
}

/// Writes that a device has a new holder; the entry belongs to the school where it is now or was last.
pub(super) fn write_journal(
    conn: &mut DbConnection,
    actor: &ItStaff,
    action: &'static str,
    before: &Device,
    after: &Device,
    reason: Option<&str>,
    moment: Moment,
) -> Result<()> {
    journal::Entry::new(action, "device", after.id.0)
        .school(after.school_id)
        .before(before)
        .after(after)
        .reason(reason)
        .record(conn, actor, moment)
}
