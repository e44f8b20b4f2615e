//! The suppliers' invoices of agreements, and the interim charges on them.

use crate::db::schema::lease_batches::{self, table};
use crate::db::schema::lease_interim_charges as charges;
use crate::db::{DbConnection, LeaseBatchId, LeaseId};
use crate::error::{Fault, Result, codes};
use crate::finance::Money;
use crate::leasing::{DescribeLeaseBatch, LeaseBatch, LeaseInterimCharge};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_batches)]
struct Row {
    id: LeaseBatchId,
    lease_id: LeaseId,
    number: i32,
    supplier_name: String,
    invoice_number: String,
    invoiced_on: NaiveDate,
    received_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    paid_on: Option<NaiveDate>,
    amount: Money,
    note: Option<String>,
    version: i32,
}

impl From<Row> for LeaseBatch {
    fn from(row: Row) -> Self {
        LeaseBatch {
            id: row.id,
            lease_id: row.lease_id,
            number: row.number,
            supplier_name: row.supplier_name,
            invoice_number: row.invoice_number,
            invoiced_on: row.invoiced_on,
            received_on: row.received_on,
            accepted_on: row.accepted_on,
            paid_on: row.paid_on,
            amount: row.amount,
            note: row.note,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = lease_batches, treat_none_as_null = true)]
struct Columns<'a> {
    supplier_name: &'a str,
    invoice_number: &'a str,
    invoiced_on: NaiveDate,
    received_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    paid_on: Option<NaiveDate>,
    amount: Money,
    note: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeLeaseBatch, version: i32) -> Columns<'_> {
    Columns {
        supplier_name: &command.supplier_name,
        invoice_number: &command.invoice_number,
        invoiced_on: command.invoiced_on,
        received_on: command.received_on,
        accepted_on: command.accepted_on,
        paid_on: command.paid_on,
        amount: command.amount,
        note: command.note.as_deref(),
        version,
    }
}

/// The batch.
///
/// # Errors
/// [`codes::LEASE_BATCH_NOT_FOUND`].
pub fn batch(conn: &mut DbConnection, id: LeaseBatchId) -> Result<LeaseBatch> {
    let row: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(LeaseBatch::from).ok_or_else(|| {
        Fault::new(&codes::LEASE_BATCH_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// The batches of a lease by number.
///
/// # Errors
/// Only when the database fails.
pub fn batches(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeaseBatch>> {
    let rows: Vec<Row> = table
        .filter(lease_batches::lease_id.eq(lease))
        .select(Row::as_select())
        .order(lease_batches::number)
        .load(conn)?;
    Ok(rows.into_iter().map(LeaseBatch::from).collect())
}

/// Adds a batch.
///
/// # Errors
/// The broken uniqueness rule of the supplier's invoice.
pub fn insert_batch(
    conn: &mut DbConnection,
    lease: LeaseId,
    number: i32,
    command: &DescribeLeaseBatch,
) -> QueryResult<LeaseBatchId> {
    diesel::insert_into(table)
        .values((
            lease_batches::lease_id.eq(lease),
            lease_batches::number.eq(number),
            columns(command, 1),
        ))
        .returning(lease_batches::id)
        .get_result(conn)
}

/// Replaces what a batch says.
///
/// # Errors
/// The broken uniqueness rule of the supplier's invoice.
pub fn update_batch(
    conn: &mut DbConnection,
    id: LeaseBatchId,
    command: &DescribeLeaseBatch,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// Removes a batch.
///
/// # Errors
/// Only when the database fails.
pub fn delete_batch(conn: &mut DbConnection, id: LeaseBatchId) -> QueryResult<usize> {
    diesel::delete(table.find(id)).execute(conn)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = charges)]
struct ChargeRow {
    lease_id: LeaseId,
    batch_id: LeaseBatchId,
    from_on: NaiveDate,
    to_on: NaiveDate,
    days: i32,
    due_on: NaiveDate,
    amount: Money,
}

/// The interim charges that were written down when a lease entered into force, in the order of its batches.
///
/// # Errors
/// Only when the database fails.
pub fn interim_charges(
    conn: &mut DbConnection,
    lease: LeaseId,
) -> QueryResult<Vec<LeaseInterimCharge>> {
    let rows: Vec<ChargeRow> = charges::table
        .filter(charges::lease_id.eq(lease))
        .select(ChargeRow::as_select())
        .order(charges::batch_id)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| LeaseInterimCharge {
            batch_id: row.batch_id,
            from_on: row.from_on,
            to_on: row.to_on,
            days: row.days,
            due_on: row.due_on,
            amount: row.amount,
        })
        .collect())
}

/// Writes the interim charges of a lease down.
///
/// # Errors
/// Only when the database fails.
pub fn insert_interim_charges(
    conn: &mut DbConnection,
    lease: LeaseId,
    list: &[LeaseInterimCharge],
) -> QueryResult<()> {
    for charge in list {
        let row = ChargeRow {
            lease_id: lease,
            batch_id: charge.batch_id,
            from_on: charge.from_on,
            to_on: charge.to_on,
            days: charge.days,
            due_on: charge.due_on,
            amount: charge.amount,
        };
        diesel::insert_into(charges::table)
            .values(&row)
            .execute(conn)?;
    }
    Ok(())
}
