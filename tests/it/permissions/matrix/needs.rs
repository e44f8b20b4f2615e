//! Who may use the routes of `needs`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
