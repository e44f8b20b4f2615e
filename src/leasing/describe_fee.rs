//! Adds, changes, ends and removes the fees of a lease.
//!
//! What was due stays: once an instalment with the fee has fallen due on a lease in force, the fee can only be
//! ended, and what shall hold after that is another fee. Before the lease is in force everything is open, also for
//! days that have passed: an agreement may be entered after its start.

use super::account_string::require_account_string;
use super::schedule::schedule;
use super::store::{self, ShareOwner};
use super::{Lease, LeaseFee, LeaseState, SplitKey};
use crate::budget;
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseFeeId, LeaseId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::{Money, Rate};
use crate::http::actor::FinanceStaff;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// What a fee is, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeLeaseFee {
    /// What it is for.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500, example = "Ombytningsservice")]
    pub description: String,
    /// What is billed with each instalment in prices of the base year, excluding VAT.
    #[schema(value_type = String, example = "1250.00")]
    pub amount: Money,
    /// The first day of its time: instalments due from this day on bear it.
    pub from_on: NaiveDate,
    /// The last day of its time; absent for as long as the lease runs.
    pub to_on: Option<NaiveDate>,
    /// Its VAT rate as a fraction of one, 0 to 1; zero for insurance and pure interest.
    #[schema(value_type = String, example = "0.25")]
    pub vat_rate: Rate,
    /// The price series that it follows; absent for a fixed fee.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub price_series: Option<String>,
    /// The year whose prices the amount is in; with a series.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub base_year: Option<i32>,
    /// The string of the chart of accounts that carries it, at most 16 digits; that of the agreement where absent.
    #[schema(example = "3.22.01.1.4.9")]
    pub account_string: Option<String>,
    /// How its cost is shared among the schools; by the agreement's devices unless given.
    #[serde(default)]
    pub split_key: SplitKey,
}

impl DescribeLeaseFee {
    fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(!self.amount.is_negative(), || {
            Fault::new(&codes::AMOUNT_NEGATIVE).at("/amount")
        });
        for (pointer, date) in [("/from_on", Some(self.from_on)), ("/to_on", self.to_on)] {
            faults.require(
                date.is_none_or(|date| (1990..=2200).contains(&date.year())),
                || Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer),
            );
        }
        faults.require(self.to_on.is_none_or(|last| last >= self.from_on), || {
            Fault::new(&codes::DATES_OUT_OF_ORDER)
                .at("/to_on")
                .with("not_before", self.from_on)
        });
        let vat = self.vat_rate.value();
        faults.require(
            vat >= Rate::ZERO.value() && vat <= rust_decimal::Decimal::ONE,
            || {
                Fault::new(&codes::NUMBER_RANGE)
                    .at("/vat_rate")
                    .with("min", 0)
                    .with("max", 1)
            },
        );
        faults.require(
            self.price_series.is_some() == self.base_year.is_some(),
            || Fault::new(&codes::LEASE_FEE_SERIES).at("/base_year"),
        );
        if let Some(series) = &self.price_series {
            let known = budget::store::price_rates(conn, Some(series), None, 1)?;
            faults.require(!known.is_empty(), || {
                Fault::new(&codes::PRICE_SERIES_UNKNOWN)
                    .at("/price_series")
                    .with("series", series)
            });
        }
        require_account_string(&mut faults, self.account_string.as_deref());
        faults.into_result()
    }

    /// The names of the fields, other than its last day, in which it differs from a fee.
    fn differences(&self, fee: &LeaseFee) -> Vec<&'static str> {
        [
            ("description", self.description != fee.description),
            ("amount", self.amount != fee.amount),
            ("from_on", self.from_on != fee.from_on),
            ("vat_rate", self.vat_rate != fee.vat_rate),
            ("price_series", self.price_series != fee.price_series),
            ("base_year", self.base_year != fee.base_year),
            ("account_string", self.account_string != fee.account_string),
            ("split_key", self.split_key != fee.split_key),
        ]
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
    }
}

/// The days on which instalments of a lease in force have fallen due, in order; none before it is in force.
fn due_days(conn: &mut DbConnection, lease: &Lease, moment: Moment) -> Result<Vec<NaiveDate>> {
    match lease.state {
        LeaseState::Establishment | LeaseState::BuildUp => Ok(Vec::new()),
        LeaseState::Ended => Err((&codes::LEASE_OVER).into()),
        LeaseState::InForce => Ok(schedule(conn, lease.id)?
            .rows
            .iter()
            .map(|row| row.instalment.due_on)
            .filter(|due_on| *due_on <= moment.today)
            .collect()),
    }
}

/// The last of the days that the fee was charged.
fn last_charged(fee: &LeaseFee, due: &[NaiveDate]) -> Option<NaiveDate> {
    due.iter()
        .copied()
        .rfind(|day| fee.from_on <= *day && fee.to_on.is_none_or(|last| *day <= last))
}

/// A fee that is new, or new in its time, must leave what is due alone.
fn require_after(due: &[NaiveDate], from_on: NaiveDate) -> Result<()> {
    match due.last() {
        Some(last_due) if from_on <= *last_due => {
            Err(Fault::new(&codes::LEASE_FEE_BEGINS_TOO_EARLY)
                .at("/from_on")
                .with("last_due", last_due)
                .into())
        }
        _ => Ok(()),
    }
}

/// Adds a fee to a lease that has not ended.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_OVER`], [`codes::LEASE_FEE_BEGINS_TOO_EARLY`];
/// [`codes::AMOUNT_NEGATIVE`], [`codes::DATE_OUT_OF_RANGE`], [`codes::DATES_OUT_OF_ORDER`],
/// [`codes::NUMBER_RANGE`], [`codes::LEASE_FEE_SERIES`], [`codes::PRICE_SERIES_UNKNOWN`],
/// [`codes::ACCOUNT_STRING_INVALID`].
pub fn add_lease_fee(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    lease: LeaseId,
    command: &DescribeLeaseFee,
    moment: Moment,
) -> Result<LeaseFee> {
    let lease = store::lease(conn, lease)?;
    let due = due_days(conn, &lease, moment)?;
    command.check(conn)?;
    require_after(&due, command.from_on)?;
    let id = store::insert_fee(conn, lease.id, command)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let fee = store::fee(conn, id)?;
    journal::Entry::new("added", "lease_fee", id.0)
        .after(&fee)
        .record(conn, actor, moment)?;
    Ok(fee)
}

/// Changes a fee that was not yet charged, or ends one that was.
///
/// # Errors
/// As [`add_lease_fee`]; [`codes::LEASE_FEE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_FEE_STANDS`],
/// [`codes::LEASE_FEE_ENDS_TOO_EARLY`].
pub fn change_lease_fee(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseFeeId,
    seen: Version,
    command: &DescribeLeaseFee,
    moment: Moment,
) -> Result<LeaseFee> {
    let before = store::fee(conn, id)?;
    let version = seen.require(before.version)?;
    let lease = store::lease(conn, before.lease_id)?;
    let due = due_days(conn, &lease, moment)?;
    command.check(conn)?;
    match last_charged(&before, &due) {
        None => require_after(&due, command.from_on)?,
        Some(last_due) => require_ending(&before, command, &due, last_due)?,
    }
    store::update_fee(conn, id, command, version)?;
    if command.split_key != SplitKey::Stated {
        store::replace_shares(conn, ShareOwner::Fee(id), &[])?;
    }
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let after = store::fee(conn, id)?;
    journal::Entry::new("changed", "lease_fee", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Only the last day may move, and no instalment already due may come or go with it.
fn require_ending(
    before: &LeaseFee,
    command: &DescribeLeaseFee,
    due: &[NaiveDate],
    last_due: NaiveDate,
) -> Result<()> {
    let mut changed = command.differences(before);
    let after = LeaseFee {
        to_on: command.to_on,
        ..before.clone()
    };
    if last_charged(&after, due) > Some(last_due) {
        changed.push("to_on");
    }
    if !changed.is_empty() {
        return Err(Fault::new(&codes::LEASE_FEE_STANDS)
            .with("last_due", last_due)
            .with("fields", changed.join(", "))
            .into());
    }
    if command.to_on.is_some_and(|last| last < last_due) {
        return Err(Fault::new(&codes::LEASE_FEE_ENDS_TOO_EARLY)
            .at("/to_on")
            .with("last_due", last_due)
            .into());
    }
    Ok(())
}

/// Removes a fee that was never charged; the journal keeps what it was.
///
/// # Errors
/// [`codes::LEASE_FEE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_OVER`], [`codes::LEASE_FEE_STANDS`].
pub fn remove_lease_fee(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseFeeId,
    seen: Version,
    moment: Moment,
) -> Result<LeaseFee> {
    let fee = store::fee(conn, id)?;
    seen.require(fee.version)?;
    let lease = store::lease(conn, fee.lease_id)?;
    let due = due_days(conn, &lease, moment)?;
    if let Some(last_due) = last_charged(&fee, &due) {
        return Err(Fault::new(&codes::LEASE_FEE_STANDS)
            .with("last_due", last_due)
            .with("fields", "–")
            .into());
    }
    store::replace_shares(conn, ShareOwner::Fee(id), &[])?;
    store::delete_fee(conn, id)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    journal::Entry::new("removed", "lease_fee", id.0)
        .before(&fee)
        .record(conn, actor, moment)?;
    Ok(fee)
}
