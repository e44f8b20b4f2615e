//! Each model in words: method, formula, rounding and what decides between equals.

use super::evaluation::hundredfold;
use crate::render::numbers;
use crate::tenders::{BelowZero, Evaluation, EvaluationModel, TieRule};

/// The method, a paragraph each.
pub(super) fn method(evaluation: &Evaluation) -> Vec<String> {
    let top = top(evaluation);
    match evaluation.model {
        EvaluationModel::LowestPrice => {
            vec!["Det tilbud, der har den laveste pris, vinder.".to_owned()]
        }
        EvaluationModel::EvaluatedPrice => vec![
            "Det tilbud, der har den laveste evalueringstekniske pris, vinder. Den bruges kun til sammenligningen; kommunen betaler for det, den bestiller.".to_owned(),
        ],
        EvaluationModel::LinearSlope => vec![
            format!(
                "Tilbuddet med den laveste pris får {top} point for prisen. Pointene falder jævnt med prisen og når 0 ved en pris, der er {} højere end den laveste. En endnu højere pris giver også 0 point.",
                slope(evaluation)
            ),
            by_points(),
        ],
        EvaluationModel::LinearUnbounded => vec![
            format!(
                "Tilbuddet med den laveste pris får {top} point for prisen. Pointene falder jævnt, så det dobbelte af den laveste pris giver 0 point. {}",
                match evaluation.below_zero {
                    Some(BelowZero::Keep) => "En endnu højere pris giver negative point.",
                    _ => "En endnu højere pris giver også 0 point.",
                }
            ),
            by_points(),
        ],
        EvaluationModel::Relative => vec![
            format!("Tilbuddet med den laveste pris får {top} point for prisen. De øvrige får {top} gange den laveste pris divideret med tilbuddets pris."),
            by_points(),
        ],
        EvaluationModel::FixedAmount => vec![
            quality(),
            format!(
                "Hvert point, der mangler op til {top}, lægger {} til prisen. Det tilbud, der har den laveste pris efter tillægget, vinder. {}",
                amount(evaluation),
                only_compared()
            ),
        ],
        EvaluationModel::Oslo => vec![
            quality(),
            format!(
                "Kvaliteten regnes om til kroner: Hvert point, der mangler op til {top}, er prissat til {}, som lægges til prisen. Det tilbud, der har den laveste sum, vinder. {}",
                amount(evaluation),
                only_compared()
            ),
        ],
        EvaluationModel::FixedPercentage => vec![
            quality(),
            format!(
                "Prisen får et tillæg i procent: den andel af de {top} point, der mangler, gange forholdet mellem kvalitetens og prisens vægt. Det tilbud, der har den laveste pris efter tillægget, vinder. {}",
                only_compared()
            ),
        ],
        EvaluationModel::Commission => vec![
            quality(),
            format!(
                "Et tilbud går videre, hvis dets kvalitet er mindst {} af de {top} point, og hvis hvert kvalitetskriterium får mindst {} af dem. Andre tilbud kommer ikke i betragtning.",
                percent(evaluation.minimum_total),
                percent(evaluation.minimum_each)
            ),
            "Blandt de tilbud, der går videre, vinder det, der har den laveste pris pr. kvalitetspoint, når den højeste kvalitet er 100 kvalitetspoint.".to_owned(),
        ],
    }
}

fn by_points() -> String {
    "Kvalitetskriterierne får point efter skalaen nedenfor. Point for hvert underkriterium ganges med dets vægt og lægges sammen. Det tilbud, der har flest point i alt, vinder.".to_owned()
}

fn quality() -> String {
    "Hvert kvalitetskriterium får point efter skalaen nedenfor. Tilbuddets kvalitet er gennemsnittet af pointene, vægtet med kvalitetskriteriernes vægt.".to_owned()
}

const fn only_compared() -> &'static str {
    "Tillægget bruges kun til sammenligningen og betales ikke."
}

/// The formula on one line, where there is one.
pub(super) fn formula(evaluation: &Evaluation) -> Option<String> {
    let top = top(evaluation);
    let formula = match evaluation.model {
        EvaluationModel::LowestPrice | EvaluationModel::EvaluatedPrice => return None,
        EvaluationModel::LinearSlope => format!(
            "point for pris = {top} × (1 − (pris − laveste pris) / (laveste pris × {}))",
            slope(evaluation)
        ),
        EvaluationModel::LinearUnbounded => {
            format!("point for pris = {top} − {top} × (pris − laveste pris) / laveste pris")
        }
        EvaluationModel::Relative => format!("point for pris = {top} × laveste pris / pris"),
        EvaluationModel::FixedAmount | EvaluationModel::Oslo => {
            format!("pris + ({top} − kvalitet) × {}", amount(evaluation))
        }
        EvaluationModel::FixedPercentage => format!(
            "pris + pris × (({top} − kvalitet) / {top}) × (vægt for kvalitet / vægt for pris)"
        ),
        EvaluationModel::Commission => format!("pris / (100 × kvalitet / {top})"),
    };
    Some(formula)
}

/// How results are rounded.
pub(super) const fn rounding(model: EvaluationModel) -> &'static str {
    match model {
        EvaluationModel::LowestPrice => {
            "Priser sammenlignes i kroner og øre og afrundes ikke. Er en sum i tilbudslisten regnet forkert, gælder enhedspriserne."
        }
        EvaluationModel::EvaluatedPrice
        | EvaluationModel::FixedAmount
        | EvaluationModel::FixedPercentage
        | EvaluationModel::Commission
        | EvaluationModel::Oslo => {
            "Der regnes med alle decimaler. Kun resultatet afrundes: til hele øre, hvor en halv rundes op. Er en sum i tilbudslisten regnet forkert, gælder enhedspriserne."
        }
        EvaluationModel::LinearSlope
        | EvaluationModel::LinearUnbounded
        | EvaluationModel::Relative => {
            "Der regnes med alle decimaler. Kun resultatet afrundes: til to decimaler, hvor en halv rundes op. Er en sum i tilbudslisten regnet forkert, gælder enhedspriserne."
        }
    }
}

/// What decides between equals.
pub(super) const fn tie(rule: TieRule) -> &'static str {
    match rule {
        TieRule::LowestPrice => {
            "Er to tilbud lige, vinder det, der har den laveste pris. Er også prisen ens, trækkes der lod."
        }
        TieRule::HighestQuality => {
            "Er to tilbud lige, vinder det, der har flest point for kvalitet. Er også de ens, trækkes der lod."
        }
        TieRule::FirstLine => {
            "Er to tilbud lige, vinder det, der har den laveste enhedspris på tilbudslistens første linje. Er også den ens, trækkes der lod."
        }
        TieRule::Lot => "Er to tilbud lige, trækkes der lod.",
    }
}

fn top(evaluation: &Evaluation) -> String {
    numbers::integer(i64::from(evaluation.scale_top.unwrap_or_default()))
}

fn slope(evaluation: &Evaluation) -> String {
    percent(evaluation.slope)
}

fn percent(rate: Option<crate::finance::Rate>) -> String {
    numbers::percent(hundredfold(rate.unwrap_or_default()))
}

fn amount(evaluation: &Evaluation) -> String {
    numbers::kroner(evaluation.amount_per_point.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_that_makes_a_figure_of_quality_prints_its_formula() {
        for model in EvaluationModel::ALL {
            let evaluation = Evaluation {
                model: *model,
                ..Evaluation::price_only()
            };
            assert_eq!(formula(&evaluation).is_some(), model.has_quality());
            assert!(!method(&evaluation).is_empty());
        }
    }
}
