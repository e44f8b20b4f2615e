//! What crosses the steps: cost by budget year, school and agreement; owns no table.

pub mod api;
