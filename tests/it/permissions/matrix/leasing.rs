//! Who may use the routes of `leasing`.

use super::*;

const FINANCE: &[Role] = &[Finance];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/leases", STAFF),
    ("POST", "/api/v1/leases", FINANCE),
    ("GET", "/api/v1/leases/{id}", STAFF),
    ("PUT", "/api/v1/leases/{id}", FINANCE),
    ("POST", "/api/v1/leases/{id}/put-in-force", FINANCE),
    ("POST", "/api/v1/leases/{id}/end", FINANCE),
    ("GET", "/api/v1/leases/{id}/lines", STAFF),
    ("POST", "/api/v1/leases/{id}/lines", FINANCE),
    ("PUT", "/api/v1/lease-lines/{id}", FINANCE),
    ("POST", "/api/v1/lease-lines/{id}/remove", FINANCE),
    ("GET", "/api/v1/leases/{id}/schedule.{format}", STAFF),
    ("GET", "/api/v1/leases/{id}/costs-by-year", STAFF),
    ("POST", "/api/v1/lease-quotes", ANYBODY),
];
