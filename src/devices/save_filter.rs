//! Filters of the register that somebody comes back to: each account's own, and nobody else's business.
//!
//! They decide nothing and stand in no journal.

use super::store;
use crate::db::{AccountId, DbConnection, SavedFilterId};
use crate::error::{Fault, Result, codes};

/// How many filters an account keeps at most.
const MOST_KEPT: usize = 50;
/// The most characters of a name.
const LONGEST_NAME: usize = 80;
/// The most characters of a question.
const LONGEST_QUERY: usize = 2000;

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its number in this service.
    pub id: SavedFilterId,
    /// What its owner calls it.
    pub name: String,
    /// The part of the list's address after the `?`.
    pub query: String,
}

/// Keeps a question of the list under a name; one of that name is replaced.
///
/// # Errors
/// [`codes::FIELD_REQUIRED`] without a name, [`codes::SAVED_FILTERS_FULL`].
pub fn save_filter(
    conn: &mut DbConnection,
    account: AccountId,
    name: &str,
    query: &str,
) -> Result<()> {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() || query.len() > LONGEST_QUERY {
        return Err(Fault::new(&codes::FIELD_REQUIRED).at("/name").into());
    }
    let kept = store::saved_filters(conn, account)?;
    let taken = kept.iter().find(|filter| filter.name == name);
    if taken.is_none() && kept.len() >= MOST_KEPT {
        return Err(Fault::new(&codes::SAVED_FILTERS_FULL)
            .with("most", MOST_KEPT)
            .into());
    }
    if let Some(taken) = taken {
        store::delete_saved_filter(conn, account, taken.id)?;
    }
    store::insert_saved_filter(conn, account, &name, query)?;
    Ok(())
}
