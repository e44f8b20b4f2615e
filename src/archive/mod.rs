//! Issued documents: number, SHA-256, bytes, who and when; frozen for ever.
//!
//! There is no way to change or delete a document here, on purpose: a bidder's copy must still be found by its
//! hash in ten years. A list never loads the bytes. With a document its twins are kept, the same as a page and as
//! text, because what it was made from goes on.

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

pub use document::{Document, DocumentCheck, download, download_beside, read_sha256};
pub use draw::{draw, draw_as, draw_now, twins};
pub use edition::{Change, Edition};
pub use issue::{NewDocument, Twins, issue, sha256};
pub use kind::DocumentKind;
pub use source::{DocumentSource, IssueDocument};
