//! An estimate: what things are assumed to cost and how they are financed.

use super::findings::percent;
use super::{Assumption, EstimateComparison};
use crate::clock::Instant;
use crate::db::{AccountId, DeviceCategoryId, EstimateId, ProjectId, text_enum};
use crate::error::{Fault, Result, codes};
use crate::finance::{Every, LeaseTerms, Money, PaymentDays, Rate, Timetable, Timing, Unit};
use crate::http::not_blank;
use crate::render::numbers;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

text_enum! {
    /// Whether an estimate can still be changed.
    pub enum EstimateState {
        /// Being written.
        Draft = "draft",
        /// Checked by finance; never changed again.
        Approved = "approved",
    }
}

text_enum! {
    /// What a line that is not a device pays for.
    pub enum EstimateLineKind {
        /// Charging cabinets, bought and installed (*computerskabe*).
        ChargingCabinet = "charging_cabinet",
        /// Installing the municipality's image.
        ImageInstallation = "image_installation",
        /// The municipal licence (*kommunelicens*).
        MunicipalLicence = "municipal_licence",
        /// Service and repairs.
        Service = "service",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// What the quantity of a line counts.
    pub enum EstimateLineBasis {
        /// The whole estimate.
        Fixed = "fixed",
        /// Each device, whatever its category.
        PerDevice = "per_device",
    }
}

text_enum! {
    /// Which needs a calculation counts.
    pub enum NeedsCounted {
        /// Only those that the project lead has confirmed.
        Confirmed = "confirmed",
        /// Those, and those that schools have submitted.
        Submitted = "submitted",
        /// Every need, drafts among them.
        All = "all",
    }
}

impl NeedsCounted {
    /// Whether a need in this state (`draft`, `submitted` or `confirmed`) is counted.
    pub fn counts(self, state: &str) -> bool {
        match self {
            NeedsCounted::Confirmed => state == "confirmed",
            NeedsCounted::Submitted => matches!(state, "confirmed" | "submitted"),
            NeedsCounted::All => true,
        }
    }
}

/// An economic estimate of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Estimate {
    /// Its number in this service.
    pub id: EstimateId,
    /// The project.
    pub project_id: ProjectId,
    /// Its title.
    pub title: String,
    /// Whether it can still be changed.
    pub state: EstimateState,
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The number of payments.
    pub periods: u32,
    /// The unit of a period: `day`, `week`, `month` or `year`.
    #[schema(value_type = String, example = "year")]
    pub every_unit: Unit,
    /// How many units a period has.
    pub every_count: u32,
    /// `advance` or `arrears`.
    #[schema(value_type = String, example = "advance")]
    pub timing: Timing,
    /// The nominal yearly rate as a fraction of one.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// Where the rate comes from.
    pub rate_source: String,
    /// Whether the rate is assumed rather than offered.
    pub rate_assumed: bool,
    /// What remains to be paid after the last period, in kroner.
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// Remarks.
    pub note: Option<String>,
    /// The price of each device category.
    pub prices: Vec<EstimatePrice>,
    /// What is paid for besides devices, in order.
    pub lines: Vec<EstimateLine>,
    /// By what its financing is compared with buying and operating leasing; absent until it is stated.
    pub comparison: Option<EstimateComparison>,
    /// When it was approved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub approved_at: Option<Instant>,
    /// By whom.
    pub approved_by: Option<AccountId>,
    /// Grows with every change.
    pub version: i32,
}

/// The price of one device of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EstimatePrice {
    /// The category.
    pub device_category_id: DeviceCategoryId,
    /// Its name.
    pub device_category: String,
    /// The price of one device in kroner, without VAT.
    #[schema(value_type = String, example = "5600.00")]
    pub unit_price: Money,
    /// Where the price comes from.
    pub source: String,
    /// Whether it is assumed rather than offered.
    pub assumed: bool,
}

/// Something that is paid for besides devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EstimateLine {
    /// What it pays for.
    pub kind: EstimateLineKind,
    /// The same in words.
    #[validate(length(min = 1, max = 300), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 300)]
    pub description: String,
    /// What the quantity counts.
    pub basis: EstimateLineBasis,
    /// How many in all, or for each device.
    #[validate(range(min = 0, max = 100_000))]
    #[schema(minimum = 0, maximum = 100_000)]
    pub quantity: i32,
    /// The price of one in kroner, without VAT.
    #[validate(custom(function = not_negative))]
    #[schema(value_type = String, example = "9500.00")]
    pub unit_price: Money,
    /// Where the price comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
    /// Whether it is assumed rather than offered.
    pub assumed: bool,
}

impl Estimate {
    /// The financing as lease terms: an annuity whose payments are not moved to bank days.
    pub fn terms(&self) -> LeaseTerms {
        let timetable = Timetable {
            starts_on: self.starts_on,
            first_due_on: None,
            periods: self.periods,
            every: Every {
                unit: self.every_unit,
                count: self.every_count,
            },
            timing: self.timing,
            payment_days: PaymentDays::Unadjusted,
        };
        let mut terms = LeaseTerms::new(timetable, self.rate);
        terms.residual = self.residual;
        terms
    }

    /// Every price and rate with its source, and whether it is assumed rather than offered.
    pub fn grounds(&self) -> Vec<(Assumption, bool)> {
        let ground = |what: String, value: String, source: &str| Assumption {
            what,
            value,
            source: source.to_owned(),
        };
        let prices = self.prices.iter().map(|price| {
            let what = format!("Pris pr. enhed: {}", price.device_category);
            let value = numbers::kroner(price.unit_price);
            (ground(what, value, &price.source), price.assumed)
        });
        let lines = self.lines.iter().map(|line| {
            let value = numbers::kroner(line.unit_price);
            (
                ground(line.description.clone(), value, &line.source),
                line.assumed,
            )
        });
        let mut grounds: Vec<(Assumption, bool)> = prices.chain(lines).collect();
        let rate = ground(
            "Nominel årlig rente".to_owned(),
            percent(self.rate),
            &self.rate_source,
        );
        grounds.push((rate, self.rate_assumed));
        grounds.extend(self.comparison.iter().flat_map(EstimateComparison::grounds));
        grounds
    }

    /// Lets only a draft pass.
    ///
    /// # Errors
    /// [`codes::ESTIMATE_APPROVED`].
    pub fn require_draft(&self) -> Result<()> {
        match self.state {
            EstimateState::Draft => Ok(()),
            EstimateState::Approved => Err(Fault::new(&codes::ESTIMATE_APPROVED).into()),
        }
    }
}

/// Refuses an amount below zero.
///
/// # Errors
/// [`codes::AMOUNT_NEGATIVE`] by its name.
pub(super) fn not_negative(amount: &Money) -> Result<(), ValidationError> {
    if amount.is_negative() {
        return Err(ValidationError::new("amount_negative"));
    }
    Ok(())
}
