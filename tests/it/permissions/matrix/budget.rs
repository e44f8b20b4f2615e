//! Who may use the routes of `budget`.

use super::*;

const AUTHORS: &[Role] = &[ProjectLead, ProjectMember, Finance];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/projects/{id}/estimates", STAFF),
    ("POST", "/api/v1/projects/{id}/estimates", AUTHORS),
    ("GET", "/api/v1/estimates/{id}", STAFF),
    ("PUT", "/api/v1/estimates/{id}", AUTHORS),
    ("PUT", "/api/v1/estimates/{id}/prices", AUTHORS),
    ("PUT", "/api/v1/estimates/{id}/lines", AUTHORS),
    ("POST", "/api/v1/estimates/{id}/approve", &[Finance]),
    ("GET", "/api/v1/estimates/{id}/calculation.{format}", STAFF),
    ("GET", "/api/v1/estimates/{id}/document.{format}", STAFF),
    ("POST", "/api/v1/estimates/{id}/document/issue", &[Finance]),
];
