//! Why the amounts of a schedule are what they are (*hvorfor dette tal?*).
//!
//! Nothing here decides an amount: the written (or, until the lease is in force, the computed) row is taken as it
//! stands, and its parts are looked for. Where they do not add up by themselves the difference is a part of its own
//! and says what it is: rounding, or the last interest of a plan that takes what rounding has left.

mod interest;
mod interim;
mod origin;
mod payment;
mod payment_inputs;
mod planned;
mod row;
mod settlement;
mod words;

pub use interim::{ExplainedInterimCharge, explain_interim_charges};
pub(super) use planned::explain_planned;
pub use settlement::explain_settlement;

use super::explanation::{EntryReference, ExplainedInput, ExplainedPart};
use super::schedule::computed;
use super::standing::{Stage, Standing, count};
use super::{Explanation, LeaseInstalment, LeaseScheduleEntry, store};
use crate::db::{DbConnection, LeaseId, LeaseScheduleId};
use crate::error::{Error, Fault, Language, Result, codes};
use crate::finance::{LeaseTerms, Money, Slot};
use origin::Origin;
use std::collections::BTreeMap;
use words::Words;

/// An agreement with everything that explains its rows.
struct Dossier {
    standing: Standing,
    stages: Vec<Stage>,
    terms: LeaseTerms,
    slots: Vec<Slot>,
    /// All rows, written or computed.
    rows: Vec<LeaseInstalment>,
    schedules: Vec<LeaseScheduleEntry>,
    /// By which schedule each row was written.
    written: BTreeMap<i32, LeaseScheduleId>,
    words: Words,
}

/// Why each amount of an instalment is what it is: opening, drawn, interest, principal, payment, closing and VAT.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_INSTALMENT_NOT_FOUND`]; until the lease is in force also what hinders
/// the computation.
pub fn explain_instalment(
    conn: &mut DbConnection,
    lease: LeaseId,
    number: i32,
    language: Language,
) -> Result<Vec<Explanation>> {
    let dossier = Dossier::load(conn, lease, language)?;
    let index = dossier.rows.iter().position(|row| row.number == number);
    let found = index.and_then(|index| dossier.at(index));
    let Some(at) = found else {
        return Err(Fault::new(&codes::LEASE_INSTALMENT_NOT_FOUND)
            .with("number", number)
            .into());
    };
    let all = [
        at.opening(),
        at.drawn(),
        at.interest(),
        at.principal(),
        at.payment(),
        at.closing(),
        at.vat(),
    ];
    let all: Option<Vec<Explanation>> = all.into_iter().collect();
    all.ok_or_else(|| Error::Internal("an amount out of range in a stored schedule".into()))
}

impl Dossier {
    fn load(conn: &mut DbConnection, lease: LeaseId, language: Language) -> Result<Self> {
        let lease = store::lease(conn, lease)?;
        let standing = Standing::load(conn, lease)?;
        let rows = if !standing.lease.is_open() {
            standing.rows.clone()
        } else if standing.paid_out().is_empty() {
            Vec::new()
        } else {
            computed(&standing)?.rows
        };
        let stages = standing.stages();
        Ok(Dossier {
            terms: standing.terms(&stages),
            slots: standing.slots()?,
            schedules: store::schedules(conn, standing.lease.id)?,
            written: store::schedule_of_rows(conn, standing.lease.id)?,
            words: Words(language),
            stages,
            rows,
            standing,
        })
    }

    /// The row with this index and what surrounds it.
    fn at(&self, index: usize) -> Option<At<'_>> {
        let stage = self
            .stages
            .partition_point(|stage| count(stage.periods) <= index);
        let before = stage
            .checked_sub(1)
            .and_then(|before| self.stages.get(before));
        Some(At {
            dossier: self,
            index,
            row: self.rows.get(index)?,
            slot: self.slots.get(index)?,
            stage: self.stages.get(stage)?,
            first_of_stage: before.map_or(0, |stage| count(stage.periods)),
            origins: origin::origins(self),
        })
    }

    fn reference(&self) -> EntryReference {
        EntryReference {
            kind: "lease",
            id: self.standing.lease.id.0,
        }
    }

    /// Where a row is explained.
    fn address(&self, number: i32) -> String {
        let lease = self.standing.lease.id;
        format!("/api/v1/leases/{lease}/instalments/{number}/explanation")
    }
}

/// A row of a dossier.
struct At<'a> {
    dossier: &'a Dossier,
    index: usize,
    row: &'a LeaseInstalment,
    slot: &'a Slot,
    stage: &'a Stage,
    /// The index of the first row of its stage.
    first_of_stage: usize,
    origins: Vec<Origin>,
}

impl At<'_> {
    fn words(&self) -> Words {
        self.dossier.words
    }

    /// Whether it is the last row of its stage, which takes what is left.
    fn is_last(&self) -> bool {
        self.index + 1 == count(self.stage.periods)
    }

    /// The day of the instalment before, or of the start.
    fn from(&self) -> chrono::NaiveDate {
        let before = self.index.checked_sub(1);
        before
            .and_then(|before| self.dossier.slots.get(before))
            .map_or(self.dossier.standing.lease.starts_on, |slot| slot.falls_on)
    }

    /// An explanation of one of its amounts.
    fn explanation(
        &self,
        field: &'static str,
        name: String,
        amount: Money,
        formula: String,
        source: String,
    ) -> Explanation {
        let (words, row) = (self.words(), self.row);
        let due = words.date(row.due_on);
        let number = row.number;
        Explanation {
            title: words.say(
                format!("{name}, ydelse nr. {number}, forfald {due}"),
                format!("{name}, instalment {number}, due {due}"),
            ),
            field,
            amount,
            formula,
            source,
            inputs: Vec::new(),
            parts: Vec::new(),
        }
    }
}

fn input(
    symbol: &str,
    name: String,
    value: String,
    entry: Option<EntryReference>,
) -> ExplainedInput {
    ExplainedInput {
        symbol: symbol.to_owned(),
        name,
        value,
        entry,
    }
}

fn part(name: String, amount: Money) -> ExplainedPart {
    ExplainedPart {
        name,
        amount,
        entry: None,
        explained_at: None,
    }
}
