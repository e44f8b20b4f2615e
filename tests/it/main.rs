//! The integration tests: one binary, one file per slice, every story on both databases.

mod errors;
mod organisation;
mod permissions;
mod structure;
mod support;
