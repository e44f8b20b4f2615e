//! Which role may use which route.

pub use anskaf::http::Role::{self, *};

mod archive;
mod budget;
mod devices;
mod lease_money;
mod leasing;
mod needs;
mod organisation;
mod overview;
mod pages;
mod projects;
mod requirements;
mod tenders;

pub use pages::{PUBLIC_PAGES, pages};

pub type Row = (&'static str, &'static str, &'static [Role]);

pub const ANYBODY: &[Role] = Role::ALL;
pub const ADMIN: &[Role] = &[Administrator];
pub const INSPECTORS: &[Role] = &[Administrator, Auditor];
pub const COUNTS: &[Role] = &[Administrator, ProjectLead, SchoolLeader];

/// Routes that need no token.
pub const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/v1/errors"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/docs/{_:.*}"),
    ("GET", "/api/v1/documents/check"),
    ("GET", "/tjek"),
    ("POST", "/tjek"),
    ("GET", "/tjek.css"),
];

/// Every role but the school leader.
pub const STAFF: &[Role] = &[
    Administrator,
    ProjectLead,
    ProjectMember,
    Finance,
    It,
    Auditor,
];
/// Who works in projects.
pub const GROUP: &[Role] = &[ProjectLead, ProjectMember];
/// Who leads them.
pub const LEAD: &[Role] = &[ProjectLead];

/// Method, path and the roles to which the route is open, slice by slice.
pub fn matrix() -> Vec<Row> {
    [
        organisation::ROWS,
        archive::ROWS,
        projects::ROWS,
        requirements::ROWS,
        needs::ROWS,
        budget::ROWS,
        tenders::ROWS,
        leasing::ROWS,
        lease_money::ROWS,
        devices::ROWS,
        overview::ROWS,
    ]
    .concat()
}

/// The path with numbers in the place of its variables.
pub fn concrete(path: &str, school: i64) -> String {
    path.replace("/schools/{id}", &format!("/schools/{school}"))
        .replace("{format}", "json")
        .replace("{number}", "1")
        .replace("{kind}", "device")
        .replace("{school}", &school.to_string())
        .replace("{paper}", "minutes")
        .replace("{part}", "lines")
        .replace("{amendment}", "extension")
        .replace("{on}", "2016-12-31")
        .replace("{id}", "1")
}

/// A body that the route accepts; `{}` where nobody asked for one yet.
pub fn sample(path: &str) -> serde_json::Value {
    match path {
        "/api/v1/schools/{id}/pupil-counts" => {
            serde_json::json!({"school_year": 2017, "grade": 3, "pupils": 60})
        }
        "/api/v1/schools/{id}/counts" => serde_json::json!({"school_year": 2017}),
        "/api/v1/schools/{id}/staff-counts" => {
            serde_json::json!({"school_year": 2017, "kind": "teacher", "staff": 40})
        }
        "/api/v1/pupil-counts/{id}" => {
            serde_json::json!({"school_year": 2016, "grade": 3, "pupils": 61})
        }
        "/api/v1/staff-counts/{id}" => {
            serde_json::json!({"school_year": 2016, "kind": "teacher", "staff": 41})
        }
        "/api/v1/needs/{id}" => {
            serde_json::json!({"quantity": 76, "basis": "Elevtal", "wanted_on": "2017-12-01"})
        }
        _ => serde_json::json!({}),
    }
}
