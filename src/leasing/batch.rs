//! One supplier's invoice that the lessor pays (*delleverance*).
//!
//! Four days are kept apart: when the supplier invoiced, when the municipality received and when it accepted the
//! equipment, and when the lessor paid. Only the last decides interest and the interim charge.

use crate::db::{LeaseBatchId, LeaseId};
use crate::error::{Fault, codes};
use crate::finance::Money;
use chrono::NaiveDate;

/// A batch of a lease.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseBatch {
    /// Its number in this service.
    pub id: LeaseBatchId,
    /// The lease.
    pub lease_id: LeaseId,
    /// Its number within the lease, from 1; a removed batch leaves a gap.
    pub number: i32,
    /// The supplier.
    pub supplier_name: String,
    /// The supplier's number of the invoice.
    pub invoice_number: String,
    /// The day of the invoice.
    pub invoiced_on: NaiveDate,
    /// The day on which the equipment was received.
    pub received_on: Option<NaiveDate>,
    /// The day on which the municipality accepted it in writing.
    pub accepted_on: Option<NaiveDate>,
    /// The day on which the lessor paid.
    pub paid_on: Option<NaiveDate>,
    /// The invoiced amount, excluding VAT.
    #[schema(value_type = String, example = "412500.00")]
    pub amount: Money,
    /// Anything else.
    pub note: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

/// What hinders that batches are financed: every one must be accepted and paid, and together they are the lines.
pub(super) fn faults_before_force(batches: &[LeaseBatch], lines: Money) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, batch) in batches.iter().enumerate() {
        let named = |code| {
            Fault::new(code)
                .at(format!("/batches/{index}"))
                .with("number", batch.number)
                .with("supplier", &batch.supplier_name)
                .with("invoice", &batch.invoice_number)
        };
        if batch.accepted_on.is_none() {
            faults.push(named(&codes::LEASE_BATCH_NOT_ACCEPTED));
        }
        if batch.paid_on.is_none() {
            faults.push(named(&codes::LEASE_BATCH_NOT_PAID));
        }
    }
    let sum: Money = batches.iter().map(|batch| batch.amount).sum();
    if !batches.is_empty() && sum != lines {
        faults.push(
            Fault::new(&codes::LEASE_BATCHES_DIFFER)
                .with("batches", sum)
                .with("lines", lines)
                .with("difference", sum - lines),
        );
    }
    faults
}
