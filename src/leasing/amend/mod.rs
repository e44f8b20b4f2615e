//! Records what was agreed after the signature: an entry, a new schedule for instalments not yet due, perhaps the end.
//!
//! A file per family: [`extend`] adds periods, [`leave`] lets units go, [`settle`] pays off. Each works out an entry
//! and its outcome without writing, so that a trial run and the change itself are one computation.

mod command;
mod extend;
mod leave;
mod settle;

pub use command::{
    AmendLease, BuyUnits, ExtendLease, RenewLease, RepayLease, ReturnUnits, SettleLease,
};
pub use settle::settlement_quote;

use super::change::{LeaseChange, Outcome, running};
use super::schedule_entry::Cause;
use super::sign_lease::happened;
use super::standing::Standing;
use super::{AmendmentEntry, AmendmentKind, LeaseAmendment, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseAmendmentId, LeaseId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use chrono::NaiveDate;

/// Records an amendment of a lease in force.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_NOT_IN_FORCE`], the dates
/// ([`codes::LEASE_DATE_AHEAD`], [`codes::DATE_OUT_OF_RANGE`], [`codes::LEASE_AMENDMENT_DATE`]),
/// [`codes::TEXT_BLANK`], and what the kind of amendment refuses.
pub fn amend_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &AmendLease,
    moment: Moment,
) -> Result<LeaseChange> {
    let (standing, mut amendment, outcome) = decide(conn, actor, id, seen, command, moment)?;
    amendment.id = store::insert_amendment(conn, &amendment)?;
    let cause = Cause::Amendment(amendment.id);
    let after = outcome.write(conn, actor, &standing, cause, moment)?;
    journal::Entry::new("amended", "lease", id.0)
        .before(&standing.lease)
        .after(&after)
        .reason(Some(&amendment.entry.reason))
        .record(conn, actor, moment)?;
    journal::Entry::new("recorded", "lease_amendment", amendment.id.0)
        .after(&amendment)
        .reason(Some(&amendment.entry.reason))
        .record(conn, actor, moment)?;
    Ok(LeaseChange {
        amendment: Some(amendment),
        ..outcome.answer(&standing, &after, false)?
    })
}

/// What [`amend_lease`] would do.
///
/// # Errors
/// As [`amend_lease`].
pub fn preview_amendment(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &AmendLease,
    moment: Moment,
) -> Result<LeaseChange> {
    let (standing, amendment, outcome) = decide(conn, actor, id, seen, command, moment)?;
    Ok(LeaseChange {
        amendment: Some(amendment),
        ..outcome.answer(&standing, &standing.lease, true)?
    })
}

/// An entry that was worked out, and what follows from it.
type Decided = (AmendmentEntry, Outcome);

pub(super) fn decide(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &AmendLease,
    moment: Moment,
) -> Result<(Standing, LeaseAmendment, Outcome)> {
    let lease = store::lease(conn, id)?;
    seen.require(lease.version)?;
    lease.require_in_force()?;
    let standing = Standing::load(conn, lease)?;
    let (entry, outcome) = match command {
        AmendLease::Extension(command) => extend::extension(&standing, command, moment)?,
        AmendLease::AutoRenewal(command) => extend::renewal(conn, &standing, command, moment)?,
        AmendLease::PartReturn(command) => leave::part_return(conn, &standing, command, moment)?,
        AmendLease::BuyOut(command) => leave::buy_out(&standing, command, moment)?,
        AmendLease::EarlySettlement(command) => settle::whole(&standing, command, moment)?,
        AmendLease::PartSettlement(command) => settle::part(&standing, command, moment)?,
    };
    let last = standing.amendments.last();
    let amendment = LeaseAmendment {
        id: LeaseAmendmentId(0),
        lease_id: id,
        number: last.map_or(1, |last| last.number.saturating_add(1)),
        entry,
        recorded_by: actor.account,
        recorded_at: moment.now,
    };
    Ok((standing, amendment, outcome))
}

/// What every amendment says, and nothing else yet.
fn entry(
    kind: AmendmentKind,
    agreed_on: NaiveDate,
    effective_on: NaiveDate,
    reference: Option<&String>,
    reason: &str,
) -> AmendmentEntry {
    AmendmentEntry {
        kind,
        agreed_on,
        effective_on,
        lease_line_id: None,
        quantity: None,
        periods: None,
        payment: None,
        amount: None,
        computed: None,
        rate: None,
        residual: None,
        drawn_on: None,
        drawn: None,
        reference: reference.cloned(),
        reason: reason.to_owned(),
    }
}

/// The faults that every amendment can have.
fn check(entry: &AmendmentEntry, moment: Moment) -> Faults {
    let mut faults = Faults::default();
    if let Some(fault) = happened(entry.agreed_on, "/agreed_on", moment) {
        faults.add(fault);
    }
    for (pointer, text) in [
        ("/reason", Some(&entry.reason)),
        ("/reference", entry.reference.as_ref()),
    ] {
        let blank = text.is_some_and(|text| text.trim().is_empty());
        faults.require(!blank, || Fault::new(&codes::TEXT_BLANK).at(pointer));
    }
    faults
}

/// Adds a fault when the day lies before what is due or after the stage that runs.
fn check_day(
    standing: &Standing,
    day: NaiveDate,
    moment: Moment,
    faults: &mut Faults,
) -> Result<()> {
    let stages = standing.stages();
    let now = running(&stages, standing.due(moment.today)).len();
    let end = match stages.get(now) {
        Some(next) => next.from,
        None => standing.end()?,
    };
    check_before(standing, day, end, moment, faults)
}

/// Adds a fault when the day lies outside the time between the last instalment that is due and the next one.
///
/// Returns and repayments are recorded in the period in which they happen: one that lay further ahead would have to
/// be worked out again with every fixing before it, and an entry never changes.
fn check_running_day(
    standing: &Standing,
    day: NaiveDate,
    moment: Moment,
    faults: &mut Faults,
) -> Result<()> {
    let slots = standing.slots()?;
    let end = match slots.get(standing.due(moment.today)) {
        Some(next) => next.falls_on,
        None => standing.end()?,
    };
    check_before(standing, day, end, moment, faults)
}

fn check_before(
    standing: &Standing,
    day: NaiveDate,
    end: NaiveDate,
    moment: Moment,
    faults: &mut Faults,
) -> Result<()> {
    let first = standing.first_open_day(moment.today)?;
    let last = end.pred_opt().unwrap_or(end).max(first);
    faults.require((first..=last).contains(&day), || {
        Fault::new(&codes::LEASE_AMENDMENT_DATE)
            .at("/effective_on")
            .with("first", first)
            .with("last", last)
    });
    Ok(())
}
