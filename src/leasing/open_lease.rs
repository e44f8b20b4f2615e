//! Opens a lease in establishment, and changes its terms until it is in force.
//!
//! Once it is signed only that may change which lessors' conditions let change between order and start: the rate
//! (fixed rates follow the swap rate until the start), the start (it moves to the first ordinary term after
//! delivery) and the note. Everything later is an entry beside the agreement.

use super::{DescribeLease, Lease, LeaseState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version, violated_unique};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use serde_json::Value;

/// The terms that may change between signature and start.
const OPEN_IN_BUILD_UP: [&str; 4] = ["rate", "starts_on", "first_due_on", "note"];

/// Opens a lease in establishment.
///
/// # Errors
/// [`codes::LEASE_NUMBER_TAKEN`], and every fault of the terms: [`codes::LEASE_PROJECT_UNKNOWN`],
/// [`codes::LEASE_BEYOND_CALENDAR`], [`codes::LEASE_FIRST_DUE_TOO_EARLY`], [`codes::DATE_OUT_OF_RANGE`],
/// [`codes::CVR_INVALID`], [`codes::ACCOUNT_STRING_INVALID`], [`codes::LEASE_PURCHASE_PRICE_UNWANTED`],
/// [`codes::LEASE_VAT_RATE`], [`codes::LEASE_FLOOR_ABOVE_CAP`], [`codes::TEXT_BLANK`].
pub fn open_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    command: &DescribeLease,
    moment: Moment,
) -> Result<Lease> {
    command.check(conn)?;
    let id = store::insert_lease(conn, command).map_err(number_taken)?;
    let lease = store::lease(conn, id)?;
    journal::Entry::new("opened", "lease", id.0)
        .after(&lease)
        .record(conn, actor, moment)?;
    Ok(lease)
}

/// Changes the terms of a lease: all of them in establishment, four of them in build-up.
///
/// # Errors
/// As [`open_lease`]; [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_TERM_SIGNED`] for each term
/// that stands since the signature, [`codes::LEASE_FROZEN`].
pub fn change_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &DescribeLease,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_open()?;
    if before.state == LeaseState::BuildUp {
        refuse_signed_terms(&before, command)?;
    }
    command.check(conn)?;
    store::update_lease(conn, id, command, version).map_err(number_taken)?;
    let after = store::lease(conn, id)?;
    journal::Entry::new("changed", "lease", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn refuse_signed_terms(before: &Lease, command: &DescribeLease) -> Result<()> {
    let fields = |description: &DescribeLease| match serde_json::to_value(description) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Error::Internal("a description is an object".into())),
    };
    let (signed, wanted) = (fields(&DescribeLease::of(before))?, fields(command)?);
    let faults: Vec<Fault> = wanted
        .iter()
        .filter(|(name, value)| {
            !OPEN_IN_BUILD_UP.contains(&name.as_str()) && signed.get(*name) != Some(*value)
        })
        .map(|(name, _)| {
            Fault::new(&codes::LEASE_TERM_SIGNED)
                .at(format!("/{name}"))
                .with("field", name)
        })
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::Refused(faults))
}

fn number_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("leases.agreement_number") => Fault::new(&codes::LEASE_NUMBER_TAKEN)
            .at("/agreement_number")
            .into(),
        _ => error.into(),
    }
}
