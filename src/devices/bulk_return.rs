//! Returns many devices to the lessor, all or none.

use super::bulk_move::{Destination, DeviceSeen, carry_out, judge};
use super::dates;
use super::preview::BatchPreview;
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Result;
use crate::http::actor::ItStaff;
use chrono::NaiveDate;
use validator::Validate;

/// Which devices go back.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnDevices {
    /// The devices, each in the version that was seen.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_items = 1, max_items = 1000)]
    pub devices: Vec<DeviceSeen>,
    /// The first day without them; not before each device's last movement, at most a year ahead.
    pub returned_on: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// What was returned.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DevicesReturned {
    /// How many devices.
    pub returned: usize,
    /// Since when.
    pub returned_on: NaiveDate,
}

impl ReturnDevices {
    fn destination(&self, moment: Moment) -> Destination<'_> {
        Destination {
            to: None,
            on: self.returned_on,
            reason: self.reason.as_deref(),
            faults: dates::fault(self.returned_on, "/returned_on", moment)
                .into_iter()
                .collect(),
        }
    }
}

/// Returns all devices of the command to the lessor, or none.
///
/// # Errors
/// All faults at once, as [`super::move_devices`].
pub fn return_devices(
    conn: &mut DbConnection,
    actor: &ItStaff,
    command: &ReturnDevices,
    moment: Moment,
) -> Result<DevicesReturned> {
    let judged = judge(conn, actor, &command.devices, command.destination(moment))?;
    let returned = carry_out(conn, actor, judged, moment)?;
    Ok(DevicesReturned {
        returned,
        returned_on: command.returned_on,
    })
}

/// What [`return_devices`] would do.
///
/// # Errors
/// Only when the database fails.
pub fn preview_return(
    conn: &mut DbConnection,
    actor: &ItStaff,
    command: &ReturnDevices,
    moment: Moment,
) -> Result<BatchPreview> {
    let judged = judge(conn, actor, &command.devices, command.destination(moment))?;
    Ok(judged.preview(actor.language))
}
