//! Chooses a password: by a one-time link, or in place of the old one.
//!
//! Whoever may have known the old password is signed out by it: all sessions end but the one in use.

use super::one_time_link::{FoundLink, Purpose, find_link};
use super::password::{check_password, fits, hashed};
use super::sign_in::Attempt;
use super::sign_in_attempt::SignInOutcome;
use super::{journal, lockout, store};
use crate::clock::Moment;
use crate::db::{AccountId, Database, DbConnection, SessionId};
use crate::error::{Fault, Result, codes};
use crate::http::Caller;

/// Chooses the password of the account to which a one-time link belongs; the link is used up.
///
/// # Errors
/// [`codes::LINK_INVALID`]; those of [`check_password`] at `/password`.
pub async fn choose_password(
    db: &Database,
    secret: String,
    password: String,
    moment: Moment,
) -> Result<AccountId> {
    let shown = secret.clone();
    let link = db
        .read(move |conn| find_link(conn, &shown, moment.now))
        .await?;
    check_password(&password, &link.account.email, "/password")?;
    let hash = hashed(password).await?;
    db.write(move |conn| {
        // Once more: the link may have been used meanwhile.
        let FoundLink { account, .. } = find_link(conn, &secret, moment.now)?;
        let caller = account.caller(false);
        keep(conn, &caller, &hash, None, "password_chosen", moment)?;
        Ok(account.id)
    })
    .await
}

/// Changes the actor's own password; `session`, the one in use, goes on.
///
/// A wrong old password counts as a failed attempt to sign in: who found an open browser shall not guess at leisure.
///
/// # Errors
/// [`codes::PASSWORD_WRONG`] at `/old_password`; [`codes::SIGN_IN_LOCKED`]; those of [`check_password`] at
/// `/new_password`.
pub async fn change_password(
    db: &Database,
    actor: &Caller,
    session: Option<SessionId>,
    old: String,
    new: String,
    moment: Moment,
) -> Result<()> {
    let (actor, id) = (actor.clone(), actor.account);
    let (account, kept) = db
        .read(move |conn| Ok((store::account(conn, id)?, store::find_password(conn, id)?)))
        .await?;
    check_password(&new, &account.email, "/new_password")?;
    let kept = kept.map(|(hash, _)| hash);
    let fitting = fits(old, kept.clone()).await?.then_some(kept).flatten();
    let hash = hashed(new).await?;
    let attempt = Attempt::of(&account.email, None);
    db.write(move |conn| {
        let now = moment.now;
        if let Some(until) = attempt.locked_until(conn, Some(id), now)? {
            attempt.record(conn, Some(id), SignInOutcome::Locked, now)?;
            return Ok(Err(lockout::refusal(until, now)));
        }
        let present = store::find_password(conn, id)?.map(|(hash, _)| hash);
        if fitting.is_none() || fitting != present {
            attempt.record(conn, Some(id), SignInOutcome::Wrong, now)?;
            let fault = Fault::new(&codes::PASSWORD_WRONG).at("/old_password");
            return Ok(Err(fault.into()));
        }
        keep(conn, &actor, &hash, session, "password_changed", moment).map(Ok)
    })
    .await?
}

/// Keeps a new password; everything that was let in by the old one ends.
fn keep(
    conn: &mut DbConnection,
    actor: &Caller,
    hash: &str,
    session: Option<SessionId>,
    action: &'static str,
    moment: Moment,
) -> Result<()> {
    let account = actor.account;
    store::put_password(conn, account, hash, moment.now)?;
    store::void_links(conn, account, Purpose::ALL, moment.now)?;
    store::end_sessions(conn, account, session, moment.now)?;
    journal::Entry::new(action, "account", account.0).record(conn, actor, moment)
}
