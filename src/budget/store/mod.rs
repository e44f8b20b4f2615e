//! The tables of estimates and price rates, and what an estimate rests on in other slices' tables.

mod basis;
mod comparisons;
mod estimates;
mod price_rates;

pub use diesel::result::Error as StoreError;

pub use basis::{basis, category_ids};
pub use comparisons::replace_comparison;
pub use estimates::{
    approve, estimate, estimates, insert_estimate, replace_lines, replace_prices, set_version,
    update_estimate,
};
pub use price_rates::{
    insert_price_rate, price_histories, price_history, price_rate, price_rates, price_rates_on,
    price_series, price_series_names,
};
