//! Units that leave an agreement: handed back to the lessor, or bought.
//!
//! Units weigh by their price in the agreement. A line's units go down by the entry; what is registered as in use
//! must still fit when units go back, while bought devices stay where they are.

use super::{BuyUnits, Decided, ReturnUnits, check, check_day, check_running_day, entry};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseLineId};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::{self, Money, Parts};
use crate::leasing::change::{Outcome, go_on, refused, running};
use crate::leasing::standing::{Standing, count};
use crate::leasing::{AmendmentEntry, AmendmentKind, store, units_on};
use chrono::NaiveDate;

/// Units that go back.
///
/// # Errors
/// [`codes::LEASE_LINE_UNKNOWN`], [`codes::LEASE_UNITS_LEFT`], [`codes::LEASE_UNITS_IN_USE`],
/// [`codes::LEASE_NOTHING_LEFT`], [`codes::LEASE_RETURN_PAYMENT`], [`codes::LEASE_PAYMENT_NEEDS_ANNUITY`],
/// [`codes::AMOUNT_NEGATIVE`], [`codes::LEASE_AMENDMENT_DATE`], [`codes::LEASE_NOTHING_AHEAD`].
pub(super) fn part_return(
    conn: &mut DbConnection,
    standing: &Standing,
    command: &ReturnUnits,
    moment: Moment,
) -> Result<Decided> {
    let mut entry = entry(
        AmendmentKind::PartReturn,
        command.agreed_on,
        command.effective_on,
        command.reference.as_ref(),
        &command.reason,
    );
    entry.lease_line_id = Some(command.lease_line_id);
    entry.quantity = Some(command.quantity);
    entry.payment = command.payment;
    entry.amount = command.amount;
    let mut faults = check(&entry, moment);
    check_running_day(standing, entry.effective_on, moment, &mut faults)?;
    let negative = command.amount.is_some_and(Money::is_negative);
    faults.require(!negative, || {
        Fault::new(&codes::AMOUNT_NEGATIVE).at("/amount")
    });
    if let Some(left) = units_left(standing, command.lease_line_id, &mut faults) {
        check_units(left, command.quantity, &mut faults);
        let used = store::devices_on_line(conn, command.lease_line_id)?.in_use;
        let left = i64::from(left) - i64::from(command.quantity);
        faults.require(left < 0 || used <= left, || {
            Fault::new(&codes::LEASE_UNITS_IN_USE)
                .at("/quantity")
                .with("devices", used)
                .with("left", left)
        });
    }
    if let (Some(payment), Some(next)) = (
        command.payment,
        standing.rows.get(standing.due(moment.today)),
    ) {
        faults.require(payment > Money::ZERO && payment <= next.payment, || {
            Fault::new(&codes::LEASE_RETURN_PAYMENT)
                .at("/payment")
                .with("most", next.payment)
        });
    }
    faults.into_result()?;
    let gone = (command.lease_line_id, command.quantity);
    let outcome = without(standing, gone, command.payment, &mut entry, moment)?;
    Ok((entry, outcome))
}

/// Units that are bought, or all there is.
///
/// # Errors
/// [`codes::LEASE_LINE_UNKNOWN`], [`codes::LEASE_QUANTITY_WITHOUT_LINE`], [`codes::LEASE_UNITS_LEFT`],
/// [`codes::LEASE_NOTHING_LEFT`], [`codes::AMOUNT_NEGATIVE`], [`codes::LEASE_AMENDMENT_DATE`],
/// [`codes::LEASE_NOTHING_AHEAD`].
pub(super) fn buy_out(standing: &Standing, command: &BuyUnits, moment: Moment) -> Result<Decided> {
    let mut entry = entry(
        AmendmentKind::BuyOut,
        command.agreed_on,
        command.effective_on,
        command.reference.as_ref(),
        &command.reason,
    );
    entry.lease_line_id = command.lease_line_id;
    entry.quantity = command.quantity;
    entry.amount = Some(command.amount);
    let mut faults = check(&entry, moment);
    faults.require(!command.amount.is_negative(), || {
        Fault::new(&codes::AMOUNT_NEGATIVE).at("/amount")
    });
    let Some(line) = command.lease_line_id else {
        check_day(standing, entry.effective_on, moment, &mut faults)?;
        faults.require(command.quantity.is_none(), || {
            Fault::new(&codes::LEASE_QUANTITY_WITHOUT_LINE).at("/quantity")
        });
        faults.into_result()?;
        let outcome = ended(standing, entry.effective_on)?;
        return Ok((entry, outcome));
    };
    check_running_day(standing, entry.effective_on, moment, &mut faults)?;
    let left = units_left(standing, line, &mut faults);
    let quantity = command.quantity.or(left).unwrap_or(0);
    if let Some(left) = left {
        check_units(left, quantity, &mut faults);
    }
    faults.into_result()?;
    entry.quantity = Some(quantity);
    let outcome = without(standing, (line, quantity), None, &mut entry, moment)?;
    Ok((entry, outcome))
}

/// The units that a line of the lease has left after every entry; none when it is another lease's line.
fn units_left(standing: &Standing, line: LeaseLineId, faults: &mut Faults) -> Option<i32> {
    let Some(found) = standing.lines.iter().find(|one| one.id == line) else {
        faults.add(
            Fault::new(&codes::LEASE_LINE_UNKNOWN)
                .at("/lease_line_id")
                .with("id", line),
        );
        return None;
    };
    Some(units_on(found, &standing.amendments, NaiveDate::MAX))
}

fn check_units(left: i32, quantity: i32, faults: &mut Faults) {
    faults.require((1..=left).contains(&quantity), || {
        Fault::new(&codes::LEASE_UNITS_LEFT)
            .at("/quantity")
            .with("left", left)
    });
}

/// The agreement without some units of a line; what the debt changed by is put into the entry.
fn without(
    standing: &Standing,
    (line, quantity): (LeaseLineId, i32),
    payment: Option<Money>,
    entry: &mut AmendmentEntry,
    moment: Moment,
) -> Result<Outcome> {
    let parts = standing
        .parts_leaving(line, quantity)
        .ok_or_else(|| Fault::new(&codes::AMOUNT_OUT_OF_RANGE))?;
    if parts.kept == 0 {
        return Err(Fault::new(&codes::LEASE_NOTHING_LEFT)
            .at("/quantity")
            .into());
    }
    if parts.handed_back == 0 && payment.is_none() {
        return Ok(Outcome::unchanged(standing));
    }
    let kept = standing.due(moment.today);
    let rows = returned(standing, kept, parts, payment, entry)?;
    Outcome::of(standing, rows, kept)
}

fn returned(
    standing: &Standing,
    kept: usize,
    parts: Parts,
    payment: Option<Money>,
    entry: &mut AmendmentEntry,
) -> Result<Vec<finance::Instalment>> {
    let mut stages = standing.stages();
    let now = running(&stages, kept);
    let (terms, ledger) = (standing.terms(now), standing.ledger(now));
    let done = now.len();
    let mut rows = standing.instalments();
    rows.truncate(count(terms.timetable.periods));
    let found = finance::part_return(&terms, &ledger, &rows, kept, parts, payment)
        .map_err(refused)?
        .amended;
    entry.drawn_on = found.drawn.map(|drawn| drawn.on);
    entry.drawn = found.drawn.map(|drawn| drawn.amount);
    for stage in &mut stages {
        stage.scale(parts);
    }
    let mut ledger = ledger;
    ledger.extend(found.drawn);
    entry.residual = stages.last().map(|stage| stage.residual);
    go_on(&stages, done, found.terms, ledger, found.rows)
}

/// The agreement ended on a day: the instalments that fall until then stay.
pub(super) fn ended(standing: &Standing, day: NaiveDate) -> Result<Outcome> {
    let slots = standing.slots()?;
    let kept = slots.partition_point(|slot| slot.falls_on <= day);
    let rows = standing.rows.get(..kept).unwrap_or_default();
    let last_due = rows.last().map_or(day, |row| row.due_on);
    Ok(Outcome {
        rows: rows.to_vec(),
        kept,
        ended_on: Some(day.max(last_due)),
        settlement: None,
    })
}
