//! Signs a person in with e-mail address and password.
//!
//! The password is checked between two transactions: reading what is kept, and writing how it went. A refusal is
//! written too, so the write answers what to refuse instead of refusing, which would undo it.

use super::sign_in_attempt::{KEPT_DAYS, SignInOutcome};
use super::{lockout, password, session, store};
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, Database, DbConnection, SessionId};
use crate::error::{Result, codes};
use crate::http::limiter::network;
use crate::http::session::{new_secret, token_hash};
use std::net::IpAddr;

/// What a person types.
#[derive(Clone)]
pub struct SignIn {
    /// The e-mail address of the account.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Where an attempt comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The network address; unknown ones are not counted.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The session that the browser showed, if any: it ends when another begins.
    pub replaces: Option<SessionId>,
}

impl Origin {
    /// The address that is kept and counted: an IPv6 subscriber has a network of 64 bits to choose from.
    pub(super) fn counted(&self) -> Option<String> {
        self.address.map(|address| network(address).to_string())
    }
}

/// A session that has begun. Its secret belongs into the browser's cookie and nowhere else.
pub struct SignedIn {
    /// The secret; always a new one, so that no secret known before signing in is worth anything after it.
    pub secret: String,
    /// The session.
    pub session: SessionId,
    /// Who signed in.
    pub account: AccountId,
}

/// Who tries, as it is written down.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    email_key: String,
    /// Whether somebody typed the address; else the identity provider said it.
    typed: bool,
    address: Option<String>,
}

/// The longest e-mail address (RFC 5321, 4.5.3.1.3) and the longest name of a browser that are kept.
const EMAIL_LENGTH: usize = 254;
const USER_AGENT_LENGTH: usize = 300;

/// How many hexadecimal digits of the hash of an unknown address are kept: enough to see that somebody tries the same
/// one again, too few to say what it was.
const UNKNOWN_DIGITS: usize = 6;

impl Attempt {
    pub(super) fn of(email: &str, address: Option<String>) -> Self {
        let email_key = email.trim().to_lowercase();
        Attempt {
            email_key: email_key.chars().take(EMAIL_LENGTH).collect(),
            typed: true,
            address,
        }
    }

    /// With an e-mail address that the identity provider vouches for.
    pub(super) fn vouched(email: &str, address: Option<String>) -> Self {
        Attempt {
            typed: false,
            ..Attempt::of(email, address)
        }
    }

    /// By what the attempt is known in the audit and to the lockout.
    ///
    /// What is typed and belongs to no account may be anything, a password in the wrong field first of all: of it only
    /// the beginning of a hash is kept. Another text with the same beginning is locked along with it, which keeps nobody
    /// out who has an account.
    fn key(&self, account: Option<AccountId>) -> String {
        if account.is_some() || !self.typed {
            return self.email_key.clone();
        }
        let hash = token_hash(&format!("sign-in {}", self.email_key));
        let digits = hash.chars().take(UNKNOWN_DIGITS);
        format!("#{}", digits.collect::<String>())
    }

    /// Until when this attempt is refused unread.
    pub(super) fn locked_until(
        &self,
        conn: &mut DbConnection,
        account: Option<AccountId>,
        now: Instant,
    ) -> Result<Option<Instant>> {
        let key = self.key(account);
        lockout::locked_until(conn, &key, account, self.address.as_deref(), now)
    }

    pub(super) fn record(
        &self,
        conn: &mut DbConnection,
        account: Option<AccountId>,
        outcome: SignInOutcome,
        now: Instant,
    ) -> Result<()> {
        let address = self.address.as_deref();
        store::insert_attempt(conn, &self.key(account), account, address, outcome, now)?;
        store::remove_old_attempts(conn, now.plus_days(-KEPT_DAYS))?;
        store::remove_old_links(conn, now.plus_days(-KEPT_DAYS))?;
        store::remove_dead_sessions(conn, now)?;
        Ok(())
    }
}

/// What is known of who tries.
struct Candidate {
    account: Option<AccountId>,
    active: bool,
    hash: Option<String>,
    locked_until: Option<Instant>,
}

impl Candidate {
    fn of(conn: &mut DbConnection, attempt: &Attempt, now: Instant) -> Result<Self> {
        let account = store::find_account_by_email(conn, &attempt.email_key)?;
        let id = account.as_ref().map(|account| account.id);
        let password = match id {
            Some(id) => store::find_password(conn, id)?,
            None => None,
        };
        Ok(Candidate {
            account: id,
            active: account.is_some_and(|account| account.active),
            hash: password.map(|(hash, _)| hash),
            locked_until: attempt.locked_until(conn, id, now)?,
        })
    }

    /// How the attempt ends, if `fitting` is the hash that the password was found to have.
    fn outcome(&self, fitting: Option<&str>) -> SignInOutcome {
        if self.locked_until.is_some() {
            SignInOutcome::Locked
        } else if self.account.is_some() && !self.active {
            SignInOutcome::Inactive
        } else if fitting.is_some() && fitting == self.hash.as_deref() {
            SignInOutcome::SignedIn
        } else {
            SignInOutcome::Wrong
        }
    }
}

/// Signs in: begins a session with a new secret and ends the one that the browser showed.
///
/// # Errors
/// [`codes::SIGN_IN_REFUSED`], alike for an unknown address, a wrong password and a closed account;
/// [`codes::SIGN_IN_LOCKED`] after too many failures.
pub async fn sign_in(
    db: &Database,
    command: SignIn,
    origin: Origin,
    moment: Moment,
) -> Result<SignedIn> {
    let attempt = Attempt::of(&command.email, origin.counted());
    let tried = attempt.clone();
    let candidate = db
        .read(move |conn| Candidate::of(conn, &tried, moment.now))
        .await?;
    // A locked attempt costs no hashing.
    let fits = candidate.locked_until.is_none()
        && password::fits(command.password, candidate.hash.clone()).await?;
    let fitting = candidate.hash.filter(|_| fits);
    db.write(move |conn| decide(conn, &attempt, fitting.as_deref(), &origin, moment))
        .await?
}

/// Everything is looked at once more: many attempts may have been checked at the same time, and together they count.
fn decide(
    conn: &mut DbConnection,
    attempt: &Attempt,
    fitting: Option<&str>,
    origin: &Origin,
    moment: Moment,
) -> Result<Result<SignedIn>> {
    let candidate = Candidate::of(conn, attempt, moment.now)?;
    let outcome = candidate.outcome(fitting);
    attempt.record(conn, candidate.account, outcome, moment.now)?;
    match (outcome, candidate.account, candidate.locked_until) {
        (SignInOutcome::SignedIn, Some(account), _) => {
            begin_session(conn, account, attempt, origin, moment.now).map(Ok)
        }
        (_, _, Some(until)) => Ok(Err(lockout::refusal(until, moment.now))),
        _ => Ok(Err((&codes::SIGN_IN_REFUSED).into())),
    }
}

/// Begins a session for somebody who has proved otherwise who it is.
///
/// # Errors
/// Only when the database fails.
pub fn open_session(
    conn: &mut DbConnection,
    account: AccountId,
    origin: &Origin,
    now: Instant,
) -> Result<SignedIn> {
    let attempt = Attempt::vouched("", origin.counted());
    begin_session(conn, account, &attempt, origin, now)
}

fn begin_session(
    conn: &mut DbConnection,
    account: AccountId,
    attempt: &Attempt,
    origin: &Origin,
    now: Instant,
) -> Result<SignedIn> {
    if let Some(shown) = origin.replaces {
        // Whosever it was: this browser has another user now.
        store::close_session(conn, shown, now)?;
    }
    let secret = new_secret()?;
    let user_agent: String = origin.user_agent.chars().take(USER_AGENT_LENGTH).collect();
    let new = store::NewSession {
        account,
        secret_hash: &token_hash(&secret),
        expires_at: now.plus_minutes(session::MOST_MINUTES),
        address: attempt.address.as_deref(),
        user_agent: &user_agent,
    };
    let session = store::insert_session(conn, &new, now)?;
    Ok(SignedIn {
        secret,
        session,
        account,
    })
}
