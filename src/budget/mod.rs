//! The economic estimate: prices, financing, cost per budget year against the frame.
//!
//! Quantities are never entered here: they are the project's needs, read anew with every calculation, so that an
//! estimate and the needs cannot drift apart. All amounts are without VAT, because a municipality gets it back.

pub mod api;
mod approve_estimate;
mod calculate;
mod calculation;
mod compare_financing;
mod comparison;
mod copy_estimate;
mod describe_estimate;
mod estimate;
mod estimate_document;
mod estimate_source;
mod findings;
pub mod pages;
mod price_rate;
mod scenario;
mod set_comparison;
mod set_lines;
mod set_prices;
pub mod store;
mod try_estimate;

pub use approve_estimate::approve_estimate;
pub use calculate::{CategoryNeed, EstimateBasis, FrameYear, calculate};
pub use calculation::{
    Assumption, Calculation, CalculationWarning, CostItem, CostYear, Fit, PlannedPayment,
};
pub use compare_financing::compare_financing;
pub use comparison::{EstimateComparison, SourcedAmount, SourcedRate};
pub use copy_estimate::{CopyEstimate, copy_estimate};
pub use describe_estimate::{DescribeEstimate, change_estimate, draft_estimate};
pub use estimate::{
    Estimate, EstimateLine, EstimateLineBasis, EstimateLineKind, EstimatePrice, EstimateState,
    NeedsCounted,
};
pub use estimate_source::{AskEstimate, ESTIMATE_DOCUMENT, EstimateContent};
pub use price_rate::{PriceRate, RecordPriceRate, record_price_rate};
pub use scenario::{Outcome, Scenario, scenarios};
pub use set_comparison::set_estimate_comparison;
pub use set_lines::{SetEstimateLines, set_estimate_lines};
pub use set_prices::{SetEstimatePrice, SetEstimatePrices, set_estimate_prices};
pub use try_estimate::{Trial, try_estimate};
