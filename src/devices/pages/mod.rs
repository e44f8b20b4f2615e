//! Pages of the register: the list, a device, reading lists in, scanning, labels, and what schools hold.
//!
//! School leaders see the devices of their schools and nothing of agreements; only IT staff changes anything.

mod bulk_page;
mod device_page;
mod import_page;
mod imports_page;
mod labels_page;
mod list_page;
mod names;
mod saved_pages;
mod scan_page;
mod school_page;
mod schools_page;

use crate::http::page::Source;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages; those with a name before the devices, whose numbers they would be taken for.
pub fn routes(config: &mut ServiceConfig) {
    list_page::routes(config);
    bulk_page::routes(config);
    saved_pages::routes(config);
    import_page::routes(config);
    imports_page::routes(config);
    scan_page::routes(config);
    labels_page::routes(config);
    device_page::routes(config);
    schools_page::routes(config);
    school_page::routes(config);
}
