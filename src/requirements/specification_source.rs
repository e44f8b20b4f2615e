//! Where the specification's document comes from, and when it may be issued: once the version is approved.

use super::{SpecificationContent, VersionState, compose_specification, store};
use crate::archive::{DocumentSource, kind};
use crate::db::SpecificationVersionId;
use crate::error::{Fault, Faults, codes};

/// A version of a requirement specification as a document.
pub static SPECIFICATION_DOCUMENT: DocumentSource<SpecificationVersionId, SpecificationContent> =
    DocumentSource {
        kind: &kind::SPECIFICATION,
        subject: |version| version.0,
        read: |conn, version, _| store::specification_content(conn, *version),
        check: |content, _| check(content),
        data_version: |content| content.data_version,
        compose: |content, edition| Ok(compose_specification(content, edition)),
    };

fn check(content: &SpecificationContent) -> Faults {
    let mut faults = Faults::default();
    let approved = content.specification.state == VersionState::Approved;
    faults.require(approved, || Fault::new(&codes::DOCUMENT_NOT_APPROVED));
    faults
}
