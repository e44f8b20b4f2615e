//! What schools hold, counted from indexes alone, and the names that pages show beside numbers.

use super::devices::Row as DeviceRow;
use crate::db::schema::{
    device_categories, device_models, devices, lease_lines, leases, pupil_counts,
};
use crate::db::{DbConnection, DeviceModelId, LeaseId, LeaseLineId, SchoolId};
use crate::devices::{Device, DeviceStatus};
use crate::http::actor::Reach;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use std::collections::HashMap;

/// How many devices in use each school within reach holds.
///
/// # Errors
/// Only when the database fails.
pub fn devices_in_use(
    conn: &mut DbConnection,
    reach: &Reach,
) -> QueryResult<HashMap<SchoolId, i64>> {
    let mut query = devices::table
        .filter(devices::status.eq(DeviceStatus::InUse))
        .group_by(devices::school_id)
        .select((devices::school_id, count_star()))
        .into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(devices::school_id.eq_any(own.clone()));
    }
    let rows: Vec<(SchoolId, i64)> = query.load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many devices of a model a school holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldModel {
    /// The model.
    pub model: DeviceModelId,
    /// The name of its category.
    pub category: String,
    /// Maker and name.
    pub name: String,
    /// How many devices in use.
    pub devices: i64,
}

/// What a school holds, by category and model.
///
/// # Errors
/// Only when the database fails.
pub fn held_models(conn: &mut DbConnection, school: SchoolId) -> QueryResult<Vec<HeldModel>> {
    let counts: Vec<(DeviceModelId, i64)> = devices::table
        .filter(devices::school_id.eq(school))
        .filter(devices::status.eq(DeviceStatus::InUse))
        .group_by(devices::model_id)
        .select((devices::model_id, count_star()))
        .load(conn)?;
    let names: Vec<(DeviceModelId, String, String, String)> = device_models::table
        .inner_join(
            device_categories::table
                .on(device_categories::id.eq(device_models::device_category_id)),
        )
        .select((
            device_models::id,
            device_categories::name,
            device_models::manufacturer,
            device_models::name,
        ))
        .load(conn)?;
    let counts: HashMap<DeviceModelId, i64> = counts.into_iter().collect();
    let mut held: Vec<HeldModel> = names
        .into_iter()
        .filter_map(|(model, category, maker, name)| {
            Some(HeldModel {
                devices: *counts.get(&model)?,
                model,
                category,
                name: format!("{maker} {name}"),
            })
        })
        .collect();
    held.sort_by(|one, other| {
        (&one.category, &one.name, one.model).cmp(&(&other.category, &other.name, other.model))
    });
    Ok(held)
}

/// How many devices in use of each lease line a school holds.
///
/// # Errors
/// Only when the database fails.
pub fn held_by_line(
    conn: &mut DbConnection,
    school: SchoolId,
) -> QueryResult<Vec<(LeaseLineId, i64)>> {
    devices::table
        .filter(devices::school_id.eq(school))
        .filter(devices::status.eq(DeviceStatus::InUse))
        .group_by(devices::lease_line_id)
        .select((devices::lease_line_id, count_star()))
        .load(conn)
}

/// A lease line with the agreement that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOfLease {
    /// The line.
    pub line: LeaseLineId,
    /// What it is, as it stands in the agreement.
    pub description: String,
    /// Whether devices are registered on it.
    pub for_devices: bool,
    /// The agreement.
    pub lease: LeaseId,
    /// The lessor's number of the agreement.
    pub agreement_number: String,
    /// What the agreement is about.
    pub title: String,
    /// Whether it is over.
    pub ended: bool,
}

type LineRow = (LeaseLineId, String, String, LeaseId, String, String, String);

/// All lease lines, newest agreement first.
///
/// # Errors
/// Only when the database fails.
pub fn lines_with_leases(conn: &mut DbConnection) -> QueryResult<Vec<LineOfLease>> {
    let rows: Vec<LineRow> = lease_lines::table
        .inner_join(leases::table)
        .order((leases::id.desc(), lease_lines::position))
        .select((
            lease_lines::id,
            lease_lines::description,
            lease_lines::kind,
            leases::id,
            leases::agreement_number,
            leases::title,
            leases::state,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(
            |(line, description, kind, lease, agreement_number, title, state)| LineOfLease {
                line,
                description,
                for_devices: kind == "device",
                lease,
                agreement_number,
                title,
                ended: state == "ended",
            },
        )
        .collect())
}

/// The device with this serial number or asset tag, as keys; the asset tag first, because that is what is scanned.
///
/// # Errors
/// Only when the database fails.
pub fn device_named(
    conn: &mut DbConnection,
    reach: &Reach,
    key: &str,
) -> QueryResult<Option<Device>> {
    let by_tag: Option<DeviceRow> = devices::table
        .filter(devices::asset_tag_key.eq(key))
        .select(DeviceRow::as_select())
        .first(conn)
        .optional()?;
    let found = match by_tag {
        Some(found) => Some(found),
        None => devices::table
            .filter(devices::serial_key.eq(key))
            .select(DeviceRow::as_select())
            .first(conn)
            .optional()?,
    };
    let found = found.map(Device::from);
    Ok(found.filter(|device| reach.covers(device.school_id)))
}

/// How many pupils each school has in the newest school year that is known of it.
///
/// # Errors
/// Only when the database fails.
pub fn pupils_by_school(conn: &mut DbConnection) -> QueryResult<HashMap<SchoolId, i64>> {
    let newest: Vec<(SchoolId, Option<i32>)> = pupil_counts::table
        .group_by(pupil_counts::school_id)
        .select((pupil_counts::school_id, max(pupil_counts::school_year)))
        .load(conn)?;
    let newest: HashMap<SchoolId, Option<i32>> = newest.into_iter().collect();
    let years: Vec<i32> = newest.values().filter_map(|year| *year).collect();
    let rows: Vec<(SchoolId, i32, i32)> = pupil_counts::table
        .filter(pupil_counts::school_year.eq_any(years))
        .select((
            pupil_counts::school_id,
            pupil_counts::school_year,
            pupil_counts::pupils,
        ))
        .load(conn)?;
    let mut totals = HashMap::new();
    for (school, year, pupils) in rows {
        if newest.get(&school) == Some(&Some(year)) {
            *totals.entry(school).or_insert(0) += i64::from(pupils);
        }
    }
    Ok(totals)
}
