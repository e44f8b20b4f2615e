//! Cost tables as they were approved.

use crate::clock::Instant;
use crate::db::schema::{cost_version_cells, cost_versions};
use crate::db::{AccountId, CostVersionId, DbConnection, LeaseId, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::finance::Money;
use crate::overview::{
    CostBasis, CostKind, CostSharing, CostVersion, CostView, FreezeCosts, VersionCell,
};
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use std::collections::HashMap;

/// Adds a version without amounts.
///
/// # Errors
/// Only when the database fails.
pub fn insert_version(
    conn: &mut DbConnection,
    command: &FreezeCosts,
    account: AccountId,
    now: Instant,
) -> QueryResult<CostVersionId> {
    diesel::insert_into(cost_versions::table)
        .values((
            cost_versions::title.eq(&command.title),
            cost_versions::view.eq(command.view),
            cost_versions::sharing.eq(command.sharing),
            cost_versions::approved_on.eq(command.approved_on),
            cost_versions::note.eq(command.note.as_deref()),
            cost_versions::recorded_by.eq(account),
            cost_versions::recorded_at.eq(now),
        ))
        .returning(cost_versions::id)
        .get_result(conn)
}

#[derive(Insertable)]
#[diesel(table_name = cost_version_cells)]
struct NewCell<'a> {
    cost_version_id: CostVersionId,
    lease_id: LeaseId,
    school_id: Option<SchoolId>,
    account_string: Option<&'a str>,
    kind: CostKind,
    year: i32,
    amount: Money,
}

/// Writes the amounts of a version down.
///
/// # Errors
/// Only when the database fails.
pub fn insert_cells(
    conn: &mut DbConnection,
    version: CostVersionId,
    basis: &CostBasis,
    amounts: &[VersionCell],
) -> QueryResult<()> {
    // PostgreSQL takes at most 65,535 values in one statement, SQLite 32,766.
    for some in amounts.chunks(1_000) {
        let rows: Vec<NewCell<'_>> = some
            .iter()
            .map(|cell| NewCell {
                cost_version_id: version,
                lease_id: cell.lease,
                school_id: cell.school,
                account_string: basis.account(cell.account),
                kind: cell.kind,
                year: cell.year,
                amount: cell.amount,
            })
            .collect();
        match conn {
            DbConnection::Postgres(conn) => {
                diesel::insert_into(cost_version_cells::table)
                    .values(&rows)
                    .execute(conn)?;
            }
            DbConnection::Sqlite(conn) => {
                diesel::insert_into(cost_version_cells::table)
                    .values(&rows)
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = cost_versions)]
struct Row {
    id: CostVersionId,
    title: String,
    view: CostView,
    sharing: CostSharing,
    approved_on: NaiveDate,
    note: Option<String>,
    recorded_by: AccountId,
    recorded_at: Instant,
}

/// All versions, the one approved last first.
///
/// # Errors
/// Only when the database fails.
pub fn versions(conn: &mut DbConnection) -> QueryResult<Vec<CostVersion>> {
    let rows: Vec<Row> = cost_versions::table
        .select(Row::as_select())
        .order((cost_versions::approved_on.desc(), cost_versions::id.desc()))
        .load(conn)?;
    let totals: Vec<(CostVersionId, i64)> = cost_version_cells::table
        .group_by(cost_version_cells::cost_version_id)
        .select((
            cost_version_cells::cost_version_id,
            // A sum of BIGINT is NUMERIC on PostgreSQL.
            sql::<BigInt>("CAST(SUM(amount) AS BIGINT)"),
        ))
        .load(conn)?;
    let totals: HashMap<CostVersionId, i64> = totals.into_iter().collect();
    Ok(rows
        .into_iter()
        .map(|row| CostVersion {
            total: Money::from_ore(totals.get(&row.id).copied().unwrap_or(0)),
            id: row.id,
            title: row.title,
            view: row.view,
            sharing: row.sharing,
            approved_on: row.approved_on,
            note: row.note,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        })
        .collect())
}

/// The version.
///
/// # Errors
/// [`codes::COST_VERSION_NOT_FOUND`].
pub fn version(conn: &mut DbConnection, id: CostVersionId) -> Result<CostVersion> {
    let found = versions(conn)?.into_iter().find(|version| version.id == id);
    found.ok_or_else(|| {
        Fault::new(&codes::COST_VERSION_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// The amounts of a version; its account strings become known to the basis.
///
/// # Errors
/// Only when the database fails.
pub fn version_cells(
    conn: &mut DbConnection,
    id: CostVersionId,
    basis: &mut CostBasis,
) -> QueryResult<Vec<VersionCell>> {
    type CellRow = (
        LeaseId,
        Option<SchoolId>,
        Option<String>,
        CostKind,
        i32,
        Money,
    );
    let rows: Vec<CellRow> = cost_version_cells::table
        .filter(cost_version_cells::cost_version_id.eq(id))
        .order(cost_version_cells::id)
        .select((
            cost_version_cells::lease_id,
            cost_version_cells::school_id,
            cost_version_cells::account_string,
            cost_version_cells::kind,
            cost_version_cells::year,
            cost_version_cells::amount,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(lease, school, account, kind, year, amount)| VersionCell {
            lease,
            school,
            account: basis.account_place(account.as_deref()),
            kind,
            year,
            amount,
        })
        .collect())
}
