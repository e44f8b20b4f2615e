//! Adds, changes and removes the batches of a lease while it is in build-up.
//!
//! Every such change makes the lease a new version as well: nobody puts a lease in force whose batches they have
//! not seen.

use super::sign_lease::happened;
use super::{Lease, LeaseBatch, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseBatchId, LeaseId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// A supplier's invoice, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeLeaseBatch {
    /// The supplier.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Atea A/S")]
    pub supplier_name: String,
    /// The supplier's number of the invoice; once per supplier and lease.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "4711")]
    pub invoice_number: String,
    /// The day of the invoice.
    pub invoiced_on: NaiveDate,
    /// The day on which the equipment was received, once it was.
    pub received_on: Option<NaiveDate>,
    /// The day on which the municipality accepted it in writing, once it did.
    pub accepted_on: Option<NaiveDate>,
    /// The day on which the lessor paid, once it did; decides the interest.
    pub paid_on: Option<NaiveDate>,
    /// The invoiced amount, excluding VAT.
    #[schema(value_type = String, example = "412500.00")]
    pub amount: Money,
    /// Anything else.
    #[validate(length(min = 1, max = 4000))]
    #[schema(min_length = 1, max_length = 4000)]
    pub note: Option<String>,
}

impl DescribeLeaseBatch {
    /// `others` is the sum of the other batches.
    fn check(&self, others: Money, moment: Moment) -> Result<()> {
        let mut faults = Faults::default();
        for (pointer, text) in [
            ("/supplier_name", &self.supplier_name),
            ("/invoice_number", &self.invoice_number),
        ] {
            faults.require(!text.trim().is_empty(), || {
                Fault::new(&codes::TEXT_BLANK).at(pointer)
            });
        }
        for (pointer, date) in [
            ("/invoiced_on", Some(self.invoiced_on)),
            ("/received_on", self.received_on),
            ("/accepted_on", self.accepted_on),
            ("/paid_on", self.paid_on),
        ] {
            if let Some(fault) = date.and_then(|date| happened(date, pointer, moment)) {
                faults.add(fault);
            }
        }
        let in_order = match (self.received_on, self.accepted_on) {
            (Some(received), Some(accepted)) => received <= accepted,
            (None, Some(_)) => false,
            _ => true,
        };
        faults.require(in_order, || {
            Fault::new(&codes::LEASE_BATCH_DATES).at("/accepted_on")
        });
        faults.require(self.amount > Money::ZERO, || {
            Fault::new(&codes::LEASE_BATCH_AMOUNT).at("/amount")
        });
        let sum = self.amount.checked_add(others);
        faults.require(sum.is_some_and(|sum| sum <= Money::MAX), || {
            Fault::new(&codes::AMOUNT_OUT_OF_RANGE).at("/amount")
        });
        faults.into_result()
    }
}

fn sum(batches: &[LeaseBatch]) -> Money {
    batches.iter().map(|batch| batch.amount).sum()
}

fn touch(conn: &mut DbConnection, lease: &Lease) -> Result<()> {
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    Ok(())
}

fn invoice_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("lease_batches.lease_id_supplier_name_invoice_number") => {
            Fault::new(&codes::LEASE_BATCH_INVOICE_TAKEN)
                .at("/invoice_number")
                .into()
        }
        _ => error.into(),
    }
}

/// Adds a batch to a lease in build-up.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_NOT_IN_BUILD_UP`], [`codes::LEASE_BATCH_INVOICE_TAKEN`],
/// [`codes::LEASE_BATCH_AMOUNT`], [`codes::LEASE_BATCH_DATES`], [`codes::LEASE_DATE_AHEAD`],
/// [`codes::DATE_OUT_OF_RANGE`], [`codes::AMOUNT_OUT_OF_RANGE`], [`codes::TEXT_BLANK`].
pub fn add_lease_batch(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    lease: LeaseId,
    command: &DescribeLeaseBatch,
    moment: Moment,
) -> Result<LeaseBatch> {
    let lease = store::lease(conn, lease)?;
    lease.require_build_up()?;
    let batches = store::batches(conn, lease.id)?;
    command.check(sum(&batches), moment)?;
    let number = batches
        .last()
        .map_or(1, |batch| batch.number.saturating_add(1));
    let id = store::insert_batch(conn, lease.id, number, command).map_err(invoice_taken)?;
    touch(conn, &lease)?;
    let batch = store::batch(conn, id)?;
    journal::Entry::new("added", "lease_batch", id.0)
        .after(&batch)
        .record(conn, actor, moment)?;
    Ok(batch)
}

/// Changes a batch of a lease in build-up.
///
/// # Errors
/// As [`add_lease_batch`]; [`codes::LEASE_BATCH_NOT_FOUND`], [`codes::STALE`].
pub fn change_lease_batch(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseBatchId,
    seen: Version,
    command: &DescribeLeaseBatch,
    moment: Moment,
) -> Result<LeaseBatch> {
    let before = store::batch(conn, id)?;
    let version = seen.require(before.version)?;
    let lease = store::lease(conn, before.lease_id)?;
    lease.require_build_up()?;
    let mut others = store::batches(conn, lease.id)?;
    others.retain(|batch| batch.id != id);
    command.check(sum(&others), moment)?;
    store::update_batch(conn, id, command, version).map_err(invoice_taken)?;
    touch(conn, &lease)?;
    let after = store::batch(conn, id)?;
    journal::Entry::new("changed", "lease_batch", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Removes a batch from a lease in build-up; the journal keeps what it was.
///
/// # Errors
/// [`codes::LEASE_BATCH_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_NOT_IN_BUILD_UP`].
pub fn remove_lease_batch(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseBatchId,
    seen: Version,
    moment: Moment,
) -> Result<LeaseBatch> {
    let batch = store::batch(conn, id)?;
    seen.require(batch.version)?;
    let lease = store::lease(conn, batch.lease_id)?;
    lease.require_build_up()?;
    store::delete_batch(conn, id)?;
    touch(conn, &lease)?;
    journal::Entry::new("removed", "lease_batch", id.0)
        .before(&batch)
        .record(conn, actor, moment)?;
    Ok(batch)
}
