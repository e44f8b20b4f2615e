//! The hashes of passwords; they are read to check a password and never leave the slice.

use crate::clock::Instant;
use crate::db::schema::account_passwords::{self, table};
use crate::db::{AccountId, DbConnection};
use diesel::prelude::*;

/// The hash of an account's password and since when it is; none for who never chose one.
///
/// # Errors
/// Only when the database fails.
pub fn find_password(
    conn: &mut DbConnection,
    account: AccountId,
) -> QueryResult<Option<(String, Instant)>> {
    table
        .find(account)
        .select((
            account_passwords::password_hash,
            account_passwords::changed_at,
        ))
        .first(conn)
        .optional()
}

/// Keeps the hash of a new password in place of the old one.
///
/// # Errors
/// Only when the database fails.
pub fn put_password(
    conn: &mut DbConnection,
    account: AccountId,
    hash: &str,
    now: Instant,
) -> QueryResult<()> {
    let changed = diesel::update(table.find(account))
        .set((
            account_passwords::password_hash.eq(hash),
            account_passwords::changed_at.eq(now),
        ))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(table)
            .values((
                account_passwords::account_id.eq(account),
                account_passwords::password_hash.eq(hash),
                account_passwords::changed_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}
