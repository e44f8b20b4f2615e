//! Sessions: browsers in which somebody has signed in.
//!
//! The browser holds a secret of 256 random bits in a cookie; stored is its SHA-256 only, as for tokens. A session ends
//! when it is signed out, when it was not used for an hour, or after twelve hours however much it is used.

use super::{journal, store};
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, SessionId};
use crate::error::Result;
use crate::http::{Caller, FoundSession};

/// How long a session may lie unused: a forgotten browser in an office closes itself before the next working day, and
/// a long meeting does not cost a draft. OWASP's Session Management Cheat Sheet has 15 to 30 minutes for ordinary
/// risk; these pages hold long forms.
pub(super) const IDLE_MINUTES: i64 = 60;

/// How long a session lasts at most: a working day, so that a stolen cookie is worthless tomorrow.
pub(super) const MOST_MINUTES: i64 = 12 * 60;

/// How old the mark of the last use must be before it is set anew: not every request shall be a write.
const MARK_MINUTES: i64 = 5;

/// A session as it is stored, without its secret.
#[derive(Debug)]
pub struct Session {
    pub(super) id: SessionId,
    pub(super) account: AccountId,
    pub(super) created_at: Instant,
    pub(super) last_seen_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) ended_at: Option<Instant>,
    pub(super) address: Option<String>,
    pub(super) user_agent: String,
}

impl Session {
    fn is_good(&self, now: Instant) -> bool {
        self.ended_at.is_none()
            && now < self.expires_at
            && now < self.last_seen_at.plus_minutes(IDLE_MINUTES)
    }
}

/// One of a person's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SessionView {
    /// Its number in this service.
    pub id: SessionId,
    /// When the person signed in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last used, true to some minutes.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen_at: Instant,
    /// When it ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Instant,
    /// The network address from which the person signed in.
    pub address: Option<String>,
    /// What the browser called itself.
    pub user_agent: String,
}

/// How many sessions have been ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SignedOut {
    /// How many there were.
    pub sessions: usize,
}

/// The session whose secret has this hash, with who is signed in, if it is good at `now` and the account is open.
///
/// # Errors
/// Only when the database fails.
pub fn authenticate_session(
    conn: &mut DbConnection,
    hash: &str,
    now: Instant,
) -> Result<Option<FoundSession>> {
    let Some(session) = store::find_session_by_hash(conn, hash)? else {
        return Ok(None);
    };
    if !session.is_good(now) {
        return Ok(None);
    }
    let account = store::account(conn, session.account)?;
    Ok(account.active.then(|| FoundSession {
        caller: account.caller(false),
        session: session.id,
        mark_due: session.last_seen_at.plus_minutes(MARK_MINUTES) <= now,
    }))
}

/// Notes that a session is in use.
///
/// # Errors
/// Only when the database fails.
pub fn mark_session(conn: &mut DbConnection, session: SessionId, now: Instant) -> Result<()> {
    store::see_session(conn, session, now)?;
    Ok(())
}

/// Ends one of the actor's own sessions; nothing happens when it has ended or is another's.
///
/// # Errors
/// Only when the database fails.
pub fn sign_out(
    conn: &mut DbConnection,
    actor: &Caller,
    session: SessionId,
    moment: Moment,
) -> Result<()> {
    store::end_session(conn, actor.account, session, moment.now)?;
    Ok(())
}

/// Ends all of the actor's sessions, or all but the one in use; answers how many.
///
/// # Errors
/// Only when the database fails.
pub fn sign_out_everywhere(
    conn: &mut DbConnection,
    actor: &Caller,
    except: Option<SessionId>,
    moment: Moment,
) -> Result<usize> {
    let ended = store::end_sessions(conn, actor.account, except, moment.now)?;
    journal::Entry::new("signed_out_everywhere", "account", actor.account.0)
        .after(&serde_json::json!({ "sessions": ended }))
        .record(conn, actor, moment)?;
    Ok(ended)
}

/// An account's good sessions, the last used first.
///
/// # Errors
/// Only when the database fails.
pub fn sessions(
    conn: &mut DbConnection,
    account: AccountId,
    now: Instant,
) -> Result<Vec<SessionView>> {
    let found = store::sessions(conn, account, now)?;
    Ok(found
        .into_iter()
        .map(|session| SessionView {
            id: session.id,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            expires_at: session.expires_at,
            address: session.address,
            user_agent: session.user_agent,
        })
        .collect())
}
