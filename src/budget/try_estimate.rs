//! What a draft would come to with other prices, lines or financing: reckoned, not kept.

use super::{
    Calculation, DescribeEstimate, EstimateBasis, EstimatePrice, SetEstimateLines,
    SetEstimatePrices, calculate,
};
use crate::error::Result;

/// What somebody is trying out.
#[derive(Debug, Clone)]
pub enum Trial {
    /// Other prices.
    Prices(SetEstimatePrices),
    /// Other lines besides devices.
    Lines(SetEstimateLines),
    /// Another financing.
    Financing(DescribeEstimate),
}

/// What the estimate would come to.
///
/// # Errors
/// As [`calculate`].
pub fn try_estimate(mut basis: EstimateBasis, trial: Trial) -> Result<Calculation> {
    let estimate = &mut basis.estimate;
    match trial {
        Trial::Prices(set) => {
            let price = |price: super::SetEstimatePrice| EstimatePrice {
                device_category_id: price.device_category_id,
                device_category: String::new(),
                unit_price: price.unit_price,
                source: price.source,
                assumed: price.assumed,
            };
            estimate.prices = set.prices.into_iter().map(price).collect();
        }
        Trial::Lines(set) => estimate.lines = set.lines,
        Trial::Financing(to) => {
            estimate.starts_on = to.starts_on;
            estimate.periods = to.periods;
            estimate.every_unit = to.every_unit;
            estimate.every_count = to.every_count;
            estimate.timing = to.timing;
            estimate.rate = to.rate;
            estimate.residual = to.residual;
        }
    }
    calculate(&basis, None)
}
