//! One-time links; of the secret only a hash.

use crate::clock::Instant;
use crate::db::schema::one_time_links::{self, table};
use crate::db::{AccountId, DbConnection};
use crate::organisation::one_time_link::Purpose;
use diesel::prelude::*;

/// Adds a link.
///
/// # Errors
/// Only when the database fails.
pub fn insert_link(
    conn: &mut DbConnection,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
    now: Instant,
    expires_at: Instant,
) -> QueryResult<usize> {
    diesel::insert_into(table)
        .values((
            one_time_links::account_id.eq(account),
            one_time_links::purpose.eq(purpose),
            one_time_links::secret_hash.eq(hash),
            one_time_links::created_at.eq(now),
            one_time_links::expires_at.eq(expires_at),
        ))
        .execute(conn)
}

/// The link that is good at `now` and whose secret has this hash: its account, purpose and end.
///
/// # Errors
/// Only when the database fails.
pub fn find_link_by_hash(
    conn: &mut DbConnection,
    hash: &str,
    now: Instant,
) -> QueryResult<Option<(AccountId, Purpose, Instant)>> {
    table
        .filter(one_time_links::secret_hash.eq(hash))
        .filter(one_time_links::used_at.is_null())
        .filter(one_time_links::expires_at.gt(now))
        .select((
            one_time_links::account_id,
            one_time_links::purpose,
            one_time_links::expires_at,
        ))
        .first(conn)
        .optional()
}

/// Whether an account got a link for this after `since`.
///
/// # Errors
/// Only when the database fails.
pub fn has_link_since(
    conn: &mut DbConnection,
    account: AccountId,
    purpose: Purpose,
    since: Instant,
) -> QueryResult<bool> {
    let count: i64 = table
        .filter(one_time_links::account_id.eq(account))
        .filter(one_time_links::purpose.eq(purpose))
        .filter(one_time_links::created_at.gt(since))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// Makes an account's unused links worthless: those of these purposes.
///
/// # Errors
/// Only when the database fails.
pub fn void_links(
    conn: &mut DbConnection,
    account: AccountId,
    purposes: &[Purpose],
    now: Instant,
) -> QueryResult<usize> {
    diesel::update(
        table
            .filter(one_time_links::account_id.eq(account))
            .filter(one_time_links::purpose.eq_any(purposes.to_vec()))
            .filter(one_time_links::used_at.is_null()),
    )
    .set(one_time_links::used_at.eq(Some(now)))
    .execute(conn)
}

/// Removes the links that expired before `before`.
///
/// # Errors
/// Only when the database fails.
pub fn remove_old_links(conn: &mut DbConnection, before: Instant) -> QueryResult<usize> {
    diesel::delete(table.filter(one_time_links::expires_at.lt(before))).execute(conn)
}
