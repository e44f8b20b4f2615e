//! Records a published value of the reference rate: instalments not yet due follow, those that are due never change.

use super::change::{LeaseChange, Outcome, revised};
use super::schedule_entry::Cause;
use super::standing::Standing;
use super::{Lease, LeaseFixing, LeaseState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseFixingId, LeaseId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::{ExtensionPrice, Rate, Timing};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// A published value of a lease's reference rate.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordFixing {
    /// The first day with the new rate.
    pub applies_from: NaiveDate,
    /// The published value, as a fraction of one per year.
    #[schema(value_type = String, example = "0.0392")]
    pub index_value: Rate,
    /// Where it was published.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "dfbf.dk, 12. december 2023"
    )]
    pub source: String,
}

/// Records a fixing.
///
/// Before the lease is in force it only sets the rate; after that the instalments not yet due are written anew.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_NOT_RUNNING`], [`codes::LEASE_RATE_FIXED`],
/// [`codes::LEASE_FIXING_OUTSIDE`], [`codes::LEASE_FIXING_TAKEN`], [`codes::LEASE_FIXING_TOO_LATE`],
/// [`codes::LEASE_FIXING_RATE`], [`codes::TEXT_BLANK`], [`codes::LEASE_PAYMENT_IMPOSSIBLE`].
pub fn record_fixing(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &RecordFixing,
    moment: Moment,
) -> Result<LeaseChange> {
    let (standing, mut fixing, outcome) = decide(conn, actor, id, seen, command, moment)?;
    fixing.id = store::insert_fixing(conn, &fixing).map_err(day_taken)?;
    let after = outcome.write(conn, actor, &standing, Cause::Fixing(fixing.id), moment)?;
    journal::Entry::new("recorded", "lease_fixing", fixing.id.0)
        .after(&fixing)
        .record(conn, actor, moment)?;
    Ok(LeaseChange {
        fixing: Some(fixing),
        ..outcome.answer(&standing, &after, false)?
    })
}

/// What [`record_fixing`] would do.
///
/// # Errors
/// As [`record_fixing`].
pub fn preview_fixing(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &RecordFixing,
    moment: Moment,
) -> Result<LeaseChange> {
    let (standing, fixing, outcome) = decide(conn, actor, id, seen, command, moment)?;
    Ok(LeaseChange {
        fixing: Some(fixing),
        ..outcome.answer(&standing, &standing.lease, true)?
    })
}

/// The agreement before the fixing, the fixing, and what follows.
pub(super) fn decide(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &RecordFixing,
    moment: Moment,
) -> Result<(Standing, LeaseFixing, Outcome)> {
    let lease = store::lease(conn, id)?;
    seen.require(lease.version)?;
    let running = matches!(lease.state, LeaseState::BuildUp | LeaseState::InForce);
    if !running {
        return Err(Fault::new(&codes::LEASE_NOT_RUNNING)
            .with("state", lease.state.as_str())
            .into());
    }
    let standing = Standing::load(conn, lease)?;
    let fixing = LeaseFixing {
        id: LeaseFixingId(0),
        lease_id: id,
        applies_from: command.applies_from,
        index_value: command.index_value,
        rate: check(&standing, command, moment)?,
        source: command.source.clone(),
        recorded_by: actor.account,
        recorded_at: moment.now,
    };
    let mut with_it = standing.clone();
    with_it.fixings.push(fixing.clone());
    let outcome = if standing.lease.state == LeaseState::BuildUp {
        Outcome::unchanged(&standing)
    } else {
        let due = standing.due(moment.today);
        Outcome::of(&standing, revised(&with_it, due)?, due)?
    };
    Ok((standing, fixing, outcome))
}

/// The rate of the agreement from the day on.
fn check(standing: &Standing, command: &RecordFixing, moment: Moment) -> Result<Rate> {
    let Some(floating) = &standing.lease.floating else {
        return Err((&codes::LEASE_RATE_FIXED).into());
    };
    let mut faults = Faults::default();
    faults.require(!command.source.trim().is_empty(), || {
        Fault::new(&codes::TEXT_BLANK).at("/source")
    });
    let rate = floating.terms().rate_at(command.index_value);
    faults.require(rate.is_ok(), || {
        Fault::new(&codes::LEASE_FIXING_RATE).at("/index_value")
    });
    let taken = |fixing: &LeaseFixing| fixing.applies_from == command.applies_from;
    faults.require(!standing.fixings.iter().any(taken), taken_fault);
    if let Some(fault) = out_of_time(standing, command.applies_from, moment)? {
        faults.add(fault);
    }
    faults.into_result()?;
    rate.map_err(|_| (&codes::LEASE_FIXING_RATE).into())
}

/// What is wrong with the day: outside the time in which the rate floats, or before what is due.
fn out_of_time(standing: &Standing, day: NaiveDate, moment: Moment) -> Result<Option<Fault>> {
    let lease = &standing.lease;
    let stages = standing.stages();
    let priced = |price| matches!(price, Some(ExtensionPrice::Payment(_)));
    let floats_to = match stages.iter().find(|stage| priced(stage.price)) {
        Some(stage) => stage.from,
        None => standing.end()?,
    };
    let last = floats_to.pred_opt().unwrap_or(floats_to);
    if day < lease.starts_on || day > last {
        return Ok(Some(
            Fault::new(&codes::LEASE_FIXING_OUTSIDE)
                .at("/applies_from")
                .with("first", lease.starts_on)
                .with("last", last),
        ));
    }
    let due = standing.due(moment.today).checked_sub(1);
    let Some(row) = due.and_then(|due| standing.rows.get(due)) else {
        return Ok(None);
    };
    let first = first_day(lease, standing.first_open_day(moment.today)?);
    Ok((day < first).then(|| {
        Fault::new(&codes::LEASE_FIXING_TOO_LATE)
            .at("/applies_from")
            .with("due", row.due_on)
            .with("first", first)
    }))
}

/// The first day from which a rate can still be fixed, when `falls_on` is the day of the last instalment due.
///
/// In advance an instalment on the very day of a new rate is itself at that rate, so the first day is the next one.
fn first_day(lease: &Lease, falls_on: NaiveDate) -> NaiveDate {
    match lease.timing {
        Timing::Advance => falls_on.succ_opt().unwrap_or(falls_on),
        Timing::Arrears => falls_on,
    }
}

fn taken_fault() -> Fault {
    Fault::new(&codes::LEASE_FIXING_TAKEN).at("/applies_from")
}

fn day_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("lease_fixings.lease_id_applies_from") => taken_fault().into(),
        _ => error.into(),
    }
}
