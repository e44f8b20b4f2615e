//! The payment of a row: how it was set, when, and by which entry.

use super::At;
use super::interest::word;
use crate::finance::{ExtensionPrice, LeaseTerms, Money, Repayment, Rounding, Timing};
use crate::leasing::explanation::Explanation;
use crate::leasing::standing::count;
use crate::leasing::{LeaseAmendment, LeaseScheduleEntry};
use rust_decimal::Decimal;

/// How a payment was set.
pub(super) enum Set<'a> {
    /// By the level payment of what is owed.
    Computed,
    /// It was agreed.
    Agreed(&'a LeaseAmendment),
    /// It fell with the units that left.
    Scaled(&'a LeaseAmendment),
}

impl At<'_> {
    pub(super) fn payment(&self) -> Option<Explanation> {
        let words = self.words();
        let row = self.row;
        let (formula, source) = self.payment_formula();
        let mut told = self.explanation(
            "payment",
            words.say("Ydelse", "Payment"),
            row.payment,
            formula,
            source,
        );
        told.inputs = self.payment_inputs()?;
        told.parts = vec![
            self.own("interest", row.interest),
            self.own("principal", row.principal),
        ];
        Some(told)
    }

    /// The index of the row from which on the payment is what it is.
    pub(super) fn set_at(&self) -> usize {
        let written = self.schedule().map_or(1, |schedule| schedule.from_number);
        let written = usize::try_from(written).unwrap_or(1).saturating_sub(1);
        let mut set_at = self.first_of_stage.max(written.min(self.index));
        let changes = self.dossier.terms.effective_rate_changes();
        for index in set_at + 1..=self.index {
            let (Some(before), Some(slot)) = (
                self.dossier.slots.get(index - 1),
                self.dossier.slots.get(index),
            ) else {
                break;
            };
            let new = |from| match self.dossier.terms.timetable.timing {
                Timing::Advance => before.falls_on < from && from <= slot.falls_on,
                Timing::Arrears => before.falls_on <= from && from < slot.falls_on,
            };
            if changes.iter().any(|change| new(change.from)) {
                set_at = index;
            }
        }
        set_at
    }

    /// The schedule that wrote the row; none while it is computed.
    pub(super) fn schedule(&self) -> Option<&LeaseScheduleEntry> {
        let id = self.dossier.written.get(&self.row.number)?;
        self.dossier.schedules.iter().find(|one| one.id == *id)
    }

    pub(super) fn set(&self) -> Set<'_> {
        let amendments = &self.dossier.standing.amendments;
        if matches!(self.stage.price, Some(ExtensionPrice::Payment(_))) {
            let extension = amendments
                .iter()
                .rev()
                .find(|one| one.entry.extends() && one.entry.effective_on == self.stage.from);
            return extension.map_or(Set::Computed, Set::Agreed);
        }
        let Some(schedule) = self.schedule() else {
            return Set::Computed;
        };
        let from = usize::try_from(schedule.from_number)
            .unwrap_or(1)
            .saturating_sub(1);
        let behind = amendments
            .iter()
            .find(|one| Some(one.id) == schedule.amendment_id && one.entry.takes_units());
        match behind {
            Some(amendment) if self.set_at() == from.max(self.first_of_stage) => {
                if amendment.entry.payment.is_some() {
                    Set::Agreed(amendment)
                } else {
                    Set::Scaled(amendment)
                }
            }
            _ => Set::Computed,
        }
    }

    fn payment_formula(&self) -> (String, String) {
        let words = self.words();
        let terms = &self.dossier.terms;
        if terms.repayment != Repayment::Annuity {
            let formula = words.say("ydelse = rente + afdrag", "payment = interest + principal");
            return (formula, words.section(4));
        }
        if self.is_last() && terms.rounding == Rounding::LastPaymentAbsorbs {
            let formula = words.say(
                "sidste ydelse = rente + restgæld før + tilgang − restgæld, der skal være tilbage",
                "last payment = interest + opening + drawn − the debt that must be left",
            );
            return (formula, words.section(4));
        }
        let formula = match self.set() {
            Set::Agreed(_) => words.say("ydelse = aftalt ydelse", "payment = agreed payment"),
            Set::Scaled(_) => words.say(
                "ydelse = hidtidig ydelse · værdi tilbage / værdi før",
                "payment = payment before · value left / value before",
            ),
            Set::Computed => self.level_formula(terms),
        };
        (formula, words.section(3))
    }

    fn level_formula(&self, terms: &LeaseTerms) -> String {
        let words = self.words();
        let name = words.say("ydelse", "payment");
        let set_at = self.set_at();
        let plain = terms.timetable.first_due_on.is_none()
            && word(&terms.day_count) == "periodic"
            && self.drawn_ahead(set_at) == Money::ZERO
            && set_at == 0;
        if !plain {
            return words.say(
                "P + Σ tilgang·(1 + rente til næste ydelse)·D = ydelse · ΣDₖ + RV·Dₑ, hvor Dₖ = Dₖ₋₁/(1 + i·del af et år)",
                "P + Σ drawn·(1 + interest to the next instalment)·D = payment · ΣDₖ + RV·Dₑ, with Dₖ = Dₖ₋₁/(1 + i·part of a year)",
            );
        }
        match (self.rate(set_at).is_zero(), terms.timetable.timing) {
            (true, _) => format!("{name} = (P − RV) / n"),
            (false, Timing::Arrears) => {
                format!("{name} = (P − RV·(1+i)^−n) · i / (1 − (1+i)^−n)")
            }
            (false, Timing::Advance) => {
                format!("{name} = (P − RV·(1+i)^−n) · i / (1 − (1+i)^−n) / (1+i)")
            }
        }
    }

    fn drawn_ahead(&self, set_at: usize) -> Money {
        let end = count(self.stage.periods);
        let rows = self.dossier.rows.get(set_at..end).unwrap_or_default();
        rows.iter().map(|row| row.drawn).sum()
    }

    /// The nominal rate by which the payment of a row is set.
    pub(super) fn rate(&self, index: usize) -> Decimal {
        let Some(slot) = self.dossier.slots.get(index) else {
            return self.dossier.terms.rate.value();
        };
        let known = |from| match self.dossier.terms.timetable.timing {
            Timing::Advance => from <= slot.falls_on,
            Timing::Arrears => from < slot.falls_on,
        };
        let changes = self.dossier.terms.effective_rate_changes();
        let last = changes.iter().rfind(|change| known(change.from));
        last.map_or(self.dossier.terms.rate, |change| change.rate)
            .value()
    }
}
