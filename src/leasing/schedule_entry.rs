//! Each time instalments were written down, and why; an entry, never changed.

use super::schedule::with_vat;
use super::{LeaseInstalment, ScheduledInstalment, store};
use crate::clock::{Instant, Moment};
use crate::db::{
    AccountId, DbConnection, LeaseAmendmentId, LeaseFixingId, LeaseId, LeaseScheduleId, text_enum,
};
use crate::error::{Fault, Result, codes};
use crate::http::Caller;

text_enum! {
    /// Why instalments were written down.
    pub enum ScheduleCause {
        /// The lease entered into force.
        EntryIntoForce = "entry_into_force",
        /// The reference rate was fixed.
        Fixing = "fixing",
        /// Something was agreed after the signature.
        Amendment = "amendment",
    }
}

/// One writing down of a lease's instalments.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseScheduleEntry {
    /// Its number in this service.
    pub id: LeaseScheduleId,
    /// The lease.
    pub lease_id: LeaseId,
    /// Its number within the lease, from 1.
    pub number: i32,
    /// Why.
    pub cause: ScheduleCause,
    /// The fixing behind it.
    pub fixing_id: Option<LeaseFixingId>,
    /// The amendment behind it.
    pub amendment_id: Option<LeaseAmendmentId>,
    /// The first instalment that it wrote; those before it stayed as they were.
    pub from_number: i32,
    /// Who caused it.
    pub made_by: Option<AccountId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Instant,
}

/// What is behind a new schedule.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cause {
    Force,
    Fixing(LeaseFixingId),
    Amendment(LeaseAmendmentId),
}

/// Writes `rows` down in the place of every row from the `kept`-th on.
pub(super) fn write_down(
    conn: &mut DbConnection,
    actor: &Caller,
    lease: LeaseId,
    cause: Cause,
    kept: usize,
    rows: &[LeaseInstalment],
    moment: Moment,
) -> Result<LeaseScheduleEntry> {
    let last = store::schedules(conn, lease)?
        .last()
        .map_or(0, |last| last.number);
    let mut entry = LeaseScheduleEntry {
        id: LeaseScheduleId(0),
        lease_id: lease,
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
        from_number: first_number(kept),
        made_by: Some(actor.account),
        made_at: moment.now,
    };
    entry.id = store::insert_schedule(conn, &entry)?;
    store::replace_instalments(conn, &entry, rows)?;
    Ok(entry)
}

/// The number of the first instalment after the `kept` ones.
pub(super) fn first_number(kept: usize) -> i32 {
    i32::try_from(kept).unwrap_or(i32::MAX).saturating_add(1)
}

/// One writing down, and all rows as they stood after it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PastSchedule {
    /// The writing down.
    #[serde(flatten)]
    pub entry: LeaseScheduleEntry,
    /// All rows as they stood after it.
    pub rows: Vec<ScheduledInstalment>,
}

/// The rows of a lease as they stood after its schedule with this number.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_SCHEDULE_NOT_FOUND`].
pub fn past_schedule(conn: &mut DbConnection, lease: LeaseId, number: i32) -> Result<PastSchedule> {
    let lease = store::lease(conn, lease)?;
    let schedules = store::schedules(conn, lease.id)?;
    let Some(entry) = schedules.iter().find(|entry| entry.number == number) else {
        return Err(Fault::new(&codes::LEASE_SCHEDULE_NOT_FOUND)
            .with("number", number)
            .into());
    };
    // A row from before schedules were kept counts as written by the first.
    let written_by = |id: Option<LeaseScheduleId>| {
        let found = schedules.iter().find(|entry| Some(entry.id) == id);
        found.map_or(0, |entry| entry.number)
    };
    let written = store::schedule_of_rows(conn, lease.id)?;
    let mut rows = store::instalments(conn, lease.id)?;
    rows.retain(|row| written_by(written.get(&row.number).copied()) <= number);
    for replaced in store::replaced_instalments(conn, lease.id)? {
        if written_by(replaced.written) <= number && number < written_by(Some(replaced.by)) {
            rows.push(replaced.row);
        }
    }
    rows.sort_by_key(|row| row.number);
    Ok(PastSchedule {
        entry: entry.clone(),
        rows: with_vat(&lease, &rows)?,
    })
}
