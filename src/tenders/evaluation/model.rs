//! The models by which offers are compared, and what each of them takes.
//!
//! The models are those of the Danish competition authority's guide and of published tenders; see the handbook's
//! sources in docs/tender-documents.md.

use super::{CriterionKind, Evaluation};
use crate::db::text_enum;

text_enum! {
    /// How price and quality become one figure.
    pub enum EvaluationModel {
        /// The lowest price wins; quality does not count.
        LowestPrice = "lowest_price",
        /// The lowest price with a part of the options in it wins; quality does not count (*evalueringsteknisk pris*).
        EvaluatedPrice = "evaluated_price",
        /// Points for the price fall evenly to 0 at a stated distance from the lowest price (*lineær model med hældning*).
        LinearSlope = "linear_slope",
        /// Points for the price fall evenly to 0 at twice the lowest price.
        LinearUnbounded = "linear_unbounded",
        /// Points for the price are the lowest price over the price.
        Relative = "relative",
        /// Each missing point of quality adds a stated amount to the price (*prismodel*).
        FixedAmount = "fixed_amount",
        /// Missing quality adds a part of the price itself (*prismodel med procent*).
        FixedPercentage = "fixed_percentage",
        /// Price per point of quality, among offers above stated minima (*kommissionsmodellen*).
        Commission = "commission",
        /// Quality is priced in kroner and added to the price (*Oslo-metoden*).
        Oslo = "oslo",
    }
}

/// What a model may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// [`Evaluation::scale_top`].
    ScaleTop,
    /// [`Evaluation::slope`].
    Slope,
    /// [`Evaluation::below_zero`].
    BelowZero,
    /// [`Evaluation::amount_per_point`].
    AmountPerPoint,
    /// [`Evaluation::minimum_total`].
    MinimumTotal,
    /// [`Evaluation::minimum_each`].
    MinimumEach,
    /// [`Evaluation::option_share`].
    OptionShare,
}

impl Parameter {
    /// All of them.
    pub const ALL: &'static [Parameter] = &[
        Parameter::ScaleTop,
        Parameter::Slope,
        Parameter::BelowZero,
        Parameter::AmountPerPoint,
        Parameter::MinimumTotal,
        Parameter::MinimumEach,
        Parameter::OptionShare,
    ];

    /// Its field.
    pub const fn field(self) -> &'static str {
        match self {
            Parameter::ScaleTop => "scale_top",
            Parameter::Slope => "slope",
            Parameter::BelowZero => "below_zero",
            Parameter::AmountPerPoint => "amount_per_point",
            Parameter::MinimumTotal => "minimum_total",
            Parameter::MinimumEach => "minimum_each",
            Parameter::OptionShare => "option_share",
        }
    }

    /// Whether the evaluation states it.
    pub fn is_stated(self, evaluation: &Evaluation) -> bool {
        match self {
            Parameter::ScaleTop => evaluation.scale_top.is_some(),
            Parameter::Slope => evaluation.slope.is_some(),
            Parameter::BelowZero => evaluation.below_zero.is_some(),
            Parameter::AmountPerPoint => evaluation.amount_per_point.is_some(),
            Parameter::MinimumTotal => evaluation.minimum_total.is_some(),
            Parameter::MinimumEach => evaluation.minimum_each.is_some(),
            Parameter::OptionShare => evaluation.option_share.is_some(),
        }
    }
}

impl EvaluationModel {
    /// The name on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            EvaluationModel::LowestPrice => "Laveste pris",
            EvaluationModel::EvaluatedPrice => "Laveste evalueringstekniske pris",
            EvaluationModel::LinearSlope => "Lineær pointmodel med hældning",
            EvaluationModel::LinearUnbounded => "Lineær pointmodel ud fra laveste pris",
            EvaluationModel::Relative => "Forholdsmæssig pointmodel",
            EvaluationModel::FixedAmount => "Prismodel med fast beløb pr. point",
            EvaluationModel::FixedPercentage => "Prismodel med fast procent",
            EvaluationModel::Commission => "Pris pr. kvalitetspoint (kommissionsmodellen)",
            EvaluationModel::Oslo => "Kvalitet omregnet til kroner (Oslo-metoden)",
        }
    }

    /// Whether quality counts.
    pub const fn has_quality(self) -> bool {
        !matches!(
            self,
            EvaluationModel::LowestPrice | EvaluationModel::EvaluatedPrice
        )
    }

    /// Whether a criterion of this kind has a weight: in models that turn quality into kroner, or divide the price by
    /// it, the price has none.
    pub const fn weighs(self, kind: CriterionKind) -> bool {
        match self {
            EvaluationModel::FixedAmount | EvaluationModel::Commission | EvaluationModel::Oslo => {
                matches!(kind, CriterionKind::Quality)
            }
            _ => true,
        }
    }

    /// Whether the highest figure wins; otherwise the lowest.
    pub const fn highest_wins(self) -> bool {
        matches!(
            self,
            EvaluationModel::LinearSlope
                | EvaluationModel::LinearUnbounded
                | EvaluationModel::Relative
        )
    }

    /// The parameters that must be stated. The share of options may be stated in any model; all others are refused
    /// where they would mean nothing.
    pub const fn parameters(self) -> &'static [Parameter] {
        match self {
            EvaluationModel::LowestPrice => &[],
            EvaluationModel::EvaluatedPrice => &[Parameter::OptionShare],
            EvaluationModel::LinearSlope => &[Parameter::ScaleTop, Parameter::Slope],
            EvaluationModel::LinearUnbounded => &[Parameter::ScaleTop, Parameter::BelowZero],
            EvaluationModel::Relative | EvaluationModel::FixedPercentage => &[Parameter::ScaleTop],
            EvaluationModel::FixedAmount | EvaluationModel::Oslo => {
                &[Parameter::ScaleTop, Parameter::AmountPerPoint]
            }
            EvaluationModel::Commission => &[
                Parameter::ScaleTop,
                Parameter::MinimumTotal,
                Parameter::MinimumEach,
            ],
        }
    }
}
