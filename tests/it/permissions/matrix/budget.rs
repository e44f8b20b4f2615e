//! Who may use the routes of `budget`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
