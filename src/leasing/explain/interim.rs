//! Why an interim charge is what it is.

use super::interest::word;
use super::{Dossier, Words, input, part};
use crate::db::{DbConnection, LeaseId};
use crate::error::{Error, Language, Result};
use crate::finance::{Drawdown, InterimMethod, LeaseTerms, Money, stretches};
use crate::leasing::explanation::{EntryReference, ExplainedPart, Explanation};
use crate::leasing::schedule::rows_and_charges;
use crate::leasing::{LeaseBatch, LeaseInterimCharge, store};

/// An interim charge with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ExplainedInterimCharge {
    /// The charge.
    #[serde(flatten)]
    pub charge: LeaseInterimCharge,
    /// Why it is what it is.
    pub explanation: Explanation,
}

/// The interim charges of a lease with their explanations.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`]; until the lease is in force also what hinders the computation.
pub fn explain_interim_charges(
    conn: &mut DbConnection,
    lease: LeaseId,
    language: Language,
) -> Result<Vec<ExplainedInterimCharge>> {
    let found = store::lease(conn, lease)?;
    let charges = rows_and_charges(conn, &found)?.interim_charges;
    let dossier = Dossier::load(conn, lease, language)?;
    charges
        .into_iter()
        .map(|charge| {
            let batches = &dossier.standing.batches;
            let batch = batches.iter().find(|batch| batch.id == charge.batch_id);
            let explanation = batch.and_then(|batch| explain(&dossier, batch, &charge));
            let explanation = explanation
                .ok_or_else(|| Error::Internal("an interim charge out of range".into()))?;
            Ok(ExplainedInterimCharge {
                charge,
                explanation,
            })
        })
        .collect()
}

fn explain(
    dossier: &Dossier,
    batch: &LeaseBatch,
    charge: &LeaseInterimCharge,
) -> Option<Explanation> {
    let words = dossier.words;
    let method = dossier.standing.lease.interim_charge.method;
    let (number, due) = (batch.number, words.date(charge.due_on));
    let mut told = Explanation {
        title: words.say(
            format!("Delafgift af delleverance {number}, forfald {due}"),
            format!("Interim charge on batch {number}, due {due}"),
        ),
        field: "interim_charge",
        amount: charge.amount,
        formula: match method {
            InterimMethod::ProRata => words.say(
                "delafgift = ydelse · leverancens del af beløbet · perioder til start",
                "interim charge = payment · the batch's part of the amount · periods to the start",
            ),
            _ => words.say(
                "delafgift = beløb · nominel rente · del af et år fra leasinggivers betaling til start",
                "interim charge = amount · nominal rate · part of a year from the lessor's payment to the start",
            ),
        },
        source: words.section(6),
        inputs: inputs(dossier, words, batch, charge),
        parts: parts(dossier, batch, charge, method)?,
    };
    let sum: Money = told.parts.iter().map(|part| part.amount).sum();
    let rest = charge.amount.checked_sub(sum)?;
    if rest != Money::ZERO {
        told.parts
            .push(part(words.say("Afrunding", "Rounding"), rest));
    }
    Some(told)
}

fn inputs(
    dossier: &Dossier,
    words: Words,
    batch: &LeaseBatch,
    charge: &LeaseInterimCharge,
) -> Vec<crate::leasing::ExplainedInput> {
    let lease = &dossier.standing.lease;
    let day_count = lease.interim_charge.day_count.unwrap_or(lease.day_count);
    let entry = || {
        Some(EntryReference {
            kind: "lease_batch",
            id: batch.id.0,
        })
    };
    vec![
        input(
            "beløb",
            words.say("Leverancens beløb", "Amount of the batch"),
            words.money(batch.amount),
            entry(),
        ),
        input(
            "fra",
            words.say("Leasinggiver betalte", "The lessor paid on"),
            words.date(charge.from_on),
            entry(),
        ),
        input(
            "til",
            words.say("Aftalens start", "Start of the lease"),
            words.date(charge.to_on),
            Some(dossier.reference()),
        ),
        input(
            "dage",
            words.say("Dage efter dagkonventionen", "Days by the day count"),
            format!("{} ({})", charge.days, word(&day_count)),
            Some(dossier.reference()),
        ),
    ]
}

fn parts(
    dossier: &Dossier,
    batch: &LeaseBatch,
    charge: &LeaseInterimCharge,
    method: InterimMethod,
) -> Option<Vec<ExplainedPart>> {
    let words = dossier.words;
    let lease = &dossier.standing.lease;
    if method != InterimMethod::Rate {
        let (from, to) = (words.date(charge.from_on), words.date(charge.to_on));
        let name = words.say(
            format!("Andel af ydelsen fra {from} til {to}"),
            format!("Share of the payment from {from} to {to}"),
        );
        return Some(vec![part(name, charge.amount)]);
    }
    let terms = LeaseTerms {
        day_count: lease.interim_charge.day_count.unwrap_or(lease.day_count),
        ..dossier.terms.clone()
    };
    let none: [Drawdown; 0] = [];
    let found = stretches(&terms, &none, charge.from_on, charge.to_on, batch.amount)?;
    found
        .iter()
        .map(|stretch| {
            let (debt, rate) = (words.money(stretch.debt), words.percent(stretch.rate));
            let days = stretch.days;
            let amount = Money::from_kroner_rounded(stretch.interest).ok()?;
            Some(part(
                words.say(
                    format!("{rate} af {debt} i {days} dage"),
                    format!("{rate} of {debt} for {days} days"),
                ),
                amount,
            ))
        })
        .collect()
}
