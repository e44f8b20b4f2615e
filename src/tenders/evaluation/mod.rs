//! How offers will be compared (*evalueringsmodel*): data of the tender, published before anybody offers.
//!
//! Procurement Act § 160: the material states the criteria and describes the method of evaluation. The offers
//! themselves are not evaluated here. A model's name is the municipality's choice from the list of
//! [`EvaluationModel`]; which parameters it takes stands in [`EvaluationModel::parameters`].

mod check;
mod model;
mod score;

pub use check::check;
pub use model::{EvaluationModel, Parameter};
pub use score::{Weighing, adjusted_price, price_per_point, price_points};

use crate::db::text_enum;
use crate::finance::{Money, Rate};
use crate::http::not_blank;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// 100 %.
const WHOLE: Rate = Rate::ONE;

text_enum! {
    /// What a sub-criterion looks at.
    pub enum CriterionKind {
        /// The price.
        Price = "price",
        /// The cost over the lifetime.
        Cost = "cost",
        /// The quality.
        Quality = "quality",
    }
}

impl CriterionKind {
    /// The word on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            CriterionKind::Price => "Pris",
            CriterionKind::Cost => "Omkostninger",
            CriterionKind::Quality => "Kvalitet",
        }
    }
}

text_enum! {
    /// Who wins when two offers come out equal; lots are drawn when that is equal too.
    pub enum TieRule {
        /// The lowest price.
        LowestPrice = "lowest_price",
        /// The highest points for quality.
        HighestQuality = "highest_quality",
        /// The lowest unit price on the first line of the price sheet.
        FirstLine = "first_line",
        /// Nothing else: lots are drawn at once.
        Lot = "lot",
    }
}

text_enum! {
    /// What happens to points for the price that fall below zero.
    pub enum BelowZero {
        /// They count as they are.
        Keep = "keep",
        /// They count as zero.
        Zero = "zero",
    }
}

/// How offers are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The model.
    pub model: EvaluationModel,
    /// What decides between equal offers.
    pub tie_rule: TieRule,
    /// The top of the scale of points; its bottom is 0.
    #[validate(range(min = 2, max = 100))]
    #[schema(minimum = 2, maximum = 100, example = 8)]
    pub scale_top: Option<i32>,
    /// How far above the lowest price the points for the price reach 0, as a fraction: 0.5 is 50 % above.
    #[schema(value_type = Option<String>, example = "0.5")]
    pub slope: Option<Rate>,
    /// What happens to points below zero.
    pub below_zero: Option<BelowZero>,
    /// What a missing point of quality costs, in kroner.
    #[schema(value_type = Option<String>, example = "20000.00")]
    pub amount_per_point: Option<Money>,
    /// The part of all points of quality that an offer must reach.
    #[schema(value_type = Option<String>, example = "0.7")]
    pub minimum_total: Option<Rate>,
    /// The part of the points of each criterion of quality that an offer must reach.
    #[schema(value_type = Option<String>, example = "0.5")]
    pub minimum_each: Option<Rate>,
    /// The part of the prices of options that counts in the price; they do not count when absent.
    #[schema(value_type = Option<String>, example = "0.3")]
    pub option_share: Option<Rate>,
    /// The sub-criteria, in order.
    #[validate(length(min = 1, max = 20), nested)]
    #[schema(min_items = 1, max_items = 20)]
    pub sub_criteria: Vec<SubCriterion>,
    /// What the points of quality mean, the highest first; empty where quality does not count.
    #[serde(default)]
    #[validate(length(max = 101), nested)]
    #[schema(max_items = 101)]
    pub levels: Vec<ScoreLevel>,
}

/// A part of the award criterion (*underkriterium*, § 165).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubCriterion {
    /// What it looks at.
    pub kind: CriterionKind,
    /// Its name.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 100,
        example = "Service og tilbagelevering"
    )]
    pub name: String,
    /// Its weight as a fraction: 0.4 is 40 %. Absent for the price in a model that does not weigh it.
    #[schema(value_type = Option<String>, example = "0.4")]
    pub weight: Option<Rate>,
    /// What is given weight, for bidders, in Markdown.
    #[validate(length(min = 1, max = 5000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 5000)]
    pub emphasis: String,
}

/// What a number of points means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreLevel {
    /// The points.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100)]
    pub points: i32,
    /// In a sentence.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "Fremragende opfyldelse af kriteriet"
    )]
    pub meaning: String,
}

impl Evaluation {
    /// The lowest price wins and nothing else counts: what holds for a tender on price alone until another model is
    /// chosen.
    pub fn price_only() -> Self {
        Evaluation {
            model: EvaluationModel::LowestPrice,
            tie_rule: TieRule::FirstLine,
            scale_top: None,
            slope: None,
            below_zero: None,
            amount_per_point: None,
            minimum_total: None,
            minimum_each: None,
            option_share: None,
            sub_criteria: vec![SubCriterion {
                kind: CriterionKind::Price,
                name: "Pris".to_owned(),
                weight: Some(WHOLE),
                emphasis: "Den samlede tilbudssum i tilbudslisten.".to_owned(),
            }],
            levels: Vec::new(),
        }
    }

    /// The criteria of quality.
    pub fn qualities(&self) -> impl Iterator<Item = &SubCriterion> {
        let all = self.sub_criteria.iter();
        all.filter(|one| one.kind == CriterionKind::Quality)
    }

    /// The criterion of price or cost.
    pub fn price(&self) -> Option<&SubCriterion> {
        let mut all = self.sub_criteria.iter();
        all.find(|one| one.kind != CriterionKind::Quality)
    }
}
