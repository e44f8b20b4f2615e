//! Who may use the routes of `needs`.

use super::*;

const AUTHORS: &[Role] = &[ProjectLead, ProjectMember, SchoolLeader];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/projects/{id}/needs", ANYBODY),
    ("POST", "/api/v1/projects/{id}/needs", AUTHORS),
    ("GET", "/api/v1/projects/{id}/needs/totals", ANYBODY),
    (
        "GET",
        "/api/v1/projects/{id}/needs/totals.{format}",
        ANYBODY,
    ),
    (
        "GET",
        "/api/v1/projects/{id}/needs-document.{format}",
        STAFF,
    ),
    ("POST", "/api/v1/projects/{id}/needs-document/issue", LEAD),
    ("GET", "/api/v1/needs/{id}", ANYBODY),
    ("PUT", "/api/v1/needs/{id}", AUTHORS),
    ("POST", "/api/v1/needs/{id}/submit", AUTHORS),
    ("POST", "/api/v1/needs/{id}/confirm", LEAD),
    ("POST", "/api/v1/needs/{id}/return", LEAD),
];
