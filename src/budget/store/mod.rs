//! The tables of estimates, and what an estimate rests on in other slices' tables.

mod basis;
mod estimates;

pub use basis::{basis, category_ids};
pub use estimates::{
    approve, estimate, estimates, insert_estimate, replace_lines, replace_prices, set_version,
    update_estimate,
};
