//! Price and wage rates over HTTP.

use crate::budget::{self, PriceRate, RecordPriceRate, store};
use crate::db::{Database, PriceRateId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{Json, Now, Page, Query, Tagged};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use validator::Validate;

/// Which rates, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPriceRates {
    /// Only of this series.
    #[validate(length(max = 100))]
    pub series: Option<String>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the price and wage rates in the order of their entering, earlier publications too.
#[utoipa::path(tag = "budget", params(ListPriceRates), responses((status = 200, body = Page<PriceRate>)))]
#[get("/price-rates")]
pub async fn list_price_rates(
    _actor: Staff,
    db: Data<Database>,
    Query(query): Query<ListPriceRates>,
) -> Result<Selected<PriceRate>> {
    let after: Option<PriceRateId> = read_cursor("price-rates", query.cursor.as_deref())?;
    let (limit, count) = (
        query.limit.unwrap_or(DEFAULT_LIMIT),
        fetch_count(query.limit),
    );
    let found = db
        .read(move |conn| store::price_rates(conn, query.series.as_deref(), after, count))
        .await?;
    Ok(Selected {
        page: Page::cut("price-rates", found, limit, |rate| rate.id),
        fields: query.fields,
    })
}

/// Enters a figure of a publication; an entry is never changed.
#[utoipa::path(tag = "budget", responses((status = 201, body = PriceRate)))]
#[post("/price-rates")]
pub async fn record_price_rate(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<RecordPriceRate>,
) -> Result<Tagged<PriceRate>> {
    let made = db
        .write(move |conn| budget::record_price_rate(conn, &actor, &command, moment))
        .await?;
    Ok(Tagged::created(made, 1, "/api/v1/price-rates"))
}
