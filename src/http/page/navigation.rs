//! The main navigation, in the order of the procurement.

use crate::http::actor::Role;

/// An entry of the navigation.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its address; pages below it belong to it.
    pub path: &'static str,
    /// The key of its text.
    pub key: &'static str,
    /// Who has a use for it.
    pub roles: &'static [Role],
}

use Role::{Administrator, Auditor, Finance, It, ProjectLead, ProjectMember, SchoolLeader};

const EVERYBODY: &[Role] = &[
    Administrator,
    ProjectLead,
    ProjectMember,
    SchoolLeader,
    Finance,
    It,
    Auditor,
];
const STAFF: &[Role] = &[
    Administrator,
    ProjectLead,
    ProjectMember,
    Finance,
    It,
    Auditor,
];

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        path: "/",
        key: "nav-home",
        roles: EVERYBODY,
    },
    Entry {
        path: "/projects",
        key: "nav-projects",
        roles: EVERYBODY,
    },
    Entry {
        path: "/leases",
        key: "nav-leases",
        roles: STAFF,
    },
    Entry {
        path: "/devices",
        key: "nav-devices",
        roles: EVERYBODY,
    },
    Entry {
        path: "/costs",
        key: "nav-costs",
        roles: EVERYBODY,
    },
    Entry {
        path: "/schools",
        key: "nav-schools",
        roles: EVERYBODY,
    },
    Entry {
        path: "/accounts",
        key: "nav-accounts",
        roles: &[Administrator, Auditor],
    },
];
