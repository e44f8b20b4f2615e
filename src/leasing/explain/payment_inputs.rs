//! What went into a payment: the debt, the rate and the settings by which it was set, or what was agreed instead.

use super::interest::word;
use super::payment::Set;
use super::{At, input};
use crate::finance::{Money, Rounding, Timing};
use crate::leasing::explanation::{EntryReference, ExplainedInput};
use crate::leasing::standing::count;
use crate::leasing::{LeaseAmendment, LeaseInstalment};

impl At<'_> {
    pub(super) fn payment_inputs(&self) -> Option<Vec<ExplainedInput>> {
        let words = self.words();
        let mut inputs = match self.set() {
            Set::Computed => self.level_inputs()?,
            Set::Agreed(amendment) => {
                let agreed = amendment.entry.payment.unwrap_or(self.row.payment);
                vec![input(
                    "ydelse",
                    words.say(
                        format!("Aftalt ydelse, tillæg {}", amendment.number),
                        format!("Agreed payment, amendment {}", amendment.number),
                    ),
                    words.money(agreed),
                    Some(reference(amendment)),
                )]
            }
            Set::Scaled(amendment) => self.scaled_inputs(amendment)?,
        };
        if let Some(schedule) = self.schedule() {
            let on = words.date(schedule.made_at.danish_date());
            inputs.push(input(
                "plan",
                words.say("Ydelsesplan", "Schedule"),
                words.say(
                    format!(
                        "nr. {}, lagt {on}, fra ydelse nr. {}",
                        schedule.number, schedule.from_number
                    ),
                    format!(
                        "{}, made on {on}, from instalment {}",
                        schedule.number, schedule.from_number
                    ),
                ),
                Some(EntryReference {
                    kind: "lease_schedule",
                    id: schedule.id.0,
                }),
            ));
        }
        Some(inputs)
    }

    fn level_inputs(&self) -> Option<Vec<ExplainedInput>> {
        let words = self.words();
        let (dossier, set_at) = (self.dossier, self.set_at());
        let own = || Some(dossier.reference());
        let first: &LeaseInstalment = dossier.rows.get(set_at)?;
        let number = first.number;
        let left = count(self.stage.periods).checked_sub(set_at)?;
        let debt = words.say(
            format!("Gæld, da ydelse nr. {number} blev fastsat"),
            format!("Debt when the payment of instalment {number} was set"),
        );
        let mut inputs = vec![
            input("P", debt, words.money(first.opening), own()),
            input(
                "RV",
                words.say("Restværdi", "Residual"),
                words.money(self.stage.residual),
                own(),
            ),
            input(
                "n",
                words.say("Antal ydelser", "Number of instalments"),
                left.to_string(),
                own(),
            ),
        ];
        inputs.extend(self.rate_inputs(set_at)?);
        inputs.extend(self.settings());
        Some(inputs)
    }

    /// The rate by which the payment was set, per year and per period.
    fn rate_inputs(&self, set_at: usize) -> Option<[ExplainedInput; 2]> {
        let (words, dossier) = (self.words(), self.dossier);
        let slot = dossier.slots.get(set_at)?;
        let rate = self.rate(set_at);
        let every = dossier.standing.lease.every;
        let period = dossier
            .terms
            .day_count
            .fraction(slot.period_from, slot.period_to, every)?;
        Some([
            input(
                "r",
                words.say("Nominel rente pr. år", "Nominal yearly rate"),
                words.percent(rate),
                self.rate_entry(slot.falls_on),
            ),
            input(
                "i",
                words.say("Rente pr. periode", "Rate per period"),
                words.percent(period.of(rate)?),
                None,
            ),
        ])
    }

    /// The settings of the contract that take part in the payment.
    fn settings(&self) -> [ExplainedInput; 4] {
        let words = self.words();
        let lease = &self.dossier.standing.lease;
        let own = || Some(self.dossier.reference());
        let timing = match lease.timing {
            Timing::Advance => words.say("forud", "in advance"),
            Timing::Arrears => words.say("bagud", "in arrears"),
        };
        let rounding = match lease.rounding {
            Rounding::ConstantPayment => words.say(
                "ens ydelser, sidste rente udligner",
                "constant payment, the last interest levels",
            ),
            Rounding::LastPaymentAbsorbs => {
                words.say("sidste ydelse udligner", "the last payment absorbs")
            }
        };
        [
            input(
                "periode",
                words.say("Periodens længde", "Length of a period"),
                format!("{} {}", lease.every.count, word(&lease.every.unit)),
                own(),
            ),
            input(
                "betaling",
                words.say("Forud eller bagud", "In advance or in arrears"),
                timing,
                own(),
            ),
            input(
                "dage",
                words.say("Dagkonvention", "Day count"),
                word(&lease.day_count),
                own(),
            ),
            input(
                "afrunding",
                words.say("Afrundingsregel", "Rounding regime"),
                rounding,
                own(),
            ),
        ]
    }

    fn scaled_inputs(&self, amendment: &LeaseAmendment) -> Option<Vec<ExplainedInput>> {
        let words = self.words();
        let standing = &self.dossier.standing;
        let index = standing
            .amendments
            .iter()
            .position(|one| one.id == amendment.id)?;
        let parts = standing.parts_of(index)?;
        let value = |weight: u64| i64::try_from(weight).map(Money::from_ore).ok();
        let all = value(parts.handed_back.checked_add(parts.kept)?)?;
        let entry = Some(reference(amendment));
        Some(vec![
            input(
                "v",
                words.say(
                    "Værdi tilbage efter aftalens priser",
                    "Value left at the agreement's prices",
                ),
                words.money(value(parts.kept)?),
                entry.clone(),
            ),
            input(
                "V",
                words.say("Værdi før", "Value before"),
                words.money(all),
                entry,
            ),
        ])
    }
}

fn reference(amendment: &LeaseAmendment) -> EntryReference {
    EntryReference {
        kind: "lease_amendment",
        id: amendment.id.0,
    }
}
