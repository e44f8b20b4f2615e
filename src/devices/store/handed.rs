//! Devices that came to a school or left it on a day, as receipts and labels name them.

use super::AT_A_TIME;
use crate::db::schema::{device_models, device_movements, devices, schools};
use crate::db::{DbConnection, DeviceId, MovementId, SchoolId};
use crate::devices::Handing;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// A device on a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedDevice {
    /// The movement by which it came or left.
    pub movement: MovementId,
    /// The device.
    pub device: DeviceId,
    /// The maker's number.
    pub serial_number: String,
    /// The municipality's own label.
    pub asset_tag: Option<String>,
    /// Maker and name of its model.
    pub model: String,
    /// The school at the other end; absent for supplier and lessor.
    pub other: Option<String>,
}

type Row = (
    MovementId,
    DeviceId,
    Option<SchoolId>,
    Option<SchoolId>,
    String,
    Option<String>,
    String,
    String,
);

/// The devices that came to a school (or left it) on a day, by serial number; only `only` unless that is empty.
///
/// # Errors
/// Only when the database fails.
pub fn handed(
    conn: &mut DbConnection,
    handing: Handing,
    school: SchoolId,
    on: NaiveDate,
    only: &[DeviceId],
) -> QueryResult<Vec<HandedDevice>> {
    let pieces: Vec<Option<Vec<DeviceId>>> = match only {
        [] => vec![None],
        some => some
            .chunks(AT_A_TIME)
            .map(|ids| Some(ids.to_vec()))
            .collect(),
    };
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let mut query = device_movements::table
            .inner_join(devices::table.inner_join(device_models::table))
            .filter(device_movements::moved_on.eq(on))
            .order((devices::serial_key, device_movements::id))
            .select((
                device_movements::id,
                devices::id,
                device_movements::from_school_id,
                device_movements::to_school_id,
                devices::serial_number,
                devices::asset_tag,
                device_models::manufacturer,
                device_models::name,
            ))
            .into_boxed();
        query = match handing {
            Handing::Over => query.filter(device_movements::to_school_id.eq(school)),
            Handing::Back => query.filter(device_movements::from_school_id.eq(school)),
        };
        if let Some(ids) = piece {
            query = query.filter(devices::id.eq_any(ids));
        }
        rows.extend(query.load::<Row>(conn)?);
    }
    let names = school_names(conn)?;
    let mut met = HashSet::new();
    // What came twice on one day is signed for once.
    rows.retain(|row| met.insert(row.1));
    Ok(rows
        .into_iter()
        .map(
            |(movement, device, from, to, serial_number, asset_tag, maker, model)| {
                let other = match handing {
                    Handing::Over => from,
                    Handing::Back => to,
                };
                HandedDevice {
                    movement,
                    device,
                    serial_number,
                    asset_tag,
                    model: format!("{maker} {model}"),
                    other: other.and_then(|school| names.get(&school).cloned()),
                }
            },
        )
        .collect())
}

/// The school and the day of a movement by which a device came to a school, or left one.
///
/// # Errors
/// Only when the database fails.
pub fn handed_by(
    conn: &mut DbConnection,
    handing: Handing,
    movement: MovementId,
) -> QueryResult<Option<(SchoolId, NaiveDate)>> {
    let found: Option<(Option<SchoolId>, Option<SchoolId>, NaiveDate)> = device_movements::table
        .find(movement)
        .select((
            device_movements::from_school_id,
            device_movements::to_school_id,
            device_movements::moved_on,
        ))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(from, to, on)| {
        let school = match handing {
            Handing::Over => to,
            Handing::Back => from,
        };
        school.map(|school| (school, on))
    }))
}

/// The names of all schools, also of those that are none any more.
///
/// # Errors
/// Only when the database fails.
pub fn school_names(conn: &mut DbConnection) -> QueryResult<HashMap<SchoolId, String>> {
    let rows: Vec<(SchoolId, String)> = schools::table
        .select((schools::id, schools::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
