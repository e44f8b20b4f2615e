//! API tokens; of the secret only a hash.

use crate::clock::Instant;
use crate::db::schema::api_tokens::{self, table};
use crate::db::{AccountId, DbConnection, TokenId};
use crate::error::{Fault, Result, codes};
use crate::organisation::{IssueToken, Scope, Token};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_tokens)]
struct Row {
    id: TokenId,
    account_id: AccountId,
    name: String,
    prefix: String,
    scope: Scope,
    created_at: Instant,
    expires_at: Instant,
    revoked_at: Option<Instant>,
    version: i32,
}

impl From<Row> for Token {
    fn from(row: Row) -> Self {
        Token {
            id: row.id,
            account_id: row.account_id,
            name: row.name,
            prefix: row.prefix,
            scope: row.scope,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            version: row.version,
        }
    }
}

/// The token.
///
/// # Errors
/// [`codes::TOKEN_NOT_FOUND`].
pub fn token(conn: &mut DbConnection, id: TokenId) -> Result<Token> {
    let row = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Token::from)
        .ok_or_else(|| Fault::new(&codes::TOKEN_NOT_FOUND).with("id", id).into())
}

/// The token whose secret has this hash.
///
/// # Errors
/// Only when the database fails.
pub fn find_token_by_hash(conn: &mut DbConnection, hash: &str) -> QueryResult<Option<Token>> {
    let row = table
        .filter(api_tokens::token_hash.eq(hash))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Token::from))
}

/// All tokens of an account, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn tokens(conn: &mut DbConnection, account: AccountId) -> QueryResult<Vec<Token>> {
    let rows = table
        .filter(api_tokens::account_id.eq(account))
        .order(api_tokens::id.desc())
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Token::from).collect())
}

/// Adds a token.
///
/// # Errors
/// Only when the database fails.
pub fn insert_token(
    conn: &mut DbConnection,
    account: AccountId,
    command: &IssueToken,
    prefix: &str,
    hash: &str,
    now: Instant,
) -> QueryResult<TokenId> {
    diesel::insert_into(table)
        .values((
            api_tokens::account_id.eq(account),
            api_tokens::name.eq(&command.name),
            api_tokens::prefix.eq(prefix),
            api_tokens::token_hash.eq(hash),
            api_tokens::scope.eq(command.scope),
            api_tokens::created_at.eq(now),
            api_tokens::expires_at.eq(now.plus_days(command.valid_days)),
            api_tokens::version.eq(1),
        ))
        .returning(api_tokens::id)
        .get_result(conn)
}

/// Notes that a token is worthless from `now` on.
///
/// # Errors
/// Only when the database fails.
pub fn revoke_token(
    conn: &mut DbConnection,
    id: TokenId,
    now: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            api_tokens::revoked_at.eq(Some(now)),
            api_tokens::version.eq(version),
        ))
        .execute(conn)
}
