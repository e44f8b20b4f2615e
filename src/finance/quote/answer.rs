//! The answer of a quote, as it is written in JSON.
//!
//! Fees, VAT and interim charges stand beside the payment and are never in it. The VAT of a row is
//! that of its payment and of the fees that bear VAT; interim charges carry none here.

use super::warnings::Warning;
use crate::finance::interim_charge::InterimCharge;
use crate::finance::money::Money;
use crate::finance::rate::Rate;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// A lease worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The level payment at the first rate; without an annuity, the first payment.
    pub payment: Money,
    /// The nominal yearly rate, given or found.
    pub rate: Rate,
    /// The sum of the drawdowns.
    pub financed: Money,
    /// What the rate amounts to in a year, ten decimals; `None` when the payments imply no rate.
    ///
    /// For a plain lease it is the compounded nominal rate. With odd periods, rate changes, other day
    /// counts or drawdowns off the start it is the internal rate of drawdowns, interim charges,
    /// payments and residual, time counted in regular periods. Fees are left out.
    #[serde(serialize_with = "ten_decimals")]
    pub effective_annual_rate: Option<Decimal>,
    /// One row per instalment.
    pub instalments: Vec<QuotedInstalment>,
    /// The charges for time before the start, in the order of the drawdowns.
    pub interim_charges: Vec<InterimCharge>,
    /// The cost by calendar year of the due date; interim charges in the year of the start.
    pub by_budget_year: Vec<BudgetYear>,
    /// The sums of the rows and of the interim charges.
    pub totals: Totals,
    /// What a careful reader would ask about.
    pub warnings: Vec<Warning>,
}

/// A row of the table with what is billed beside the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct QuotedInstalment {
    /// Number, from 1.
    pub number: u32,
    /// The due date.
    pub due_on: NaiveDate,
    /// First day of the period.
    pub period_from: NaiveDate,
    /// Day after the period.
    pub period_to: NaiveDate,
    /// Debt before the instalment, without interest accrued.
    pub opening: Money,
    /// Drawn since the last row.
    pub drawn: Money,
    /// Interest in the payment.
    pub interest: Money,
    /// Repayment in the payment.
    pub principal: Money,
    /// The payment.
    pub payment: Money,
    /// Fees beside it.
    pub fees: Money,
    /// VAT on the payment and on fees that bear it.
    pub vat: Money,
    /// Debt after the instalment.
    pub closing: Money,
}

/// The cost of a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BudgetYear {
    /// The calendar year.
    pub year: i32,
    /// The sums of the year.
    #[serde(flatten)]
    pub sums: Totals,
}

/// Sums of rows; `payment = interest + principal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Payments.
    pub payment: Money,
    /// Interest in them.
    pub interest: Money,
    /// Repayment in them.
    pub principal: Money,
    /// Fees.
    pub fees: Money,
    /// Interim charges.
    pub interim: Money,
    /// VAT of the rows.
    pub vat: Money,
}

impl Totals {
    /// Adds a row.
    pub(super) fn add(&mut self, row: &QuotedInstalment) {
        self.payment += row.payment;
        self.interest += row.interest;
        self.principal += row.principal;
        self.fees += row.fees;
        self.vat += row.vat;
    }
}

fn ten_decimals<S: Serializer>(rate: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match rate {
        Some(rate) => serializer.collect_str(&format_args!("{:.10}", rate.round_dp(10))),
        None => serializer.serialize_none(),
    }
}
