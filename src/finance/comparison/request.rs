//! What is compared, as it is written in JSON.
//!
//! Amounts are excluding VAT and have the payer's sign: what is paid is positive, what comes in (a
//! resale) negative. The payments of a lease are not written out; its terms are those of a quote.

use crate::finance::money::Money;
use crate::finance::quote::QuoteRequest;
use crate::finance::rate::Rate;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A question which of several ways to get the same equipment costs least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonRequest {
    /// The day on which present values are taken.
    pub value_on: NaiveDate,
    /// The yearly rate at which later amounts are discounted.
    pub discount_rate: Rate,
    /// The VAT rate of flows that state none; 0.25 by default.
    #[serde(default = "danish_vat")]
    pub vat_rate: Rate,
    /// The share of the VAT that is refunded, for flows that state none; all of it by default.
    ///
    /// Municipalities get their VAT back from the refund scheme (*momsrefusionsordningen*), with
    /// exceptions that are data here.
    #[serde(default = "all")]
    pub refundable_share: Rate,
    /// The ways, at least one.
    pub alternatives: Vec<Alternative>,
}

/// One way to get the equipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// What it is called.
    pub label: String,
    /// What kind of way it is; shown, and not used in the mathematics.
    pub kind: AlternativeKind,
    /// Amounts on days.
    #[serde(default)]
    pub flows: Vec<Flow>,
    /// The terms of its lease: payments, fees and interim charges come from the quote.
    ///
    /// Who pays the residual at the end is a flow of its own: a buy-out, or the risk of a designated
    /// buyer who pays less.
    #[serde(default)]
    pub lease: Option<QuoteRequest>,
}

/// The kinds of ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlternativeKind {
    /// Bought and owned.
    Purchase,
    /// Leased with the risk of the residual (*finansiel leasing*).
    FinanceLease,
    /// Leased and handed back (*operationel leasing*).
    OperatingLease,
}

/// An amount on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// What it is for.
    pub kind: FlowKind,
    /// What it is called; the kind when absent.
    #[serde(default)]
    pub label: Option<String>,
    /// The day.
    pub on: NaiveDate,
    /// The amount excluding VAT, negative when it comes in.
    pub amount: Money,
    /// Its VAT rate; that of the comparison when absent.
    #[serde(default)]
    pub vat_rate: Option<Rate>,
    /// The share of its VAT that is refunded; that of the comparison when absent.
    #[serde(default)]
    pub refundable_share: Option<Rate>,
}

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// The price of the equipment.
    Purchase,
    /// Upkeep, repairs, insurance.
    Maintenance,
    /// What selling the equipment brings; never above zero.
    Resale,
    /// A payment of a lease.
    LeasePayment,
    /// A service fee billed beside a lease payment.
    ServiceFee,
    /// A charge for time before a lease starts (*delafgift*).
    InterimCharge,
    /// What handing the equipment back costs.
    ReturnFee,
    /// The price of buying leased equipment at the end.
    BuyOut,
    /// What a designated buyer is expected to pay less, or more, than the residual.
    ResidualRisk,
    /// Anything else.
    Other,
}

/// The Danish VAT rate (*momsloven* § 33).
fn danish_vat() -> Rate {
    Rate::new(Decimal::new(25, 2)).unwrap_or_default()
}

fn all() -> Rate {
    Rate::new(Decimal::ONE).unwrap_or_default()
}
