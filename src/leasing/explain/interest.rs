//! The interest of a row: debt · rate · part of a year, stretch by stretch.

use super::origin::Place;
use super::{At, input, part};
use crate::finance::{Drawdown, InterestRounding, Money, Repayment, Rounding, Stretch, stretches};
use crate::leasing::explanation::{EntryReference, ExplainedInput, ExplainedPart, Explanation};
use chrono::NaiveDate;

impl At<'_> {
    pub(super) fn interest(&self) -> Option<Explanation> {
        let words = self.words();
        let found = self.stretches()?;
        let mut told = self.explanation(
            "interest",
            words.say("Rente", "Interest"),
            self.row.interest,
            words.say(
                "rente = Σ restgæld · nominel rente · del af et år, afrundet til øre",
                "interest = Σ debt · nominal rate · part of a year, rounded to the øre",
            ),
            format!("{}; {}", words.section(2), words.section(4)),
        );
        told.inputs = self.interest_inputs(&found);
        for stretch in &found {
            told.parts.push(self.stretch_part(stretch)?);
        }
        let plug = self.is_last()
            && self.dossier.terms.repayment == Repayment::Annuity
            && self.dossier.terms.rounding == Rounding::ConstantPayment;
        let before = told.parts.len();
        self.complete(&mut told)?;
        if let Some(rest) = told.parts.get_mut(before).filter(|_| plug) {
            rest.name = words.say(
                "Udligning: i den sidste ydelse tager renten, hvad afrunding har efterladt",
                "Levelling: in the last instalment the interest takes what rounding has left",
            );
        }
        Some(told)
    }

    fn stretches(&self) -> Option<Vec<Stretch>> {
        let (from, to) = (self.from(), self.slot.falls_on);
        let here: Vec<_> = self
            .origins
            .iter()
            .filter(|origin| origin.place == Place::Drawn(self.index))
            .collect();
        // What was entered on or before the instalment before joins the debt right after it.
        let late: Money = here
            .iter()
            .filter(|origin| origin.on <= from)
            .map(|origin| origin.amount)
            .sum();
        let drawdowns: Vec<Drawdown> = here
            .iter()
            .map(|origin| Drawdown {
                on: origin.on,
                amount: origin.amount,
            })
            .collect();
        let debt = self.row.opening.checked_add(late)?;
        stretches(&self.dossier.terms, &drawdowns, from, to, debt)
    }

    fn stretch_part(&self, stretch: &Stretch) -> Option<ExplainedPart> {
        let words = self.words();
        let amount = Money::from_kroner_rounded(stretch.interest).ok()?;
        let (debt, rate) = (words.money(stretch.debt), words.percent(stretch.rate));
        let (from, to) = (words.date(stretch.from), words.date(stretch.to));
        let (part_of_year, of) = stretch.fraction.ratio();
        let days = stretch.days;
        Some(ExplainedPart {
            entry: self.rate_entry(stretch.from),
            ..part(
                words.say(
                    format!("{rate} af {debt} fra {from} til {to} ({days} dage, {part_of_year}/{of} år)"),
                    format!("{rate} of {debt} from {from} to {to} ({days} days, {part_of_year}/{of} of a year)"),
                ),
                amount,
            )
        })
    }

    fn interest_inputs(&self, found: &[Stretch]) -> Vec<ExplainedInput> {
        let words = self.words();
        let lease = &self.dossier.standing.lease;
        let own = Some(self.dossier.reference());
        let mut inputs: Vec<ExplainedInput> = Vec::new();
        for stretch in found {
            let from = words.date(stretch.from);
            inputs.push(input(
                "i",
                words.say(
                    format!("Nominel rente pr. år fra {from}"),
                    format!("Nominal yearly rate from {from}"),
                ),
                words.percent(stretch.rate),
                self.rate_entry(stretch.from),
            ));
        }
        inputs.push(input(
            "dage",
            words.say("Dagkonvention", "Day count"),
            word(&lease.day_count),
            own.clone(),
        ));
        inputs.push(input(
            "afrunding",
            words.say("Halve øre", "Half an øre"),
            match lease.interest_rounding {
                InterestRounding::HalfUp => words.say("væk fra nul", "away from zero"),
                InterestRounding::HalfEven => words.say("til lige øre", "to the even øre"),
            },
            own,
        ));
        inputs
    }

    /// The entry by which the rate of a day was set.
    pub(super) fn rate_entry(&self, day: NaiveDate) -> Option<EntryReference> {
        let standing = &self.dossier.standing;
        let fixing = standing
            .fixings
            .iter()
            .filter(|fixing| fixing.applies_from <= day)
            .max_by_key(|fixing| fixing.applies_from);
        let extension = standing
            .amendments
            .iter()
            .filter(|amendment| amendment.entry.extends() && amendment.entry.rate.is_some())
            .filter(|amendment| amendment.entry.effective_on <= day)
            .max_by_key(|amendment| amendment.entry.effective_on);
        match (fixing, extension) {
            (Some(fixing), Some(extension))
                if fixing.applies_from > extension.entry.effective_on =>
            {
                Some(EntryReference {
                    kind: "lease_fixing",
                    id: fixing.id.0,
                })
            }
            (_, Some(extension)) => Some(EntryReference {
                kind: "lease_amendment",
                id: extension.id.0,
            }),
            (Some(fixing), None) => Some(EntryReference {
                kind: "lease_fixing",
                id: fixing.id.0,
            }),
            (None, None) => Some(self.dossier.reference()),
        }
    }
}

/// A term as the agreement writes it.
pub(super) fn word(term: &impl serde::Serialize) -> String {
    match serde_json::to_value(term) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
