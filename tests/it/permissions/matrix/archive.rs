//! Who may use the routes of `archive`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
