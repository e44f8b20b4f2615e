//! The secret address of a person's calendar: made, withdrawn, and found again by its hash.

use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Result, codes};
use crate::http::Caller;
use crate::http::actor::AnyRole;
use crate::http::session::{new_secret, token_hash};
use crate::organisation::{self, journal};
use crate::overview::store;

/// Makes a secret address for the actor and answers the secret, which is kept nowhere; an earlier one is withdrawn.
///
/// # Errors
/// Only when the database or the operating system fails.
pub fn make_calendar_link(
    conn: &mut DbConnection,
    actor: &AnyRole,
    moment: Moment,
) -> Result<String> {
    store::withdraw_calendar_links(conn, actor.account, moment.now)?;
    let secret = new_secret()?;
    let hash = token_hash(&secret);
    let id = store::insert_calendar_link(conn, actor.account, &hash, moment.now)?;
    journal::Entry::new("made", "calendar_link", id.0).record(conn, actor, moment)?;
    Ok(secret)
}

/// Makes the actor's secret address worthless; nothing happens where there is none.
///
/// # Errors
/// Only when the database fails.
pub fn withdraw_calendar_link(
    conn: &mut DbConnection,
    actor: &AnyRole,
    moment: Moment,
) -> Result<()> {
    let Some((id, _)) = store::calendar_link_of(conn, actor.account)? else {
        return Ok(());
    };
    store::withdraw_calendar_links(conn, actor.account, moment.now)?;
    journal::Entry::new("withdrawn", "calendar_link", id.0).record(conn, actor, moment)
}

/// Whose calendar a secret opens, with the roles that the account has now.
///
/// # Errors
/// [`codes::NOT_FOUND`] for an unknown or withdrawn secret and for a closed account, without telling which.
pub fn reader_of(conn: &mut DbConnection, secret: &str) -> Result<Caller> {
    let account = store::find_calendar_link(conn, &token_hash(secret))?;
    let account = account.ok_or(&codes::NOT_FOUND)?;
    Ok(organisation::reader(conn, account)?.ok_or(&codes::NOT_FOUND)?)
}
