//! The pages as people with a browser meet them, without scripts.

mod agreements;
mod calendar;
mod finance;
mod finance_rights;
mod frame;
mod it;
mod project;
mod identity_mappings;
mod sign_in;
mod texts;
