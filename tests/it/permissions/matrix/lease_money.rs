//! Who may use the routes of the money of leases.

use super::*;

const FINANCE: &[Role] = &[Finance];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/lease-lines/{id}/shares", STAFF),
    ("PUT", "/api/v1/lease-lines/{id}/shares", FINANCE),
    ("GET", "/api/v1/lease-fees/{id}/shares", STAFF),
    ("PUT", "/api/v1/lease-fees/{id}/shares", FINANCE),
    ("GET", "/api/v1/leases/{id}/fees", STAFF),
    ("POST", "/api/v1/leases/{id}/fees", FINANCE),
    ("PUT", "/api/v1/lease-fees/{id}", FINANCE),
    ("POST", "/api/v1/lease-fees/{id}/remove", FINANCE),
    ("GET", "/api/v1/price-rates", STAFF),
    ("POST", "/api/v1/price-rates", FINANCE),
    ("GET", "/api/v1/leases/{id}/payments", STAFF),
    ("POST", "/api/v1/leases/{id}/payments", FINANCE),
    ("GET", "/api/v1/leases/{id}/payments/status.{format}", STAFF),
    ("GET", "/api/v1/leases/{id}/notice", STAFF),
    ("PUT", "/api/v1/leases/{id}/notice-terms", FINANCE),
    ("POST", "/api/v1/leases/{id}/notices", FINANCE),
    ("GET", "/api/v1/lease-deadlines", STAFF),
    ("GET", "/api/v1/approval-rules", STAFF),
    ("GET", "/api/v1/approval-rules/{id}", STAFF),
    ("POST", "/api/v1/approval-rules", ADMIN),
    ("PUT", "/api/v1/approval-rules/{id}", ADMIN),
    ("GET", "/api/v1/leases/{id}/decisions", STAFF),
    ("POST", "/api/v1/leases/{id}/decisions", FINANCE),
    ("GET", "/api/v1/leases/debt.{format}", STAFF),
];
