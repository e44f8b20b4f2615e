//! Who may use the routes of `requirements`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
