//! The home page, and pages on what crosses the steps.

mod calendar;
mod cost_query;
mod costs;
mod debt;
mod follow_up;
mod history_page;
mod home;
mod issue_pages;
mod pivot;
mod search_page;
mod tabs;
mod why;
mod workspace;

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
    costs::routes(config);
    why::routes(config);
    debt::routes(config);
    follow_up::routes(config);
    calendar::routes(config);
    workspace::routes(config);
    history_page::routes(config);
    issue_pages::routes(config);
}
