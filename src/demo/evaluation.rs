//! How the demo's offers would be compared. Written for the demonstration; how Dragør compared its offers in 2017 is
//! not public.

use crate::error::{Error, Result};
use crate::finance::Rate;
use crate::tenders::CriterionKind::{self, Price, Quality};
use crate::tenders::{Evaluation, EvaluationModel, ScoreLevel, SubCriterion, TieRule};

/// A linear model on a scale from 0 to 8: price 50 %, device 30 %, delivery and service 20 %.
pub(super) fn evaluation() -> Result<Evaluation> {
    Ok(Evaluation {
        model: EvaluationModel::LinearSlope,
        tie_rule: TieRule::LowestPrice,
        scale_top: Some(8),
        slope: Some(rate("0.5")?),
        below_zero: None,
        amount_per_point: None,
        minimum_total: None,
        minimum_each: None,
        option_share: None,
        sub_criteria: vec![
            criterion(
                Price,
                "Pris",
                "0.5",
                "Den samlede tilbudssum i tilbudslisten.",
            )?,
            criterion(
                Quality,
                "Elevens pc",
                "0.3",
                "Der lægges vægt på:\n- lang batteritid, målt under forhold, der ligner undervisningen (K-4)\n- et tastatur, der tåler spild (K-5).",
            )?,
            criterion(
                Quality,
                "Levering, service og tilbagelevering",
                "0.2",
                "Der lægges vægt på:\n- en klargøring, der er efterprøvet, før pc'erne kommer (K-8), og at emballagen tages med retur (K-9)\n- skabe, der kan tilsluttes uden nye elinstallationer (K-11)\n- klare og rimelige vilkår for stand ved tilbagelevering (K-13)\n- dokumenteret sletning af data (K-14).",
            )?,
        ],
        levels: LEVELS
            .iter()
            .map(|(points, meaning)| ScoreLevel {
                points: *points,
                meaning: (*meaning).to_owned(),
            })
            .collect(),
    })
}

const LEVELS: &[(i32, &str)] = &[
    (
        8,
        "Fremragende: opfylder det, der lægges vægt på, fuldt ud.",
    ),
    (
        6,
        "God: opfylder det, der lægges vægt på, med få og små mangler.",
    ),
    (
        4,
        "Tilfredsstillende: opfylder det meste af det, der lægges vægt på.",
    ),
    (
        2,
        "Mindre tilfredsstillende: opfylder kun lidt af det, der lægges vægt på.",
    ),
    (0, "Opfylder kun mindstekravene."),
];

fn criterion(
    kind: CriterionKind,
    name: &str,
    weight: &str,
    emphasis: &str,
) -> Result<SubCriterion> {
    Ok(SubCriterion {
        kind,
        name: name.to_owned(),
        weight: Some(rate(weight)?),
        emphasis: emphasis.to_owned(),
    })
}

fn rate(text: &str) -> Result<Rate> {
    text.parse()
        .map_err(|error: crate::finance::RateError| Error::Internal(error.into()))
}
