//! Who may use the routes of `tenders`.

use super::*;

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/projects/{id}/tenders", STAFF),
    ("POST", "/api/v1/projects/{id}/tenders", LEAD),
    ("GET", "/api/v1/tenders/{id}", STAFF),
    ("PUT", "/api/v1/tenders/{id}", LEAD),
    ("PUT", "/api/v1/tenders/{id}/conditions", LEAD),
    ("PUT", "/api/v1/tenders/{id}/timetable", LEAD),
    ("PUT", "/api/v1/tenders/{id}/evaluation", LEAD),
    ("GET", "/api/v1/tenders/{id}/document.{format}", STAFF),
    ("GET", "/api/v1/tenders/{id}/package.zip", STAFF),
    ("GET", "/api/v1/tenders/{id}/price-sheet.xlsx", STAFF),
    ("POST", "/api/v1/tenders/{id}/publish", LEAD),
    ("POST", "/api/v1/tenders/{id}/cancel", LEAD),
];
