//! Pages of the needs assessment: the grid, what one school needs, and what becomes of a need.

mod grid_page;
mod need_page;
mod school_form;
mod school_page;

use crate::http::page::Source;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    grid_page::routes(config);
    school_page::routes(config);
    need_page::routes(config);
}
