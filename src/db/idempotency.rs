//! Remembers what was answered to a POST with an Idempotency-Key, so that a repeated one changes nothing.

use super::schema::idempotency_keys as keys;
use super::{AccountId, DbConnection};
use crate::clock::Instant;
use crate::error::Result;
use diesel::prelude::*;

/// How long an answer is remembered, in days.
const KEPT_DAYS: i64 = 7;

/// What is known of a key.
#[derive(Debug)]
pub enum Known {
    /// Never seen: the caller may go on, and the key is now taken.
    New,
    /// The same request is under way, or was cut off before its answer was kept.
    Unfinished,
    /// The key belongs to a different request.
    OtherRequest,
    /// The answer that was given.
    Answered(Answer),
}

/// An answer as it was sent.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values of the headers that belong to it.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Hash of the request; status, headers and body of its answer.
type KeyRow = (String, Option<i32>, Option<String>, Option<Vec<u8>>);

/// Takes the key for a request, or tells what is known of it.
///
/// # Errors
/// Only when the database fails.
pub fn claim(
    conn: &mut DbConnection,
    account: AccountId,
    key: &str,
    request_hash: &str,
    now: Instant,
) -> Result<Known> {
    diesel::delete(keys::table.filter(keys::created_at.lt(now.plus_days(-KEPT_DAYS))))
        .execute(conn)?;
    let row: Option<KeyRow> = keys::table
        .find((account, key))
        .select((keys::request_hash, keys::status, keys::headers, keys::body))
        .first(conn)
        .optional()?;
    match row {
        None => {
            diesel::insert_into(keys::table)
                .values((
                    keys::account_id.eq(account),
                    keys::key.eq(key),
                    keys::request_hash.eq(request_hash),
                    keys::created_at.eq(now),
                ))
                .execute(conn)?;
            Ok(Known::New)
        }
        Some((hash, ..)) if hash != request_hash => Ok(Known::OtherRequest),
        Some((_, Some(status), headers, body)) => Ok(Known::Answered(Answer {
            status: u16::try_from(status).unwrap_or(500),
            headers: serde_json::from_str(&headers.unwrap_or_default()).unwrap_or_default(),
            body: body.unwrap_or_default(),
        })),
        Some(_) => Ok(Known::Unfinished),
    }
}

/// Keeps the answer of a claimed key.
///
/// # Errors
/// Only when the database fails.
pub fn keep(conn: &mut DbConnection, account: AccountId, key: &str, answer: &Answer) -> Result<()> {
    let headers = serde_json::to_string(&answer.headers).unwrap_or_default();
    diesel::update(keys::table.find((account, key)))
        .set((
            keys::status.eq(Some(i32::from(answer.status))),
            keys::headers.eq(Some(headers)),
            keys::body.eq(Some(answer.body.clone())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Frees a claimed key whose request failed without a change.
///
/// # Errors
/// Only when the database fails.
pub fn release(conn: &mut DbConnection, account: AccountId, key: &str) -> Result<()> {
    diesel::delete(keys::table.find((account, key))).execute(conn)?;
    Ok(())
}
