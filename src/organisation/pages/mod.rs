//! Pages on which people sign in, look after their own account, and keep users and schools.

mod accessibility;
mod account_pages;
mod counts_form;
mod counts_page;
mod identity_mappings_page;
mod me;
mod password_pages;
mod school_pages;
mod sign_in_page;
mod single_sign_on_page;

use crate::http::page::Source;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    sign_in_page::routes(config);
    password_pages::routes(config);
    me::routes(config);
    single_sign_on_page::routes(config);
    // Before the accounts, which would take its address for the number of one.
    identity_mappings_page::routes(config);
    account_pages::routes(config);
    school_pages::routes(config);
    counts_page::routes(config);
    accessibility::routes(config);
}
