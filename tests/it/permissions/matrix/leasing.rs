//! Who may use the routes of `leasing`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
