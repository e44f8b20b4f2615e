//! The integration tests: one binary, one file per slice, every story on both databases.

mod archive;
mod budget;
mod database;
mod devices;
mod errors;
mod leasing;
mod needs;
mod organisation;
mod overview;
mod permissions;
mod projects;
mod requirements;
mod structure;
mod support;
mod tenders;
