//! The needs assessment: what each school needs of each device category, from draft to confirmed.
//!
//! There is one need per project, school and category. The school states and submits it, the project lead
//! confirms it; only confirmed needs are tendered.

pub mod api;
mod decide_need;
mod grid;
mod need;
mod needs_document;
mod needs_source;
pub mod pages;
mod read_grid;
mod state_need;
mod state_school;
pub mod store;
mod totals;

pub use decide_need::{ReturnNeed, confirm_need, return_need, submit_need};
pub use grid::{GridCell, GridColumn, GridRow, NeedGrid, SchoolState, need_grid};
pub use need::{Need, NeedState};
pub use needs_document::{NeedsContent, NeedsSchool, compose_needs};
pub use needs_source::NEEDS_DOCUMENT;
pub use read_grid::read_grid;
pub use state_need::{ChangeNeed, StateNeed, change_need, state_need};
pub use state_school::{SchoolNeedLine, StateSchoolNeeds, confirm_needs, state_school_needs};
pub use store::{NeedLine, need_lines};
pub use totals::{CategoryNeed, NeedTotals, SchoolNeed, totals, totals_table};
