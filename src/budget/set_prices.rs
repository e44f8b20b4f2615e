//! Replaces the prices of a draft estimate.

use super::estimate::not_negative;
use super::{Estimate, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, EstimateId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::EstimateAuthor;
use crate::http::not_blank;
use crate::organisation::journal;
use crate::projects;
use std::collections::BTreeSet;
use validator::Validate;

/// The prices of an estimate, all of them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEstimatePrices {
    /// One for each device category that is to be bought.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub prices: Vec<SetEstimatePrice>,
}

/// The price of one device of a category.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEstimatePrice {
    /// The category.
    pub device_category_id: DeviceCategoryId,
    /// The price of one device in kroner, without VAT.
    #[validate(custom(function = not_negative))]
    #[schema(value_type = String, example = "5600.00")]
    pub unit_price: Money,
    /// Where the price comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
    /// Whether it is assumed rather than offered.
    pub assumed: bool,
}

/// Replaces the prices.
///
/// # Errors
/// [`codes::ESTIMATE_NOT_FOUND`], [`codes::STALE`], [`codes::ESTIMATE_APPROVED`], [`codes::PROJECT_CLOSED`];
/// [`codes::DEVICE_CATEGORY_UNKNOWN`], [`codes::ESTIMATE_PRICE_TWICE`].
pub fn set_estimate_prices(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    id: EstimateId,
    seen: Version,
    command: &SetEstimatePrices,
    moment: Moment,
) -> Result<Estimate> {
    let before = store::estimate(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    check(conn, command)?;
    store::replace_prices(conn, id, &command.prices)?;
    store::set_version(conn, id, version)?;
    let after = store::estimate(conn, id)?;
    journal::Entry::new("priced", "estimate", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn check(conn: &mut DbConnection, command: &SetEstimatePrices) -> Result<()> {
    let known = store::category_ids(conn)?;
    let mut seen = BTreeSet::new();
    let mut faults = Faults::default();
    for (index, price) in command.prices.iter().enumerate() {
        let id = price.device_category_id;
        let pointer = format!("/prices/{index}/device_category_id");
        if !known.contains(&id) {
            let fault = Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN);
            faults.add(fault.at(pointer).with("id", id));
        } else if !seen.insert(id) {
            let fault = Fault::new(&codes::ESTIMATE_PRICE_TWICE);
            faults.add(fault.at(pointer).with("id", id));
        }
    }
    faults.into_result()
}
