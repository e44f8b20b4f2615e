//! The debt of a row before, during and after it, its repayment, and the VAT on it.

use super::origin::{Origin, Place};
use super::{At, input, part};
use crate::finance::{Money, Repayment};
use crate::leasing::explanation::{ExplainedPart, Explanation};
use crate::leasing::schedule::vat;

impl At<'_> {
    pub(super) fn opening(&self) -> Option<Explanation> {
        let words = self.words();
        let mut told = self.explanation(
            "opening",
            words.say("Restgæld før ydelsen", "Debt before the instalment"),
            self.row.opening,
            words.say(
                "restgæld før = restgæld efter den forrige ydelse; første gang alt, der er betalt til og med starten",
                "opening = closing of the instalment before; the first time all that was paid out up to the start",
            ),
            words.section(4),
        );
        let before = self.index.checked_sub(1);
        match before.and_then(|before| self.dossier.rows.get(before)) {
            Some(before) => told.parts.push(ExplainedPart {
                explained_at: Some(self.dossier.address(before.number)),
                ..part(
                    words.say(
                        format!("Restgæld efter ydelse nr. {}", before.number),
                        format!("Debt after instalment {}", before.number),
                    ),
                    before.closing,
                )
            }),
            None => told.parts = self.origins_in(Place::Opening),
        }
        self.complete(&mut told)?;
        Some(told)
    }

    pub(super) fn drawn(&self) -> Option<Explanation> {
        let words = self.words();
        let mut told = self.explanation(
            "drawn",
            words.say("Tilgang til gælden", "Added to the debt"),
            self.row.drawn,
            words.say(
                "tilgang = leasinggivers betalinger siden den forrige ydelse − hvad tillæg har nedbragt gælden med",
                "drawn = the lessor's payments since the instalment before − what amendments took off the debt",
            ),
            words.section(4),
        );
        told.parts = self.origins_in(Place::Drawn(self.index));
        self.complete(&mut told)?;
        Some(told)
    }

    pub(super) fn principal(&self) -> Option<Explanation> {
        let words = self.words();
        let row = self.row;
        let name = words.say("Afdrag", "Repayment");
        let source = words.section(4);
        if self.is_last() {
            let formula = words.say(
                "sidste afdrag = restgæld før + tilgang − restgæld, der skal være tilbage",
                "last repayment = opening + drawn − the debt that must be left",
            );
            let mut told = self.explanation("principal", name, row.principal, formula, source);
            told.parts = vec![
                self.own("opening", row.opening),
                self.own("drawn", row.drawn),
                self.own("closing", -row.closing),
            ];
            return Some(told);
        }
        let (formula, parts) = match self.dossier.terms.repayment {
            Repayment::Annuity => (
                words.say("afdrag = ydelse − rente", "principal = payment − interest"),
                vec![
                    self.own("payment", row.payment),
                    self.own("interest", -row.interest),
                ],
            ),
            Repayment::StraightLine => (
                words.say(
                    "afdrag = (gæld og tilgang − restgæld, der skal være tilbage) / antal ydelser",
                    "principal = (debt and drawings − the debt that must be left) / number of instalments",
                ),
                vec![part(
                    words.say("Lige stort afdrag", "Equal repayment"),
                    row.principal,
                )],
            ),
            Repayment::InterestOnly => (
                words.say(
                    "afdrag = 0 indtil den sidste ydelse",
                    "principal = 0 until the last instalment",
                ),
                Vec::new(),
            ),
        };
        let mut told = self.explanation("principal", name, row.principal, formula, source);
        told.parts = parts;
        self.complete(&mut told)?;
        Some(told)
    }

    pub(super) fn closing(&self) -> Option<Explanation> {
        let words = self.words();
        let row = self.row;
        let mut told = self.explanation(
            "closing",
            words.say("Restgæld efter ydelsen", "Debt after the instalment"),
            row.closing,
            words.say(
                "restgæld efter = restgæld før + tilgang − afdrag",
                "closing = opening + drawn − principal",
            ),
            words.section(4),
        );
        told.parts = vec![
            self.own("opening", row.opening),
            self.own("drawn", row.drawn),
            self.own("principal", -row.principal),
        ];
        Some(told)
    }

    pub(super) fn vat(&self) -> Option<Explanation> {
        let words = self.words();
        let rate = self.dossier.standing.lease.vat_rate;
        let amount = vat(self.row.payment, rate)?;
        let mut told = self.explanation(
            "vat",
            words.say("Moms af ydelsen", "VAT on the payment"),
            amount,
            words.say("moms = ydelse · momssats", "VAT = payment · VAT rate"),
            words.say("momsloven § 33", "the Danish VAT act, § 33"),
        );
        let percent = words.percent(rate.value());
        told.inputs = vec![
            input(
                "ydelse",
                words.say("Ydelse ekskl. moms", "Payment excluding VAT"),
                words.money(self.row.payment),
                None,
            ),
            input(
                "m",
                words.say("Momssats", "VAT rate"),
                percent.clone(),
                Some(self.dossier.reference()),
            ),
        ];
        let payment = words.money(self.row.payment);
        told.parts = vec![part(
            words.say(
                format!("{percent} af {payment}"),
                format!("{percent} of {payment}"),
            ),
            amount,
        )];
        Some(told)
    }

    /// Another amount of the same row as a part.
    pub(super) fn own(&self, field: &str, amount: Money) -> ExplainedPart {
        let words = self.words();
        let name = match field {
            "opening" => words.say("Restgæld før ydelsen", "Debt before the instalment"),
            "drawn" => words.say("Tilgang til gælden", "Added to the debt"),
            "interest" => words.say("Rente", "Interest"),
            "principal" => words.say("Afdrag", "Repayment"),
            "payment" => words.say("Ydelse", "Payment"),
            _ => words.say("Restgæld efter ydelsen", "Debt after the instalment"),
        };
        ExplainedPart {
            explained_at: Some(self.dossier.address(self.row.number)),
            ..part(name, amount)
        }
    }

    /// What changed the debt in one place, by date.
    fn origins_in(&self, place: Place) -> Vec<ExplainedPart> {
        let mut here: Vec<&Origin> = self
            .origins
            .iter()
            .filter(|origin| origin.place == place)
            .collect();
        here.sort_by_key(|origin| origin.on);
        here.into_iter()
            .map(|origin| ExplainedPart {
                entry: Some(origin.entry.clone()),
                ..part(origin.name.clone(), origin.amount)
            })
            .collect()
    }

    /// Adds the difference between the amount and its parts as a part of its own.
    pub(super) fn complete(&self, told: &mut Explanation) -> Option<()> {
        let sum: Money = told.parts.iter().map(|part| part.amount).sum();
        let rest = told.amount.checked_sub(sum)?;
        if rest != Money::ZERO {
            let words = self.words();
            told.parts
                .push(part(words.say("Afrunding", "Rounding"), rest));
        }
        Some(())
    }
}
