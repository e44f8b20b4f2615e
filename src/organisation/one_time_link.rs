//! One-time links: by them a person chooses the first password, or a new one instead of a forgotten one.
//!
//! The secret goes to the person by mail, or is copied by the administrator, and is stored as a hash only. Using one
//! link, or closing the account, makes all of the account's links worthless.

use super::{Account, journal, store};
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, text_enum};
use crate::error::{Result, codes};
use crate::http::actor::Administrator;
use crate::http::session::{new_secret, token_hash};

/// How long an invitation is good: it may lie in a mailbox over a holiday week.
const INVITATION_MINUTES: i64 = 7 * 24 * 60;
/// How long a reset is good: who asked for it is waiting for it.
const RESET_MINUTES: i64 = 60;
/// How long after one reset no other is sent, so that nobody's mailbox is filled by a stranger.
const BETWEEN_RESETS_MINUTES: i64 = 5;

text_enum! {
    /// What a one-time link is for.
    pub enum Purpose {
        /// Choosing the first password.
        Invitation = "invitation",
        /// Choosing a new password instead of a forgotten one.
        Reset = "reset",
    }
}

/// A link with its secret, which is never shown again.
#[derive(Clone)]
pub struct OneTimeLink {
    /// The secret.
    pub secret: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when it is good.
    pub expires_at: Instant,
}

impl OneTimeLink {
    /// The link's path below the public address of the service.
    pub fn path(&self) -> String {
        format!("/welcome/{}", self.secret)
    }
}

impl std::fmt::Debug for OneTimeLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} until {}", self.purpose, self.expires_at)
    }
}

/// What an administrator is shown, once, to hand it to the person.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct Invitation {
    /// The path below the public address of the service, with the secret in it.
    pub path: String,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Instant,
}

impl Invitation {
    /// What is shown of a link.
    pub fn of(link: &OneTimeLink) -> Self {
        Invitation {
            path: link.path(),
            expires_at: link.expires_at,
        }
    }
}

/// A link that somebody has shown and that is good.
#[derive(Debug)]
pub struct FoundLink {
    /// Whose it is.
    pub account: Account,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when it is good.
    pub expires_at: Instant,
}

/// Makes the link by which a person chooses a password, and answers whose it is, for the letter that follows; an earlier
/// invitation of the account becomes worthless.
///
/// # Errors
/// [`codes::ACCOUNT_NOT_FOUND`], [`codes::ACCOUNT_INACTIVE`].
pub fn invite(
    conn: &mut DbConnection,
    actor: &Administrator,
    account: AccountId,
    moment: Moment,
) -> Result<(OneTimeLink, Account)> {
    let account = store::account(conn, account)?;
    if !account.active {
        return Err((&codes::ACCOUNT_INACTIVE).into());
    }
    let link = make_link(conn, account.id, Purpose::Invitation, moment.now)?;
    journal::Entry::new("invited", "account", account.id.0)
        .after(&serde_json::json!({ "expires_at": link.expires_at }))
        .record(conn, actor, moment)?;
    Ok((link, account))
}

/// Makes a reset link for whoever says to have this e-mail address; `None` where there is nothing to send.
///
/// Nothing is sent for an unknown address, a closed account, or within five minutes of the last one. The stranger who
/// asks is told the same in every case, and must not be kept waiting for the mail, which would tell them apart.
///
/// # Errors
/// Only when the database fails.
pub fn request_reset(
    conn: &mut DbConnection,
    email: &str,
    moment: Moment,
) -> Result<Option<(OneTimeLink, Account)>> {
    let Some(account) = store::find_account_by_email(conn, email.trim())? else {
        return Ok(None);
    };
    let since = moment.now.plus_minutes(-BETWEEN_RESETS_MINUTES);
    let sent = store::has_link_since(conn, account.id, Purpose::Reset, since)?;
    if sent || !account.active {
        return Ok(None);
    }
    let link = make_link(conn, account.id, Purpose::Reset, moment.now)?;
    Ok(Some((link, account)))
}

/// The good link with this secret.
///
/// # Errors
/// [`codes::LINK_INVALID`], alike for unknown, used, void and expired links and those of closed accounts.
pub fn find_link(conn: &mut DbConnection, secret: &str, now: Instant) -> Result<FoundLink> {
    let found = store::find_link_by_hash(conn, &token_hash(secret), now)?;
    let (account, purpose, expires_at) = found.ok_or(&codes::LINK_INVALID)?;
    let account = store::account(conn, account)?;
    if !account.active {
        return Err((&codes::LINK_INVALID).into());
    }
    Ok(FoundLink {
        account,
        purpose,
        expires_at,
    })
}

pub(super) fn make_link(
    conn: &mut DbConnection,
    account: AccountId,
    purpose: Purpose,
    now: Instant,
) -> Result<OneTimeLink> {
    store::void_links(conn, account, &[purpose], now)?;
    let secret = new_secret()?;
    let expires_at = now.plus_minutes(match purpose {
        Purpose::Invitation => INVITATION_MINUTES,
        Purpose::Reset => RESET_MINUTES,
    });
    store::insert_link(
        conn,
        account,
        purpose,
        &token_hash(&secret),
        now,
        expires_at,
    )?;
    Ok(OneTimeLink {
        secret,
        purpose,
        expires_at,
    })
}
