//! What a lease is expected to cost, amount by amount: instalments, interim charges, fees and settlements.
//!
//! The one place where these come together; payments, approval, the frame and the debt all read them here. All
//! amounts are excluding VAT, which stands beside them.

use super::schedule::rows;
use super::{FeeAmount, Lease, LeaseFee, LeaseInstalment, fee_amounts_known, financed_sum, store};
use crate::budget;
use crate::db::DbConnection;
use crate::error::{Result, codes};
use crate::finance::projection::{DatedAmount, by_year};
use crate::finance::{Money, PriceHistory, Rate};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A fee and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargedFee {
    /// The fee.
    pub fee: LeaseFee,
    /// What it comes to with each instalment of its time.
    pub amounts: Vec<FeeAmount>,
}

/// All that a lease is expected to cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpectedCost {
    /// The instalments that count.
    pub rows: Vec<LeaseInstalment>,
    /// The fees.
    pub fees: Vec<ChargedFee>,
    /// The interim charges (*delafgifter*) that were written down, by due date.
    pub interim_charges: Vec<DatedAmount>,
    /// What is paid for early ends, returns and buy-outs, by the day on which it takes effect.
    pub settlements: Vec<DatedAmount>,
}

impl ExpectedCost {
    /// Every amount with its due date.
    pub fn amounts(&self) -> impl Iterator<Item = DatedAmount> {
        let payments = self.rows.iter().map(|row| DatedAmount {
            due_on: row.due_on,
            amount: row.payment,
        });
        let fees = self.fees.iter().flat_map(|charged| {
            charged.amounts.iter().map(|amount| DatedAmount {
                due_on: amount.due_on,
                amount: amount.amount,
            })
        });
        payments
            .chain(fees)
            .chain(self.interim_charges.iter().copied())
            .chain(self.settlements.iter().copied())
    }

    /// The sum of everything.
    pub fn total(&self) -> Money {
        self.amounts().map(|amount| amount.amount).sum()
    }

    /// The sums by budget year.
    pub fn by_year(&self) -> BTreeMap<i32, Money> {
        by_year(self.amounts())
    }

    /// The day after the last period; absent without instalments.
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.rows.last().map(|row| row.period_to)
    }
}

/// What a lease is expected to cost, as far as it is known today.
///
/// # Errors
/// Before the lease is in force the refusals of the quote.
pub fn expected_cost(
    conn: &mut DbConnection,
    lease: &Lease,
    today: NaiveDate,
) -> Result<ExpectedCost> {
    let financed = financed_sum(&store::lines(conn, lease.id)?);
    let rows = rows(conn, lease, financed)?;
    expected_with(conn, lease, rows, today)
}

/// The same with instalments that the caller has.
pub(super) fn expected_with(
    conn: &mut DbConnection,
    lease: &Lease,
    rows: Vec<LeaseInstalment>,
    today: NaiveDate,
) -> Result<ExpectedCost> {
    let fees = store::fees(conn, lease.id)?;
    Ok(ExpectedCost {
        fees: charge(conn, fees, &rows, today)?,
        interim_charges: store::interim_amounts(conn, lease.id)?,
        settlements: store::settlement_amounts(conn, lease.id)?,
        rows,
    })
}

/// What fees come to with these instalments.
///
/// # Errors
/// [`codes::AMOUNT_OUT_OF_RANGE`] where prices have run away.
pub(super) fn charge(
    conn: &mut DbConnection,
    fees: Vec<LeaseFee>,
    rows: &[LeaseInstalment],
    today: NaiveDate,
) -> Result<Vec<ChargedFee>> {
    let series: Vec<String> = fees
        .iter()
        .filter_map(|fee| fee.price_series.clone())
        .collect();
    let histories = if series.is_empty() {
        BTreeMap::new()
    } else {
        budget::store::price_histories(conn, &series)?
    };
    let none = PriceHistory::default();
    let mut charged = Vec::with_capacity(fees.len());
    for fee in fees {
        let history = fee
            .price_series
            .as_ref()
            .and_then(|series| histories.get(series))
            .unwrap_or(&none);
        let Some(amounts) = fee_amounts_known(&fee, rows, history, today) else {
            return Err((&codes::AMOUNT_OUT_OF_RANGE).into());
        };
        charged.push(ChargedFee { fee, amounts });
    }
    Ok(charged)
}

/// The VAT of an amount, rounded half away from zero; zero beyond what the service can carry.
pub(super) fn vat_of(amount: Money, rate: Rate) -> Money {
    amount
        .kroner()
        .checked_mul(rate.value())
        .and_then(|vat| Money::from_kroner_rounded(vat).ok())
        .unwrap_or(Money::ZERO)
}

/// The amount of one budget year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct YearAmount {
    /// The budget year.
    #[schema(example = 2022)]
    pub year: i32,
    /// The amount, excluding VAT.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
}

impl YearAmount {
    /// The years of a table, oldest first.
    pub fn list(years: BTreeMap<i32, Money>) -> Vec<YearAmount> {
        years
            .into_iter()
            .map(|(year, amount)| YearAmount { year, amount })
            .collect()
    }
}
