//! Lease mathematics: pure, exact, and explained. Knows no database, no HTTP and no clock.
//!
//! Read in this order: [`terms`] (what is agreed), [`schedule`] (when), [`annuity`] (how much, in
//! closed form), [`amortisation`] (the table), [`mod@quote`] (all of it from one request), [`revision`]
//! (what changes later, without touching what is due), [`projection`] (who carries it, in which
//! year), [`mod@comparison`] (buy or lease), [`bulk`] (a million at once). What a stranger
//! gets wrong is that a lease year is no budget year, and that in advance the interest of a period is
//! paid with the next instalment. The formulas with worked tables are in `docs/lease-mathematics.md`.

mod accrual;
pub mod allocation;
pub mod amortisation;
pub mod annuity;
pub mod bulk;
pub mod calendar;
pub mod comparison;
pub mod day_count;
pub mod early_end;
pub mod extension;
pub mod floating;
pub mod indexation;
pub mod interim_charge;
pub mod internal_rate;
mod level;
mod level_guess;
#[cfg(test)]
mod life_tests;
pub mod money;
pub mod part_return;
pub mod period;
pub mod pieces;
pub mod price_level;
pub mod projection;
pub mod quantity;
pub mod quote;
pub mod rate;
pub mod revision;
pub mod schedule;
pub mod settlement;
mod table;
pub mod terms;

pub use amortisation::{Amortisation, AmortisationError, Instalment, amortise, amortise_agreed};
pub use calendar::PaymentDays;
pub use comparison::{Comparison, ComparisonFaults, ComparisonRequest, compare};
pub use day_count::{DayCount, YearFraction};
pub use early_end::{BuyOut, EarlyEnd, buy_out, end_early, repay};
pub use extension::{Amended, Extension, ExtensionPrice, extend};
pub use indexation::{IndexError, IndexValue, indexed, indexed_by_rates};
pub use interim_charge::{InterimCharge, InterimMethod};
pub use money::{Money, MoneyError};
pub use part_return::{PartReturned, Parts, part_return};
pub use period::{Every, Timing, Unit};
pub use pieces::{Stretch, stretches};
pub use price_level::{PriceHistory, PublishedRate, YearlyRates, price_factor};
pub use projection::{
    CostTable, DatedAmount, Movement, PeriodAmount, PeriodShare, PeriodStream, SharingRule, Stream,
    View,
};
pub use quantity::{
    LargestQuantity, QuantityError, largest_quantity_within, largest_quantity_within_years,
};
pub use quote::{Quote, QuoteRequest, TermsFault, TermsFaults, quote};
pub use rate::{Rate, RateError};
pub use revision::{LifeError, revise};
pub use schedule::{ScheduleError, Slot, Timetable};
pub use settlement::{Debt, Settlement, debt_on, settle, split_rows};
pub use terms::{Drawdown, InterestRounding, LeaseTerms, RateChange, Repayment, Rounding};
