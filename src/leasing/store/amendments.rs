//! What was agreed after the signature; entries, never changed.

use super::terms::parsed;
use crate::clock::Instant;
use crate::db::schema::lease_amendments::{self, table};
use crate::db::schema::lease_notice_terms as notice;
use crate::db::{AccountId, DbConnection, LeaseAmendmentId, LeaseId, LeaseLineId};
use crate::error::Result;
use crate::finance::{Every, Money};
use crate::leasing::{AmendmentEntry, AmendmentKind, LeaseAmendment};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_amendments)]
struct Row {
    id: LeaseAmendmentId,
    lease_id: LeaseId,
    number: i32,
    kind: AmendmentKind,
    agreed_on: NaiveDate,
    effective_on: NaiveDate,
    lease_line_id: Option<LeaseLineId>,
    quantity: Option<i32>,
    periods: Option<i32>,
    payment: Option<Money>,
    amount: Option<Money>,
    computed: Option<Money>,
    rate: Option<String>,
    residual: Option<Money>,
    drawn_on: Option<NaiveDate>,
    drawn: Option<Money>,
    reference: Option<String>,
    reason: String,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl TryFrom<Row> for LeaseAmendment {
    type Error = crate::error::Error;
    fn try_from(row: Row) -> Result<Self> {
        let rate = row.rate.as_deref();
        Ok(LeaseAmendment {
            id: row.id,
            lease_id: row.lease_id,
            number: row.number,
            entry: AmendmentEntry {
                kind: row.kind,
                agreed_on: row.agreed_on,
                effective_on: row.effective_on,
                lease_line_id: row.lease_line_id,
                quantity: row.quantity,
                periods: row.periods,
                payment: row.payment,
                amount: row.amount,
                computed: row.computed,
                rate: rate
                    .map(|rate| parsed("rate of an amendment", rate))
                    .transpose()?,
                residual: row.residual,
                drawn_on: row.drawn_on,
                drawn: row.drawn,
                reference: row.reference,
                reason: row.reason,
            },
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        })
    }
}

/// The entries of a lease by number.
///
/// # Errors
/// Only when the database fails.
pub fn amendments(conn: &mut DbConnection, lease: LeaseId) -> Result<Vec<LeaseAmendment>> {
    let rows: Vec<Row> = table
        .filter(lease_amendments::lease_id.eq(lease))
        .select(Row::as_select())
        .order(lease_amendments::number)
        .load(conn)?;
    rows.into_iter().map(LeaseAmendment::try_from).collect()
}

/// Adds an entry; its `id` is not read.
///
/// # Errors
/// Only when the database fails.
pub fn insert_amendment(
    conn: &mut DbConnection,
    amendment: &LeaseAmendment,
) -> QueryResult<LeaseAmendmentId> {
    let entry = &amendment.entry;
    diesel::insert_into(table)
        .values((
            (
                lease_amendments::lease_id.eq(amendment.lease_id),
                lease_amendments::number.eq(amendment.number),
                lease_amendments::kind.eq(entry.kind),
                lease_amendments::agreed_on.eq(entry.agreed_on),
                lease_amendments::effective_on.eq(entry.effective_on),
                lease_amendments::lease_line_id.eq(entry.lease_line_id),
                lease_amendments::quantity.eq(entry.quantity),
                lease_amendments::periods.eq(entry.periods),
                lease_amendments::payment.eq(entry.payment),
                lease_amendments::amount.eq(entry.amount),
            ),
            (
                lease_amendments::computed.eq(entry.computed),
                lease_amendments::rate.eq(entry.rate.map(|rate| rate.to_string())),
                lease_amendments::residual.eq(entry.residual),
                lease_amendments::drawn_on.eq(entry.drawn_on),
                lease_amendments::drawn.eq(entry.drawn),
                lease_amendments::reference.eq(entry.reference.as_deref()),
                lease_amendments::reason.eq(&entry.reason),
                lease_amendments::recorded_by.eq(amendment.recorded_by),
                lease_amendments::recorded_at.eq(amendment.recorded_at),
            ),
        ))
        .returning(lease_amendments::id)
        .get_result(conn)
}

/// What happens to a lease when nobody gives notice: for how long it goes on, and at which payment.
///
/// None when nothing is agreed about it; without a payment the last one goes on.
///
/// # Errors
/// Only when the database fails.
pub fn renewal_terms(
    conn: &mut DbConnection,
    lease: LeaseId,
) -> Result<Option<(Every, Option<Money>)>> {
    let found: Option<(Option<String>, Option<i32>, Option<Money>)> = notice::table
        .find(lease)
        .select((
            notice::renewal_unit,
            notice::renewal_count,
            notice::renewal_payment,
        ))
        .first(conn)
        .optional()?;
    let Some((Some(unit), Some(count), payment)) = found else {
        return Ok(None);
    };
    let every = Every {
        unit: super::terms::term("unit of a renewal", &unit)?,
        count: u32::try_from(count).unwrap_or(0),
    };
    Ok(Some((every, payment)))
}
