//! The home page, and pages on what crosses the steps.

mod home;
mod search_page;

use crate::http::page::Source;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    home::routes(config);
    search_page::routes(config);
}
