//! What can be agreed after the signature, as somebody writes it.

use crate::db::LeaseLineId;
use crate::finance::{Money, Rate};
use chrono::NaiveDate;
use validator::{Validate, ValidationErrors};

/// Something agreed after the signature, told apart by `kind`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AmendLease {
    /// More periods.
    Extension(ExtendLease),
    /// More periods because no notice was given, on the terms agreed for that.
    AutoRenewal(RenewLease),
    /// Some units go back.
    PartReturn(ReturnUnits),
    /// Units, or all of them, are bought.
    BuyOut(BuyUnits),
    /// The whole agreement is paid off.
    EarlySettlement(SettleLease),
    /// An extra repayment.
    PartSettlement(RepayLease),
}

impl Validate for AmendLease {
    fn validate(&self) -> Result<(), ValidationErrors> {
        match self {
            AmendLease::Extension(command) => command.validate(),
            AmendLease::AutoRenewal(command) => command.validate(),
            AmendLease::PartReturn(command) => command.validate(),
            AmendLease::BuyOut(command) => command.validate(),
            AmendLease::EarlySettlement(command) => command.validate(),
            AmendLease::PartSettlement(command) => command.validate(),
        }
    }
}

/// More periods after the last one (*forlængelse*), at a rate or at an agreed payment.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendLease {
    /// The day of the agreement, today at the latest.
    pub agreed_on: NaiveDate,
    /// How many more periods.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200, example = 12)]
    pub periods: i32,
    /// The payment of each, excluding VAT; either this or a rate.
    #[schema(value_type = Option<String>, example = "5000.00")]
    pub payment: Option<Money>,
    /// The nominal yearly rate at which what is left is repaid; either this or a payment.
    #[schema(value_type = Option<String>, example = "0.036")]
    pub rate: Option<Rate>,
    /// The debt that remains after the extension, excluding VAT.
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// No notice was given, and the agreement goes on as agreed for that case (*automatisk forlængelse*).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewLease {
    /// The day on which it became certain, today at the latest.
    pub agreed_on: NaiveDate,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// Some units of a line go back to the lessor while the rest goes on (*delvis tilbagelevering*).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnUnits {
    /// The day of the agreement, today at the latest.
    pub agreed_on: NaiveDate,
    /// The day on which they go back; from the last instalment that is due until the next one.
    pub effective_on: NaiveDate,
    /// The line.
    pub lease_line_id: LeaseLineId,
    /// How many units.
    #[validate(range(min = 1, max = 1000000))]
    #[schema(minimum = 1, maximum = 1000000, example = 60)]
    pub quantity: i32,
    /// The payment agreed for the rest, excluding VAT; without it every instalment falls by the units' part of the price.
    #[schema(value_type = Option<String>, example = "243671.56")]
    pub payment: Option<Money>,
    /// What the return costs, excluding VAT.
    #[schema(value_type = Option<String>, example = "12500.00")]
    pub amount: Option<Money>,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// The municipality buys units of a line, a line, or all there is (*frikøb*).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyUnits {
    /// The day of the agreement, today at the latest.
    pub agreed_on: NaiveDate,
    /// The day of the purchase; of some units, from the last instalment that is due until the next one.
    pub effective_on: NaiveDate,
    /// The line; without it all lines are bought, and the agreement ends.
    pub lease_line_id: Option<LeaseLineId>,
    /// How many units; without it all that the line has left.
    #[validate(range(min = 1, max = 1000000))]
    #[schema(minimum = 1, maximum = 1000000, example = 60)]
    pub quantity: Option<i32>,
    /// The price, excluding VAT.
    #[schema(value_type = String, example = "75000.00")]
    pub amount: Money,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// The whole agreement is paid off before its time (*indfrielse*).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleLease {
    /// The day of the agreement, today at the latest.
    pub agreed_on: NaiveDate,
    /// The day of the settlement; an instalment of that day is paid first.
    pub effective_on: NaiveDate,
    /// The market rate at which what is ahead is valued.
    #[schema(value_type = String, example = "0.02")]
    pub rate: Rate,
    /// The lessor's price where it differs from the computed one, excluding VAT.
    #[schema(value_type = Option<String>, example = "670000.00")]
    pub amount: Option<Money>,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// An extra repayment; the instalments ahead fall (*delvis indfrielse*).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepayLease {
    /// The day of the agreement, today at the latest.
    pub agreed_on: NaiveDate,
    /// The day of the repayment, from the last instalment that is due (it is paid first) until the next one.
    pub effective_on: NaiveDate,
    /// What is repaid.
    #[schema(value_type = String, example = "200000.00")]
    pub amount: Money,
    /// The lessor's or the case's reference.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub reference: Option<String>,
    /// Why.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}
