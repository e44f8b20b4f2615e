//! Accounts with their roles and schools.

use crate::clock::Instant;
use crate::db::schema::{account_roles, account_schools, accounts, api_tokens};
use crate::db::{AccountId, DbConnection, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::Role;
use crate::organisation::{Account, AccountLanguage, DescribeAccount, Scope};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
struct Row {
    id: AccountId,
    email: String,
    name: String,
    language: String,
    active: bool,
    created_at: Instant,
    version: i32,
}

fn with_rights(conn: &mut DbConnection, row: Row) -> QueryResult<Account> {
    let roles: Vec<Role> = account_roles::table
        .filter(account_roles::account_id.eq(row.id))
        .select(account_roles::role)
        .load(conn)?;
    let schools: Vec<SchoolId> = account_schools::table
        .filter(account_schools::account_id.eq(row.id))
        .select(account_schools::school_id)
        .order(account_schools::school_id)
        .load(conn)?;
    let roles = Role::ALL
        .iter()
        .copied()
        .filter(|role| roles.contains(role))
        .collect();
    Ok(Account {
        id: row.id,
        email: row.email,
        name: row.name,
        language: row.language,
        active: row.active,
        roles,
        schools,
        created_at: row.created_at,
        version: row.version,
    })
}

/// The account.
///
/// # Errors
/// [`codes::ACCOUNT_NOT_FOUND`].
pub fn account(conn: &mut DbConnection, id: AccountId) -> Result<Account> {
    let row = accounts::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Fault::new(&codes::ACCOUNT_NOT_FOUND).with("id", id))?;
    Ok(with_rights(conn, row)?)
}

/// The account with this e-mail address, upper and lower case alike.
///
/// # Errors
/// Only when the database fails.
pub fn find_account_by_email(conn: &mut DbConnection, email: &str) -> QueryResult<Option<Account>> {
    let row = accounts::table
        .filter(accounts::email_key.eq(email.to_lowercase()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(|row| with_rights(conn, row)).transpose()
}

/// At most `count` accounts after `after`, by number.
///
/// # Errors
/// Only when the database fails.
pub fn accounts(
    conn: &mut DbConnection,
    after: Option<AccountId>,
    count: i64,
) -> QueryResult<Vec<Account>> {
    accounts::table
        .filter(accounts::id.gt(after.unwrap_or(AccountId(0))))
        .order(accounts::id)
        .limit(count)
        .select(Row::as_select())
        .load(conn)?
        .into_iter()
        .map(|row| with_rights(conn, row))
        .collect()
}

/// Adds an account with its roles and schools.
///
/// # Errors
/// A broken uniqueness rule of the e-mail address.
pub fn insert_account(
    conn: &mut DbConnection,
    command: &DescribeAccount,
    now: Instant,
) -> QueryResult<AccountId> {
    let id: AccountId = diesel::insert_into(accounts::table)
        .values((
            accounts::email.eq(&command.email),
            accounts::email_key.eq(command.email.to_lowercase()),
            accounts::name.eq(&command.name),
            accounts::language.eq(command.language),
            accounts::active.eq(command.active),
            accounts::created_at.eq(now),
            accounts::version.eq(1),
        ))
        .returning(accounts::id)
        .get_result(conn)?;
    insert_rights(conn, id, command)?;
    Ok(id)
}

/// Replaces what is known of an account.
///
/// # Errors
/// A broken uniqueness rule of the e-mail address.
pub fn update_account(
    conn: &mut DbConnection,
    id: AccountId,
    command: &DescribeAccount,
    version: i32,
) -> QueryResult<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::email.eq(&command.email),
            accounts::email_key.eq(command.email.to_lowercase()),
            accounts::name.eq(&command.name),
            accounts::language.eq(command.language),
            accounts::active.eq(command.active),
            accounts::version.eq(version),
        ))
        .execute(conn)?;
    diesel::delete(account_roles::table.filter(account_roles::account_id.eq(id))).execute(conn)?;
    diesel::delete(account_schools::table.filter(account_schools::account_id.eq(id)))
        .execute(conn)?;
    insert_rights(conn, id, command)
}

/// Sets the language of an account.
///
/// # Errors
/// Only when the database fails.
pub fn set_language(
    conn: &mut DbConnection,
    id: AccountId,
    language: AccountLanguage,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::language.eq(language),
            accounts::version.eq(version),
        ))
        .execute(conn)
}

fn insert_rights(
    conn: &mut DbConnection,
    id: AccountId,
    command: &DescribeAccount,
) -> QueryResult<()> {
    for role in Role::ALL.iter().filter(|role| command.roles.contains(role)) {
        diesel::insert_into(account_roles::table)
            .values((
                account_roles::account_id.eq(id),
                account_roles::role.eq(*role),
            ))
            .execute(conn)?;
    }
    let mut schools = command.schools.clone();
    schools.sort_unstable();
    schools.dedup();
    for school in schools {
        diesel::insert_into(account_schools::table)
            .values((
                account_schools::account_id.eq(id),
                account_schools::school_id.eq(school),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How many open accounts are administrators.
///
/// # Errors
/// Only when the database fails.
pub fn active_administrators(conn: &mut DbConnection) -> QueryResult<i64> {
    accounts::table
        .inner_join(account_roles::table)
        .filter(accounts::active.eq(true))
        .filter(account_roles::role.eq(Role::Administrator))
        .count()
        .get_result(conn)
}

/// How many good writing tokens the open accounts of administrators have.
///
/// # Errors
/// Only when the database fails.
pub fn active_administrators_with_token(conn: &mut DbConnection, now: Instant) -> QueryResult<i64> {
    accounts::table
        .inner_join(account_roles::table)
        .inner_join(api_tokens::table)
        .filter(accounts::active.eq(true))
        .filter(account_roles::role.eq(Role::Administrator))
        .filter(api_tokens::scope.eq(Scope::Write))
        .filter(api_tokens::revoked_at.is_null())
        .filter(api_tokens::expires_at.gt(now))
        .count()
        .get_result(conn)
}

/// The names of these accounts.
///
/// # Errors
/// Only when the database fails.
pub fn account_names(
    conn: &mut DbConnection,
    ids: Vec<AccountId>,
) -> QueryResult<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
