//! A person chooses the language of the own account; everything else about it is the administrator's to change.

use super::open_account::AccountLanguage;
use super::{Account, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, Version};
use crate::error::Result;
use crate::http::Caller;
use validator::Validate;

/// What a person may change of the own account.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseLanguage {
    /// The language of pages, refusals and letters.
    pub language: AccountLanguage,
}

/// Sets the language of the actor's own account.
///
/// # Errors
/// [`crate::error::codes::STALE`].
pub fn choose_language(
    conn: &mut DbConnection,
    actor: &Caller,
    seen: Version,
    command: &ChooseLanguage,
    moment: Moment,
) -> Result<Account> {
    let id = actor.account;
    let before = store::account(conn, id)?;
    let version = seen.require(before.version)?;
    store::set_language(conn, id, command.language, version)?;
    let after = store::account(conn, id)?;
    journal::Entry::new("changed", "account", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
