//! The attempts to sign in: the audit, and what the lockout counts.

use crate::clock::Instant;
use crate::db::schema::sign_in_attempts::{self, table};
use crate::db::{AccountId, DbConnection, SignInAttemptId};
use crate::organisation::sign_in_attempt::{SignInAttempt, SignInOutcome};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = sign_in_attempts)]
struct Row {
    id: SignInAttemptId,
    at: Instant,
    email_key: String,
    account_id: Option<AccountId>,
    address: Option<String>,
    outcome: SignInOutcome,
}

impl From<Row> for SignInAttempt {
    fn from(row: Row) -> Self {
        SignInAttempt {
            id: row.id,
            at: row.at,
            email: row.email_key,
            account_id: row.account_id,
            address: row.address,
            outcome: row.outcome,
        }
    }
}

/// The outcomes that count towards a lock; an attempt that the lock refused does not prolong it.
const FAILURES: [SignInOutcome; 2] = [SignInOutcome::Wrong, SignInOutcome::Inactive];

/// Adds an attempt.
///
/// # Errors
/// Only when the database fails.
pub fn insert_attempt(
    conn: &mut DbConnection,
    email_key: &str,
    account: Option<AccountId>,
    address: Option<&str>,
    outcome: SignInOutcome,
    now: Instant,
) -> QueryResult<usize> {
    diesel::insert_into(table)
        .values((
            sign_in_attempts::at.eq(now),
            sign_in_attempts::email_key.eq(email_key),
            sign_in_attempts::account_id.eq(account),
            sign_in_attempts::address.eq(address),
            sign_in_attempts::outcome.eq(outcome),
        ))
        .execute(conn)
}

/// When the last `most` attempts for an e-mail address failed since `since` and since the last success, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn failures_of_email(
    conn: &mut DbConnection,
    email_key: &str,
    since: Instant,
    most: i64,
) -> QueryResult<Vec<Instant>> {
    let success: Option<SignInAttemptId> = table
        .filter(sign_in_attempts::email_key.eq(email_key))
        .filter(sign_in_attempts::at.ge(since))
        .filter(sign_in_attempts::outcome.eq(SignInOutcome::SignedIn))
        .order(sign_in_attempts::id.desc())
        .select(sign_in_attempts::id)
        .first(conn)
        .optional()?;
    table
        .filter(sign_in_attempts::email_key.eq(email_key))
        .filter(sign_in_attempts::at.ge(since))
        .filter(sign_in_attempts::id.gt(success.unwrap_or(SignInAttemptId(0))))
        .filter(sign_in_attempts::outcome.eq_any(FAILURES))
        .order(sign_in_attempts::id.desc())
        .limit(most)
        .select(sign_in_attempts::at)
        .load(conn)
}

/// When the last `most` attempts from an address failed since `since`, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn failures_of_address(
    conn: &mut DbConnection,
    address: &str,
    since: Instant,
    most: i64,
) -> QueryResult<Vec<Instant>> {
    table
        .filter(sign_in_attempts::address.eq(address))
        .filter(sign_in_attempts::at.ge(since))
        .filter(sign_in_attempts::outcome.eq_any(FAILURES))
        .order(sign_in_attempts::id.desc())
        .limit(most)
        .select(sign_in_attempts::at)
        .load(conn)
}

/// At most `count` attempts, newest first: of one account or all, before the one with this number.
///
/// # Errors
/// Only when the database fails.
pub fn sign_in_attempts(
    conn: &mut DbConnection,
    account: Option<AccountId>,
    before: Option<SignInAttemptId>,
    count: i64,
) -> QueryResult<Vec<SignInAttempt>> {
    let mut query = table
        .select(Row::as_select())
        .order(sign_in_attempts::id.desc())
        .limit(count)
        .into_boxed();
    if let Some(account) = account {
        query = query.filter(sign_in_attempts::account_id.eq(account));
    }
    if let Some(before) = before {
        query = query.filter(sign_in_attempts::id.lt(before));
    }
    Ok(query
        .load(conn)?
        .into_iter()
        .map(SignInAttempt::from)
        .collect())
}

/// Removes the attempts before `before`.
///
/// # Errors
/// Only when the database fails.
pub fn remove_old_attempts(conn: &mut DbConnection, before: Instant) -> QueryResult<usize> {
    diesel::delete(table.filter(sign_in_attempts::at.lt(before))).execute(conn)
}
