//! The register as a table, for spreadsheets.

use super::{Device, DeviceStatus, store};
use crate::db::{DbConnection, DeviceModelId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use crate::render::table::Kind;
use crate::render::{Cell, Column, Table};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The most devices of one file.
pub const MOST_LISTED: usize = 20_000;

/// A device with names instead of numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ListedDevice {
    /// The maker's number.
    pub serial_number: String,
    /// The municipality's own label.
    pub asset_tag: Option<String>,
    /// The school that holds it, or held it last.
    pub school: String,
    /// Maker and name of its model.
    pub model: String,
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// Whether somebody has it.
    pub status: DeviceStatus,
}

/// The devices of a filter with their names.
///
/// # Errors
/// [`codes::DEVICES_TOO_MANY_CHOSEN`] for more than [`MOST_LISTED`].
pub fn listed_devices(
    conn: &mut DbConnection,
    reach: &Reach,
    filter: store::DeviceFilter,
) -> Result<Vec<ListedDevice>> {
    let count = i64::try_from(MOST_LISTED).unwrap_or(i64::MAX);
    let found = store::devices(conn, reach, filter, count.saturating_add(1))?;
    if found.len() > MOST_LISTED {
        return Err(Fault::new(&codes::DEVICES_TOO_MANY_CHOSEN)
            .with("most", MOST_LISTED)
            .into());
    }
    let schools = store::school_names(conn)?;
    let models: HashMap<DeviceModelId, String> = store::models(conn, None, None, i64::MAX)?
        .into_iter()
        .map(|model| (model.id, format!("{} {}", model.manufacturer, model.name)))
        .collect();
    let listed = |device: Device| ListedDevice {
        school: schools.get(&device.school_id).cloned().unwrap_or_default(),
        model: models.get(&device.model_id).cloned().unwrap_or_default(),
        serial_number: device.serial_number,
        asset_tag: device.asset_tag,
        received_on: device.received_on,
        status: device.status,
    };
    Ok(found.into_iter().map(listed).collect())
}

/// The devices as a table; its first columns are those of a list to be read in.
pub fn register_table(devices: &[ListedDevice]) -> Table {
    let mut table = Table::new(
        "Enheder",
        vec![
            Column::text("Serienummer"),
            Column::text("Aktivmærke"),
            Column::text("Skole"),
            Column::text("Model"),
            Column::new("Modtaget", Kind::Date),
            Column::text("Tilstand"),
        ],
    );
    for device in devices {
        let status = match device.status {
            DeviceStatus::InUse => "I brug",
            DeviceStatus::Returned => "Afleveret",
        };
        table.row(vec![
            device.serial_number.as_str().into(),
            device.asset_tag.as_deref().map_or(Cell::Empty, Cell::from),
            device.school.as_str().into(),
            device.model.as_str().into(),
            device.received_on.into(),
            status.into(),
        ]);
    }
    table
}
