//! Filters of the register that somebody comes back to: each account's own, and nobody else's business.
//!
//! They decide nothing and stand in no journal.

use super::filter::Asked;
use super::store;
use crate::db::{AccountId, DbConnection, SavedFilterId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::not_blank;
use validator::Validate;

/// How many filters an account keeps at most.
const MOST_KEPT: usize = 50;

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SavedFilter {
    /// Its number in this service.
    pub id: SavedFilterId,
    /// What its owner calls it.
    #[schema(example = "Nordstrandskolens pc'er")]
    pub name: String,
    /// The part of the list's address after the `?`.
    #[schema(example = "school=2&status=in_use&column=serial")]
    pub query: String,
    /// Its state, one more with every change.
    pub version: i32,
}

/// A question of the list and its name.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveFilter {
    /// What it is called; spaces around it are dropped.
    #[validate(length(min = 1, max = 80), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 80, example = "Nordstrandskolens pc'er")]
    pub name: String,
    /// What the page `/devices` is asked after the `?`: `q`, `school`, `lease`, `model`, `import`, `status` and any
    /// number of `column`. What that page does not understand is left out; the answer shows what is kept.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, example = "school=2&status=in_use&column=serial")]
    pub query: String,
}

impl SaveFilter {
    fn name(&self) -> &str {
        self.name.trim()
    }

    /// Only what the list understands, so that no other address comes back under a name.
    fn query(&self) -> String {
        Asked::read(&self.query).query()
    }
}

/// Keeps a question of the list under a name; the one of that name is replaced.
///
/// # Errors
/// [`codes::SAVED_FILTERS_FULL`].
pub fn save_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    command: &SaveFilter,
) -> Result<SavedFilter> {
    let kept = store::saved_filters(conn, owner)?;
    if let Some(taken) = kept.iter().find(|filter| filter.name == command.name()) {
        let seen = Version(taken.version);
        return change_saved_filter(conn, owner, taken.id, seen, command);
    }
    if kept.len() >= MOST_KEPT {
        let full = Fault::new(&codes::SAVED_FILTERS_FULL);
        return Err(full.with("most", MOST_KEPT).into());
    }
    let id = store::insert_saved_filter(conn, owner, command.name(), &command.query())?;
    store::saved_filter(conn, owner, id)
}

/// Gives a filter another name or another question.
///
/// # Errors
/// [`codes::SAVED_FILTER_NOT_FOUND`], also for somebody else's; [`codes::STALE`], [`codes::SAVED_FILTER_NAME_TAKEN`].
pub fn change_saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    id: SavedFilterId,
    seen: Version,
    command: &SaveFilter,
) -> Result<SavedFilter> {
    let before = store::saved_filter(conn, owner, id)?;
    let version = seen.require(before.version)?;
    let kept = store::saved_filters(conn, owner)?;
    let taken = |one: &SavedFilter| one.id != id && one.name == command.name();
    if kept.iter().any(taken) {
        let taken = Fault::new(&codes::SAVED_FILTER_NAME_TAKEN).at("/name");
        return Err(taken.with("name", command.name()).into());
    }
    let query = command.query();
    store::update_saved_filter(conn, owner, id, command.name(), &query, version)?;
    store::saved_filter(conn, owner, id)
}

/// Removes a filter; answers what it was.
///
/// # Errors
/// [`codes::SAVED_FILTER_NOT_FOUND`], also for somebody else's; [`codes::STALE`].
pub fn remove_saved_filter(
    conn: &mut DbConnection,
    owner: AccountId,
    id: SavedFilterId,
    seen: Version,
) -> Result<SavedFilter> {
    let before = store::saved_filter(conn, owner, id)?;
    seen.require(before.version)?;
    store::delete_saved_filter(conn, owner, id)?;
    Ok(before)
}
