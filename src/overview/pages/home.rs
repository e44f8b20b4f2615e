//! The home page: where each of the groups goes on with its work.

use crate::error::Result;
use crate::http::actor::AnyRole;
use crate::http::page::{Frame, Html};
use actix_web::get;
use actix_web::web::ServiceConfig;
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_home);
}

#[derive(Template)]
#[template(path = "overview/pages/home.html")]
struct HomePage {
    f: Frame,
    name: String,
}

#[get("/")]
async fn show_home(f: Frame, actor: AnyRole) -> Result<Html> {
    let name = actor.name.clone();
    f.clone().show(&HomePage { f, name })
}
