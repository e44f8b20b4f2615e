//! Filters that accounts keep; every query names the account.

use crate::db::schema::saved_device_filters::{self, table};
use crate::db::{AccountId, DbConnection, SavedFilterId};
use crate::devices::SavedFilter;
use diesel::prelude::*;

/// The filters of an account, by name.
///
/// # Errors
/// Only when the database fails.
pub fn saved_filters(conn: &mut DbConnection, account: AccountId) -> QueryResult<Vec<SavedFilter>> {
    let rows: Vec<(SavedFilterId, String, String)> = table
        .filter(saved_device_filters::account_id.eq(account))
        .select((
            saved_device_filters::id,
            saved_device_filters::name,
            saved_device_filters::query,
        ))
        .order(saved_device_filters::name)
        .load(conn)?;
    let filter = |(id, name, query)| SavedFilter { id, name, query };
    Ok(rows.into_iter().map(filter).collect())
}

/// Adds a filter.
///
/// # Errors
/// A broken uniqueness rule of the name.
pub fn insert_saved_filter(
    conn: &mut DbConnection,
    account: AccountId,
    name: &str,
    query: &str,
) -> QueryResult<usize> {
    diesel::insert_into(table)
        .values((
            saved_device_filters::account_id.eq(account),
            saved_device_filters::name.eq(name),
            saved_device_filters::query.eq(query),
        ))
        .execute(conn)
}

/// Removes a filter of an account; nothing where it has none of that number.
///
/// # Errors
/// Only when the database fails.
pub fn delete_saved_filter(
    conn: &mut DbConnection,
    account: AccountId,
    id: SavedFilterId,
) -> QueryResult<usize> {
    diesel::delete(
        table
            .filter(saved_device_filters::account_id.eq(account))
            .filter(saved_device_filters::id.eq(id)),
    )
    .execute(conn)
}
