//! What a reader of a calculation must know: the assumptions it rests on, and warnings in two languages.

use super::{Assumption, Calculation, CalculationWarning, Estimate, EstimateBasis};
use crate::finance::{QuantityError, Rate};
use crate::render::numbers;
use rust_decimal::Decimal;

/// Every assumed price and rate.
pub(super) fn assumptions(estimate: &Estimate) -> Vec<Assumption> {
    let grounds = estimate.grounds().into_iter();
    let assumed = grounds.filter(|(_, assumed)| *assumed);
    assumed.map(|(ground, _)| ground).collect()
}

/// The rate as a Danish reader expects it: `2,75 %`.
pub(super) fn percent(rate: Rate) -> String {
    numbers::percent((rate.value() * Decimal::ONE_HUNDRED).normalize())
}

/// What the figures alone do not tell.
pub(super) fn warnings(
    basis: &EstimateBasis,
    calculation: &Calculation,
) -> Vec<CalculationWarning> {
    let mut found = of_needs(basis);
    if basis.frame.is_empty() {
        found.push(warning(
            "no_frame",
            None,
            "Projektet har ingen budgetramme at holde udgiften op imod.".to_owned(),
            "The project has no budget frame to compare the cost with.".to_owned(),
        ));
    }
    for year in &calculation.years {
        let cost = numbers::kroner(year.cost);
        if year.in_frame && year.difference.is_negative() {
            let frame = numbers::kroner(year.frame);
            found.push(warning(
                "year_above_frame",
                Some(year.year),
                format!("Udgiften i {} er {cost}, men rammen er {frame}", year.year),
                format!(
                    "The cost in {} is {} kr., but the frame is {} kr.",
                    year.year, year.cost, year.frame
                ),
            ));
        }
        if !year.in_frame && !basis.frame.is_empty() {
            let (first, last) = frame_years(basis);
            found.push(warning(
                "payments_outside_frame",
                Some(year.year),
                format!(
                    "I {} skal der betales {cost}, men året ligger uden for rammens år ({first}–{last}).",
                    year.year
                ),
                format!(
                    "In {} a payment of {} kr. falls due, but the year lies outside the frame's years ({first}–{last}).",
                    year.year, year.cost
                ),
            ));
        }
    }
    if calculation.difference.is_negative() && !basis.frame.is_empty() {
        found.push(warning(
            "total_above_frame",
            None,
            format!(
                "Udgiften i alt er {}, og rammen er {}",
                numbers::kroner(calculation.total),
                numbers::kroner(calculation.frame_total)
            ),
            format!(
                "The total cost is {} kr., and the frame is {} kr.",
                calculation.total, calculation.frame_total
            ),
        ));
    }
    if calculation.residual > calculation.acquisition {
        found.push(warning(
            "residual_above_acquisition",
            None,
            "Restværdien er større end anskaffelsessummen.".to_owned(),
            "The residual is larger than the acquisition.".to_owned(),
        ));
    }
    found
}

fn of_needs(basis: &EstimateBasis) -> Vec<CalculationWarning> {
    let mut found = Vec::new();
    if basis.needs.is_empty() {
        found.push(warning(
            "no_needs",
            None,
            "Der er ingen behov at regne med.".to_owned(),
            "There are no needs to count.".to_owned(),
        ));
    }
    if basis.left_out > 0 {
        let count = numbers::integer(basis.left_out);
        found.push(warning(
            "needs_left_out",
            None,
            format!(
                "{count} enheder er ikke regnet med, fordi skolernes behov ikke er nået så langt."
            ),
            format!(
                "{} devices are not counted, because the schools' needs have not come that far.",
                basis.left_out
            ),
        ));
    }
    for need in basis.unpriced() {
        found.push(warning(
            "price_missing",
            None,
            format!(
                "{} {} er ikke regnet med i prisen, fordi kategorien ingen pris har.",
                numbers::integer(need.quantity),
                need.name
            ),
            format!(
                "{} {} are not in the cost, because the category has no price.",
                need.quantity, need.name
            ),
        ));
    }
    found
}

fn frame_years(basis: &EstimateBasis) -> (i32, i32) {
    let years = basis.frame.iter().map(|frame| frame.year);
    let first = years.clone().min().unwrap_or_default();
    (first, years.max().unwrap_or_default())
}

/// Several categories are needed and none was chosen.
pub(super) fn choose_category() -> CalculationWarning {
    warning(
        "choose_category",
        None,
        "Der er behov for flere enhedskategorier; vælg én for at se, hvor mange der kan købes inden for rammen.".to_owned(),
        "Several device categories are needed; choose one to see how many fit inside the frame.".to_owned(),
    )
}

/// No category has both a place in the question and a price.
pub(super) fn nothing_to_fit() -> CalculationWarning {
    warning(
        "nothing_to_fit",
        None,
        "Der er ingen enhedskategori med pris at regne på.".to_owned(),
        "There is no device category with a price to reckon with.".to_owned(),
    )
}

/// The question how many fit has no answer.
pub(super) fn no_bound(reason: &QuantityError) -> CalculationWarning {
    let da = match reason {
        QuantityError::UnitCostsNothing => {
            "En enhed koster ingenting, så antallet har ingen grænse."
        }
        QuantityError::Unbounded => "Intet antal overskrider rammen.",
        QuantityError::NegativeFixedCosts => "De faste udgifter er negative.",
        QuantityError::Terms(_) => "Vilkårene giver ingen betalingsplan.",
    };
    warning(
        "no_largest_quantity",
        None,
        da.to_owned(),
        format!("How many fit cannot be told: {reason}."),
    )
}

fn warning(code: &'static str, year: Option<i32>, da: String, en: String) -> CalculationWarning {
    CalculationWarning { code, year, da, en }
}
