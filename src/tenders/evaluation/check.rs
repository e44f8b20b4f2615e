//! What is wrong with an evaluation: all of it at once.

use super::{CriterionKind, Evaluation, Parameter, TieRule, WHOLE};
use crate::error::{Fault, Faults, codes};
use crate::finance::{Money, Rate};
use crate::tenders::AwardCriterion;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The faults of an evaluation under an award criterion; pointers begin after `root`.
pub fn check(evaluation: &Evaluation, criterion: AwardCriterion, root: &str) -> Faults {
    let mut faults = Faults::default();
    names(evaluation, root, &mut faults);
    kinds(evaluation, criterion, root, &mut faults);
    parameters(evaluation, root, &mut faults);
    weights(evaluation, root, &mut faults);
    levels(evaluation, root, &mut faults);
    faults
}

fn names(evaluation: &Evaluation, root: &str, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (index, criterion) in evaluation.sub_criteria.iter().enumerate() {
        let name = criterion.name.trim().to_lowercase();
        faults.require(seen.insert(name), || {
            Fault::new(&codes::EVALUATION_NAME_TWICE)
                .at(format!("{root}/sub_criteria/{index}/name"))
                .with("name", &criterion.name)
        });
    }
}

/// The award criterion says which kinds of sub-criteria there are (§ 162).
fn kinds(evaluation: &Evaluation, award: AwardCriterion, root: &str, faults: &mut Faults) {
    let by_quality = award == AwardCriterion::BestPriceQualityRatio;
    faults.require(evaluation.model.has_quality() == by_quality, || {
        Fault::new(&codes::EVALUATION_MODEL_UNFIT)
            .at(format!("{root}/model"))
            .with("model", evaluation.model.danish())
            .with("criterion", award.danish())
    });
    let wanted = |kind| match award {
        AwardCriterion::Price => kind == CriterionKind::Price,
        AwardCriterion::Cost => kind == CriterionKind::Cost,
        AwardCriterion::BestPriceQualityRatio => true,
    };
    for (index, one) in evaluation.sub_criteria.iter().enumerate() {
        faults.require(wanted(one.kind), || {
            Fault::new(&codes::EVALUATION_KIND_UNFIT)
                .at(format!("{root}/sub_criteria/{index}/kind"))
                .with("kind", one.kind.danish())
                .with("criterion", award.danish())
        });
    }
    let all = evaluation.sub_criteria.iter();
    let prices = all.filter(|one| one.kind != CriterionKind::Quality).count();
    faults.require(prices == 1, || {
        Fault::new(&codes::EVALUATION_PRICE_NOT_ONE).at(format!("{root}/sub_criteria"))
    });
    faults.require(!by_quality || evaluation.qualities().count() > 0, || {
        Fault::new(&codes::EVALUATION_QUALITY_MISSING).at(format!("{root}/sub_criteria"))
    });
    let by_points = evaluation.tie_rule == TieRule::HighestQuality;
    faults.require(by_quality || !by_points, || {
        Fault::new(&codes::EVALUATION_PARAMETER_UNUSED)
            .at(format!("{root}/tie_rule"))
            .with("model", evaluation.model.danish())
    });
}

fn parameters(evaluation: &Evaluation, root: &str, faults: &mut Faults) {
    let required = evaluation.model.parameters();
    for parameter in Parameter::ALL {
        let pointer = || format!("{root}/{}", parameter.field());
        let stated = parameter.is_stated(evaluation);
        let model = evaluation.model.danish();
        if required.contains(parameter) && !stated {
            faults.add(
                Fault::new(&codes::EVALUATION_PARAMETER_MISSING)
                    .at(pointer())
                    .with("model", model),
            );
        } else if stated && !required.contains(parameter) && *parameter != Parameter::OptionShare {
            faults.add(
                Fault::new(&codes::EVALUATION_PARAMETER_UNUSED)
                    .at(pointer())
                    .with("model", model),
            );
        }
    }
    let none = Rate::ZERO;
    let fits = [
        (
            Parameter::Slope,
            evaluation.slope.is_none_or(|rate| rate > none),
        ),
        (
            Parameter::AmountPerPoint,
            evaluation
                .amount_per_point
                .is_none_or(|amount| amount > Money::ZERO),
        ),
        (Parameter::MinimumTotal, is_part(evaluation.minimum_total)),
        (Parameter::MinimumEach, is_part(evaluation.minimum_each)),
        (Parameter::OptionShare, is_part(evaluation.option_share)),
    ];
    for (parameter, fits) in fits {
        faults.require(fits, || {
            Fault::new(&codes::EVALUATION_PARAMETER_RANGE)
                .at(format!("{root}/{}", parameter.field()))
        });
    }
}

/// Whether it is absent or a fraction from 0 to 1.
fn is_part(rate: Option<Rate>) -> bool {
    rate.is_none_or(|rate| (Rate::ZERO..=WHOLE).contains(&rate))
}

/// The weights of the criteria that the model weighs make up the whole; no other criterion has one.
fn weights(evaluation: &Evaluation, root: &str, faults: &mut Faults) {
    let mut sum = Decimal::ZERO;
    for (index, one) in evaluation.sub_criteria.iter().enumerate() {
        let pointer = || format!("{root}/sub_criteria/{index}/weight");
        let model = evaluation.model.danish();
        match (evaluation.model.weighs(one.kind), one.weight) {
            (true, Some(weight)) => {
                sum = sum.saturating_add(weight.value());
                faults.require(weight > Rate::ZERO && weight <= WHOLE, || {
                    Fault::new(&codes::EVALUATION_PARAMETER_RANGE).at(pointer())
                });
            }
            (true, None) => faults.add(
                Fault::new(&codes::EVALUATION_PARAMETER_MISSING)
                    .at(pointer())
                    .with("model", model),
            ),
            (false, Some(_)) => faults.add(
                Fault::new(&codes::EVALUATION_PARAMETER_UNUSED)
                    .at(pointer())
                    .with("model", model),
            ),
            (false, None) => {}
        }
    }
    let weighed = |kind| evaluation.model.weighs(kind);
    let any = evaluation.sub_criteria.iter().any(|one| weighed(one.kind));
    faults.require(!any || sum == Decimal::ONE, || {
        Fault::new(&codes::EVALUATION_WEIGHTS_NOT_WHOLE)
            .at(format!("{root}/sub_criteria"))
            .with("sum", sum.saturating_mul(Decimal::ONE_HUNDRED).normalize())
    });
}

/// The levels go from the top of the scale down to 0.
fn levels(evaluation: &Evaluation, root: &str, faults: &mut Faults) {
    let levels = &evaluation.levels;
    let pointer = || format!("{root}/levels");
    if !evaluation.model.has_quality() {
        faults.require(levels.is_empty(), || {
            Fault::new(&codes::EVALUATION_PARAMETER_UNUSED)
                .at(pointer())
                .with("model", evaluation.model.danish())
        });
        return;
    }
    let falls = levels
        .windows(2)
        .all(|pair| matches!(pair, [above, below] if above.points > below.points));
    let from_top = levels.first().map(|one| one.points) == evaluation.scale_top;
    let to_zero = levels.last().is_some_and(|one| one.points == 0);
    // Without a top nothing can be said of the levels; that it is missing has been told.
    let judged = evaluation.scale_top.is_some();
    faults.require(!judged || (falls && from_top && to_zero), || {
        Fault::new(&codes::EVALUATION_LEVELS_INCOMPLETE).at(pointer())
    });
}
