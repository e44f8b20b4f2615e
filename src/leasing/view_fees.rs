//! The fees of a lease as they are shown: with what they come to, and where the prices come from.

use super::expected::charge;
use super::schedule::schedule;
use super::{FeeAmount, LeaseFee, store};
use crate::budget::{self, PriceRate};
use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::finance::Money;
use chrono::{Datelike, NaiveDate};

/// A fee with its amounts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseFeeView {
    /// The fee.
    #[serde(flatten)]
    pub fee: LeaseFee,
    /// What it comes to with each instalment of its time.
    pub amounts: Vec<FeeAmount>,
    /// Their sum, excluding VAT.
    #[schema(value_type = String, example = "5000.00")]
    pub total: Money,
    /// The sum of their VAT.
    #[schema(value_type = String, example = "1250.00")]
    pub total_vat: Money,
    /// The rates of its series that count today, each with its source; empty for a fixed fee.
    pub price_rates: Vec<PriceRate>,
    /// Years after the base year without a published rate: they keep the prices of the year before.
    pub years_without_rate: Vec<i32>,
}

/// The fees of a lease with their amounts; without amounts while no instalments can be computed.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`], [`crate::error::codes::AMOUNT_OUT_OF_RANGE`].
pub fn view_fees(
    conn: &mut DbConnection,
    lease: LeaseId,
    today: NaiveDate,
) -> Result<Vec<LeaseFeeView>> {
    store::lease(conn, lease)?;
    let rows = match schedule(conn, lease) {
        Ok(schedule) => schedule.instalments(),
        Err(error) if error.faults().is_empty() => return Err(error),
        Err(_) => Vec::new(),
    };
    let fees = store::fees(conn, lease)?;
    let mut views = Vec::with_capacity(fees.len());
    for charged in charge(conn, fees, &rows, today)? {
        let price_rates = match &charged.fee.price_series {
            Some(series) => budget::store::price_rates_on(conn, series, today)?,
            None => Vec::new(),
        };
        let last = charged
            .amounts
            .iter()
            .map(|amount| amount.due_on.year())
            .max();
        let years_without_rate = match (charged.fee.base_year, last) {
            (Some(base), Some(last)) => (base.saturating_add(1)..=last)
                .filter(|year| !price_rates.iter().any(|rate| rate.year == *year))
                .collect(),
            _ => Vec::new(),
        };
        views.push(LeaseFeeView {
            total: charged.amounts.iter().map(|amount| amount.amount).sum(),
            total_vat: charged.amounts.iter().map(|amount| amount.vat).sum(),
            amounts: charged.amounts,
            fee: charged.fee,
            price_rates,
            years_without_rate,
        });
    }
    Ok(views)
}
