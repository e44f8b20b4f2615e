//! Who may use the routes of `projects`.

#![allow(unused_imports)]
use super::*;

pub const ROWS: &[Row] = &[];
