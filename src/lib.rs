//! Anskaf: a municipality's purchase and lease of IT devices for its schools, from budget agreement to return.
//!
//! The modules stand in the order in which they may use each other: a later one uses an earlier one, never
//! the other way round (`tests/it/structure.rs` checks it). Slices from `organisation` on are the steps of
//! the procurement; inside a slice the way is `api` → use case (a file named by its verb) → `store`.

pub mod clock;
pub mod error;
pub mod finance;

pub mod db;
pub mod mail;
pub mod oidc;
pub mod render;

pub mod http;

pub mod organisation;

pub mod archive;

pub mod projects;

pub mod requirements;

pub mod needs;

pub mod budget;

pub mod tenders;

pub mod leasing;

pub mod devices;

pub mod overview;

pub mod app;
pub mod config;
pub mod demo;
pub mod serve;
