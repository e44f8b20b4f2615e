//! Service that is billed beside the lease payment: swap service, warranty, insurance.
//!
//! A fee is never part of the annuity. It is billed with every instalment that falls due in its time, has a
//! VAT rate of its own, and may follow a price series from a base year on; the lease payment itself is
//! nominal and never indexed.

use super::{LeaseInstalment, SplitKey};
use crate::db::{LeaseFeeId, LeaseId};
use crate::finance::price_level::{PriceHistory, YearlyRates, price_factor};
use crate::finance::{Money, Rate};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

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

/// What a fee comes to with each of these instalments, from the publications of its series.
///
/// An instalment already due keeps the rates that were known on its day; one still to come is reckoned with those
/// known `today`. `None` as for [`fee_amounts`].
pub fn fee_amounts_known(
    fee: &LeaseFee,
    rows: &[LeaseInstalment],
    history: &PriceHistory,
    today: NaiveDate,
) -> Option<Vec<FeeAmount>> {
    let mut amounts = Vec::new();
    for row in rows {
        let rates = history.rates_on(row.due_on.min(today));
        amounts.extend(fee_amounts(fee, std::slice::from_ref(row), &rates)?);
    }
    Some(amounts)
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
    fn what_is_published_later_leaves_due_amounts_alone() {
        use crate::finance::price_level::PublishedRate;
        let published = |year, rate: &str, on| PublishedRate {
            year,
            rate: rate.parse().expect("rate"),
            published_on: on,
        };
        let history = PriceHistory::new(vec![
            published(2028, "0.02", date(2027)),
            published(2028, "0.10", date(2029)),
        ]);
        let amounts = fee_amounts_known(&fee(), &rows(), &history, date(2029)).expect("amounts");
        let ore: Vec<i64> = amounts.iter().map(|amount| amount.amount.ore()).collect();
        assert_eq!(ore, [125_000, 127_500, 137_500, 137_500]);
    }
}
