//! Estimates with their prices and lines.

use super::comparisons::comparison;
use crate::budget::{
    DescribeEstimate, Estimate, EstimateLine, EstimateLineBasis, EstimateLineKind, EstimatePrice,
    EstimateState, SetEstimatePrice,
};
use crate::clock::Instant;
use crate::db::schema::{device_categories, estimate_lines, estimate_prices, estimates};
use crate::db::{AccountId, DbConnection, DeviceCategoryId, EstimateId, ProjectId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::{Money, Rate, Timing, Unit};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = estimates)]
struct Row {
    id: EstimateId,
    project_id: ProjectId,
    title: String,
    state: EstimateState,
    starts_on: NaiveDate,
    periods: i32,
    every_unit: String,
    every_count: i32,
    timing: String,
    rate: String,
    rate_source: String,
    rate_assumed: bool,
    residual: Money,
    note: Option<String>,
    approved_at: Option<Instant>,
    approved_by: Option<AccountId>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = estimates, treat_none_as_null = true)]
struct Columns<'a> {
    title: &'a str,
    starts_on: NaiveDate,
    periods: i32,
    every_unit: &'static str,
    every_count: i32,
    timing: &'static str,
    rate: String,
    rate_source: &'a str,
    rate_assumed: bool,
    residual: Money,
    note: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeEstimate, version: i32) -> Result<Columns<'_>> {
    Ok(Columns {
        title: &command.title,
        starts_on: command.starts_on,
        periods: i32::try_from(command.periods).map_err(unreadable)?,
        every_unit: unit_text(command.every_unit),
        every_count: i32::try_from(command.every_count).map_err(unreadable)?,
        timing: timing_text(command.timing),
        rate: command.rate.to_string(),
        rate_source: &command.rate_source,
        rate_assumed: command.rate_assumed,
        residual: command.residual,
        note: command.note.as_deref(),
        version,
    })
}

fn unit_text(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

fn unit(text: &str) -> Result<Unit> {
    match text {
        "day" => Ok(Unit::Day),
        "week" => Ok(Unit::Week),
        "month" => Ok(Unit::Month),
        "year" => Ok(Unit::Year),
        other => Err(unreadable(format!("`{other}` is no unit"))),
    }
}

fn timing_text(timing: Timing) -> &'static str {
    match timing {
        Timing::Advance => "advance",
        Timing::Arrears => "arrears",
    }
}

fn timing(text: &str) -> Result<Timing> {
    match text {
        "advance" => Ok(Timing::Advance),
        "arrears" => Ok(Timing::Arrears),
        other => Err(unreadable(format!("`{other}` is no timing"))),
    }
}

/// A value that the table's rules should have kept out.
fn unreadable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Internal(cause.into())
}

fn whole(conn: &mut DbConnection, row: Row) -> Result<Estimate> {
    let rate: Rate = row.rate.parse().map_err(unreadable)?;
    Ok(Estimate {
        id: row.id,
        project_id: row.project_id,
        title: row.title,
        state: row.state,
        starts_on: row.starts_on,
        periods: u32::try_from(row.periods).map_err(unreadable)?,
        every_unit: unit(&row.every_unit)?,
        every_count: u32::try_from(row.every_count).map_err(unreadable)?,
        timing: timing(&row.timing)?,
        rate,
        rate_source: row.rate_source,
        rate_assumed: row.rate_assumed,
        residual: row.residual,
        note: row.note,
        prices: prices(conn, row.id)?,
        lines: lines(conn, row.id)?,
        comparison: comparison(conn, row.id)?,
        approved_at: row.approved_at,
        approved_by: row.approved_by,
        version: row.version,
    })
}

fn prices(conn: &mut DbConnection, id: EstimateId) -> QueryResult<Vec<EstimatePrice>> {
    let rows: Vec<(DeviceCategoryId, String, Money, String, bool)> = estimate_prices::table
        .inner_join(device_categories::table)
        .filter(estimate_prices::estimate_id.eq(id))
        .order(estimate_prices::id)
        .select((
            device_categories::id,
            device_categories::name,
            estimate_prices::unit_price,
            estimate_prices::source,
            estimate_prices::assumed,
        ))
        .load(conn)?;
    let price =
        |(device_category_id, device_category, unit_price, source, assumed)| EstimatePrice {
            device_category_id,
            device_category,
            unit_price,
            source,
            assumed,
        };
    Ok(rows.into_iter().map(price).collect())
}

type LineRow = (
    EstimateLineKind,
    String,
    EstimateLineBasis,
    i32,
    Money,
    String,
    bool,
);

fn lines(conn: &mut DbConnection, id: EstimateId) -> QueryResult<Vec<EstimateLine>> {
    let rows: Vec<LineRow> = estimate_lines::table
        .filter(estimate_lines::estimate_id.eq(id))
        .order(estimate_lines::position)
        .select((
            estimate_lines::kind,
            estimate_lines::description,
            estimate_lines::basis,
            estimate_lines::quantity,
            estimate_lines::unit_price,
            estimate_lines::source,
            estimate_lines::assumed,
        ))
        .load(conn)?;
    let line = |(kind, description, basis, quantity, unit_price, source, assumed)| EstimateLine {
        kind,
        description,
        basis,
        quantity,
        unit_price,
        source,
        assumed,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The estimate with prices and lines.
///
/// # Errors
/// [`codes::ESTIMATE_NOT_FOUND`].
pub fn estimate(conn: &mut DbConnection, id: EstimateId) -> Result<Estimate> {
    let row: Option<Row> = estimates::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    match row {
        Some(row) => whole(conn, row),
        None => Err(Fault::new(&codes::ESTIMATE_NOT_FOUND).with("id", id).into()),
    }
}

/// The estimates of a project, oldest first.
///
/// # Errors
/// Only when the database fails.
pub fn estimates(conn: &mut DbConnection, project: ProjectId) -> Result<Vec<Estimate>> {
    let rows: Vec<Row> = estimates::table
        .filter(estimates::project_id.eq(project))
        .order(estimates::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| whole(conn, row)).collect()
}

/// Adds a draft.
///
/// # Errors
/// Only when the database fails.
pub fn insert_estimate(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &DescribeEstimate,
) -> Result<EstimateId> {
    Ok(diesel::insert_into(estimates::table)
        .values((
            columns(command, 1)?,
            estimates::project_id.eq(project),
            estimates::state.eq(EstimateState::Draft),
        ))
        .returning(estimates::id)
        .get_result(conn)?)
}

/// Replaces title and financing.
///
/// # Errors
/// Only when the database fails.
pub fn update_estimate(
    conn: &mut DbConnection,
    id: EstimateId,
    command: &DescribeEstimate,
    version: i32,
) -> Result<()> {
    diesel::update(estimates::table.find(id))
        .set(columns(command, version)?)
        .execute(conn)?;
    Ok(())
}

/// Gives the estimate its next version after a change of its prices or lines.
///
/// # Errors
/// Only when the database fails.
pub fn set_version(conn: &mut DbConnection, id: EstimateId, version: i32) -> QueryResult<usize> {
    diesel::update(estimates::table.find(id))
        .set(estimates::version.eq(version))
        .execute(conn)
}

/// Marks the estimate as approved.
///
/// # Errors
/// Only when the database fails.
pub fn approve(
    conn: &mut DbConnection,
    id: EstimateId,
    by: AccountId,
    at: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(estimates::table.find(id))
        .set((
            estimates::state.eq(EstimateState::Approved),
            estimates::approved_at.eq(at),
            estimates::approved_by.eq(by),
            estimates::version.eq(version),
        ))
        .execute(conn)
}

/// Replaces all prices.
///
/// # Errors
/// Only when the database fails.
pub fn replace_prices(
    conn: &mut DbConnection,
    id: EstimateId,
    prices: &[SetEstimatePrice],
) -> QueryResult<()> {
    diesel::delete(estimate_prices::table.filter(estimate_prices::estimate_id.eq(id)))
        .execute(conn)?;
    for price in prices {
        diesel::insert_into(estimate_prices::table)
            .values((
                estimate_prices::estimate_id.eq(id),
                estimate_prices::device_category_id.eq(price.device_category_id),
                estimate_prices::unit_price.eq(price.unit_price),
                estimate_prices::source.eq(&price.source),
                estimate_prices::assumed.eq(price.assumed),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Replaces all lines.
///
/// # Errors
/// Only when the database fails.
pub fn replace_lines(
    conn: &mut DbConnection,
    id: EstimateId,
    lines: &[EstimateLine],
) -> QueryResult<()> {
    diesel::delete(estimate_lines::table.filter(estimate_lines::estimate_id.eq(id)))
        .execute(conn)?;
    for (position, line) in (1i32..).zip(lines) {
        diesel::insert_into(estimate_lines::table)
            .values((
                estimate_lines::estimate_id.eq(id),
                estimate_lines::position.eq(position),
                estimate_lines::kind.eq(line.kind),
                estimate_lines::description.eq(&line.description),
                estimate_lines::basis.eq(line.basis),
                estimate_lines::quantity.eq(line.quantity),
                estimate_lines::unit_price.eq(line.unit_price),
                estimate_lines::source.eq(&line.source),
                estimate_lines::assumed.eq(line.assumed),
            ))
            .execute(conn)?;
    }
    Ok(())
}
