//! Which role may open which page, and send which form.

use super::{ADMIN, ANYBODY, INSPECTORS, Row, STAFF};

/// Pages and forms that need no session.
pub const PUBLIC_PAGES: &[(&str, &str)] = &[
    ("GET", "/accessibility"),
    ("GET", "/assets/{hash}/{name}"),
    ("POST", "/choices/language"),
    ("POST", "/choices/theme"),
    ("GET", "/forgotten-password"),
    ("POST", "/forgotten-password"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/welcome/{secret}"),
    ("POST", "/welcome/{secret}"),
];

const ORGANISATION: &[Row] = &[
    ("GET", "/me", ANYBODY),
    ("POST", "/me/password", ANYBODY),
    ("POST", "/me/sessions/{id}/end", ANYBODY),
    ("POST", "/me/sign-out-everywhere", ANYBODY),
    ("GET", "/history/{kind}/{id}", STAFF),
    ("GET", "/accounts", INSPECTORS),
    ("GET", "/accounts/new", ADMIN),
    ("POST", "/accounts", ADMIN),
    ("GET", "/accounts/{id}", INSPECTORS),
    ("POST", "/accounts/{id}", ADMIN),
    ("POST", "/accounts/{id}/invite", ADMIN),
    // The last, because nobody is signed in any more after it.
    ("POST", "/sign-out", ANYBODY),
];

const OVERVIEW: &[Row] = &[("GET", "/", ANYBODY)];

/// All pages, slice by slice.
pub fn pages() -> Vec<Row> {
    [OVERVIEW, ORGANISATION].concat()
}
