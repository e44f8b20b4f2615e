//! Which things belong to a case: what the journal and the archive know them by.

use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::organisation;
use std::collections::BTreeMap;

/// The kinds of things that belong to a project's case, as journal and archive name them.
///
/// A kind that is not here belongs to no case: schools, accounts, the catalogue. A test holds both lists together.
pub const CASE_SUBJECTS: &[&str] = &[
    "project",
    "project_member",
    "milestone",
    "visit",
    "decision",
    "meeting",
    "recommendation",
    "specification",
    "specification_version",
    "requirement_section",
    "requirement",
    "requirement_comment",
    "comment_reply",
    "need",
    "estimate",
    "tender",
    "lease",
    "lease_line",
    "lease_batch",
    "lease_fee",
    "lease_fixing",
    "lease_amendment",
    "lease_payment",
    "device",
    "device_import",
    "movement",
    "document",
];

/// The numbers of a case's things, by their kind.
#[derive(Debug, Default)]
pub(super) struct Subjects(BTreeMap<&'static str, Vec<i64>>);

impl Subjects {
    pub fn add(&mut self, kind: &'static str, ids: impl IntoIterator<Item = i64>) {
        debug_assert!(CASE_SUBJECTS.contains(&kind), "{kind}");
        self.0.entry(kind).or_default().extend(ids);
    }

    /// Adds what was removed from the leases: the journal alone knows it.
    pub fn add_removed(&mut self, conn: &mut DbConnection, leases: &[LeaseId]) -> Result<()> {
        for kind in ["lease_line", "lease_batch", "lease_fee"] {
            let removed = organisation::store::removed_things(conn, kind)?;
            let ours = removed.into_iter().filter(|(_, before)| {
                let lease = before.get("lease_id").and_then(serde_json::Value::as_i64);
                lease.is_some_and(|lease| leases.contains(&LeaseId(lease)))
            });
            self.add(kind, ours.map(|(id, _)| id));
        }
        Ok(())
    }

    pub fn pairs(&self) -> Vec<(&'static str, Vec<i64>)> {
        self.0
            .iter()
            .map(|(kind, ids)| (*kind, ids.clone()))
            .collect()
    }
}
