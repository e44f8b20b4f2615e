//! Invoices and payments; entries, never changed.

use crate::clock::Instant;
use crate::db::schema::lease_payments;
use crate::db::{AccountId, DbConnection, LeaseId, LeasePaymentId};
use crate::finance::Money;
use crate::leasing::{LeasePayment, PaymentKind, RecordPayment, counting};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_payments)]
struct PaymentRow {
    id: LeasePaymentId,
    lease_id: LeaseId,
    kind: PaymentKind,
    instalment_number: Option<i32>,
    invoice_number: Option<String>,
    invoiced_on: Option<NaiveDate>,
    paid_on: Option<NaiveDate>,
    amount: Money,
    vat: Money,
    corrects_id: Option<LeasePaymentId>,
    note: Option<String>,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl From<PaymentRow> for LeasePayment {
    fn from(row: PaymentRow) -> Self {
        LeasePayment {
            id: row.id,
            lease_id: row.lease_id,
            kind: row.kind,
            instalment_number: row.instalment_number,
            invoice_number: row.invoice_number,
            invoiced_on: row.invoiced_on,
            paid_on: row.paid_on,
            amount: row.amount,
            vat: row.vat,
            corrects_id: row.corrects_id,
            note: row.note,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}

/// The entry.
///
/// # Errors
/// Only when the database fails: nobody asks for an entry that is not there.
pub fn payment(conn: &mut DbConnection, id: LeasePaymentId) -> QueryResult<LeasePayment> {
    let row: PaymentRow = lease_payments::table
        .find(id)
        .select(PaymentRow::as_select())
        .first(conn)?;
    Ok(row.into())
}

/// All entries of a lease in the order of their entering, corrected ones too.
///
/// # Errors
/// Only when the database fails.
pub fn payments(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeasePayment>> {
    payments_after(conn, lease, None, i64::MAX)
}

/// At most `count` entries of a lease in the order of their entering, after one of them.
///
/// # Errors
/// Only when the database fails.
pub fn payments_after(
    conn: &mut DbConnection,
    lease: LeaseId,
    after: Option<LeasePaymentId>,
    count: i64,
) -> QueryResult<Vec<LeasePayment>> {
    let mut query = lease_payments::table
        .filter(lease_payments::lease_id.eq(lease))
        .select(PaymentRow::as_select())
        .order(lease_payments::id)
        .limit(count)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(lease_payments::id.gt(after));
    }
    let rows: Vec<PaymentRow> = query.load(conn)?;
    Ok(rows.into_iter().map(LeasePayment::from).collect())
}

/// The entries that count of all leases, in the order of their entering: what was corrected is not among them.
///
/// # Errors
/// Only when the database fails.
pub fn payments_by_lease(
    conn: &mut DbConnection,
) -> QueryResult<BTreeMap<LeaseId, Vec<LeasePayment>>> {
    let rows: Vec<PaymentRow> = lease_payments::table
        .select(PaymentRow::as_select())
        .order(lease_payments::id)
        .load(conn)?;
    let entries = counting(rows.into_iter().map(LeasePayment::from).collect());
    let mut found: BTreeMap<LeaseId, Vec<LeasePayment>> = BTreeMap::new();
    for entry in entries {
        found.entry(entry.lease_id).or_default().push(entry);
    }
    Ok(found)
}

/// Adds an entry.
///
/// # Errors
/// A broken rule when two entries correct the same one.
pub fn insert_payment(
    conn: &mut DbConnection,
    lease: LeaseId,
    command: &RecordPayment,
    account: AccountId,
    at: Instant,
) -> QueryResult<LeasePaymentId> {
    diesel::insert_into(lease_payments::table)
        .values((
            lease_payments::lease_id.eq(lease),
            lease_payments::kind.eq(command.kind),
            lease_payments::instalment_number.eq(command.instalment_number),
            lease_payments::invoice_number.eq(&command.invoice_number),
            lease_payments::invoiced_on.eq(command.invoiced_on),
            lease_payments::paid_on.eq(command.paid_on),
            lease_payments::amount.eq(command.amount),
            lease_payments::vat.eq(command.vat),
            lease_payments::corrects_id.eq(command.corrects_id),
            lease_payments::note.eq(&command.note),
            lease_payments::recorded_by.eq(account),
            lease_payments::recorded_at.eq(at),
        ))
        .returning(lease_payments::id)
        .get_result(conn)
}
