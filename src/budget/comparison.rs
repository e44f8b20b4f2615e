//! By what an estimate's financing is compared with buying and with operating leasing.
//!
//! The payments of the finance lease are the estimate's own. What the estimate cannot know (what the devices are worth
//! at the end, what handing them back costs, what an operating lessor asks) is stated here, each with its source.

use super::Assumption;
use super::estimate::not_negative;
use super::findings::percent;
use crate::finance::{Money, Rate};
use crate::http::not_blank;
use crate::render::numbers;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// What the ways of financing are compared by, all amounts without VAT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EstimateComparison {
    /// The yearly rate at which later amounts are discounted.
    #[validate(nested)]
    pub discount_rate: SourcedRate,
    /// What all devices together can be sold for at the end, when the municipality owns them or bears their worth.
    #[validate(nested)]
    pub worth_at_end: SourcedAmount,
    /// What handing all devices back at the end costs: collecting, wiping, deductions for damage.
    #[validate(nested)]
    pub return_cost: SourcedAmount,
    /// What an operating lease asks with each payment; absent when none is compared.
    #[validate(nested)]
    pub operating_payment: Option<SourcedAmount>,
}

/// A rate and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcedRate {
    /// The rate as a fraction of one, 0 to 1.
    #[schema(value_type = String, example = "0.03")]
    pub rate: Rate,
    /// Where it comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
    /// Whether it is assumed.
    pub assumed: bool,
}

/// An amount and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcedAmount {
    /// The amount in kroner, without VAT.
    #[validate(custom(function = not_negative))]
    #[schema(value_type = String, example = "75000.00")]
    pub amount: Money,
    /// Where it comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
    /// Whether it is assumed rather than offered.
    pub assumed: bool,
}

impl EstimateComparison {
    /// Everything that the comparison rests on, each with whether it is assumed.
    pub fn grounds(&self) -> Vec<(Assumption, bool)> {
        let ground = |what: &str, value: String, source: &str, assumed| {
            let assumption = Assumption {
                what: what.to_owned(),
                value,
                source: source.to_owned(),
            };
            (assumption, assumed)
        };
        let amount = |what: &str, of: &SourcedAmount| {
            ground(what, numbers::kroner(of.amount), &of.source, of.assumed)
        };
        let rate = &self.discount_rate;
        let mut grounds = vec![
            ground(
                "Diskonteringsrente",
                percent(rate.rate),
                &rate.source,
                rate.assumed,
            ),
            amount("Enhedernes værdi ved udløb", &self.worth_at_end),
            amount("Udgift ved tilbagelevering", &self.return_cost),
        ];
        let operating = self.operating_payment.as_ref();
        grounds.extend(operating.map(|of| amount("Ydelse ved operationel leasing", of)));
        grounds
    }
}
