//! Which devices a receipt is about: those of a school and a day, all of them or some by number.

use crate::db::{DbConnection, DeviceId, MovementId, SchoolId};
use crate::devices::store;
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use crate::organisation;
use chrono::NaiveDate;

/// The way that devices went, seen from the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handing {
    /// To the school (*udlevering*).
    Over,
    /// From the school (*returnering*).
    Back,
}

/// A question for a receipt that has devices on it.
#[derive(Debug, Clone)]
pub struct AskReceipt {
    /// The schools that the caller may see.
    pub reach: Reach,
    /// The way that the devices went.
    pub handing: Handing,
    /// The school.
    pub school: SchoolId,
    /// The day.
    pub on: NaiveDate,
    /// Only these devices; all of that day when empty.
    pub devices: Vec<DeviceId>,
    /// The first movement on the receipt, which the receipt is about.
    pub first: MovementId,
}

/// Finds out what a receipt would be about.
///
/// # Errors
/// [`codes::SCHOOL_NOT_FOUND`], also for a school out of reach; [`codes::RECEIPT_WITHOUT_DEVICES`].
pub fn ask_receipt(
    conn: &mut DbConnection,
    reach: Reach,
    handing: Handing,
    school: SchoolId,
    on: NaiveDate,
    devices: Vec<DeviceId>,
) -> Result<AskReceipt> {
    organisation::store::school(conn, &reach, school)?;
    let handed = store::handed(conn, handing, school, on, &devices)?;
    let Some(first) = handed.iter().map(|device| device.movement).min() else {
        return Err(Fault::new(&codes::RECEIPT_WITHOUT_DEVICES)
            .with("day", on)
            .into());
    };
    Ok(AskReceipt {
        reach,
        handing,
        school,
        on,
        devices,
        first,
    })
}

/// The receipt on which a movement stands: everything of its school and day.
///
/// # Errors
/// [`codes::RECEIPT_MOVEMENT_UNKNOWN`].
pub fn receipt_of(
    conn: &mut DbConnection,
    handing: Handing,
    movement: MovementId,
) -> Result<AskReceipt> {
    let Some((school, on)) = store::handed_by(conn, handing, movement)? else {
        let fault = Fault::new(&codes::RECEIPT_MOVEMENT_UNKNOWN);
        return Err(fault.with("id", movement).into());
    };
    ask_receipt(conn, Reach::All, handing, school, on, Vec::new())
}
