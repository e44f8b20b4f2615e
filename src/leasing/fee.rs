//! Service that is billed beside the lease payment: swap service, warranty, insurance.
//!
//! A fee is never part of the annuity. It is billed with every instalment that falls due in its time, has a
//! VAT rate of its own, and may follow a price series from a base year on; the lease payment itself is
//! nominal and never indexed.

use super::{LeaseInstalment, SplitKey};
use crate::db::{LeaseFeeId, LeaseId};
use crate::finance::{Money, Rate};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A service fee of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseFee {
    /// Its number in this service.
    pub id: LeaseFeeId,
    /// The agreement.
    pub lease_id: LeaseId,
    /// What it is for.
    #[schema(example = "Ombytningsservice")]
    pub description: String,
    /// What is billed with each instalment in prices of the base year, excluding VAT.
    #[schema(value_type = String, example = "1250.00")]
    pub amount: Money,
    /// The first day of its time: instalments due from this day on bear it.
    pub from_on: NaiveDate,
    /// The last day of its time; absent for as long as the agreement runs.
    pub to_on: Option<NaiveDate>,
    /// Its VAT rate as a fraction of one; zero for insurance and pure interest.
    #[schema(value_type = String, example = "0.25")]
    pub vat_rate: Rate,
    /// The price series that it follows; absent for a fixed fee.
    pub price_series: Option<String>,
    /// The year whose prices the amount is in; given with a series.
    #[schema(example = 2027)]
    pub base_year: Option<i32>,
    /// The string of the chart of accounts that carries it; that of the agreement where absent.
    pub account_string: Option<String>,
    /// How its cost is shared among the schools.
    pub split_key: SplitKey,
    /// Grows with every change.
    pub version: i32,
}

/// What a fee comes to with one instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FeeAmount {
    /// The number of the instalment.
    pub number: i32,
    /// The day on which both are due.
    pub due_on: NaiveDate,
    /// The first day of the period.
    pub period_from: NaiveDate,
    /// The day after the period.
    pub period_to: NaiveDate,
    /// The fee, excluding VAT, rounded half away from zero.
    #[schema(value_type = String, example = "1281.25")]
    pub amount: Money,
    /// Its VAT, rounded half away from zero.
    #[schema(value_type = String, example = "320.31")]
    pub vat: Money,
}

/// The yearly rates of one price series: the rate of a year is the rise of prices into that year.
pub type YearlyRates = BTreeMap<i32, Rate>;

/// What the price level of `base_year` has become in `year`; a year without a rate keeps the prices of the year before.
///
/// The product of (1 + rate) over the years after `base_year` up to `year`; the inverse when `year` lies before.
/// `None` on overflow.
pub fn price_factor(rates: &YearlyRates, base_year: i32, year: i32) -> Option<Decimal> {
    let (after, to) = (base_year.min(year), base_year.max(year));
    let mut factor = Decimal::ONE;
    for (_, rate) in rates.range(..=to).filter(|(year, _)| **year > after) {
        factor = factor.checked_mul(Decimal::ONE.checked_add(rate.value())?)?;
    }
    if year < base_year {
        return Decimal::ONE.checked_div(factor);
    }
    Some(factor)
}

/// What a fee comes to with each of these instalments; `rates` are those of its series.
///
/// `None` when an amount is beyond what the service can carry.
pub fn fee_amounts(
    fee: &LeaseFee,
    rows: &[LeaseInstalment],
    rates: &YearlyRates,
) -> Option<Vec<FeeAmount>> {
    let within =
        |due_on: NaiveDate| fee.from_on <= due_on && fee.to_on.is_none_or(|last| due_on <= last);
    rows.iter()
        .filter(|row| within(row.due_on))
        .map(|row| {
            let factor = match fee.base_year {
                Some(base) => price_factor(rates, base, row.due_on.year())?,
                None => Decimal::ONE,
            };
            let amount =
                Money::from_kroner_rounded(fee.amount.kroner().checked_mul(factor)?).ok()?;
            let vat =
                Money::from_kroner_rounded(amount.kroner().checked_mul(fee.vat_rate.value())?)
                    .ok()?;
            Some(FeeAmount {
                number: row.number,
                due_on: row.due_on,
                period_from: row.period_from,
                period_to: row.period_to,
                amount,
                vat,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> YearlyRates {
        [(2028, "0.02"), (2029, "0.03")]
            .map(|(year, rate)| (year, rate.parse().expect("rate")))
            .into()
    }

    fn date(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 1, 2).expect("date")
    }

    fn rows() -> Vec<LeaseInstalment> {
        (2027..=2030)
            .zip(1..)
            .map(|(year, number)| LeaseInstalment {
                number,
                due_on: date(year),
                period_from: date(year),
                period_to: date(year + 1),
                opening: Money::ZERO,
                drawn: Money::ZERO,
                interest: Money::ZERO,
                principal: Money::ZERO,
                payment: Money::ZERO,
                closing: Money::ZERO,
            })
            .collect()
    }

    fn fee() -> LeaseFee {
        LeaseFee {
            id: LeaseFeeId(1),
            lease_id: LeaseId(1),
            description: "Ombytningsservice".to_owned(),
            amount: Money::from_ore(125_000),
            from_on: date(2027),
            to_on: None,
            vat_rate: "0.25".parse().expect("rate"),
            price_series: Some("kl".to_owned()),
            base_year: Some(2027),
            account_string: None,
            split_key: SplitKey::Devices,
            version: 1,
        }
    }

    #[test]
    fn a_fee_follows_its_series_and_stands_still_where_no_rate_is_known() {
        let amounts = fee_amounts(&fee(), &rows(), &rates()).expect("amounts");
        let ore: Vec<i64> = amounts.iter().map(|amount| amount.amount.ore()).collect();
        // 1,250.00 · 1.02 = 1,275.00; · 1.03 = 1,313.25.
        assert_eq!(ore, [125_000, 127_500, 131_325, 131_325]);
        assert_eq!(amounts[0].vat, Money::from_ore(31_250));
    }

    #[test]
    fn a_fee_is_billed_only_in_its_time() {
        let fee = LeaseFee {
            from_on: date(2028),
            to_on: Some(date(2029)),
            base_year: None,
            price_series: None,
            ..fee()
        };
        let amounts = fee_amounts(&fee, &rows(), &rates()).expect("amounts");
        let numbers: Vec<i32> = amounts.iter().map(|amount| amount.number).collect();
        assert_eq!(numbers, [2, 3]);
    }

    #[test]
    fn prices_go_back_as_they_came() {
        let rates = rates();
        let there = price_factor(&rates, 2027, 2029).expect("factor");
        let back = price_factor(&rates, 2029, 2027).expect("factor");
        assert_eq!((there * back).round_dp(20), Decimal::ONE);
        assert_eq!(price_factor(&rates, 2029, 2029), Some(Decimal::ONE));
    }
}
