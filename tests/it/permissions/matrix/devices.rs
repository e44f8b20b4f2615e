//! Who may use the routes of `devices`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
