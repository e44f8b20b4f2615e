//! The accessibility statement, which a public body must publish for its web pages.
//!
//! Lov om tilgængelighed af offentlige organers websteder og mobilapplikationer (lov nr. 692 af 8. juni 2018), § 4.

use crate::error::Result;
use crate::http::page::{Frame, Html};
use actix_web::get;
use actix_web::web::ServiceConfig;
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_accessibility);
}

#[derive(Template)]
#[template(path = "organisation/pages/accessibility.html")]
struct AccessibilityPage {
    f: Frame,
}

#[get("/accessibility")]
async fn show_accessibility(f: Frame) -> Result<Html> {
    let title = f.t("accessibility-title");
    let f = f.below(title, "/accessibility");
    f.clone().show(&AccessibilityPage { f })
}
