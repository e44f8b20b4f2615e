//! After too many failed attempts to sign in nobody may try for a while: neither for that account nor from that place.
//!
//! What is counted is the e-mail address that was typed, or the hash of one without an account, so that a lock does not
//! tell who has one. A success, or a newly chosen password, begins the count anew; attempts during a lock do not
//! prolong it, so that a stranger cannot keep somebody out for longer than the stranger keeps failing.

use super::store;
use crate::clock::Instant;
use crate::db::{AccountId, DbConnection};
use crate::error::{Error, Fault, Result, codes};

/// How long a failure is held against somebody: long enough to make guessing hopeless, short enough to wait for.
const MINUTES: i64 = 15;
/// How many failures an account is allowed in that time: 480 guesses a day at most, of passwords of 12 characters.
const OF_ACCOUNT: usize = 5;
/// How many an address is allowed: a whole town hall may share one.
const OF_ADDRESS: usize = 30;

/// Until when nobody may sign in with this e-mail address, or from this network address.
///
/// # Errors
/// Only when the database fails.
pub(super) fn locked_until(
    conn: &mut DbConnection,
    email_key: &str,
    account: Option<AccountId>,
    address: Option<&str>,
    now: Instant,
) -> Result<Option<Instant>> {
    let begin = now.plus_minutes(-MINUTES);
    let password = match account {
        Some(account) => store::find_password(conn, account)?,
        None => None,
    };
    let since = password.map_or(begin, |(_, changed_at)| begin.max(changed_at));
    let failures = store::failures_of_email(conn, email_key, since, most(OF_ACCOUNT))?;
    let of_account = lock(&failures, OF_ACCOUNT);
    let of_address = match address {
        Some(address) => {
            let failures = store::failures_of_address(conn, address, begin, most(OF_ADDRESS))?;
            lock(&failures, OF_ADDRESS)
        }
        None => None,
    };
    Ok(of_account.max(of_address).filter(|until| *until > now))
}

/// The refusal that says when to try again.
pub(super) fn refusal(until: Instant, now: Instant) -> Error {
    Fault::new(&codes::SIGN_IN_LOCKED)
        .with("minutes", now.minutes_until(until))
        .into()
}

/// The end of the lock by these failures, newest first: when so many of them are no longer held against anybody.
fn lock(failures: &[Instant], allowed: usize) -> Option<Instant> {
    failures
        .get(allowed.saturating_sub(1))
        .map(|at| at.plus_minutes(MINUTES))
}

fn most(allowed: usize) -> i64 {
    i64::try_from(allowed).unwrap_or(i64::MAX)
}
