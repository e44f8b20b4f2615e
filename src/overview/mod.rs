//! What crosses the steps: cost by budget year, school and agreement; owns no table.
//!
//! The rule of the split: an instalment belongs to the budget year of its due date, and on that day it is
//! divided over the schools that hold the agreement's devices, by the acquisition price of what each holds.
//! Lines without devices follow the devices. What nobody holds is shown as *ikke fordelt*, never dropped.

pub mod api;
mod cost_table;
mod costs;
pub mod store;

pub use cost_table::cost_table;
pub use costs::{
    CostByYear, CostRow, HeldWeight, LeasePayments, YearAmount, YearRange, cost_by_year,
};
