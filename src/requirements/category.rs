//! A device category: what is needed, priced, leased and registered, such as a pupil's PC.
//!
//! It is no model: needs and price lists name the category, and which model fills it is known at delivery.

use super::store;
use crate::db::{DbConnection, DeviceCategoryId};
use crate::error::{Fault, Result, codes};

/// A kind of device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DeviceCategory {
    /// Its number in this service.
    pub id: DeviceCategoryId,
    /// The short name for files and programs.
    #[schema(example = "pupil_pc")]
    pub code: String,
    /// The name for people.
    #[schema(example = "Elev-pc")]
    pub name: String,
    /// How long such devices are expected to serve, in months; leases that run longer get a warning.
    #[schema(example = 48)]
    pub economic_life_months: Option<i32>,
    /// Grows with every change.
    pub version: i32,
}

/// The category that a request names; `pointer` is its place in the request.
///
/// # Errors
/// [`codes::DEVICE_CATEGORY_UNKNOWN`].
pub fn require_category(
    conn: &mut DbConnection,
    id: DeviceCategoryId,
    pointer: &str,
) -> Result<DeviceCategory> {
    store::find_category(conn, id)?.ok_or_else(|| unknown(id, pointer).into())
}

/// The fault of a category that does not exist.
pub fn unknown(id: DeviceCategoryId, pointer: &str) -> Fault {
    Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN)
        .at(pointer)
        .with("id", id)
}
