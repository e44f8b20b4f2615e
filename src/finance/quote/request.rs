//! The request of a quote, as it is written in JSON.
//!
//! Reading checks the form (numbers, dates, names of fields); whether the terms make sense is checked
//! afterwards in [`super::check`], with all faults at once.

use crate::finance::PaymentDays;
use crate::finance::day_count::DayCount;
use crate::finance::interim_charge::InterimMethod;
use crate::finance::money::Money;
use crate::finance::period::{Every, Timing};
use crate::finance::rate::Rate;
use crate::finance::schedule::Timetable;
use crate::finance::terms::{
    Drawdown, InterestRounding, LeaseTerms, RateChange, Repayment, Rounding,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A question about a lease: amounts and terms, and perhaps one value to solve for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// What the lessor pays out; required unless the amount is solved for; any order.
    #[serde(default)]
    pub drawdowns: Vec<QuotedDrawdown>,
    /// First day of the lease period.
    pub starts_on: NaiveDate,
    /// Number of instalments, 1 to 1200.
    pub periods: u32,
    /// Length of a period; one month by default.
    #[serde(default)]
    pub every: Every,
    /// Due date of the first instalment when the first period is odd.
    #[serde(default)]
    pub first_due_on: Option<NaiveDate>,
    /// At which end of its period an instalment is due.
    pub timing: Timing,
    /// Nominal yearly rate; required unless it is solved for.
    #[serde(default)]
    pub rate: Option<Rate>,
    /// New rates from a day on.
    #[serde(default)]
    pub rate_changes: Vec<RateChange>,
    /// How interest counts time.
    #[serde(default)]
    pub day_count: DayCount,
    /// How the debt is repaid.
    #[serde(default)]
    pub repayment: Repayment,
    /// Debt that remains after the last period.
    #[serde(default)]
    pub residual: Money,
    /// What gives way to rounding.
    #[serde(default)]
    pub rounding: Rounding,
    /// How half an øre of interest is rounded.
    #[serde(default)]
    pub interest_rounding: InterestRounding,
    /// How time before the start is charged.
    #[serde(default)]
    pub interim_charge: QuotedInterimCharge,
    /// How due dates move to bank days.
    #[serde(default)]
    pub payment_days: PaymentDays,
    /// Service fees billed with each instalment.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// The VAT rate, 0.25 by default; shown beside the payments.
    #[serde(default = "danish_vat")]
    pub vat_rate: Rate,
    /// The value to find instead of the payment.
    #[serde(default)]
    pub solve: Option<Solve>,
}

/// The Danish VAT rate (*momsloven* § 33).
fn danish_vat() -> Rate {
    Rate::new(rust_decimal::Decimal::new(25, 2)).unwrap_or_default()
}

/// A payment by the lessor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotedDrawdown {
    /// The day.
    pub on: NaiveDate,
    /// The amount excluding VAT, above zero.
    pub amount: Money,
    /// What it is for; not used in the mathematics.
    #[serde(default)]
    pub label: Option<String>,
}

/// How drawdowns before the start are charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotedInterimCharge {
    /// The method.
    pub method: InterimMethod,
    /// The day count of the charge; that of the lease when absent.
    #[serde(default)]
    pub day_count: Option<DayCount>,
}

/// A service fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// What it is for.
    pub label: String,
    /// The amount per period excluding VAT.
    pub amount: Money,
    /// Whether it bears VAT; it does unless stated.
    #[serde(default = "bears_vat")]
    pub vat: bool,
}

fn bears_vat() -> bool {
    true
}

/// The value to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solve {
    /// Which value.
    #[serde(rename = "for")]
    pub unknown: Unknown,
    /// The periodic payment that is given.
    #[serde(default)]
    pub payment: Option<Money>,
    /// The most that may fall due in any budget year, fees included.
    #[serde(default)]
    pub per_budget_year: Option<Money>,
}

/// What can be solved for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// The nominal yearly rate.
    Rate,
    /// The amount financed, drawn on the first day.
    Amount,
}

impl QuoteRequest {
    /// What decides the dates.
    pub fn timetable(&self) -> Timetable {
        Timetable {
            starts_on: self.starts_on,
            first_due_on: self.first_due_on,
            periods: self.periods,
            every: self.every,
            timing: self.timing,
            payment_days: self.payment_days,
        }
    }

    /// The terms at the rate given, or at zero when it is to be found.
    pub fn terms(&self) -> LeaseTerms {
        LeaseTerms {
            timetable: self.timetable(),
            rate: self.rate.unwrap_or_default(),
            rate_changes: self.rate_changes.clone(),
            day_count: self.day_count,
            repayment: self.repayment,
            residual: self.residual,
            rounding: self.rounding,
            interest_rounding: self.interest_rounding,
        }
    }

    /// The drawdowns without their labels, in the order of the request.
    pub fn plain_drawdowns(&self) -> Vec<Drawdown> {
        let plain = |drawn: &QuotedDrawdown| Drawdown {
            on: drawn.on,
            amount: drawn.amount,
        };
        self.drawdowns.iter().map(plain).collect()
    }

    /// All fees of one period, excluding VAT.
    pub fn fees_per_period(&self) -> Money {
        self.fees.iter().map(|fee| fee.amount).sum()
    }

    /// The fees of one period that bear VAT.
    pub fn fees_with_vat(&self) -> Money {
        self.fees
            .iter()
            .filter(|fee| fee.vat)
            .map(|fee| fee.amount)
            .sum()
    }
}
