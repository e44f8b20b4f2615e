//! Filters that accounts keep; every query names the account.

use crate::db::schema::saved_device_filters::{self, table};
use crate::db::{AccountId, DbConnection, SavedFilterId};
use crate::devices::SavedFilter;
use crate::error::{Fault, Result, codes};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = saved_device_filters)]
struct Row {
    id: SavedFilterId,
    name: String,
    query: String,
    version: i32,
}

impl From<Row> for SavedFilter {
    fn from(row: Row) -> Self {
        SavedFilter {
            id: row.id,
            name: row.name,
            query: row.query,
            version: row.version,
        }
    }
}

/// The filters of an account, by name.
///
/// # Errors
/// Only when the database fails.
pub fn saved_filters(conn: &mut DbConnection, owner: AccountId) -> QueryResult<Vec<SavedFilter>> {
    let rows: Vec<Row> = table
        .filter(saved_device_filters::account_id.eq(owner))
        .select(Row::as_select())
        .order(saved_device_filters::name)
        .load(conn)?;
    Ok(rows.into_iter().map(SavedFilter::from).collect())
}

/// A filter of an account.
///
/// # Errors
/// [`codes::SAVED_FILTER_NOT_FOUND`] where the account has none of that number.
pub fn saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    id: SavedFilterId,
) -> Result<SavedFilter> {
    let found: Option<Row> = table
        .filter(saved_device_filters::account_id.eq(owner))
        .filter(saved_device_filters::id.eq(id))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    found.map(SavedFilter::from).ok_or_else(|| {
        let missing = Fault::new(&codes::SAVED_FILTER_NOT_FOUND);
        missing.with("id", id).into()
    })
}

/// Adds a filter.
///
/// # Errors
/// A broken uniqueness rule of the name.
pub fn insert_saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    name: &str,
    query: &str,
) -> QueryResult<SavedFilterId> {
    diesel::insert_into(table)
        .values((
            saved_device_filters::account_id.eq(owner),
            saved_device_filters::name.eq(name),
            saved_device_filters::query.eq(query),
            saved_device_filters::version.eq(1),
        ))
        .returning(saved_device_filters::id)
        .get_result(conn)
}

/// Writes a filter of an account anew.
///
/// # Errors
/// A broken uniqueness rule of the name.
pub fn update_saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    id: SavedFilterId,
    name: &str,
    query: &str,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(
        table
            .filter(saved_device_filters::account_id.eq(owner))
            .filter(saved_device_filters::id.eq(id)),
    )
    .set((
        saved_device_filters::name.eq(name),
        saved_device_filters::query.eq(query),
        saved_device_filters::version.eq(version),
    ))
    .execute(conn)
}

/// Removes a filter of an account; nothing where it has none of that number.
///
/// # Errors
/// Only when the database fails.
pub fn delete_saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    id: SavedFilterId,
) -> QueryResult<usize> {
    diesel::delete(
        table
            .filter(saved_device_filters::account_id.eq(owner))
            .filter(saved_device_filters::id.eq(id)),
    )
    .execute(conn)
}
