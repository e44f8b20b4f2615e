//! What the lessee pays from the lessor's payment of a batch until the lease starts (*delafgift*).

use crate::db::LeaseBatchId;
use crate::finance::Money;
use chrono::NaiveDate;

/// The interim charge on one batch, excluding VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseInterimCharge {
    /// The batch.
    pub batch_id: LeaseBatchId,
    /// The day on which the lessor paid it.
    pub from_on: NaiveDate,
    /// The start of the lease.
    pub to_on: NaiveDate,
    /// The days between them as the day count of the charge reckons them.
    pub days: i32,
    /// The day on which it is due; decides the budget year.
    pub due_on: NaiveDate,
    /// What is charged.
    #[schema(value_type = String, example = "4013.85")]
    pub amount: Money,
}
