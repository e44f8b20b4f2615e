//! Who may use the routes of `projects`.

use super::*;

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/projects", ANYBODY),
    ("POST", "/api/v1/projects", LEAD),
    ("GET", "/api/v1/projects/{id}", ANYBODY),
    ("PUT", "/api/v1/projects/{id}", LEAD),
    ("POST", "/api/v1/projects/{id}/advance", LEAD),
    ("GET", "/api/v1/projects/{id}/phase-changes", STAFF),
    ("GET", "/api/v1/projects/{id}/members", STAFF),
    ("POST", "/api/v1/projects/{id}/members", LEAD),
    ("PUT", "/api/v1/project-members/{id}", LEAD),
    ("GET", "/api/v1/projects/{id}/milestones", STAFF),
    ("POST", "/api/v1/projects/{id}/milestones", GROUP),
    ("PUT", "/api/v1/milestones/{id}", GROUP),
    ("GET", "/api/v1/projects/{id}/visits", STAFF),
    ("POST", "/api/v1/projects/{id}/visits", GROUP),
    ("PUT", "/api/v1/visits/{id}", GROUP),
    ("GET", "/api/v1/projects/{id}/decisions", STAFF),
    ("POST", "/api/v1/projects/{id}/decisions", GROUP),
    ("GET", "/api/v1/projects/{id}/meetings", STAFF),
    ("POST", "/api/v1/projects/{id}/meetings", GROUP),
    ("GET", "/api/v1/meetings/{id}", STAFF),
    ("PUT", "/api/v1/meetings/{id}", GROUP),
    ("GET", "/api/v1/meetings/{id}/minutes.{format}", STAFF),
    ("POST", "/api/v1/meetings/{id}/minutes/issue", LEAD),
];
