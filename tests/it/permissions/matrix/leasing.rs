//! Who may use the routes of `leasing`.

use super::*;

const FINANCE: &[Role] = &[Finance];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/leases", STAFF),
    ("POST", "/api/v1/leases", FINANCE),
    ("GET", "/api/v1/leases/{id}", STAFF),
    ("PUT", "/api/v1/leases/{id}", FINANCE),
    ("POST", "/api/v1/leases/{id}/sign", FINANCE),
    ("POST", "/api/v1/leases/{id}/put-in-force", FINANCE),
    ("POST", "/api/v1/leases/{id}/end", FINANCE),
    ("GET", "/api/v1/leases/{id}/lines", STAFF),
    ("POST", "/api/v1/leases/{id}/lines", FINANCE),
    ("PUT", "/api/v1/lease-lines/{id}", FINANCE),
    ("POST", "/api/v1/lease-lines/{id}/remove", FINANCE),
    ("GET", "/api/v1/leases/{id}/batches", STAFF),
    ("POST", "/api/v1/leases/{id}/batches", FINANCE),
    ("PUT", "/api/v1/lease-batches/{id}", FINANCE),
    ("POST", "/api/v1/lease-batches/{id}/remove", FINANCE),
    ("GET", "/api/v1/leases/{id}/interim-charges", STAFF),
    ("GET", "/api/v1/leases/{id}/fixings", STAFF),
    ("POST", "/api/v1/leases/{id}/fixings", FINANCE),
    ("GET", "/api/v1/leases/{id}/amendments", STAFF),
    ("POST", "/api/v1/leases/{id}/amendments", FINANCE),
    ("GET", "/api/v1/leases/{id}/settlement", STAFF),
    ("GET", "/api/v1/leases/{id}/schedules", STAFF),
    ("GET", "/api/v1/leases/{id}/schedules/{number}", STAFF),
    (
        "GET",
        "/api/v1/leases/{id}/instalments/{number}/explanation",
        STAFF,
    ),
    ("GET", "/api/v1/leases/{id}/schedule.{format}", STAFF),
    ("GET", "/api/v1/leases/{id}/costs-by-year", STAFF),
    ("POST", "/api/v1/lease-quotes", ANYBODY),
    (
        "GET",
        "/api/v1/leases/{id}/schedule-document.{format}",
        STAFF,
    ),
    (
        "POST",
        "/api/v1/leases/{id}/schedule-document/issue",
        FINANCE,
    ),
    ("GET", "/api/v1/leases/debt-document.{format}", STAFF),
    ("POST", "/api/v1/leases/debt-document/issue", FINANCE),
];
