//! Where the needs assessment's document comes from, and when it may be issued: once all needs are confirmed.

use super::{NeedsContent, compose_needs, store};
use crate::archive::{DocumentSource, kind};
use crate::db::ProjectId;
use crate::error::{Fault, Faults, codes};

/// The needs assessment of a project as a document.
pub static NEEDS_DOCUMENT: DocumentSource<ProjectId, NeedsContent> = DocumentSource {
    kind: &kind::NEEDS,
    subject: |project| project.0,
    read: |conn, project, moment| store::needs_content(conn, *project, moment.today),
    check: |content, _| check(content),
    data_version: NeedsContent::data_version,
    compose: |content, edition| Ok(compose_needs(content, edition)),
};

fn check(content: &NeedsContent) -> Faults {
    let mut faults = Faults::default();
    let open = content.unconfirmed();
    faults.require(!content.lines.is_empty(), || {
        Fault::new(&codes::PROJECT_WITHOUT_NEEDS)
    });
    faults.require(open == 0, || {
        Fault::new(&codes::NEEDS_NOT_ALL_CONFIRMED)
            .with("count", open)
            .with("all", content.lines.len())
    });
    faults
}
