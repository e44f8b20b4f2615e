//! Adds device categories and changes how they are called.

use super::{DeviceCategory, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::CatalogueKeeper;
use crate::organisation::journal;
use validator::Validate;

/// How a device category is called.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeDeviceCategory {
    /// The short name for files and programs: lower-case letters, digits and `_`.
    #[schema(pattern = "^[a-z0-9_]{2,40}$", example = "pupil_pc")]
    pub code: String,
    /// The name for people.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Elev-pc")]
    pub name: String,
    /// How long such devices are expected to serve, in months; leases that run longer get a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200, example = 48)]
    pub economic_life_months: Option<i32>,
}

impl DescribeDeviceCategory {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(is_code(&self.code), || {
            Fault::new(&codes::DEVICE_CATEGORY_CODE_INVALID).at("/code")
        });
        faults.require(!self.name.trim().is_empty(), || {
            Fault::new(&codes::TEXT_BLANK).at("/name")
        });
        faults.into_result()
    }
}

fn is_code(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Adds a category.
///
/// # Errors
/// [`codes::DEVICE_CATEGORY_CODE_INVALID`], [`codes::TEXT_BLANK`], [`codes::DEVICE_CATEGORY_CODE_TAKEN`],
/// [`codes::DEVICE_CATEGORY_NAME_TAKEN`].
pub fn add_category(
    conn: &mut DbConnection,
    actor: &CatalogueKeeper,
    command: &DescribeDeviceCategory,
    moment: Moment,
) -> Result<DeviceCategory> {
    command.check()?;
    let id = store::insert_category(conn, command).map_err(taken)?;
    let category = store::category(conn, id)?;
    journal::Entry::new("added", "device_category", id.0)
        .after(&category)
        .record(conn, actor, moment)?;
    Ok(category)
}

/// Changes how a category is called.
///
/// # Errors
/// As [`add_category`]; [`codes::DEVICE_CATEGORY_NOT_FOUND`], [`codes::STALE`].
pub fn change_category(
    conn: &mut DbConnection,
    actor: &CatalogueKeeper,
    id: DeviceCategoryId,
    seen: Version,
    command: &DescribeDeviceCategory,
    moment: Moment,
) -> Result<DeviceCategory> {
    let before = store::category(conn, id)?;
    let version = seen.require(before.version)?;
    command.check()?;
    store::update_category(conn, id, command, version).map_err(taken)?;
    let after = store::category(conn, id)?;
    journal::Entry::new("changed", "device_category", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("device_categories.code") => Fault::new(&codes::DEVICE_CATEGORY_CODE_TAKEN)
            .at("/code")
            .into(),
        Some("device_categories.name") => Fault::new(&codes::DEVICE_CATEGORY_NAME_TAKEN)
            .at("/name")
            .into(),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_two_to_forty_lower_case_letters_digits_and_underscores() {
        assert!(is_code("pc") && is_code("pupil_pc_2") && is_code(&"a".repeat(40)));
        for wrong in ["", "p", "Pc", "elev-pc", "bærbar", "pc ", &"a".repeat(41)] {
            assert!(!is_code(wrong), "{wrong:?}");
        }
    }
}
