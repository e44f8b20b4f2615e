//! *Hvorfor dette tal?* An amount of the cost table as the charges and shares that it is made of.
//!
//! The divisions that are added up for the table are handed over one by one here, so a part is what the table
//! counted and nothing is reckoned a second time.

use super::division::{Detail, Division, divide};
use super::explained_part::Words;
use super::tally::Tally;
use super::{CostBasis, CostQuestion, CostSharing, CostView};
use crate::error::{Language, Result, codes};
use crate::finance::Money;
use crate::http::actor::Reach;
use crate::leasing::{ExplainedInput, ExplainedPart, Explanation};

/// Why the amount that a question comes to is what it is: one part for each charge and bearer.
///
/// The amount is the sum of all rows and years of the question. A caller who does not see all schools gets no
/// addresses of agreements, because those are closed to them.
///
/// # Errors
/// [`codes::AMOUNT_OUT_OF_RANGE`] when an amount in fixed prices is.
pub fn explain(
    basis: &CostBasis,
    question: &CostQuestion,
    reach: &Reach,
    language: Language,
) -> Result<Explanation> {
    let sight = Tally::new(basis, question, reach);
    let words = Words {
        basis,
        question,
        language,
        addresses: *reach == Reach::All,
    };
    let mut inputs = words.rules();
    let mut parts: Vec<ExplainedPart> = Vec::new();
    for agreement in &basis.agreements {
        let mut part = |division: &Division<'_>| {
            let asked = question.years.column(division.cut.year).is_some()
                && sight.counts_account(division.account);
            let seen = |place| asked && sight.sees(place);
            let share = shares(division, words.days(agreement, division), seen);
            if share.amount != Money::ZERO {
                let number = parts.len() + 1;
                inputs.extend(words.inputs(number, agreement, division, &share));
                parts.push(words.part(number, agreement, division, share.amount));
            }
        };
        divide(basis, agreement, question, Detail::Charges, &mut part)
            .ok_or(&codes::AMOUNT_OUT_OF_RANGE)?;
    }
    Ok(whole(question, language, inputs, parts))
}

/// What the asked schools carry of a division.
pub(super) struct Share {
    pub amount: Money,
    pub weight: u128,
    pub of_weight: u128,
    pub places: Vec<super::Place>,
}

fn shares(division: &Division<'_>, days: i64, seen: impl Fn(super::Place) -> bool) -> Share {
    let days = u128::from(days.unsigned_abs());
    let mut share = Share {
        amount: Money::ZERO,
        weight: 0,
        of_weight: 0,
        places: Vec::new(),
    };
    for (at, (place, part)) in division.places.iter().zip(division.parts).enumerate() {
        let weight = division.weights.get(at).copied().map_or(0, u128::from) * days;
        share.of_weight += weight;
        if seen(*place) {
            share.amount += *part;
            share.weight += weight;
            share.places.push(*place);
        }
    }
    share
}

fn whole(
    question: &CostQuestion,
    language: Language,
    inputs: Vec<ExplainedInput>,
    parts: Vec<ExplainedPart>,
) -> Explanation {
    let (first, last) = (question.years.first, question.years.last);
    let years = match (first == last, language) {
        (true, _) => first.to_string(),
        (false, Language::Danish) => format!("{first} til {last}"),
        (false, Language::English) => format!("{first} to {last}"),
    };
    let danish = language == Language::Danish;
    let year_part = match question.view {
        CostView::Cash => "",
        CostView::Accrual if danish => "; B = ydelsens beløb · dage i året / dage i perioden",
        CostView::Accrual => "; B = amount of the charge · days in the year / days in the period",
    };
    let weight = match (question.sharing, danish) {
        (CostSharing::Holder, true) => "vægten på forfaldsdagen",
        (CostSharing::DeviceDays, true) => "enhedsdage i perioden",
        (CostSharing::Holder, false) => "the weight on the due date",
        (CostSharing::DeviceDays, false) => "device-days in the period",
    };
    Explanation {
        title: match language {
            Language::Danish => format!("Omkostning i {years}"),
            Language::English => format!("Cost in {years}"),
        },
        field: "amount",
        amount: parts.iter().map(|part| part.amount).sum(),
        formula: match language {
            Language::Danish => format!(
                "beløb = Σ andel; andel = L · v / V; L = B · p / P{year_part}; v er {weight}; \
                 hver deling til hele øre efter største rest"
            ),
            Language::English => format!(
                "amount = Σ share; share = L · v / V; L = B · p / P{year_part}; v is {weight}; \
                 each split to whole øre by largest remainder"
            ),
        },
        source: "docs/architecture.md, Cost by budget year".to_owned(),
        inputs,
        parts,
    }
}
