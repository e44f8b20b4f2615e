//! The terms of a lease as the mathematics sees them, and what the lessor has paid out on it.
//!
//! Terms are plain values without checks of their own: the functions that use them answer with an
//! error when they make no sense. What a person wrote is checked with all faults at once in
//! [`mod@super::quote`].

use super::day_count::DayCount;
use super::money::Money;
use super::rate::Rate;
use super::schedule::Timetable;
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// How the debt is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repayment {
    /// Level payments (*annuitet*).
    #[default]
    Annuity,
    /// Equal principal in every instalment (*serielån*).
    StraightLine,
    /// Interest only, and the principal less the residual with the last instalment (*stående lån*).
    InterestOnly,
}

/// What gives way when rounded payments do not repay the debt exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Every payment is equal and the interest of the last instalment is the plug.
    #[default]
    ConstantPayment,
    /// Interest is rounded each time and the last payment makes the debt meet the residual.
    ///
    /// The level payment first moves by the difference over the number of payments when this brings
    /// the last one closer, as in Apache Fineract's progressive loans.
    LastPaymentAbsorbs,
}

/// How interest of exactly half an øre is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestRounding {
    /// Away from zero.
    #[default]
    HalfUp,
    /// To the even øre.
    HalfEven,
}

impl InterestRounding {
    /// The same rule as `rust_decimal` names it.
    pub const fn strategy(self) -> RoundingStrategy {
        match self {
            InterestRounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            InterestRounding::HalfEven => RoundingStrategy::MidpointNearestEven,
        }
    }
}

/// A new nominal rate from a day on, that day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateChange {
    /// The first day with the new rate.
    pub from: NaiveDate,
    /// The new nominal yearly rate.
    pub rate: Rate,
}

/// An amount that the lessor pays out on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawdown {
    /// The day of the payment to the supplier.
    pub on: NaiveDate,
    /// The amount excluding VAT.
    pub amount: Money,
}

/// Everything that decides the instalments of a lease but the amounts drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseTerms {
    /// When instalments fall.
    pub timetable: Timetable,
    /// The nominal yearly rate at the beginning.
    pub rate: Rate,
    /// Later rates in any order; of two on one day the last counts.
    pub rate_changes: Vec<RateChange>,
    /// How interest counts time.
    pub day_count: DayCount,
    /// How the debt is repaid.
    pub repayment: Repayment,
    /// The debt that remains after the last period.
    pub residual: Money,
    /// What gives way to rounding.
    pub rounding: Rounding,
    /// How interest is rounded to the øre.
    pub interest_rounding: InterestRounding,
}

impl LeaseTerms {
    /// Plain terms: an annuity with the default rounding and no residual or rate changes.
    pub fn new(timetable: Timetable, rate: Rate) -> Self {
        LeaseTerms {
            timetable,
            rate,
            rate_changes: Vec::new(),
            day_count: DayCount::default(),
            repayment: Repayment::default(),
            residual: Money::ZERO,
            rounding: Rounding::default(),
            interest_rounding: InterestRounding::default(),
        }
    }

    /// The rate in force on the first day of the lease period.
    pub fn rate_at_start(&self) -> Rate {
        let changes = self.effective_rate_changes();
        let begun = changes
            .iter()
            .take_while(|change| change.from <= self.timetable.starts_on);
        begun.last().map_or(self.rate, |change| change.rate)
    }

    /// The changes that change something, by date: one per day and none to the rate already running.
    pub fn effective_rate_changes(&self) -> Vec<RateChange> {
        let mut sorted = self.rate_changes.clone();
        sorted.sort_by_key(|change| change.from);
        let mut kept: Vec<RateChange> = Vec::with_capacity(sorted.len());
        for change in sorted {
            if kept.last().is_some_and(|last| last.from == change.from) {
                kept.pop();
            }
            let running = kept.last().map_or(self.rate, |last| last.rate);
            if change.rate != running {
                kept.push(change);
            }
        }
        kept
    }
}

/// The amount in kroner as whole øre by the given rule; `None` beyond the range.
///
/// The value is first rounded to twelve decimals: a sum of exact thirds that should be half an øre
/// may otherwise lie 10⁻²⁸ below it and be rounded the wrong way.
pub(super) fn to_ore(kroner: Decimal, strategy: RoundingStrategy) -> Option<Money> {
    Money::from_kroner_with(kroner.round_dp(12), strategy).ok()
}

/// The nearest øre, halves away from zero.
pub(super) fn nearest_ore(kroner: Decimal) -> Option<Money> {
    to_ore(kroner, RoundingStrategy::MidpointAwayFromZero)
}
