//! Price and wage rates (*pris- og lønskøn*) as they were published, year by year.
//!
//! No series is built in: the municipality enters what it may use, each figure with its source. Entries are never
//! changed; a later publication of the same year is another entry, and it is preferred from its day on. A lease
//! payment is nominal and follows no series.

use super::store;
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, PriceRateId, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::Rate;
use crate::http::actor::FinanceStaff;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

/// The rise of prices into one year, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PriceRate {
    /// Its number in this service.
    pub id: PriceRateId,
    /// The name of the series.
    #[schema(example = "KL art 4.9")]
    pub series: String,
    /// The year into which prices rise.
    #[schema(example = 2027)]
    pub year: i32,
    /// The rise as a fraction of one.
    #[schema(value_type = String, example = "0.028")]
    pub rate: Rate,
    /// The day of the publication: it counts from that day on.
    pub published_on: NaiveDate,
    /// Where the figure stands.
    pub source: String,
    /// Who entered it.
    pub recorded_by: AccountId,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// A figure of a publication.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPriceRate {
    /// The name of the series; fees refer to it letter by letter.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 100, example = "KL art 4.9")]
    pub series: String,
    /// The year into which prices rise.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub year: i32,
    /// The rise as a fraction of one.
    #[schema(value_type = String, example = "0.028")]
    pub rate: Rate,
    /// The day of the publication.
    pub published_on: NaiveDate,
    /// Where the figure stands.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
}

/// Enters a figure of a publication.
///
/// # Errors
/// [`codes::PRICE_RATE_TAKEN`], [`codes::DATE_IN_FUTURE`], [`codes::VALUE_INVALID`] for a name with white space
/// at its ends.
pub fn record_price_rate(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    command: &RecordPriceRate,
    moment: Moment,
) -> Result<PriceRate> {
    let mut faults = Faults::default();
    faults.require(command.series.trim() == command.series, || {
        Fault::new(&codes::VALUE_INVALID).at("/series")
    });
    faults.require(command.published_on <= moment.today, || {
        Fault::new(&codes::DATE_IN_FUTURE)
            .at("/published_on")
            .with("today", moment.today)
    });
    faults.into_result()?;
    let id = store::insert_price_rate(conn, command, actor.account, moment.now).map_err(taken)?;
    let rate = store::price_rate(conn, id)?;
    journal::Entry::new("recorded", "price_rate", id.0)
        .after(&rate)
        .record(conn, actor, moment)?;
    Ok(rate)
}

fn taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("price_rates.series_year_published_on") => Fault::new(&codes::PRICE_RATE_TAKEN)
            .at("/published_on")
            .into(),
        _ => error.into(),
    }
}
