//! The service fees of the agreements.

use crate::db::schema::{lease_fees, leases};
use crate::db::{DbConnection, LeaseFeeId, LeaseId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::Money;
use crate::leasing::{DescribeLeaseFee, LeaseFee, LeaseState, SplitKey};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_fees)]
struct FeeRow {
    id: LeaseFeeId,
    lease_id: LeaseId,
    description: String,
    amount: Money,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    vat_rate: String,
    price_series: Option<String>,
    base_year: Option<i32>,
    account_string: Option<String>,
    split_key: SplitKey,
    version: i32,
}

impl TryFrom<FeeRow> for LeaseFee {
    type Error = Error;
    fn try_from(row: FeeRow) -> Result<Self> {
        Ok(LeaseFee {
            vat_rate: row
                .vat_rate
                .parse()
                .map_err(|error| Error::Internal(Box::new(error)))?,
            id: row.id,
            lease_id: row.lease_id,
            description: row.description,
            amount: row.amount,
            from_on: row.from_on,
            to_on: row.to_on,
            price_series: row.price_series,
            base_year: row.base_year,
            account_string: row.account_string,
            split_key: row.split_key,
            version: row.version,
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = lease_fees, treat_none_as_null = true)]
struct FeeColumns<'a> {
    description: &'a str,
    amount: Money,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    vat_rate: String,
    price_series: Option<&'a str>,
    base_year: Option<i32>,
    account_string: Option<&'a str>,
    split_key: SplitKey,
    version: i32,
}

fn columns(command: &DescribeLeaseFee, version: i32) -> FeeColumns<'_> {
    FeeColumns {
        description: &command.description,
        amount: command.amount,
        from_on: command.from_on,
        to_on: command.to_on,
        vat_rate: command.vat_rate.to_string(),
        price_series: command.price_series.as_deref(),
        base_year: command.base_year,
        account_string: command.account_string.as_deref(),
        split_key: command.split_key,
        version,
    }
}

/// The fee.
///
/// # Errors
/// [`codes::LEASE_FEE_NOT_FOUND`].
pub fn fee(conn: &mut DbConnection, id: LeaseFeeId) -> Result<LeaseFee> {
    let row = lease_fees::table
        .find(id)
        .select(FeeRow::as_select())
        .first(conn)
        .optional()?;
    row.map_or_else(
        || {
            Err(Fault::new(&codes::LEASE_FEE_NOT_FOUND)
                .with("id", id)
                .into())
        },
        LeaseFee::try_from,
    )
}

/// The fees of a lease by their first day.
///
/// # Errors
/// Only when the database fails.
pub fn fees(conn: &mut DbConnection, lease: LeaseId) -> Result<Vec<LeaseFee>> {
    let rows: Vec<FeeRow> = lease_fees::table
        .filter(lease_fees::lease_id.eq(lease))
        .select(FeeRow::as_select())
        .order((lease_fees::from_on, lease_fees::id))
        .load(conn)?;
    rows.into_iter().map(LeaseFee::try_from).collect()
}

/// The fees of all leases that are or were in force, by lease and first day, in one query.
///
/// # Errors
/// Only when the database fails.
pub fn fees_in_force(conn: &mut DbConnection) -> Result<BTreeMap<LeaseId, Vec<LeaseFee>>> {
    let rows: Vec<FeeRow> = lease_fees::table
        .inner_join(leases::table)
        .filter(leases::state.eq_any([LeaseState::InForce, LeaseState::Ended]))
        .select(FeeRow::as_select())
        .order((lease_fees::lease_id, lease_fees::from_on, lease_fees::id))
        .load(conn)?;
    let mut found: BTreeMap<LeaseId, Vec<LeaseFee>> = BTreeMap::new();
    for row in rows {
        found
            .entry(row.lease_id)
            .or_default()
            .push(LeaseFee::try_from(row)?);
    }
    Ok(found)
}

/// Adds a fee.
///
/// # Errors
/// Only when the database fails.
pub fn insert_fee(
    conn: &mut DbConnection,
    lease: LeaseId,
    command: &DescribeLeaseFee,
) -> QueryResult<LeaseFeeId> {
    diesel::insert_into(lease_fees::table)
        .values((lease_fees::lease_id.eq(lease), columns(command, 1)))
        .returning(lease_fees::id)
        .get_result(conn)
}

/// Replaces what a fee is.
///
/// # Errors
/// Only when the database fails.
pub fn update_fee(
    conn: &mut DbConnection,
    id: LeaseFeeId,
    command: &DescribeLeaseFee,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(lease_fees::table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// Makes a fee a new version, because its shares have changed.
///
/// # Errors
/// Only when the database fails.
pub fn touch_fee(conn: &mut DbConnection, id: LeaseFeeId, version: i32) -> QueryResult<usize> {
    diesel::update(lease_fees::table.find(id))
        .set(lease_fees::version.eq(version))
        .execute(conn)
}

/// Removes a fee, whose shares must be gone.
///
/// # Errors
/// A broken reference while it has shares.
pub fn delete_fee(conn: &mut DbConnection, id: LeaseFeeId) -> QueryResult<usize> {
    diesel::delete(lease_fees::table.find(id)).execute(conn)
}
