//! Present values, and buying compared with leasing on finance or operating terms.
//!
//! The first amount is not discounted when it falls on the day of value (the spreadsheet function NPV
//! discounts it by a whole period). Compare excluding VAT: the municipality gets it refunded either
//! way. With equal rates the whole difference between buying and leasing is what the equipment is
//! worth at the end and what handing it back costs.

mod check;
mod compare;
mod request;
#[cfg(test)]
mod tests;

pub use check::{
    ComparisonFault, ComparisonFaultKind, ComparisonFaults, MOST_ALTERNATIVES, MOST_FLOWS,
};
pub use compare::{Compared, ComparedFlow, ComparedYear, Comparison, compare};
pub use request::{Alternative, AlternativeKind, ComparisonRequest, Flow, FlowKind};

use super::annuity::power;
use super::money::Money;
use super::period::Every;
use super::projection::DatedAmount;
use super::rate::{Rate, nominal_from_effective};
use super::terms::nearest_ore;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What an alternative costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The sum of all amounts.
    pub total: Money,
    /// Their present value.
    pub present_value: Money,
}

/// The value on `on` of amounts due later, in kroner and unrounded, at `rate` a year.
///
/// Whole years are compounded; odd days, counted back from the due date, bear simple interest for
/// their share of the year that holds them. Amounts due before `on` earn interest instead. `None` on
/// overflow.
pub fn present_value(amounts: &[DatedAmount], on: NaiveDate, rate: Rate) -> Option<Decimal> {
    let mut values = amounts.iter().map(|dated| value(*dated, on, rate));
    values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
}

/// The same with time in days over 365, `Σ amount / (1 + rate)^(days / 365)`: the spreadsheet function XNPV.
///
/// It undoes [`super::internal_rate::dated_internal_rate`]. The root of 365 is found in decimals. `None` on
/// overflow.
pub fn dated_present_value(amounts: &[DatedAmount], on: NaiveDate, rate: Rate) -> Option<Decimal> {
    let yearly = Decimal::ONE.checked_add(rate.value())?;
    let daily = nominal_from_effective(rate.value(), 365)?.checked_div(Decimal::from(365))?;
    let daily = Decimal::ONE.checked_add(daily)?;
    let mut sum = Decimal::ZERO;
    for dated in amounts {
        let days = dated.due_on.signed_duration_since(on).num_days();
        let (years, odd) = (days.unsigned_abs() / 365, days.unsigned_abs() % 365);
        let growth = power(yearly, u32::try_from(years).ok()?)?
            .checked_mul(power(daily, u32::try_from(odd).ok()?)?)?;
        let amount = dated.amount.kroner();
        let value = if days < 0 {
            amount.checked_mul(growth)?
        } else {
            amount.checked_div(growth)?
        };
        sum = sum.checked_add(value)?;
    }
    Some(sum)
}

/// The value of one amount; see [`present_value`].
fn value(dated: DatedAmount, on: NaiveDate, rate: Rate) -> Option<Decimal> {
    let amount = dated.amount.kroner();
    if dated.due_on >= on {
        amount.checked_div(growth(on, dated.due_on, rate)?)
    } else {
        amount.checked_mul(growth(dated.due_on, on, rate)?)
    }
}

/// What one krone grows to from `from` to `to`.
fn growth(from: NaiveDate, to: NaiveDate, rate: Rate) -> Option<Decimal> {
    use super::day_count::DayCount::Periodic;
    let mut whole = Every::YEAR.whole_periods_back(from, to)?;
    if Every::YEAR.after(from, whole + 1) == Some(to) {
        whole += 1;
    }
    let years = Periodic.fraction(from, to, Every::YEAR)?.years()?;
    let odd = years.checked_sub(Decimal::from(whole))?;
    let simple = Decimal::ONE.checked_add(rate.value().checked_mul(odd)?)?;
    power(
        Decimal::ONE.checked_add(rate.value())?,
        u32::try_from(whole).ok()?,
    )?
    .checked_mul(simple)
}

/// The total and the present value on `on` of one alternative: amounts paid, less amounts received.
///
/// `None` on overflow.
pub fn cost(amounts: &[DatedAmount], on: NaiveDate, rate: Rate) -> Option<Cost> {
    Some(Cost {
        total: amounts.iter().map(|dated| dated.amount).sum(),
        present_value: nearest_ore(present_value(amounts, on, rate)?)?,
    })
}

#[cfg(test)]
mod value_tests {
    use super::*;

    fn due(year: i32, amount: &str) -> DatedAmount {
        DatedAmount {
            due_on: NaiveDate::from_ymd_opt(year, 1, 2).expect("date"),
            amount: amount.parse().expect("amount"),
        }
    }

    #[test]
    fn buying_a_device_is_cheaper_than_leasing_it_by_its_worth_at_the_end() {
        let rate: Rate = "0.03".parse().expect("rate");
        let buy = [due(2027, "2000.00"), due(2031, "-350.00")];
        let mut lease: Vec<DatedAmount> = (2027..2031).map(|year| due(year, "522.38")).collect();
        lease.push(due(2031, "75.00"));
        let on = buy[0].due_on;
        let buy = cost(&buy, on, rate).expect("in range");
        let lease = cost(&lease, on, rate).expect("in range");
        assert_eq!(buy.present_value.to_string(), "1689.03");
        assert_eq!(lease.present_value.to_string(), "2066.63");
        assert_eq!(
            (lease.present_value - buy.present_value).to_string(),
            "377.60"
        );
        assert_eq!(lease.total.to_string(), "2164.52");
    }

    #[test]
    fn half_a_year_bears_half_the_interest() {
        let rate: Rate = "0.10".parse().expect("rate");
        let on: NaiveDate = "2027-01-02".parse().expect("date");
        let paid = DatedAmount {
            due_on: on,
            amount: Money::from_ore(10_000),
        };
        let later: NaiveDate = "2027-07-03".parse().expect("date");
        // 182 of 365 days.
        let value = present_value(&[paid], later, rate).expect("in range");
        assert_eq!(value.round_dp(4).to_string(), "104.9863");
    }

    #[test]
    fn a_spreadsheet_finds_the_same_value_of_amounts_on_odd_days() {
        // The documented example of the function XNPV.
        let due = |on: &str, ore| DatedAmount {
            due_on: on.parse().expect("date"),
            amount: Money::from_ore(ore),
        };
        let flows = [
            due("2008-01-01", -1_000_000),
            due("2008-03-01", 275_000),
            due("2008-10-30", 425_000),
            due("2009-02-15", 325_000),
            due("2009-04-01", 275_000),
        ];
        let value = |rate: &str| {
            let rate = rate.parse().expect("rate");
            let value = dated_present_value(&flows, flows[0].due_on, rate).expect("in range");
            value.round_dp(5).to_string()
        };
        assert_eq!(value("0.09"), "2086.64760");
        assert_eq!(value("0"), "3000.00");
        // At the rate that XIRR finds nothing is left.
        assert_eq!(value("0.3733625335"), "0.00000");
        // A payment of the past earns interest to the day of value.
        let rate = "0.05".parse().expect("rate");
        let past = [due("2026-01-02", 10_000)];
        let on = "2027-01-02".parse().expect("date");
        let value = dated_present_value(&past, on, rate).expect("in range");
        assert_eq!(value.round_dp(12), Decimal::from(105));
    }
}
