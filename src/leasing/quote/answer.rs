//! What a quote answers.
//!
//! In every row `payment = interest + principal` and `closing = opening + drawn − principal`; the next row's
//! `opening` is this row's `closing`. Fees, VAT and interim charges stand beside the payment, never in it.

use super::refusals::warned;
use crate::error::Language;
use crate::finance::quote::{BudgetYear, QuotedInstalment, Totals, Warning};
use crate::finance::{InterimCharge, Money, Quote, Rate};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// A lease worked out; all amounts excluding VAT unless they are VAT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuote {
    /// The level payment at the first rate; without an annuity, the first payment.
    #[schema(example = "780790.04")]
    pub payment: Money,
    /// The nominal yearly rate, given or found.
    pub rate: Rate,
    /// The sum of the drawdowns.
    #[schema(example = "3000000.00")]
    pub financed: Money,
    /// What the rate amounts to in a year as a fraction of one, ten decimals; null when the payments imply no rate.
    #[schema(example = "0.0275000000")]
    pub effective_annual_rate: Option<String>,
    /// One row per instalment.
    pub instalments: Vec<LeaseQuoteInstalment>,
    /// The charges for time before the start, in the order of the drawdowns.
    pub interim_charges: Vec<LeaseQuoteInterimCharge>,
    /// The cost by calendar year of the due date; interim charges in the year of the start.
    pub by_budget_year: Vec<LeaseQuoteYear>,
    /// The sums of the rows and of the interim charges.
    pub totals: LeaseQuoteTotals,
    /// What a careful reader would ask about.
    pub warnings: Vec<LeaseQuoteWarning>,
}

/// One instalment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuoteInstalment {
    /// Number, from 1.
    #[schema(minimum = 1)]
    pub number: u32,
    /// The day on which it is due; decides the budget year.
    pub due_on: NaiveDate,
    /// The first day of its period.
    pub period_from: NaiveDate,
    /// The day after its period.
    pub period_to: NaiveDate,
    /// The debt before it, without the interest accrued since the last instalment.
    pub opening: Money,
    /// What was drawn since the last row; in the first one up to and on the start.
    pub drawn: Money,
    /// The interest in the payment.
    pub interest: Money,
    /// The repayment in the payment.
    pub principal: Money,
    /// The payment.
    pub payment: Money,
    /// Fees beside it.
    pub fees: Money,
    /// VAT on the payment and on the fees that bear it.
    pub vat: Money,
    /// The debt after it.
    pub closing: Money,
}

/// The charge for a drawdown before the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuoteInterimCharge {
    /// The drawdown's place in the request, from 0.
    pub drawdown: usize,
    /// The day of the drawdown.
    pub from: NaiveDate,
    /// The start of the lease.
    pub to: NaiveDate,
    /// The days between them as the day count reckons them.
    pub days: i64,
    /// What is charged.
    pub amount: Money,
}

/// The cost of a calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuoteYear {
    /// The calendar year.
    #[schema(example = 2027)]
    pub year: i32,
    /// The sums of the year.
    #[serde(flatten)]
    pub sums: LeaseQuoteTotals,
}

/// Sums of rows; `payment = interest + principal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuoteTotals {
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

/// Something that is allowed but seldom meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeaseQuoteWarning {
    /// `rate_unusually_high`, `rate_negative`, `no_interim_charge`, `rate_change_without_effect`,
    /// `payment_below_interest`, `debt_negative` or `last_interest_negative`.
    #[schema(example = "no_interim_charge")]
    pub code: &'static str,
    /// What it is, in the caller's language.
    pub detail: String,
}

impl LeaseQuote {
    /// The published form of a quote, its warnings in `language`.
    pub(super) fn of(quote: &Quote, language: Language) -> Self {
        LeaseQuote {
            payment: quote.payment,
            rate: quote.rate,
            financed: quote.financed,
            effective_annual_rate: quote
                .effective_annual_rate
                .map(|rate| format!("{:.10}", rate.round_dp(10))),
            instalments: quote.instalments.iter().map(Into::into).collect(),
            interim_charges: quote.interim_charges.iter().map(Into::into).collect(),
            by_budget_year: quote.by_budget_year.iter().map(Into::into).collect(),
            totals: (&quote.totals).into(),
            warnings: quote
                .warnings
                .iter()
                .map(|warning| LeaseQuoteWarning::of(*warning, language))
                .collect(),
        }
    }
}

impl LeaseQuoteWarning {
    fn of(warning: Warning, language: Language) -> Self {
        LeaseQuoteWarning {
            code: warning.code(),
            detail: warned(warning, language),
        }
    }
}

impl From<&QuotedInstalment> for LeaseQuoteInstalment {
    fn from(row: &QuotedInstalment) -> Self {
        LeaseQuoteInstalment {
            number: row.number,
            due_on: row.due_on,
            period_from: row.period_from,
            period_to: row.period_to,
            opening: row.opening,
            drawn: row.drawn,
            interest: row.interest,
            principal: row.principal,
            payment: row.payment,
            fees: row.fees,
            vat: row.vat,
            closing: row.closing,
        }
    }
}

impl From<&InterimCharge> for LeaseQuoteInterimCharge {
    fn from(charge: &InterimCharge) -> Self {
        LeaseQuoteInterimCharge {
            drawdown: charge.drawdown,
            from: charge.from,
            to: charge.to,
            days: charge.days,
            amount: charge.amount,
        }
    }
}

impl From<&BudgetYear> for LeaseQuoteYear {
    fn from(year: &BudgetYear) -> Self {
        LeaseQuoteYear {
            year: year.year,
            sums: (&year.sums).into(),
        }
    }
}

impl From<&Totals> for LeaseQuoteTotals {
    fn from(sums: &Totals) -> Self {
        LeaseQuoteTotals {
            payment: sums.payment,
            interest: sums.interest,
            principal: sums.principal,
            fees: sums.fees,
            interim: sums.interim,
            vat: sums.vat,
        }
    }
}
