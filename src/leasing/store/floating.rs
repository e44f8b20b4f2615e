//! The reference rates that agreements follow.

use super::terms::parsed;
use crate::db::schema::lease_floating_terms::{self, table};
use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::leasing::FloatingRate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lease_floating_terms)]
struct Row {
    lease_id: LeaseId,
    index_name: String,
    margin: String,
    floor: Option<String>,
    cap: Option<String>,
}

/// The floating rates of one lease or of all.
pub(super) fn floating_rates(
    conn: &mut DbConnection,
    lease: Option<LeaseId>,
) -> Result<BTreeMap<LeaseId, FloatingRate>> {
    let mut query = table.select(Row::as_select()).into_boxed();
    if let Some(lease) = lease {
        query = query.filter(lease_floating_terms::lease_id.eq(lease));
    }
    let mut found = BTreeMap::new();
    for row in query.load(conn)? {
        let bound = |what, text: Option<String>| text.map(|text| parsed(what, &text)).transpose();
        let rate = FloatingRate {
            margin: parsed("margin of a lease", &row.margin)?,
            floor: bound("floor of a lease", row.floor)?,
            cap: bound("cap of a lease", row.cap)?,
            index_name: row.index_name,
        };
        found.insert(row.lease_id, rate);
    }
    Ok(found)
}

/// Gives a lease this floating rate, or a fixed one.
pub(super) fn replace_floating_rate(
    conn: &mut DbConnection,
    lease: LeaseId,
    rate: Option<&FloatingRate>,
) -> QueryResult<()> {
    diesel::delete(table.find(lease)).execute(conn)?;
    let Some(rate) = rate else {
        return Ok(());
    };
    let row = Row {
        lease_id: lease,
        index_name: rate.index_name.clone(),
        margin: rate.margin.to_string(),
        floor: rate.floor.map(|floor| floor.to_string()),
        cap: rate.cap.map(|cap| cap.to_string()),
    };
    diesel::insert_into(table).values(&row).execute(conn)?;
    Ok(())
}
