//! Sessions; of the secret only a hash.

use crate::clock::Instant;
use crate::db::schema::sessions::{self, table};
use crate::db::{AccountId, DbConnection, SessionId};
use crate::organisation::session::{IDLE_MINUTES, Session};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct Row {
    id: SessionId,
    account_id: AccountId,
    created_at: Instant,
    last_seen_at: Instant,
    expires_at: Instant,
    ended_at: Option<Instant>,
    address: Option<String>,
    user_agent: String,
}

impl From<Row> for Session {
    fn from(row: Row) -> Self {
        Session {
            id: row.id,
            account: row.account_id,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
            ended_at: row.ended_at,
            address: row.address,
            user_agent: row.user_agent,
        }
    }
}

/// A session about to be begun.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Whose it is.
    pub account: AccountId,
    /// The hash of its secret.
    pub secret_hash: &'a str,
    /// Until when it is good at most.
    pub expires_at: Instant,
    /// From where it was begun.
    pub address: Option<&'a str>,
    /// With which browser.
    pub user_agent: &'a str,
}

/// Begins a session.
///
/// # Errors
/// Only when the database fails.
pub fn insert_session(
    conn: &mut DbConnection,
    new: &NewSession<'_>,
    now: Instant,
) -> QueryResult<SessionId> {
    diesel::insert_into(table)
        .values((
            sessions::account_id.eq(new.account),
            sessions::secret_hash.eq(new.secret_hash),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::expires_at.eq(new.expires_at),
            sessions::address.eq(new.address),
            sessions::user_agent.eq(new.user_agent),
        ))
        .returning(sessions::id)
        .get_result(conn)
}

/// The session whose secret has this hash, ended or not.
///
/// # Errors
/// Only when the database fails.
pub fn find_session_by_hash(conn: &mut DbConnection, hash: &str) -> QueryResult<Option<Session>> {
    let row = table
        .filter(sessions::secret_hash.eq(hash))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Session::from))
}

/// The sessions of an account that are good at `now`, the last used first.
///
/// # Errors
/// Only when the database fails.
pub fn sessions(
    conn: &mut DbConnection,
    account: AccountId,
    now: Instant,
) -> QueryResult<Vec<Session>> {
    let rows: Vec<Row> = table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::last_seen_at.gt(now.plus_minutes(-IDLE_MINUTES)))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Notes that a session was used.
///
/// # Errors
/// Only when the database fails.
pub fn see_session(conn: &mut DbConnection, id: SessionId, now: Instant) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(sessions::last_seen_at.eq(now))
        .execute(conn)
}

/// Ends a session of an account; nothing happens when it is another's or has ended.
///
/// # Errors
/// Only when the database fails.
pub fn end_session(
    conn: &mut DbConnection,
    account: AccountId,
    id: SessionId,
    now: Instant,
) -> QueryResult<usize> {
    diesel::update(
        table
            .filter(sessions::id.eq(id))
            .filter(sessions::account_id.eq(account))
            .filter(sessions::ended_at.is_null()),
    )
    .set(sessions::ended_at.eq(Some(now)))
    .execute(conn)
}

/// Ends a session, whosever it is; nothing happens when it has ended.
///
/// # Errors
/// Only when the database fails.
pub fn close_session(conn: &mut DbConnection, id: SessionId, now: Instant) -> QueryResult<usize> {
    diesel::update(
        table
            .filter(sessions::id.eq(id))
            .filter(sessions::ended_at.is_null()),
    )
    .set(sessions::ended_at.eq(Some(now)))
    .execute(conn)
}

/// Ends all sessions of an account but one; answers how many had not ended.
///
/// # Errors
/// Only when the database fails.
pub fn end_sessions(
    conn: &mut DbConnection,
    account: AccountId,
    except: Option<SessionId>,
    now: Instant,
) -> QueryResult<usize> {
    diesel::update(
        table
            .filter(sessions::account_id.eq(account))
            .filter(sessions::id.ne(except.unwrap_or(SessionId(0))))
            .filter(sessions::ended_at.is_null()),
    )
    .set(sessions::ended_at.eq(Some(now)))
    .execute(conn)
}

/// Removes the sessions that nobody can use any more.
///
/// # Errors
/// Only when the database fails.
pub fn remove_dead_sessions(conn: &mut DbConnection, now: Instant) -> QueryResult<usize> {
    let idle = now.plus_minutes(-IDLE_MINUTES);
    diesel::delete(
        table.filter(
            sessions::ended_at
                .is_not_null()
                .or(sessions::expires_at.le(now))
                .or(sessions::last_seen_at.le(idle)),
        ),
    )
    .execute(conn)
}
