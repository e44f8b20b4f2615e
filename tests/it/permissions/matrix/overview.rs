//! Who may use the routes of `overview`.

use super::*;

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/document-kinds", ANYBODY),
    (
        "GET",
        "/api/v1/projects/{id}/export.zip",
        &[Administrator, ProjectLead, Auditor],
    ),
    ("GET", "/api/v1/costs/by-year.{format}", ANYBODY),
    ("GET", "/api/v1/costs/explanation", ANYBODY),
    ("GET", "/api/v1/projects/{id}/follow-up.{format}", STAFF),
    ("GET", "/api/v1/cost-versions", STAFF),
    ("GET", "/api/v1/cost-versions/{id}", STAFF),
    ("POST", "/api/v1/cost-versions", &[Finance]),
];
