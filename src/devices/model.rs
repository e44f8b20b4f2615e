//! A model of the catalogue.

use crate::db::{DeviceCategoryId, DeviceModelId};
use chrono::NaiveDate;

/// A model that devices are of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DeviceModel {
    /// Its number in this service.
    pub id: DeviceModelId,
    /// What kind of device it is.
    pub device_category_id: DeviceCategoryId,
    /// Who makes it.
    #[schema(example = "HP")]
    pub manufacturer: String,
    /// Its name without the maker's.
    #[schema(example = "ProBook x360 11 G1 EE")]
    pub name: String,
    /// The last day with security updates of its operating system.
    pub os_support_ends_on: Option<NaiveDate>,
    /// Where that date comes from.
    pub os_support_source: Option<String>,
    /// Grows with every change.
    pub version: i32,
}
