//! The economic estimate: prices, financing, cost per budget year against the frame.

pub mod api;
