//! The pages as people with a browser meet them, without scripts.

mod agreements;
mod amendments;
mod approval_rules;
mod buttons;
mod calendar;
mod counts;
mod finance;
mod finance_rights;
mod frame;
mod identity_mappings;
mod it;
mod lease_list;
mod lease_money;
mod meetings;
mod project;
mod requirements;
mod sign_in;
mod texts;
