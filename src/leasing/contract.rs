//! What a contract settles beside the plain terms: the interim charge, a floating rate, the end, the account string.
//!
//! None of it has a default that hides a choice: what is absent is no charge, a fixed rate, a return to the
//! lessor and no account string.

use crate::db::text_enum;
use crate::finance::floating::FloatingTerms;
use crate::finance::{DayCount, InterimMethod, Rate};
use validator::Validate;

text_enum! {
    /// What happens to the devices when the lease period is over.
    pub enum LeaseEndKind {
        /// They go back to the lessor (*tilbagelevering*).
        ReturnToLessor = "return_to_lessor",
        /// The municipality names a buyer and guarantees the residual (*anvisningspligt*).
        Designation = "designation",
        /// The municipality buys them at an agreed price.
        Purchase = "purchase",
        /// Some of each, decided device by device.
        Mixed = "mixed",
    }
}

impl LeaseEndKind {
    /// Whether a purchase price belongs to it.
    pub const fn has_purchase(self) -> bool {
        matches!(self, LeaseEndKind::Purchase | LeaseEndKind::Mixed)
    }
}

/// How the time from the lessor's payment to the start of the lease is charged (*delafgift*).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct InterimTerms {
    /// `none`, `rate` (interest at the agreement's rate) or `pro_rata` (a share of the payment).
    #[schema(value_type = String, pattern = "^(none|rate|pro_rata)$", example = "rate")]
    pub method: InterimMethod,
    /// The day count of the charge; that of the agreement when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "ACT/360")]
    pub day_count: Option<DayCount>,
}

/// A rate that follows a published reference.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct FloatingRate {
    /// The name of the reference rate, as it stands in the agreement.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "CIBOR 3M")]
    pub index_name: String,
    /// Added to the reference, as a fraction of one per year; may be negative.
    #[schema(value_type = String, example = "0.0065")]
    pub margin: Rate,
    /// The reference counts as at least this much.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "0")]
    pub floor: Option<Rate>,
    /// The reference counts as at most this much.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "0.06")]
    pub cap: Option<Rate>,
}

impl FloatingRate {
    /// The same as the mathematics sees it.
    pub const fn terms(&self) -> FloatingTerms {
        FloatingTerms {
            margin: self.margin,
            floor: self.floor,
            cap: self.cap,
        }
    }
}
