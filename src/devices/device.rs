//! A device, and its way from school to school.

use crate::clock::Instant;
use crate::db::{AccountId, DeviceId, DeviceModelId, LeaseLineId, MovementId, SchoolId, text_enum};
use chrono::NaiveDate;

text_enum! {
    /// Whether somebody has the device.
    pub enum DeviceStatus {
        /// A school holds it.
        InUse = "in_use",
        /// It went back to the lessor.
        Returned = "returned",
    }
}

text_enum! {
    /// The order of a list of devices.
    #[derive(Default)]
    pub enum DeviceSort {
        /// Oldest registration first.
        #[default]
        Id = "id",
        /// Newest registration first.
        IdDescending = "-id",
        /// By serial number in lower case, letter by letter.
        SerialNumber = "serial_number",
    }
}

/// One physical device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Device {
    /// Its number in this service.
    pub id: DeviceId,
    /// The lease line on which it is leased.
    pub lease_line_id: LeaseLineId,
    /// The school that holds it, or held it last.
    pub school_id: SchoolId,
    /// Its model.
    pub model_id: DeviceModelId,
    /// The maker's number.
    #[schema(example = "5CG7341QZK")]
    pub serial_number: String,
    /// The municipality's own label.
    pub asset_tag: Option<String>,
    /// Whether somebody has it.
    pub status: DeviceStatus,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// Grows with every change.
    pub version: i32,
}

/// A change of a device's holder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Movement {
    /// Its number in this service.
    pub id: MovementId,
    /// The device.
    pub device_id: DeviceId,
    /// The school that held it before; absent for the registration.
    pub from_school_id: Option<SchoolId>,
    /// The school that holds it from then on; absent for the return to the lessor.
    pub to_school_id: Option<SchoolId>,
    /// The first day with the new holder.
    pub moved_on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
    /// Who wrote it.
    pub account_id: AccountId,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
}
