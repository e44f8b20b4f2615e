//! Who may use the routes of `organisation`.

use super::*;

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/municipality", ANYBODY),
    ("POST", "/api/v1/municipality", ADMIN),
    ("PUT", "/api/v1/municipality", ADMIN),
    ("GET", "/api/v1/municipality/logo", ANYBODY),
    ("PUT", "/api/v1/municipality/logo", ADMIN),
    ("POST", "/api/v1/municipality/logo/remove", ADMIN),
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
];
