//! Reads what cost is reckoned from, out of the tables of leasing, devices, organisation and budget.

mod agreements;
mod basis;
mod charges;
mod holdings;

pub use basis::basis;
pub use holdings::holdings_query;
