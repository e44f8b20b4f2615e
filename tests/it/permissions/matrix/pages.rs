//! Which role may open which page, and send which form.

use super::{ADMIN, ANYBODY, GROUP, INSPECTORS, LEAD, Row, STAFF};
use anskaf::http::Role::{self, *};

/// Pages and forms that need no session.
pub const PUBLIC_PAGES: &[(&str, &str)] = &[
    ("GET", "/accessibility"),
    ("GET", "/assets/{hash}/{name}"),
    ("GET", "/calendar/{secret}.ics"),
    ("POST", "/choices/language"),
    ("POST", "/choices/theme"),
    ("GET", "/forgotten-password"),
    ("POST", "/forgotten-password"),
    ("GET", "/sign-in"),
    ("GET", "/sign-in/oidc"),
    ("GET", "/sign-in/oidc/return"),
    ("POST", "/sign-in"),
    ("GET", "/welcome/{secret}"),
    ("POST", "/welcome/{secret}"),
];

const CATALOGUE_KEEPER: &[Role] = &[ProjectLead, It];
const COST_READER: &[Role] = &[
    ProjectLead,
    ProjectMember,
    SchoolLeader,
    Finance,
    Auditor,
    Administrator,
    It,
];
const ESTIMATE_AUTHOR: &[Role] = &[ProjectLead, ProjectMember, Finance];
const FINANCE_STAFF: &[Role] = &[Finance];
const IT_STAFF: &[Role] = &[It];
const NEEDS_AUTHOR: &[Role] = &[ProjectLead, ProjectMember, SchoolLeader];

const OVERVIEW: &[Row] = &[
    ("GET", "/calendar", ANYBODY),
    ("POST", "/calendar/link", ANYBODY),
    ("POST", "/calendar/link/withdraw", ANYBODY),
    ("GET", "/costs", COST_READER),
    ("GET", "/costs/debt", STAFF),
    ("GET", "/costs/follow-up", STAFF),
    ("GET", "/history/{kind}/{id}", ANYBODY),
    ("GET", "/", ANYBODY),
    ("GET", "/issue/{paper}/{id}", LEAD),
    ("POST", "/issue/{paper}/{id}", LEAD),
    ("GET", "/estimates/{id}/issue", FINANCE_STAFF),
    ("POST", "/estimates/{id}/issue", FINANCE_STAFF),
    ("GET", "/search", ANYBODY),
    ("GET", "/costs/why", COST_READER),
    ("GET", "/projects/{id}", ANYBODY),
];

const PROJECTS: &[Row] = &[
    ("GET", "/projects/{id}/advance", LEAD),
    ("POST", "/projects/{id}/advance", LEAD),
    ("GET", "/projects/{id}/course", STAFF),
    ("GET", "/projects/{id}/decisions/new", GROUP),
    ("POST", "/projects/{id}/decisions", GROUP),
    ("GET", "/projects/{id}/members", STAFF),
    ("GET", "/projects/{id}/members/new", LEAD),
    ("POST", "/projects/{id}/members", LEAD),
    ("GET", "/project-members/{id}", LEAD),
    ("POST", "/project-members/{id}", LEAD),
    ("GET", "/projects/{id}/meetings/new", GROUP),
    ("POST", "/projects/{id}/meetings", GROUP),
    ("GET", "/meetings/{id}", STAFF),
    ("GET", "/meetings/{id}/edit", GROUP),
    ("POST", "/meetings/{id}/edit", GROUP),
    ("GET", "/projects/{id}/milestones/new", GROUP),
    ("POST", "/projects/{id}/milestones", GROUP),
    ("GET", "/milestones/{id}", GROUP),
    ("POST", "/milestones/{id}", GROUP),
    ("GET", "/projects", ANYBODY),
    ("GET", "/projects/new", LEAD),
    ("POST", "/projects", LEAD),
    ("GET", "/projects/{id}/edit", LEAD),
    ("POST", "/projects/{id}/edit", LEAD),
    ("GET", "/projects/{id}/visits/new", GROUP),
    ("POST", "/projects/{id}/visits", GROUP),
    ("GET", "/visits/{id}", GROUP),
    ("POST", "/visits/{id}", GROUP),
];

const REQUIREMENTS: &[Row] = &[
    ("GET", "/device-categories", STAFF),
    ("GET", "/device-categories/new", CATALOGUE_KEEPER),
    ("POST", "/device-categories", CATALOGUE_KEEPER),
    ("GET", "/device-categories/{id}", CATALOGUE_KEEPER),
    ("POST", "/device-categories/{id}", CATALOGUE_KEEPER),
    ("GET", "/specification-versions/{id}/changes", STAFF),
    ("GET", "/specifications/{id}", STAFF),
    ("GET", "/specification-versions/{id}", STAFF),
    ("POST", "/requirements/preview", GROUP),
    ("GET", "/requirement-sections/{id}/requirements/new", GROUP),
    ("POST", "/requirement-sections/{id}/requirements", GROUP),
    ("GET", "/requirements/{id}", GROUP),
    ("POST", "/requirements/{id}", GROUP),
    ("GET", "/requirements/{id}/withdraw", GROUP),
    ("POST", "/requirements/{id}/withdraw", GROUP),
    ("POST", "/requirements/{id}/move", GROUP),
    ("POST", "/specification-versions/{id}/request-review", GROUP),
    ("POST", "/specification-versions/{id}/approve", LEAD),
    ("GET", "/specification-versions/{id}/return", GROUP),
    ("POST", "/specification-versions/{id}/return", GROUP),
    ("GET", "/specification-versions/{id}/sections/new", GROUP),
    ("POST", "/specification-versions/{id}/sections", GROUP),
    ("GET", "/requirement-sections/{id}", GROUP),
    ("POST", "/requirement-sections/{id}", GROUP),
    ("POST", "/requirement-sections/{id}/move", GROUP),
    ("GET", "/projects/{id}/specifications", STAFF),
    ("GET", "/projects/{id}/specifications/new", GROUP),
    ("POST", "/projects/{id}/specifications", GROUP),
    ("GET", "/specifications/{id}/versions/new", GROUP),
    ("POST", "/specifications/{id}/versions", GROUP),
];

const NEEDS: &[Row] = &[
    ("GET", "/projects/{id}/needs", ANYBODY),
    ("POST", "/projects/{id}/needs/confirm", LEAD),
    ("GET", "/needs/{id}", ANYBODY),
    ("POST", "/needs/{id}/confirm", LEAD),
    ("GET", "/needs/{id}/return", LEAD),
    ("POST", "/needs/{id}/return", LEAD),
    ("GET", "/projects/{id}/schools/{school}/needs", NEEDS_AUTHOR),
    (
        "POST",
        "/projects/{id}/schools/{school}/needs",
        NEEDS_AUTHOR,
    ),
    (
        "POST",
        "/projects/{id}/schools/{school}/needs/count",
        NEEDS_AUTHOR,
    ),
];

const BUDGET: &[Row] = &[
    ("GET", "/estimates/{id}/comparison", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/comparison", ESTIMATE_AUTHOR),
    ("GET", "/estimates/{id}/copy", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/copy", ESTIMATE_AUTHOR),
    ("GET", "/estimates/{id}", STAFF),
    ("POST", "/estimates/{id}/approve", FINANCE_STAFF),
    ("GET", "/estimates/{id}/lines", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/lines", ESTIMATE_AUTHOR),
    ("GET", "/projects/{id}/estimates", STAFF),
    ("GET", "/estimates/{id}/prices", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/prices", ESTIMATE_AUTHOR),
    ("GET", "/projects/{id}/estimates/new", ESTIMATE_AUTHOR),
    ("POST", "/projects/{id}/estimates", ESTIMATE_AUTHOR),
    ("GET", "/estimates/{id}/edit", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/edit", ESTIMATE_AUTHOR),
    ("POST", "/estimates/{id}/try", ESTIMATE_AUTHOR),
];

const TENDERS: &[Row] = &[
    ("GET", "/projects/{id}/tenders", STAFF),
    ("GET", "/tenders/{id}/parts/{part}", LEAD),
    ("POST", "/tenders/{id}/parts/{part}", LEAD),
    ("GET", "/projects/{id}/tenders/new", LEAD),
    ("POST", "/projects/{id}/tenders", LEAD),
    ("GET", "/tenders/{id}/edit", LEAD),
    ("POST", "/tenders/{id}/edit", LEAD),
    ("GET", "/tenders/{id}/publish", LEAD),
    ("POST", "/tenders/{id}/publish", LEAD),
    ("GET", "/tenders/{id}/cancel", LEAD),
    ("POST", "/tenders/{id}/cancel", LEAD),
    ("GET", "/tenders/{id}", STAFF),
];

const LEASING: &[Row] = &[
    ("GET", "/leases/{id}", STAFF),
    ("GET", "/leases/{id}/lines/new", FINANCE_STAFF),
    ("POST", "/leases/{id}/lines", FINANCE_STAFF),
    ("GET", "/leases/{id}/batches/new", FINANCE_STAFF),
    ("POST", "/leases/{id}/batches", FINANCE_STAFF),
    ("GET", "/lease-lines/{id}", FINANCE_STAFF),
    ("POST", "/lease-lines/{id}", FINANCE_STAFF),
    ("POST", "/lease-lines/{id}/remove", FINANCE_STAFF),
    ("GET", "/lease-batches/{id}", FINANCE_STAFF),
    ("POST", "/lease-batches/{id}", FINANCE_STAFF),
    ("POST", "/lease-batches/{id}/remove", FINANCE_STAFF),
    ("GET", "/leases/{id}/end", FINANCE_STAFF),
    ("POST", "/leases/{id}/end", FINANCE_STAFF),
    ("GET", "/leases/{id}/fees/new", FINANCE_STAFF),
    ("POST", "/leases/{id}/fees", FINANCE_STAFF),
    ("GET", "/leases/{id}/history", STAFF),
    ("POST", "/leases/{id}/history", FINANCE_STAFF),
    ("GET", "/leases/{id}/sign", FINANCE_STAFF),
    ("POST", "/leases/{id}/sign", FINANCE_STAFF),
    ("GET", "/leases/{id}/put-in-force", FINANCE_STAFF),
    ("POST", "/leases/{id}/put-in-force", FINANCE_STAFF),
    ("GET", "/leases", STAFF),
    ("GET", "/leases/{id}/notices/new", FINANCE_STAFF),
    ("POST", "/leases/{id}/notices", FINANCE_STAFF),
    ("GET", "/leases/{id}/notice-terms", FINANCE_STAFF),
    ("POST", "/leases/{id}/notice-terms", FINANCE_STAFF),
    ("GET", "/leases/{id}/decisions/new", FINANCE_STAFF),
    ("POST", "/leases/{id}/decisions", FINANCE_STAFF),
    ("GET", "/leases/{id}/payments", STAFF),
    ("POST", "/leases/{id}/payments", FINANCE_STAFF),
    ("GET", "/leases/{id}/schedule", STAFF),
    ("GET", "/leases/new", FINANCE_STAFF),
    ("POST", "/leases", FINANCE_STAFF),
    ("GET", "/leases/{id}/edit", FINANCE_STAFF),
    ("POST", "/leases/{id}", FINANCE_STAFF),
    ("GET", "/leases/{id}/instalments/{number}/why", STAFF),
];

const DEVICES: &[Row] = &[
    ("POST", "/devices/bulk", IT_STAFF),
    ("POST", "/devices/bulk/order", IT_STAFF),
    ("GET", "/devices/{id}", ANYBODY),
    ("POST", "/devices/{id}/move", IT_STAFF),
    ("POST", "/devices/{id}/return", IT_STAFF),
    ("GET", "/devices/import", IT_STAFF),
    ("POST", "/devices/import", IT_STAFF),
    ("GET", "/devices/imports", STAFF),
    ("POST", "/devices/imports/{id}/undo", IT_STAFF),
    ("GET", "/devices/labels", ANYBODY),
    ("GET", "/devices", ANYBODY),
    ("POST", "/devices/filters", ANYBODY),
    ("POST", "/devices/filters/{id}/remove", ANYBODY),
    ("GET", "/devices/scan", IT_STAFF),
    ("POST", "/devices/scan", IT_STAFF),
    ("GET", "/schools/{id}", ANYBODY),
    ("GET", "/schools", ANYBODY),
];

const ORGANISATION: &[Row] = &[
    ("GET", "/accounts", INSPECTORS),
    ("GET", "/accounts/new", ADMIN),
    ("POST", "/accounts", ADMIN),
    ("GET", "/accounts/identity-mappings", INSPECTORS),
    ("POST", "/accounts/identity-mappings", ADMIN),
    ("POST", "/accounts/identity-mappings/{id}/remove", ADMIN),
    ("GET", "/accounts/{id}", INSPECTORS),
    ("POST", "/accounts/{id}", ADMIN),
    ("POST", "/accounts/{id}/invite", ADMIN),
    ("GET", "/me", ANYBODY),
    ("POST", "/me/password", ANYBODY),
    ("POST", "/me/sessions/{id}/end", ANYBODY),
    ("POST", "/me/sign-out-everywhere", ANYBODY),
    ("GET", "/schools/new", ADMIN),
    ("POST", "/schools", ADMIN),
    ("GET", "/schools/{id}/edit", ADMIN),
    ("POST", "/schools/{id}", ADMIN),
    // The last, because nobody is signed in any more after it.
    ("POST", "/sign-out", ANYBODY),
];

/// All pages, slice by slice.
pub fn pages() -> Vec<Row> {
    [
        OVERVIEW,
        PROJECTS,
        REQUIREMENTS,
        NEEDS,
        BUDGET,
        TENDERS,
        LEASING,
        DEVICES,
        ORGANISATION,
    ]
    .concat()
}
