//! Extensions, agreed or automatic: the instalments that are there stay, and more follow.

use super::{Decided, ExtendLease, RenewLease, check, entry};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::schedule::MAX_PERIODS;
use crate::finance::{Every, Extension, ExtensionPrice, Money, extend};
use crate::leasing::change::{Outcome, refused};
use crate::leasing::standing::Standing;
use crate::leasing::{AmendmentEntry, AmendmentKind, store};
use chrono::NaiveDate;

/// An agreed extension.
///
/// # Errors
/// [`codes::LEASE_EXTENSION_TERMS`], [`codes::LEASE_EXTENSION_RESIDUAL`], [`codes::LEASE_EXTENSION_NOTHING_OWED`],
/// [`codes::LEASE_TOO_MANY_PERIODS`], [`codes::LEASE_AMENDMENT_AMOUNT`], [`codes::AMOUNT_NEGATIVE`],
/// [`codes::LEASE_PAYMENT_NEEDS_ANNUITY`], [`codes::LEASE_BEYOND_CALENDAR`].
pub(super) fn extension(
    standing: &Standing,
    command: &ExtendLease,
    moment: Moment,
) -> Result<Decided> {
    let mut entry = entry(
        AmendmentKind::Extension,
        command.agreed_on,
        standing.end()?,
        command.reference.as_ref(),
        &command.reason,
    );
    entry.periods = Some(command.periods);
    entry.payment = command.payment;
    entry.rate = command.rate;
    entry.residual = Some(command.residual);
    let mut faults = check(&entry, moment);
    let present = residual(standing);
    faults.require(!command.residual.is_negative(), || {
        Fault::new(&codes::AMOUNT_NEGATIVE).at("/residual")
    });
    faults.require(command.residual <= present, || {
        Fault::new(&codes::LEASE_EXTENSION_RESIDUAL)
            .at("/residual")
            .with("residual", present)
    });
    let price = match (command.payment, command.rate) {
        (Some(payment), None) => {
            faults.require(payment > Money::ZERO, || {
                Fault::new(&codes::LEASE_AMENDMENT_AMOUNT).at("/payment")
            });
            Some(ExtensionPrice::Payment(payment))
        }
        (None, Some(rate)) => {
            faults.require(present > Money::ZERO, || {
                Fault::new(&codes::LEASE_EXTENSION_NOTHING_OWED).at("/rate")
            });
            Some(ExtensionPrice::Rate(rate))
        }
        _ => {
            faults.add(Fault::new(&codes::LEASE_EXTENSION_TERMS));
            None
        }
    };
    check_periods(standing, command.periods, &mut faults);
    faults.into_result()?;
    let price = price.ok_or_else(|| Fault::new(&codes::LEASE_EXTENSION_TERMS))?;
    extended(standing, entry, price)
}

/// The extension that was agreed for the case that nobody gives notice.
///
/// Its length must be whole periods; its payment is the one agreed, else the last one. The residual stays.
///
/// # Errors
/// [`codes::LEASE_RENEWAL_NOT_AGREED`], [`codes::LEASE_RENEWAL_NOT_WHOLE`], [`codes::LEASE_TOO_MANY_PERIODS`],
/// [`codes::LEASE_PAYMENT_NEEDS_ANNUITY`], [`codes::LEASE_BEYOND_CALENDAR`].
pub(super) fn renewal(
    conn: &mut DbConnection,
    standing: &Standing,
    command: &RenewLease,
    moment: Moment,
) -> Result<Decided> {
    let Some((length, payment)) = store::renewal_terms(conn, standing.lease.id)? else {
        return Err((&codes::LEASE_RENEWAL_NOT_AGREED).into());
    };
    let end = standing.end()?;
    let mut entry = entry(
        AmendmentKind::AutoRenewal,
        command.agreed_on,
        end,
        command.reference.as_ref(),
        &command.reason,
    );
    let mut faults = check(&entry, moment);
    let periods = whole_periods(standing.lease.every, length, end);
    let Some(periods) = periods else {
        return Err((&codes::LEASE_RENEWAL_NOT_WHOLE).into());
    };
    let last = standing.rows.last().map(|row| row.payment);
    let payment = payment.or(last).unwrap_or(Money::ZERO);
    entry.periods = Some(periods);
    entry.payment = Some(payment);
    entry.residual = Some(residual(standing));
    check_periods(standing, periods, &mut faults);
    faults.into_result()?;
    extended(standing, entry, ExtensionPrice::Payment(payment))
}

/// How many periods the length is from the end on, when it is a whole number of them.
fn whole_periods(every: Every, length: Every, end: NaiveDate) -> Option<i32> {
    let until = length.after(end, 1)?;
    let periods = every.whole_periods_back(end, until)?;
    let whole = periods > 0 && every.after(end, periods) == Some(until);
    whole
        .then_some(periods)
        .and_then(|periods| i32::try_from(periods).ok())
}

/// The debt that remains after the last period as things stand.
fn residual(standing: &Standing) -> Money {
    let last = standing.stages().last().map(|stage| stage.residual);
    last.unwrap_or(Money::ZERO)
}

fn check_periods(standing: &Standing, more: i32, faults: &mut Faults) {
    let present = u32::try_from(standing.rows.len()).unwrap_or(u32::MAX);
    let all = present.checked_add(u32::try_from(more).unwrap_or(u32::MAX));
    faults.require(all.is_some_and(|all| all <= MAX_PERIODS), || {
        Fault::new(&codes::LEASE_TOO_MANY_PERIODS)
            .at("/periods")
            .with("most", MAX_PERIODS)
    });
}

fn extended(
    standing: &Standing,
    mut entry: AmendmentEntry,
    price: ExtensionPrice,
) -> Result<Decided> {
    let stages = standing.stages();
    let (terms, ledger) = (standing.terms(&stages), standing.ledger(&stages));
    let extension = Extension {
        periods: entry
            .periods
            .and_then(|periods| u32::try_from(periods).ok())
            .unwrap_or(0),
        residual: entry.residual.unwrap_or(Money::ZERO),
        price,
    };
    let rows = standing.instalments();
    let amended = extend(&terms, &ledger, &rows, &extension).map_err(refused)?;
    entry.drawn_on = amended.drawn.map(|drawn| drawn.on);
    entry.drawn = amended.drawn.map(|drawn| drawn.amount);
    let outcome = Outcome::of(standing, amended.rows, rows.len())?;
    Ok((entry, outcome))
}
