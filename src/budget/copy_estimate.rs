//! Copies an estimate as a draft, so that another scenario begins with what is known.

use super::{
    DescribeEstimate, Estimate, SetEstimateLines, SetEstimatePrice, SetEstimatePrices,
    draft_estimate, set_estimate_comparison, set_estimate_lines, set_estimate_prices, store,
};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, Version};
use crate::error::Result;
use crate::http::actor::EstimateAuthor;
use crate::http::not_blank;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// What the copy is called.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CopyEstimate {
    /// Its title.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub title: String,
}

/// Copies an estimate with its prices, lines and comparison; the copy of an approved one is a draft again.
///
/// # Errors
/// [`crate::error::codes::ESTIMATE_NOT_FOUND`]; as [`draft_estimate`] and what sets the parts.
pub fn copy_estimate(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    id: EstimateId,
    command: &CopyEstimate,
    moment: Moment,
) -> Result<Estimate> {
    let from = store::estimate(conn, id)?;
    let terms = DescribeEstimate {
        title: command.title.clone(),
        starts_on: from.starts_on,
        periods: from.periods,
        every_unit: from.every_unit,
        every_count: from.every_count,
        timing: from.timing,
        rate: from.rate,
        rate_source: from.rate_source,
        rate_assumed: from.rate_assumed,
        residual: from.residual,
        note: from.note,
    };
    let price = |price: super::EstimatePrice| SetEstimatePrice {
        device_category_id: price.device_category_id,
        unit_price: price.unit_price,
        source: price.source,
        assumed: price.assumed,
    };
    let prices = SetEstimatePrices {
        prices: from.prices.into_iter().map(price).collect(),
    };
    let lines = SetEstimateLines { lines: from.lines };
    let mut copy = draft_estimate(conn, actor, from.project_id, &terms, moment)?;
    copy = set_estimate_prices(conn, actor, copy.id, Version(copy.version), &prices, moment)?;
    copy = set_estimate_lines(conn, actor, copy.id, Version(copy.version), &lines, moment)?;
    if let Some(comparison) = &from.comparison {
        let seen = Version(copy.version);
        copy = set_estimate_comparison(conn, actor, copy.id, seen, comparison, moment)?;
    }
    Ok(copy)
}
