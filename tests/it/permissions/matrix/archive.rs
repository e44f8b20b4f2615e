//! Who may use the routes of `archive`.

use super::*;

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/documents", STAFF),
    ("GET", "/api/v1/documents/{id}", STAFF),
    ("GET", "/api/v1/documents/{id}/content", STAFF),
    ("GET", "/api/v1/documents/{id}/document.{format}", STAFF),
];
