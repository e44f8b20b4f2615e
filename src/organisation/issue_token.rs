//! Issues API tokens and takes them back.

use super::{Account, Scope, Token, journal, store};
use crate::clock::Moment;
use crate::db::{AccountId, DbConnection, TokenId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::Caller;
use crate::http::actor::Administrator;
use crate::http::not_blank;
use crate::http::session::{new_secret, token_hash};
use validator::Validate;

/// What a new token is for.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueToken {
    /// What it is for, in its holder's words.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Indlæsning fra leverandøren"
    )]
    pub name: String,
    /// What it may be used for.
    pub scope: Scope,
    /// For how many days it is good; at most a year and a day.
    #[validate(range(min = 1, max = 366))]
    #[schema(minimum = 1, maximum = 366)]
    pub valid_days: i64,
}

/// A token with its secret, which is never shown again.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct IssuedToken {
    /// The token.
    #[serde(flatten)]
    pub token: Token,
    /// The secret: send it as `Authorization: Bearer …`.
    pub secret: String,
}

/// Issues a token for an account.
///
/// # Errors
/// [`codes::ACCOUNT_NOT_FOUND`], [`codes::ACCOUNT_INACTIVE`].
pub fn issue_token(
    conn: &mut DbConnection,
    actor: &Administrator,
    account: AccountId,
    command: &IssueToken,
    moment: Moment,
) -> Result<IssuedToken> {
    let account = store::account(conn, account)?;
    issue(conn, actor, &account, command, moment)
}

pub(super) fn issue(
    conn: &mut DbConnection,
    actor: &Caller,
    account: &Account,
    command: &IssueToken,
    moment: Moment,
) -> Result<IssuedToken> {
    if !account.active {
        return Err((&codes::ACCOUNT_INACTIVE).into());
    }
    let secret = format!("anskaf_{}", new_secret()?);
    let prefix: String = secret.chars().take(15).collect();
    let id = store::insert_token(
        conn,
        account.id,
        command,
        &prefix,
        &token_hash(&secret),
        moment.now,
    )?;
    let token = store::token(conn, id)?;
    journal::Entry::new("issued", "token", id.0)
        .after(&token)
        .record(conn, actor, moment)?;
    Ok(IssuedToken { token, secret })
}

/// Makes a token worthless at once.
///
/// # Errors
/// [`codes::TOKEN_NOT_FOUND`], [`codes::STALE`], [`codes::TOKEN_REVOKED`].
pub fn revoke_token(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: TokenId,
    seen: Version,
    moment: Moment,
) -> Result<Token> {
    let before = store::token(conn, id)?;
    let version = seen.require(before.version)?;
    if before.revoked_at.is_some() {
        return Err(Fault::new(&codes::TOKEN_REVOKED).into());
    }
    store::revoke_token(conn, id, moment.now, version)?;
    let after = store::token(conn, id)?;
    journal::Entry::new("revoked", "token", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
