//! Paying off before the time, the whole or a part, and what it would cost.

use super::leave::ended;
use super::{Decided, RepayLease, SettleLease, check, check_day, check_running_day, entry};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::{Money, Rate, repay, settle};
use crate::leasing::change::{LeaseSettlement, Outcome, go_on, refused, running};
use crate::leasing::schedule::impossible;
use crate::leasing::standing::{Standing, count};
use crate::leasing::{AmendmentKind, store};
use chrono::NaiveDate;

/// What ending a lease in force on a day would cost at a market rate; nothing is stored.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_NOT_IN_FORCE`], [`codes::LEASE_AMENDMENT_DATE`].
pub fn settlement_quote(
    conn: &mut DbConnection,
    id: LeaseId,
    on: NaiveDate,
    market_rate: Rate,
    moment: Moment,
) -> Result<LeaseSettlement> {
    let lease = store::lease(conn, id)?;
    lease.require_in_force()?;
    let standing = Standing::load(conn, lease)?;
    let mut faults = Faults::default();
    check_day(&standing, on, moment, &mut faults)?;
    faults.into_result()?;
    price(&standing, on, market_rate)
}

fn price(standing: &Standing, on: NaiveDate, market_rate: Rate) -> Result<LeaseSettlement> {
    let stages = standing.stages();
    let (terms, ledger) = (standing.terms(&stages), standing.ledger(&stages));
    let rows = standing.instalments();
    let found = settle(&terms, &ledger, &rows, on, market_rate).ok_or_else(impossible)?;
    Ok(LeaseSettlement::of(on, market_rate, &found))
}

/// The whole agreement paid off.
///
/// # Errors
/// [`codes::AMOUNT_NEGATIVE`], [`codes::LEASE_AMENDMENT_DATE`].
pub(super) fn whole(standing: &Standing, command: &SettleLease, moment: Moment) -> Result<Decided> {
    let mut entry = entry(
        AmendmentKind::EarlySettlement,
        command.agreed_on,
        command.effective_on,
        command.reference.as_ref(),
        &command.reason,
    );
    let mut faults = check(&entry, moment);
    check_day(standing, entry.effective_on, moment, &mut faults)?;
    let negative = command.amount.is_some_and(Money::is_negative);
    faults.require(!negative, || {
        Fault::new(&codes::AMOUNT_NEGATIVE).at("/amount")
    });
    faults.into_result()?;
    let settlement = price(standing, entry.effective_on, command.rate)?;
    entry.rate = Some(command.rate);
    entry.computed = Some(settlement.present_value);
    entry.amount = Some(command.amount.unwrap_or(settlement.present_value));
    let outcome = Outcome {
        settlement: Some(settlement),
        ..ended(standing, entry.effective_on)?
    };
    Ok((entry, outcome))
}

/// An extra repayment.
///
/// # Errors
/// [`codes::LEASE_AMENDMENT_AMOUNT`], [`codes::LEASE_SETTLEMENT_AMOUNT`], [`codes::LEASE_AMENDMENT_DATE`],
/// [`codes::LEASE_NOTHING_AHEAD`].
pub(super) fn part(standing: &Standing, command: &RepayLease, moment: Moment) -> Result<Decided> {
    let mut entry = entry(
        AmendmentKind::PartSettlement,
        command.agreed_on,
        command.effective_on,
        command.reference.as_ref(),
        &command.reason,
    );
    entry.amount = Some(command.amount);
    let mut faults = check(&entry, moment);
    check_running_day(standing, entry.effective_on, moment, &mut faults)?;
    faults.require(command.amount > Money::ZERO, || {
        Fault::new(&codes::LEASE_AMENDMENT_AMOUNT).at("/amount")
    });
    faults.into_result()?;
    let kept = standing.due(moment.today);
    let stages = standing.stages();
    let now = running(&stages, kept);
    let (terms, mut ledger) = (standing.terms(now), standing.ledger(now));
    let mut rows = standing.instalments();
    rows.truncate(count(terms.timetable.periods));
    let found =
        repay(&terms, &ledger, &rows, entry.effective_on, command.amount).map_err(refused)?;
    let drawn = found
        .drawn
        .ok_or_else(|| Error::Internal("a repayment lowers the debt".into()))?;
    entry.drawn_on = Some(drawn.on);
    entry.drawn = Some(drawn.amount);
    ledger.push(drawn);
    let rows = go_on(&stages, now.len(), found.terms, ledger, found.rows)?;
    let outcome = Outcome::of(standing, rows, kept)?;
    Ok((entry, outcome))
}
