//! The whole case of a project as one zip file, for the municipality's records system.
//!
//! Everything but the bytes of the documents is read in one transaction (`gather`), then the file is written while
//! it is sent (`write`), document by document: neither a slow reader nor a large case holds the database, and no more
//! than one document is in memory at a time. The same state on the same day gives the same bytes.

mod file;
mod gather;
mod manifest;
mod subjects;
mod write;

pub use file::{CaseFile, CasePart};
pub use gather::{MOST_ENTRIES, gather};
pub use manifest::{CaseDocument, CaseFacts, ListedFile, Manifest, Party};
pub use subjects::CASE_SUBJECTS;
pub use write::write;
