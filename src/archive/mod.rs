//! Issued documents: number, SHA-256, bytes, who and when; frozen for ever.
//!
//! There is no way to change or delete a document here, on purpose: a bidder's copy must still be found by its
//! hash in ten years. A list never loads the bytes.

pub mod api;
mod check_words;
mod document;
mod draw;
mod edition;
mod issue;
pub mod kind;
pub mod pages;
mod source;
pub mod store;

pub use document::{Document, DocumentCheck, download, read_sha256};
pub use draw::{draw, draw_as, draw_now};
pub use edition::{Change, Edition};
pub use issue::{NewDocument, issue, sha256};
pub use kind::DocumentKind;
pub use source::{DocumentSource, IssueDocument};
