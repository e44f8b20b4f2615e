//! Adds models to the catalogue and changes them.

use super::{DeviceModel, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, DeviceModelId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::CatalogueKeeper;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// What is known of a model, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeDeviceModel {
    /// What kind of device it is.
    pub device_category_id: DeviceCategoryId,
    /// Who makes it.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "HP")]
    pub manufacturer: String,
    /// Its name without the maker's; unique for the maker.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "ProBook x360 11 G1 EE")]
    pub name: String,
    /// The last day with security updates of its operating system.
    pub os_support_ends_on: Option<NaiveDate>,
    /// Where that date comes from; required with a date.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub os_support_source: Option<String>,
}

impl DescribeDeviceModel {
    fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        for (pointer, text) in [("/manufacturer", &self.manufacturer), ("/name", &self.name)] {
            faults.require(!text.trim().is_empty(), || {
                Fault::new(&codes::TEXT_BLANK).at(pointer)
            });
        }
        let category = self.device_category_id;
        faults.require(store::category_exists(conn, category)?, || {
            Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN)
                .at("/device_category_id")
                .with("id", category)
        });
        if let Some(date) = self.os_support_ends_on {
            faults.require((1990..=2100).contains(&date.year()), || {
                Fault::new(&codes::DATE_OUT_OF_RANGE).at("/os_support_ends_on")
            });
            let source = self.os_support_source.as_deref().unwrap_or_default();
            faults.require(!source.trim().is_empty(), || {
                Fault::new(&codes::DEVICE_MODEL_SOURCE_REQUIRED).at("/os_support_source")
            });
        }
        faults.into_result()
    }
}

/// Adds a model to the catalogue.
///
/// # Errors
/// [`codes::DEVICE_MODEL_EXISTS`], [`codes::DEVICE_CATEGORY_UNKNOWN`],
/// [`codes::DEVICE_MODEL_SOURCE_REQUIRED`], [`codes::DATE_OUT_OF_RANGE`], [`codes::TEXT_BLANK`].
pub fn add_device_model(
    conn: &mut DbConnection,
    actor: &CatalogueKeeper,
    command: &DescribeDeviceModel,
    moment: Moment,
) -> Result<DeviceModel> {
    command.check(conn)?;
    let id = store::insert_model(conn, command).map_err(exists)?;
    let model = store::model(conn, id)?;
    journal::Entry::new("added", "device_model", id.0)
        .after(&model)
        .record(conn, actor, moment)?;
    Ok(model)
}

/// Changes what is known of a model.
///
/// # Errors
/// As [`add_device_model`]; [`codes::DEVICE_MODEL_NOT_FOUND`], [`codes::STALE`], and
/// [`codes::DEVICE_MODEL_IN_USE`] when the category of registered devices would change.
pub fn change_device_model(
    conn: &mut DbConnection,
    actor: &CatalogueKeeper,
    id: DeviceModelId,
    seen: Version,
    command: &DescribeDeviceModel,
    moment: Moment,
) -> Result<DeviceModel> {
    let before = store::model(conn, id)?;
    let version = seen.require(before.version)?;
    command.check(conn)?;
    if command.device_category_id != before.device_category_id {
        let devices = store::devices_of_model(conn, id)?;
        if devices > 0 {
            return Err(Fault::new(&codes::DEVICE_MODEL_IN_USE)
                .at("/device_category_id")
                .with("devices", devices)
                .into());
        }
    }
    store::update_model(conn, id, command, version).map_err(exists)?;
    let after = store::model(conn, id)?;
    journal::Entry::new("changed", "device_model", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn exists(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("device_models.manufacturer_name") => {
            Fault::new(&codes::DEVICE_MODEL_EXISTS).at("/name").into()
        }
        _ => error.into(),
    }
}
