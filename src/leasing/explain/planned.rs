//! Why an instalment would be what it is, were an entry written that was only tried.

use super::{Dossier, Words};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseScheduleId};
use crate::error::{Error, Language, Result};
use crate::leasing::schedule_entry::{Cause, ScheduleCause, first_number};
use crate::leasing::standing::Standing;
use crate::leasing::{Explanation, LeaseScheduleEntry, store};

/// The schedule that is not written.
const PLANNED: LeaseScheduleId = LeaseScheduleId(0);

/// Why the payment, interest and repayment of the first row after the `kept` ones would be what they are.
///
/// `standing` holds the entry, with the number 0, and the rows that it would write. The explanation leads nowhere:
/// what stands at other addresses is the agreement without the entry.
///
/// # Errors
/// Only when the database fails.
pub(in crate::leasing) fn explain_planned(
    conn: &mut DbConnection,
    standing: Standing,
    kept: usize,
    (cause, moment): (Cause, Moment),
    language: Language,
) -> Result<Vec<Explanation>> {
    let mut schedules = store::schedules(conn, standing.lease.id)?;
    let from_number = first_number(kept);
    let last = schedules.last().map_or(0, |last| last.number);
    schedules.push(LeaseScheduleEntry {
        id: PLANNED,
        lease_id: standing.lease.id,
        number: last.saturating_add(1),
        cause: match cause {
            Cause::Force => ScheduleCause::EntryIntoForce,
            Cause::Fixing(_) => ScheduleCause::Fixing,
            Cause::Amendment(_) => ScheduleCause::Amendment,
        },
        fixing_id: match cause {
            Cause::Fixing(id) => Some(id),
            _ => None,
        },
        amendment_id: match cause {
            Cause::Amendment(id) => Some(id),
            _ => None,
        },
        from_number,
        made_by: None,
        made_at: moment.now,
    });
    let mut written = store::schedule_of_rows(conn, standing.lease.id)?;
    for row in standing.rows.iter().skip(kept) {
        written.insert(row.number, PLANNED);
    }
    let stages = standing.stages();
    let dossier = Dossier {
        terms: standing.terms(&stages),
        slots: standing.slots()?,
        rows: standing.rows.clone(),
        words: Words(language),
        schedules,
        written,
        stages,
        standing,
    };
    let told = dossier
        .at(kept)
        .and_then(|at| Some(vec![at.payment()?, at.interest()?, at.principal()?]));
    let mut told =
        told.ok_or_else(|| Error::Internal("an amount out of range in a tried schedule".into()))?;
    for explanation in &mut told {
        lead_nowhere(explanation);
    }
    Ok(told)
}

fn lead_nowhere(explanation: &mut Explanation) {
    for part in &mut explanation.parts {
        part.explained_at = None;
    }
    for input in &mut explanation.inputs {
        // What is not written yet has the number 0 and can be looked at nowhere.
        input.entry.take_if(|entry| entry.id == 0);
    }
}
