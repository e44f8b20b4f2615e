//! Who may use the routes of `tenders`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
