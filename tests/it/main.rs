//! The integration tests: one binary, one file per slice, every story on both databases.

mod archive;
mod budget;
mod database;
mod devices;
mod errors;
mod finance_examples;
mod finance_properties;
mod lease_mathematics;
mod leasing;
mod manners;
mod needs;
mod organisation;
mod overview;
mod permissions;
mod projects;
mod render_pdf;
mod requirements;
mod structure;
mod support;
mod tenders;
