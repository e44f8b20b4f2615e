//! Returns a device to the lessor.

use super::move_device::{device_faults, write_journal};
use super::{Device, dates, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, Version};
use crate::error::{Error, Fault, Result};
use crate::http::actor::ItStaff;
use chrono::NaiveDate;
use validator::Validate;

/// When and why a device goes back.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnDevice {
    /// The first day without it; not before the last movement, at most a year ahead.
    pub returned_on: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// Returns a device to the lessor; its place on the lease line is free again.
///
/// # Errors
/// [`crate::error::codes::DEVICE_NOT_FOUND`], [`crate::error::codes::STALE`],
/// [`crate::error::codes::DEVICE_RETURNED`], [`crate::error::codes::DATES_OUT_OF_ORDER`],
/// [`crate::error::codes::DATE_TOO_FAR_AHEAD`], [`crate::error::codes::DATE_OUT_OF_RANGE`].
pub fn return_device(
    conn: &mut DbConnection,
    actor: &ItStaff,
    id: DeviceId,
    seen: Version,
    command: &ReturnDevice,
    moment: Moment,
) -> Result<Device> {
    let before = store::device(conn, &actor.reach(), id)?;
    seen.require(before.version)?;
    let on = command.returned_on;
    let mut faults: Vec<Fault> = dates::fault(on, "/returned_on", moment)
        .into_iter()
        .collect();
    let last = store::last_moves(conn, &[id])?.get(&id).copied();
    faults.extend(device_faults(&before, last, None, on, None));
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let reason = command.reason.as_deref();
    store::move_to(
        conn,
        &[&before],
        None,
        on,
        reason,
        actor.account,
        moment.now,
    )?;
    let after = store::device(conn, &actor.reach(), id)?;
    write_journal(conn, actor, "returned", &before, &after, reason, moment)?;
    Ok(after)
}
