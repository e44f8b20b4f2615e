//! A procurement project and its budget frame.

use super::{Phase, Standing};
use crate::db::ProjectId;
use crate::finance::Money;
use crate::http::not_blank;
use chrono::NaiveDate;
use validator::Validate;

/// A project as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ProjectSummary {
    /// Its number in this service.
    pub id: ProjectId,
    /// Its number in the municipality's records system.
    #[schema(example = "17/2134")]
    pub case_number: String,
    /// What is bought.
    pub title: String,
    /// How far it has come.
    pub phase: Phase,
    /// Grows with every change.
    pub version: i32,
}

/// The money of one budget year.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct FrameYear {
    /// The calendar year.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2018)]
    pub budget_year: i32,
    /// The amount set aside, excluding VAT.
    #[validate(range(min = Money::ZERO, max = Money::MAX))]
    #[schema(value_type = String, example = "388000.00")]
    pub amount: Money,
    /// Where it was decided.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    pub note: Option<String>,
}

/// A procurement project.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Project {
    /// Its number in this service.
    pub id: ProjectId,
    /// Its number in the municipality's records system.
    #[schema(example = "17/2134")]
    pub case_number: String,
    /// What is bought.
    pub title: String,
    /// Why, in Markdown.
    pub background: Option<String>,
    /// Its subject in the municipalities' classification of records (KLE).
    #[schema(example = "88.08.12G01")]
    pub kle_code: Option<String>,
    /// Whether that code has the usual form, dd.dd.dd with or without a facet; any other is kept all the same.
    pub kle_code_usual: Option<bool>,
    /// How far it has come.
    pub phase: Phase,
    /// When the council decided.
    pub council_decision_on: Option<NaiveDate>,
    /// What the council decided.
    pub council_decision: Option<String>,
    /// The money, by budget year.
    pub frame: Vec<FrameYear>,
    /// The sum over the years.
    #[schema(value_type = String, example = "1552000.00")]
    pub frame_total: Money,
    /// What it has achieved so far.
    pub standing: Standing,
    /// Grows with every change.
    pub version: i32,
}
