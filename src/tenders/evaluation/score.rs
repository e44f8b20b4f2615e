//! The formulas of the models, in exact decimals: what the material shows as examples.
//!
//! Nothing is rounded before the end; the end has two decimals, halves up.

use super::{BelowZero, Evaluation, EvaluationModel};
use rust_decimal::{Decimal, RoundingStrategy};

/// The decimals of every result.
const DECIMALS: u32 = 2;

/// What quality and price weigh in the model with a fixed percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighing {
    /// All weights of quality.
    pub quality: Decimal,
    /// The weight of the price.
    pub price: Decimal,
}

/// The points for `price` when the lowest one is `lowest`; `None` in models without points for the price, without a
/// lowest price above zero, and on overflow.
pub fn price_points(evaluation: &Evaluation, price: Decimal, lowest: Decimal) -> Option<Decimal> {
    let top = Decimal::from(evaluation.scale_top?);
    let above = price.checked_sub(lowest)?;
    let points = match evaluation.model {
        EvaluationModel::LinearSlope => {
            let reach = lowest.checked_mul(evaluation.slope?.value())?;
            let part = Decimal::ONE.checked_sub(above.checked_div(reach)?)?;
            top.checked_mul(part)?.max(Decimal::ZERO)
        }
        EvaluationModel::LinearUnbounded => {
            let points = top.checked_sub(top.checked_mul(above.checked_div(lowest)?)?)?;
            match evaluation.below_zero? {
                BelowZero::Keep => points,
                BelowZero::Zero => points.max(Decimal::ZERO),
            }
        }
        EvaluationModel::Relative => top.checked_mul(lowest)?.checked_div(price)?,
        _ => return None,
    };
    Some(rounded(points))
}

/// The price with what missing quality adds to it, in kroner; `None` in other models and on overflow.
pub fn adjusted_price(
    evaluation: &Evaluation,
    weighing: Weighing,
    price: Decimal,
    quality: Decimal,
) -> Option<Decimal> {
    let top = Decimal::from(evaluation.scale_top?);
    let missing = top.checked_sub(quality)?;
    let added = match evaluation.model {
        EvaluationModel::FixedAmount | EvaluationModel::Oslo => {
            missing.checked_mul(evaluation.amount_per_point?.kroner())?
        }
        EvaluationModel::FixedPercentage => {
            let part = missing.checked_div(top)?.checked_mul(weighing.quality)?;
            price.checked_mul(part)?.checked_div(weighing.price)?
        }
        _ => return None,
    };
    price.checked_add(added).map(rounded)
}

/// Kroner per point of quality, of 100 points in all; `None` at no points and on overflow.
pub fn price_per_point(
    evaluation: &Evaluation,
    price: Decimal,
    quality: Decimal,
) -> Option<Decimal> {
    let top = Decimal::from(evaluation.scale_top?);
    let of_hundred = quality
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(top)?;
    price.checked_div(of_hundred).map(rounded)
}

fn rounded(value: Decimal) -> Decimal {
    let mut value = value.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(DECIMALS);
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;

    fn with(model: EvaluationModel, top: i32) -> Evaluation {
        Evaluation {
            model,
            scale_top: Some(top),
            ..Evaluation::price_only()
        }
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_linear_model_gives_the_points_of_the_published_cases() {
        let mut model = with(EvaluationModel::LinearSlope, 8);
        model.slope = Some("0.75".parse().unwrap());
        let points = |model: &Evaluation, price, lowest| {
            price_points(model, decimal(price), decimal(lowest)).unwrap()
        };
        for (price, expected) in [
            ("3.92", "8.00"),
            ("6.86", "0.00"),
            ("4.90", "5.33"),
            ("9", "0.00"),
        ] {
            assert_eq!(points(&model, price, "3.92"), decimal(expected), "{price}");
        }
        model.slope = Some("0.5".parse().unwrap());
        assert_eq!(points(&model, "4.56", "3.04"), Decimal::ZERO);
    }

    #[test]
    fn the_unbounded_model_falls_below_zero_unless_told_otherwise() {
        let mut model = with(EvaluationModel::LinearUnbounded, 10);
        model.below_zero = Some(BelowZero::Keep);
        let (price, lowest) = (decimal("250"), decimal("100"));
        assert_eq!(price_points(&model, price, lowest), Some(decimal("-5.00")));
        model.below_zero = Some(BelowZero::Zero);
        assert_eq!(price_points(&model, price, lowest), Some(decimal("0.00")));
    }

    #[test]
    fn the_relative_model_uses_only_the_top_of_the_scale() {
        let model = with(EvaluationModel::Relative, 10);
        for (price, expected) in [("110", "9.09"), ("200", "5.00"), ("300", "3.33")] {
            let points = price_points(&model, decimal(price), decimal("100"));
            assert_eq!(points, Some(decimal(expected)));
        }
        assert_eq!(price_points(&model, Decimal::ZERO, Decimal::ZERO), None);
    }

    #[test]
    fn missing_quality_adds_to_the_price() {
        let even = Weighing {
            quality: decimal("0.6"),
            price: decimal("0.4"),
        };
        let (price, quality) = (decimal("1000000"), decimal("7.5"));
        let mut model = with(EvaluationModel::FixedAmount, 10);
        model.amount_per_point = Some(Money::from_ore(2_000_000));
        let adjusted = adjusted_price(&model, even, price, quality);
        assert_eq!(adjusted, Some(decimal("1050000.00")));
        let model = with(EvaluationModel::FixedPercentage, 10);
        let adjusted = adjusted_price(&model, even, price, quality);
        assert_eq!(adjusted, Some(decimal("1375000.00")));
    }

    #[test]
    fn the_commission_model_divides_the_price_by_the_quality() {
        let model = with(EvaluationModel::Commission, 10);
        let price = decimal("1400000");
        assert_eq!(
            price_per_point(&model, price, decimal("8")),
            Some(decimal("17500.00"))
        );
        assert_eq!(price_per_point(&model, price, Decimal::ZERO), None);
    }
}
