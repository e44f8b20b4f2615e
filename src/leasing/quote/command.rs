//! What is asked of a quote.
//!
//! Only the form is checked here: whether the terms make sense is for the mathematics to say, with all
//! faults at once. A number of periods outside the range is therefore read and refused there.

use crate::finance::quote::{
    Fee, QuoteRequest, QuotedDrawdown, QuotedInterimCharge, Solve, Unknown,
};
use crate::finance::{
    DayCount, Every, InterestRounding, InterimMethod, Money, PaymentDays, Rate, RateChange,
    Repayment, Rounding, Timing,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

/// The terms of a lease, and perhaps one value to solve for.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "drawdowns": [{"on": "2027-01-02", "amount": "3000000.00"}], "starts_on": "2027-01-02", "periods": 4,
    "every": {"unit": "year", "count": 1}, "timing": "advance", "rate": "0.0275"
}))]
pub struct AskLeaseQuote {
    /// What the lessor pays out, and when, in any order; required unless the amount is solved for.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub drawdowns: Vec<AskedDrawdown>,
    /// The first day of the lease period (ikraftsættelse). Drawdowns before it earn interim charge, drawdowns on
    /// or after it join the balance on their date.
    pub starts_on: NaiveDate,
    /// The number of instalments.
    #[schema(minimum = 1, maximum = 1200, example = 4)]
    pub periods: i64,
    /// The length of a period.
    #[serde(default)]
    #[schema(default = json!({"unit": "month", "count": 1}))]
    pub every: Every,
    /// The due date of the first instalment when the first period is odd; later due dates are regular from it.
    pub first_due_on: Option<NaiveDate>,
    /// At which end of its period an instalment is due.
    pub timing: Timing,
    /// The nominal yearly rate; required unless it is solved for.
    pub rate: Option<Rate>,
    /// New rates from a day on. The level payment is computed anew for the instalments due on or after the change
    /// (in advance) or after it (in arrears); an instalment already due is never touched. None may be before both the
    /// start and the first drawdown.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub rate_changes: Vec<AskedRateChange>,
    /// How interest counts time.
    #[serde(default)]
    #[schema(default = "periodic")]
    pub day_count: DayCount,
    /// How the debt is repaid.
    #[serde(default)]
    #[schema(default = "annuity")]
    pub repayment: Repayment,
    /// The debt that remains after the last period.
    #[serde(default)]
    #[schema(default = "0.00")]
    pub residual: Money,
    /// What gives way to rounding.
    #[serde(default)]
    #[schema(default = "constant_payment")]
    pub rounding: Rounding,
    /// How half an øre of interest is rounded.
    #[serde(default)]
    #[schema(default = "half_up")]
    pub interest_rounding: InterestRounding,
    /// How drawdowns before the start are charged; not at all unless told.
    #[serde(default)]
    #[schema(default = json!({"method": "none"}))]
    pub interim_charge: AskedInterimCharge,
    /// How due dates move to Danish bank days.
    #[serde(default)]
    #[schema(default = "unadjusted")]
    pub payment_days: PaymentDays,
    /// Service fees billed with each instalment, beside the payment; no part of the annuity.
    #[serde(default)]
    pub fees: Vec<AskedFee>,
    /// The VAT rate, from 0 to 1; VAT is shown beside, never in the annuity.
    #[serde(default = "danish_vat")]
    #[schema(default = "0.25")]
    pub vat_rate: Rate,
    /// The missing value, found from a payment or a frame.
    pub solve: Option<AskedSolution>,
}

/// What the lessor pays out on a day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedDrawdown {
    /// The day.
    pub on: NaiveDate,
    /// The amount excluding VAT, above zero.
    #[schema(example = "3000000.00")]
    pub amount: Money,
    /// What it is for; not used in the mathematics.
    pub label: Option<String>,
}

/// A new nominal rate from a day on, that day included.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedRateChange {
    /// The first day with the new rate; no two changes on one day.
    pub from: NaiveDate,
    /// The new nominal yearly rate.
    pub rate: Rate,
}

/// How drawdowns before the start are charged.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedInterimCharge {
    /// The method.
    pub method: InterimMethod,
    /// The day count of the charge; that of the lease unless told.
    pub day_count: Option<DayCount>,
}

/// A service fee.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedFee {
    /// What it is for.
    pub label: String,
    /// The amount per period excluding VAT, not negative.
    #[schema(example = "250.00")]
    pub amount: Money,
    /// Whether it bears VAT.
    #[serde(default = "bears_vat")]
    #[schema(default = true)]
    pub vat: bool,
}

/// The value to find, with one of the values to find it from.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedSolution {
    /// Which value.
    #[serde(rename = "for")]
    pub unknown: Unknown,
    /// The periodic payment that is given, for an annuity.
    pub payment: Option<Money>,
    /// The most that may fall due in any budget year, fees included; only for the amount.
    pub per_budget_year: Option<Money>,
}

/// The Danish VAT rate (*momsloven* § 33).
fn danish_vat() -> Rate {
    Rate::new(Decimal::new(25, 2)).unwrap_or_default()
}

fn bears_vat() -> bool {
    true
}

impl AskLeaseQuote {
    /// The command as the mathematics takes it.
    pub(super) fn into_request(self) -> QuoteRequest {
        QuoteRequest {
            drawdowns: self.drawdowns.into_iter().map(Into::into).collect(),
            starts_on: self.starts_on,
            // Zero is refused like every other number out of range.
            periods: u32::try_from(self.periods).unwrap_or(0),
            every: self.every,
            first_due_on: self.first_due_on,
            timing: self.timing,
            rate: self.rate,
            rate_changes: self.rate_changes.into_iter().map(Into::into).collect(),
            day_count: self.day_count,
            repayment: self.repayment,
            residual: self.residual,
            rounding: self.rounding,
            interest_rounding: self.interest_rounding,
            interim_charge: QuotedInterimCharge {
                method: self.interim_charge.method,
                day_count: self.interim_charge.day_count,
            },
            payment_days: self.payment_days,
            fees: self.fees.into_iter().map(Into::into).collect(),
            vat_rate: self.vat_rate,
            solve: self.solve.map(Into::into),
        }
    }
}

impl From<AskedDrawdown> for QuotedDrawdown {
    fn from(asked: AskedDrawdown) -> Self {
        QuotedDrawdown {
            on: asked.on,
            amount: asked.amount,
            label: asked.label,
        }
    }
}

impl From<AskedRateChange> for RateChange {
    fn from(asked: AskedRateChange) -> Self {
        RateChange {
            from: asked.from,
            rate: asked.rate,
        }
    }
}

impl From<AskedFee> for Fee {
    fn from(asked: AskedFee) -> Self {
        Fee {
            label: asked.label,
            amount: asked.amount,
            vat: asked.vat,
        }
    }
}

impl From<AskedSolution> for Solve {
    fn from(asked: AskedSolution) -> Self {
        Solve {
            unknown: asked.unknown,
            payment: asked.payment,
            per_budget_year: asked.per_budget_year,
        }
    }
}
