//! What the warnings of a lease look at in other tables.

use crate::db::schema::{device_categories, device_models, devices, lease_batches, lease_lines};
use crate::db::{DbConnection, DeviceCategoryId, LeaseId};
use chrono::NaiveDate;
use diesel::dsl::{count_star, min};
use diesel::prelude::*;

/// An invoice of a supplier to the lessor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchInvoice {
    /// The supplier.
    pub supplier_name: String,
    /// Its number.
    pub invoice_number: String,
    /// Its day.
    pub invoiced_on: NaiveDate,
}

/// The suppliers' invoices of a lease that are older than a day.
///
/// # Errors
/// Only when the database fails.
pub fn invoices_before(
    conn: &mut DbConnection,
    lease: LeaseId,
    day: NaiveDate,
) -> QueryResult<Vec<BatchInvoice>> {
    let rows: Vec<(String, String, NaiveDate)> = lease_batches::table
        .filter(lease_batches::lease_id.eq(lease))
        .filter(lease_batches::invoiced_on.lt(day))
        .select((
            lease_batches::supplier_name,
            lease_batches::invoice_number,
            lease_batches::invoiced_on,
        ))
        .order(lease_batches::number)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(
            |(supplier_name, invoice_number, invoiced_on)| BatchInvoice {
                supplier_name,
                invoice_number,
                invoiced_on,
            },
        )
        .collect())
}

/// How many devices of a lease were received before a day, and the first day among them.
///
/// # Errors
/// Only when the database fails.
pub fn devices_received_before(
    conn: &mut DbConnection,
    lease: LeaseId,
    day: NaiveDate,
) -> QueryResult<Option<(i64, NaiveDate)>> {
    let (count, first): (i64, Option<NaiveDate>) = devices::table
        .inner_join(lease_lines::table)
        .filter(lease_lines::lease_id.eq(lease))
        .filter(devices::received_on.lt(day))
        .select((count_star(), min(devices::received_on)))
        .first(conn)?;
    Ok(first.map(|first| (count, first)))
}

/// The categories on the lines of a lease with their economic life in months, where one is stated.
///
/// # Errors
/// Only when the database fails.
pub fn economic_lives(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<(String, i32)>> {
    let rows: Vec<(DeviceCategoryId, String, Option<i32>)> = lease_lines::table
        .inner_join(device_categories::table)
        .filter(lease_lines::lease_id.eq(lease))
        .select((
            device_categories::id,
            device_categories::name,
            device_categories::economic_life_months,
        ))
        .order(device_categories::id)
        .distinct()
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(_, name, months)| Some((name, months?)))
        .collect())
}

/// A model whose operating system loses support, and how many devices of it are in use on a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingSupport {
    /// Maker and name.
    pub model: String,
    /// The last day with security updates.
    pub ends_on: NaiveDate,
    /// Where the date comes from.
    pub source: Option<String>,
    /// How many devices.
    pub devices: i64,
}

type SupportRow = (String, String, Option<NaiveDate>, Option<String>, i64);

/// The models in use on a lease whose support ends before a day, soonest first.
///
/// # Errors
/// Only when the database fails.
pub fn support_ending_before(
    conn: &mut DbConnection,
    lease: LeaseId,
    day: NaiveDate,
) -> QueryResult<Vec<EndingSupport>> {
    let model = (
        device_models::manufacturer,
        device_models::name,
        device_models::os_support_ends_on,
        device_models::os_support_source,
    );
    let rows: Vec<SupportRow> = devices::table
        .inner_join(lease_lines::table)
        .inner_join(device_models::table)
        .filter(lease_lines::lease_id.eq(lease))
        .filter(devices::status.eq("in_use"))
        .filter(device_models::os_support_ends_on.lt(day))
        .group_by(model)
        .select((
            device_models::manufacturer,
            device_models::name,
            device_models::os_support_ends_on,
            device_models::os_support_source,
            count_star(),
        ))
        .load(conn)?;
    let mut found: Vec<EndingSupport> = rows
        .into_iter()
        .filter_map(|(manufacturer, name, ends_on, source, devices)| {
            Some(EndingSupport {
                model: format!("{manufacturer} {name}"),
                ends_on: ends_on?,
                source,
                devices,
            })
        })
        .collect();
    found.sort_by(|one, other| (one.ends_on, &one.model).cmp(&(other.ends_on, &other.model)));
    Ok(found)
}
