//! The interim charge (*delafgift*): what the lessee pays from a drawdown until the lease starts.
//!
//! Two methods are in use and the contract says which: interest at the agreement's rate, or a share
//! of the periodic payment. Each drawdown is rounded by itself. KommuneKredit publishes no day count
//! for the charge, so it is a term of its own.

use super::accrual::Cutter;
use super::day_count::DayCount;
use super::money::Money;
use super::terms::{Drawdown, LeaseTerms, nearest_ore, to_ore};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How the interim charge is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterimMethod {
    /// Nothing is charged.
    #[default]
    None,
    /// Interest on the drawdown from its day to the start, at the rates in force.
    Rate,
    /// The share of the periodic payment that falls to the drawdown, for the time to the start.
    ProRata,
}

/// The charge for one drawdown before the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InterimCharge {
    /// Index of the drawdown in the list given, from 0.
    pub drawdown: usize,
    /// The day of the drawdown.
    pub from: NaiveDate,
    /// The start of the lease.
    pub to: NaiveDate,
    /// The days between them as the day count reckons them.
    pub days: i64,
    /// What is charged, excluding VAT.
    pub amount: Money,
}

/// The charges for the drawdowns before the start of the lease, in the order of the drawdowns.
///
/// `payment` is the periodic payment on all drawdowns; by the pro-rata method a drawdown carries its
/// part of it by amount. `None` on overflow.
pub fn interim_charges(
    method: InterimMethod,
    day_count: DayCount,
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    payment: Money,
) -> Option<Vec<InterimCharge>> {
    let to = terms.timetable.starts_on;
    if method == InterimMethod::None {
        return Some(Vec::new());
    }
    let terms = LeaseTerms {
        day_count,
        ..terms.clone()
    };
    let cutter = Cutter::new(&terms, &[]);
    let financed: Money = drawdowns.iter().map(|drawdown| drawdown.amount).sum();
    let mut charges = Vec::new();
    for (index, drawdown) in drawdowns
        .iter()
        .enumerate()
        .filter(|(_, drawdown)| drawdown.on < to)
    {
        let amount = if method == InterimMethod::Rate {
            let leg = cutter.leg(drawdown.on, to, to)?;
            let interest = leg.interest(drawdown.amount.kroner(), None)?;
            to_ore(interest, terms.interest_rounding.strategy())?
        } else {
            let part = drawdown.amount.kroner().checked_div(financed.kroner())?;
            let per_period = payment.kroner().checked_mul(part)?;
            share_of_payment(per_period, drawdown.on, &terms)?
        };
        let days = day_count.days(drawdown.on, to);
        charges.push(InterimCharge {
            drawdown: index,
            from: drawdown.on,
            to,
            days,
            amount,
        });
    }
    Some(charges)
}

/// `per_period` kroner for each period from `from` to the start, odd days by their share of a period.
fn share_of_payment(per_period: Decimal, from: NaiveDate, terms: &LeaseTerms) -> Option<Money> {
    let (to, every) = (terms.timetable.starts_on, terms.timetable.every);
    let whole = every.whole_periods_back(from, to)?;
    let boundary = every.after(to, -whole)?;
    let part = terms.day_count.days(from, boundary);
    let of = terms
        .day_count
        .days(every.after(to, -(whole + 1))?, boundary);
    let odd = per_period
        .checked_mul(Decimal::from(part))?
        .checked_div(Decimal::from(of))?;
    nearest_ore(
        per_period
            .checked_mul(Decimal::from(whole))?
            .checked_add(odd)?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{Every, PaymentDays, RateChange, Timetable, Timing};

    fn terms(starts_on: &str, rate: &str) -> LeaseTerms {
        let timetable = Timetable {
            starts_on: starts_on.parse().expect("date"),
            first_due_on: None,
            periods: 48,
            every: Every::MONTH,
            timing: Timing::Advance,
            payment_days: PaymentDays::Unadjusted,
        };
        LeaseTerms::new(timetable, rate.parse().expect("rate"))
    }

    fn drawn(on: &str, amount: &str) -> Drawdown {
        Drawdown {
            on: on.parse().expect("date"),
            amount: amount.parse().expect("amount"),
        }
    }

    fn amounts(charges: &[InterimCharge]) -> Vec<(i64, String)> {
        charges
            .iter()
            .map(|charge| (charge.days, charge.amount.to_string()))
            .collect()
    }

    #[test]
    fn each_batch_bears_interest_from_its_own_day() {
        let batches = [
            drawn("2027-03-10", "412500.00"),
            drawn("2027-04-22", "268750.00"),
            drawn("2027-06-15", "518750.00"),
        ];
        let terms = terms("2027-07-01", "0.031");
        let charge = |day_count| {
            interim_charges(
                InterimMethod::Rate,
                day_count,
                &terms,
                &batches,
                Money::ZERO,
            )
            .expect("in range")
        };
        assert_eq!(
            amounts(&charge(DayCount::Act360)),
            [
                (113, "4013.85".into()),
                (70, "1619.97".into()),
                (16, "714.72".into())
            ]
        );
        let thirty: Money = charge(DayCount::Thirty360E)
            .iter()
            .map(|charge| charge.amount)
            .sum();
        assert_eq!(thirty.to_string(), "6254.35");
    }

    #[test]
    fn half_a_month_costs_half_a_payment_or_its_share_of_the_days() {
        let terms = terms("2027-09-01", "0.03");
        let batch = [drawn("2027-08-16", "100000.00")];
        let charge = |day_count| {
            let payment = Money::from_ore(900_000);
            let charges =
                interim_charges(InterimMethod::ProRata, day_count, &terms, &batch, payment);
            charges.expect("in range")[0].amount.to_string()
        };
        assert_eq!(charge(DayCount::Thirty360E), "4500.00");
        assert_eq!(charge(DayCount::Periodic), "4645.16");
    }

    #[test]
    fn a_rate_change_before_the_start_counts_from_its_day() {
        let mut terms = terms("2027-03-01", "0.036");
        terms.rate_changes = vec![RateChange {
            from: "2027-02-01".parse().expect("date"),
            rate: "0.072".parse().expect("rate"),
        }];
        let batch = [drawn("2027-01-01", "1000.00")];
        let charges = interim_charges(
            InterimMethod::Rate,
            DayCount::Periodic,
            &terms,
            &batch,
            Money::ZERO,
        );
        // 3.00 for January and 6.00 for February.
        assert_eq!(charges.expect("in range")[0].amount.to_string(), "9.00");
    }

    #[test]
    fn drawdowns_from_the_start_on_are_not_charged() {
        let terms = terms("2027-03-01", "0.036");
        let batch = [
            drawn("2027-03-01", "1000.00"),
            drawn("2027-04-01", "1000.00"),
        ];
        let charges = interim_charges(
            InterimMethod::Rate,
            DayCount::Act360,
            &terms,
            &batch,
            Money::ZERO,
        );
        assert_eq!(charges, Some(Vec::new()));
    }
}
