//! From where the debt of each row came: what the lessor paid out, and what entries changed.

use super::{Dossier, EntryReference};
use crate::finance::Money;
use crate::leasing::standing::count;
use crate::leasing::{AmendmentKind, LeaseAmendment};
use chrono::NaiveDate;

/// A change of the debt apart from instalments.
pub(super) struct Origin {
    /// In the opening of the first row, or drawn in the row with this index.
    pub place: Place,
    pub on: NaiveDate,
    pub amount: Money,
    pub name: String,
    pub entry: EntryReference,
}

/// In which amount of which row an origin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Opening,
    Drawn(usize),
}

/// Everything that changed the debt of an agreement apart from its instalments.
pub(super) fn origins(dossier: &Dossier) -> Vec<Origin> {
    let mut found = paid_out(dossier);
    for amendment in &dossier.standing.amendments {
        let Some(drawdown) = amendment.entry.drawdown() else {
            continue;
        };
        found.push(Origin {
            place: place(dossier, amendment, drawdown.on),
            on: drawdown.on,
            amount: drawdown.amount,
            name: name(dossier, amendment),
            entry: EntryReference {
                kind: "lease_amendment",
                id: amendment.id.0,
            },
        });
    }
    found
}

fn paid_out(dossier: &Dossier) -> Vec<Origin> {
    let words = dossier.words;
    let standing = &dossier.standing;
    let start = standing.lease.starts_on;
    let mut found = Vec::new();
    for paid in standing.paid_out() {
        let batch = standing
            .batches
            .iter()
            .find(|batch| Some(batch.id) == paid.batch);
        let on = words.date(paid.drawdown.on);
        let (name, entry) = match batch {
            Some(batch) => (
                words.say(
                    format!(
                        "Delleverance {}: {}, faktura {}, betalt {on}",
                        batch.number, batch.supplier_name, batch.invoice_number
                    ),
                    format!(
                        "Batch {}: {}, invoice {}, paid on {on}",
                        batch.number, batch.supplier_name, batch.invoice_number
                    ),
                ),
                EntryReference {
                    kind: "lease_batch",
                    id: batch.id.0,
                },
            ),
            None => (
                words.say(
                    format!("Aftalens linjer, finansieret {on}"),
                    format!("The lines of the lease, financed on {on}"),
                ),
                dossier.reference(),
            ),
        };
        let before = dossier
            .slots
            .partition_point(|slot| slot.falls_on < paid.drawdown.on);
        found.push(Origin {
            place: if paid.drawdown.on <= start {
                Place::Opening
            } else {
                Place::Drawn(before)
            },
            on: paid.drawdown.on,
            amount: paid.drawdown.amount,
            name,
            entry,
        });
    }
    found
}

/// An entry counts after an instalment of its day; what an extension capitalised, in the first row of the extension.
fn place(dossier: &Dossier, amendment: &LeaseAmendment, on: NaiveDate) -> Place {
    if amendment.entry.extends() {
        let stage = dossier
            .stages
            .iter()
            .skip(1)
            .position(|stage| stage.from == amendment.entry.effective_on);
        let before = stage.and_then(|stage| dossier.stages.get(stage));
        return Place::Drawn(before.map_or(0, |stage| count(stage.periods)));
    }
    let schedule = dossier
        .schedules
        .iter()
        .find(|schedule| schedule.amendment_id == Some(amendment.id));
    let from_start = schedule.is_some_and(|schedule| schedule.from_number == 1);
    if from_start && on <= dossier.standing.lease.starts_on {
        return Place::Opening;
    }
    Place::Drawn(dossier.slots.partition_point(|slot| slot.falls_on <= on))
}

fn name(dossier: &Dossier, amendment: &LeaseAmendment) -> String {
    let (number, words) = (amendment.number, dossier.words);
    let on = words.date(amendment.entry.effective_on);
    match amendment.entry.kind {
        AmendmentKind::Extension | AmendmentKind::AutoRenewal => words.say(
            format!("Tillæg {number}: forlængelse fra {on} til aftalt ydelse"),
            format!("Amendment {number}: extension from {on} at an agreed payment"),
        ),
        AmendmentKind::PartReturn => words.say(
            format!("Tillæg {number}: delvis tilbagelevering {on}"),
            format!("Amendment {number}: part return on {on}"),
        ),
        AmendmentKind::BuyOut => words.say(
            format!("Tillæg {number}: frikøb {on}"),
            format!("Amendment {number}: buy-out on {on}"),
        ),
        AmendmentKind::EarlySettlement => words.say(
            format!("Tillæg {number}: indfrielse {on}"),
            format!("Amendment {number}: early settlement on {on}"),
        ),
        AmendmentKind::PartSettlement => words.say(
            format!("Tillæg {number}: delvis indfrielse {on}"),
            format!("Amendment {number}: part settlement on {on}"),
        ),
    }
}
