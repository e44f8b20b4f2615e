//! Who may use the routes of `overview`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
