//! Where the tender's documents come from; publishing, not issuing, is what freezes them.

use super::publish_tender::faults;
use super::{Dossier, store, with_attachments};
use crate::archive::{DocumentSource, kind};
use crate::db::TenderId;

/// The whole material as one document.
pub static TENDER_DOCUMENT: DocumentSource<TenderId, Dossier> = DocumentSource {
    kind: &kind::TENDER_DOCUMENT,
    subject: |tender| tender.0,
    read: |conn, tender, _| store::dossier(conn, *tender),
    check: |dossier, moment| faults(dossier, moment),
    data_version: |dossier| dossier.tender.version,
    compose: with_attachments,
};
