//! Who may use the routes of `overview`.

use super::*;

pub const ROWS: &[Row] = &[("GET", "/api/v1/costs/by-year.{format}", ANYBODY)];
