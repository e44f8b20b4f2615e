//! The reader's choices of language and theme, kept in cookies.

use super::cookies::{language_cookie, theme_cookie};
use super::form::Form;
use crate::error::Result;
use actix_web::http::header::LOCATION;
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse, post};

/// Adds the two addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(choose_language).service(choose_theme);
}

#[post("/choices/language")]
async fn choose_language(request: HttpRequest, form: Form) -> Result<HttpResponse> {
    let cookie = language_cookie(&request, form.get("language").unwrap_or_default());
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, form.back()))
        .cookie(cookie)
        .finish())
}

#[post("/choices/theme")]
async fn choose_theme(request: HttpRequest, form: Form) -> Result<HttpResponse> {
    let cookie = theme_cookie(&request, form.get("theme").unwrap_or_default());
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, form.back()))
        .cookie(cookie)
        .finish())
}
