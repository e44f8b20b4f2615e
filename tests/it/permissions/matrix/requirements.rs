//! Who may use the routes of `requirements`.

use super::*;

const CATALOGUE: &[Role] = &[ProjectLead, It];
/// Who may say something about requirements: not the administrator, who keeps accounts, nor the auditor, who reads.
pub const COMMENTERS: &[Role] = &[ProjectLead, ProjectMember, Finance, It];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/device-categories", ANYBODY),
    ("POST", "/api/v1/device-categories", CATALOGUE),
    ("GET", "/api/v1/device-categories/{id}", ANYBODY),
    ("PUT", "/api/v1/device-categories/{id}", CATALOGUE),
    ("GET", "/api/v1/projects/{id}/specifications", STAFF),
    ("POST", "/api/v1/projects/{id}/specifications", GROUP),
    ("GET", "/api/v1/specifications/{id}", STAFF),
    ("GET", "/api/v1/specifications/{id}/versions", STAFF),
    ("POST", "/api/v1/specifications/{id}/versions", GROUP),
    ("GET", "/api/v1/specification-versions/{id}", STAFF),
    (
        "POST",
        "/api/v1/specification-versions/{id}/request-review",
        GROUP,
    ),
    (
        "POST",
        "/api/v1/specification-versions/{id}/return-to-draft",
        GROUP,
    ),
    ("POST", "/api/v1/specification-versions/{id}/approve", LEAD),
    (
        "GET",
        "/api/v1/specification-versions/{id}/document.{format}",
        STAFF,
    ),
    (
        "POST",
        "/api/v1/specification-versions/{id}/document/issue",
        LEAD,
    ),
    (
        "POST",
        "/api/v1/specification-versions/{id}/sections",
        GROUP,
    ),
    ("GET", "/api/v1/requirement-sections/{id}", STAFF),
    ("PUT", "/api/v1/requirement-sections/{id}", GROUP),
    (
        "POST",
        "/api/v1/requirement-sections/{id}/requirements",
        GROUP,
    ),
    ("GET", "/api/v1/requirements/{id}", STAFF),
    ("PUT", "/api/v1/requirements/{id}", GROUP),
    ("POST", "/api/v1/requirements/{id}/withdraw", GROUP),
    ("GET", "/api/v1/specification-versions/{id}/comments", STAFF),
    ("POST", "/api/v1/requirements/{id}/comments", COMMENTERS),
    ("GET", "/api/v1/requirement-comments/{id}", STAFF),
    ("PUT", "/api/v1/requirement-comments/{id}", COMMENTERS),
    (
        "POST",
        "/api/v1/requirement-comments/{id}/replies",
        COMMENTERS,
    ),
    ("POST", "/api/v1/requirement-comments/{id}/resolve", GROUP),
    ("POST", "/api/v1/requirement-comments/{id}/reopen", GROUP),
    ("GET", "/api/v1/comment-replies/{id}", STAFF),
    ("PUT", "/api/v1/comment-replies/{id}", COMMENTERS),
];
