//! A published value of an agreement's reference rate (*rentefastsættelse*): an entry, never changed.

use crate::clock::Instant;
use crate::db::{AccountId, LeaseFixingId, LeaseId};
use crate::finance::{Rate, RateChange};
use chrono::NaiveDate;

/// A fixing of a lease.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseFixing {
    /// Its number in this service.
    pub id: LeaseFixingId,
    /// The lease.
    pub lease_id: LeaseId,
    /// The first day with the new rate.
    pub applies_from: NaiveDate,
    /// The published value of the reference rate.
    #[schema(value_type = String, example = "0.0392")]
    pub index_value: Rate,
    /// The agreement's rate from that day on: the reference between floor and cap, plus the margin.
    #[schema(value_type = String, example = "0.0457")]
    pub rate: Rate,
    /// Where the value was published.
    pub source: String,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

impl LeaseFixing {
    /// The fixing as the mathematics sees it.
    pub const fn change(&self) -> RateChange {
        RateChange {
            from: self.applies_from,
            rate: self.rate,
        }
    }
}
