//! Which role may use which route.

use anskaf::http::Role::{self, *};

type Row = (&'static str, &'static str, &'static [Role]);

const ANYBODY: &[Role] = Role::ALL;
const ADMIN: &[Role] = &[Administrator];
const INSPECTORS: &[Role] = &[Administrator, Auditor];
const COUNTS: &[Role] = &[Administrator, ProjectLead, SchoolLeader];

/// Routes that need no token.
pub const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/v1/errors"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/docs/{_:.*}"),
];

pub const MATRIX: &[Row] = &[
    // Organisation.
    ("GET", "/api/v1/municipality", ANYBODY),
    ("POST", "/api/v1/municipality", ADMIN),
    ("PUT", "/api/v1/municipality", ADMIN),
    ("GET", "/api/v1/schools", ANYBODY),
    ("POST", "/api/v1/schools", ADMIN),
    ("GET", "/api/v1/schools/{id}", ANYBODY),
    ("PUT", "/api/v1/schools/{id}", ADMIN),
    ("GET", "/api/v1/schools/{id}/pupil-counts", ANYBODY),
    ("POST", "/api/v1/schools/{id}/pupil-counts", COUNTS),
    ("PUT", "/api/v1/pupil-counts/{id}", COUNTS),
    ("GET", "/api/v1/schools/{id}/staff-counts", ANYBODY),
    ("POST", "/api/v1/schools/{id}/staff-counts", COUNTS),
    ("PUT", "/api/v1/staff-counts/{id}", COUNTS),
    ("GET", "/api/v1/me", ANYBODY),
    ("GET", "/api/v1/accounts", INSPECTORS),
    ("POST", "/api/v1/accounts", ADMIN),
    ("GET", "/api/v1/accounts/{id}", INSPECTORS),
    ("PUT", "/api/v1/accounts/{id}", ADMIN),
    ("GET", "/api/v1/accounts/{id}/tokens", INSPECTORS),
    ("POST", "/api/v1/accounts/{id}/tokens", ADMIN),
    ("POST", "/api/v1/tokens/{id}/revoke", ADMIN),
    ("GET", "/api/v1/journal", INSPECTORS),
    // Archive.
    // Projects.
    // Requirements.
    // Needs.
    // Budget.
    // Tenders.
    // Leasing.
    // Devices.
    // Overview.
];

/// The path with numbers in the place of its variables.
pub fn concrete(path: &str, school: i64) -> String {
    path.replace("/schools/{id}", &format!("/schools/{school}"))
        .replace("{format}", "json")
        .replace("{id}", "1")
}

/// A body that the route accepts; `{}` where nobody asked for one yet.
pub fn sample(path: &str) -> serde_json::Value {
    match path {
        "/api/v1/schools/{id}/pupil-counts" => {
            serde_json::json!({"school_year": 2017, "grade": 3, "pupils": 60})
        }
        "/api/v1/schools/{id}/staff-counts" => {
            serde_json::json!({"school_year": 2017, "kind": "teacher", "staff": 40})
        }
        _ => serde_json::json!({}),
    }
}
