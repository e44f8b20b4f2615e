//! Finds the caller behind a token.

use super::{Scope, store};
use crate::clock::Instant;
use crate::db::{AccountId, DbConnection};
use crate::error::Result;
use crate::http::Caller;

/// The holder of the token with this hash, if it is good at `now` and the account is open.
///
/// # Errors
/// Only when the database fails.
pub fn authenticate(conn: &mut DbConnection, hash: &str, now: Instant) -> Result<Option<Caller>> {
    let Some(token) = store::find_token_by_hash(conn, hash)? else {
        return Ok(None);
    };
    if token.revoked_at.is_some() || token.expires_at <= now {
        return Ok(None);
    }
    let account = store::account(conn, token.account_id)?;
    Ok(account
        .active
        .then(|| account.caller(token.scope == Scope::Read)))
}

/// The holder of an account as somebody who reads, if the account is open.
///
/// # Errors
/// Only when the database fails: nobody asks for an account that is not there.
pub fn reader(conn: &mut DbConnection, account: AccountId) -> Result<Option<Caller>> {
    let account = store::account(conn, account)?;
    Ok(account.active.then(|| account.caller(true)))
}
