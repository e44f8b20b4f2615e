//! Price and wage rates; entries, never changed.

use crate::budget::{PriceRate, RecordPriceRate};
use crate::clock::Instant;
use crate::db::schema::price_rates;
use crate::db::{AccountId, DbConnection, PriceRateId};
use crate::error::{Error, Result};
use crate::finance::{PriceHistory, PublishedRate, YearlyRates};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = price_rates)]
struct RateRow {
    id: PriceRateId,
    series: String,
    year: i32,
    rate: String,
    published_on: NaiveDate,
    source: String,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl TryFrom<RateRow> for PriceRate {
    type Error = Error;
    fn try_from(row: RateRow) -> Result<Self> {
        Ok(PriceRate {
            rate: row
                .rate
                .parse()
                .map_err(|error| Error::Internal(Box::new(error)))?,
            id: row.id,
            series: row.series,
            year: row.year,
            published_on: row.published_on,
            source: row.source,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        })
    }
}

fn things(rows: Vec<RateRow>) -> Result<Vec<PriceRate>> {
    rows.into_iter().map(PriceRate::try_from).collect()
}

/// The entry.
///
/// # Errors
/// Only when the database fails: nobody asks for an entry that is not there.
pub fn price_rate(conn: &mut DbConnection, id: PriceRateId) -> Result<PriceRate> {
    let row: RateRow = price_rates::table
        .find(id)
        .select(RateRow::as_select())
        .first(conn)?;
    PriceRate::try_from(row)
}

/// At most `count` entries in the order of their entering, after one of them.
///
/// # Errors
/// Only when the database fails.
pub fn price_rates(
    conn: &mut DbConnection,
    series: Option<&str>,
    after: Option<PriceRateId>,
    count: i64,
) -> Result<Vec<PriceRate>> {
    let mut query = price_rates::table
        .select(RateRow::as_select())
        .order(price_rates::id)
        .limit(count)
        .into_boxed();
    if let Some(series) = series {
        query = query.filter(price_rates::series.eq(series.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(price_rates::id.gt(after));
    }
    things(query.load(conn)?)
}

/// The names of the series that have a rate, by name.
///
/// # Errors
/// Only when the database fails.
pub fn price_series_names(conn: &mut DbConnection) -> QueryResult<Vec<String>> {
    price_rates::table
        .select(price_rates::series)
        .distinct()
        .order(price_rates::series)
        .load(conn)
}

/// Adds an entry.
///
/// # Errors
/// The broken uniqueness rule of series, year and day.
pub fn insert_price_rate(
    conn: &mut DbConnection,
    command: &RecordPriceRate,
    account: AccountId,
    at: Instant,
) -> QueryResult<PriceRateId> {
    diesel::insert_into(price_rates::table)
        .values((
            price_rates::series.eq(&command.series),
            price_rates::year.eq(command.year),
            price_rates::rate.eq(command.rate.to_string()),
            price_rates::published_on.eq(command.published_on),
            price_rates::source.eq(&command.source),
            price_rates::recorded_by.eq(account),
            price_rates::recorded_at.eq(at),
        ))
        .returning(price_rates::id)
        .get_result(conn)
}

/// All publications of a series; empty for a series that nobody has entered.
///
/// # Errors
/// Only when the database fails.
pub fn price_history(conn: &mut DbConnection, series: &str) -> Result<PriceHistory> {
    Ok(price_histories(conn, &[series.to_owned()])?
        .remove(series)
        .unwrap_or_default())
}

/// All publications of some series by name, in one query.
///
/// # Errors
/// Only when the database fails.
pub fn price_histories(
    conn: &mut DbConnection,
    series: &[String],
) -> Result<BTreeMap<String, PriceHistory>> {
    let rows: Vec<RateRow> = price_rates::table
        .filter(price_rates::series.eq_any(series.to_vec()))
        .select(RateRow::as_select())
        .load(conn)?;
    let mut found: BTreeMap<String, Vec<PublishedRate>> = BTreeMap::new();
    for entry in things(rows)? {
        found.entry(entry.series).or_default().push(PublishedRate {
            year: entry.year,
            rate: entry.rate,
            published_on: entry.published_on,
        });
    }
    Ok(found
        .into_iter()
        .map(|(series, published)| (series, PriceHistory::new(published)))
        .collect())
}

/// The rates of a series that count on a day.
///
/// # Errors
/// Only when the database fails.
pub fn price_series(conn: &mut DbConnection, series: &str, on: NaiveDate) -> Result<YearlyRates> {
    Ok(price_history(conn, series)?.rates_on(on))
}

/// The entries that count on a day, by year: the same as [`price_series`], with their sources.
///
/// # Errors
/// Only when the database fails.
pub fn price_rates_on(
    conn: &mut DbConnection,
    series: &str,
    on: NaiveDate,
) -> Result<Vec<PriceRate>> {
    let rows: Vec<RateRow> = price_rates::table
        .filter(price_rates::series.eq(series))
        .filter(price_rates::published_on.le(on))
        .select(RateRow::as_select())
        .order(price_rates::published_on)
        .load(conn)?;
    let latest: BTreeMap<i32, PriceRate> = things(rows)?
        .into_iter()
        .map(|entry| (entry.year, entry))
        .collect();
    Ok(latest.into_values().collect())
}
