//! The integration tests: one binary, one file per slice, every story on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a test that cannot go on shall fail where it stands"
)]

mod archive;
mod budget;
mod case_export;
mod check_page;
mod database;
mod devices;
mod documents;
mod downloads;
mod errors;
mod finance_bulk;
mod finance_crosschecks;
mod finance_examples;
mod finance_life;
mod finance_properties;
mod finance_sharing;
mod journey;
mod lease_mathematics;
mod lease_money;
mod lease_quotes;
mod leasing;
mod letterhead;
mod mail;
mod manners;
mod migrations;
mod needs;
mod organisation;
mod overview;
mod pages;
mod papers;
mod permissions;
mod program;
mod projects;
mod render_html;
mod render_pdf;
mod requirements;
mod sign_in;
mod structure;
mod support;
mod tenders;
mod twins;
