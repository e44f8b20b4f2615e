//! The public check page, `/tjek`: whether a file is an issued document, for anybody and without JavaScript.
//!
//! The page tells what the holder of the very bytes may know anyway: title, number, version, date, and whether a
//! newer version has taken its place. A file is hashed while it arrives and kept nowhere.

use super::check_words::{Verdict, Words};
use super::{DocumentCheck, read_sha256, store};
use crate::db::Database;
use crate::error::{Error, Fault, Language, Result, codes};
use crate::http::BodyLimit;
use crate::http::limiter::WithinLimit;
use crate::http::upload::hash_of_file;
use crate::organisation;
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

/// Adds the page and its style.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_check_page)
        .service(check_file)
        .service(check_style);
}

/// Nothing but the own style and the own forms.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "archive/check.html")]
struct CheckPage<'a> {
    words: &'static Words,
    municipality: &'a str,
    other_address: String,
    file_hint: String,
    asked: &'a str,
    fault: Option<String>,
    verdict: Option<Verdict>,
}

/// The parameters that the page knows; others, which links from elsewhere may carry, mean nothing to it.
struct Asked {
    language: Language,
    sha256: Option<String>,
}

impl Asked {
    fn of(request: &HttpRequest) -> Self {
        let mut query: HashMap<String, String> =
            serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
        let language = match query.get("lang").map(String::as_str) {
            Some("en") => Language::English,
            _ => Language::Danish,
        };
        Asked {
            language,
            sha256: query.remove("sha256"),
        }
    }

    /// The same question in the other language.
    fn other_address(&self) -> String {
        let mut parameters = Vec::new();
        if self.language == Language::Danish {
            parameters.push(("lang", "en"));
        }
        if let Some(hash) = &self.sha256 {
            parameters.push(("sha256", hash));
        }
        match serde_urlencoded::to_string(&parameters) {
            Ok(query) if !query.is_empty() => format!("/tjek?{query}"),
            _ => "/tjek".to_owned(),
        }
    }
}

/// Shows the page, with the answer when a SHA-256 is asked for.
#[get("/tjek")]
pub async fn show_check_page(request: HttpRequest, db: Data<Database>) -> Result<HttpResponse> {
    let asked = Asked::of(&request);
    let answer = match &asked.sha256 {
        None => Ok(None),
        Some(text) => check_text(&request, &db, text).await.map(Some),
    };
    page(&request, &db, &asked, answer).await
}

/// Answers for the file that was sent.
#[post("/tjek")]
pub async fn check_file(
    request: HttpRequest,
    db: Data<Database>,
    within: Result<WithinLimit>,
    form: Multipart,
) -> Result<HttpResponse> {
    let asked = Asked::of(&request);
    let answer = match within {
        Ok(_) => check_upload(&request, &db, form).await,
        Err(error) => Err(error),
    };
    page(&request, &db, &asked, answer).await
}

/// The style of the page.
#[get("/tjek.css")]
pub async fn check_style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header(("Cache-Control", "public, max-age=3600"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(include_str!("check.css"))
}

async fn check_text(request: &HttpRequest, db: &Database, text: &str) -> Result<DocumentCheck> {
    WithinLimit::extract(request).await?;
    let hash = read_sha256(text)?;
    db.read(move |conn| Ok(store::check(conn, &hash)?)).await
}

async fn check_upload(
    request: &HttpRequest,
    db: &Database,
    form: Multipart,
) -> Result<Option<DocumentCheck>> {
    let hash = hash_of_file(form, BodyLimit::of(request)).await?;
    let hash = hash.ok_or_else(|| Fault::new(&codes::FILE_MISSING).at("/fil"))?;
    let found = db.read(move |conn| Ok(store::check(conn, &hash)?)).await?;
    Ok(Some(found))
}

async fn page(
    request: &HttpRequest,
    db: &Database,
    asked: &Asked,
    answer: Result<Option<DocumentCheck>>,
) -> Result<HttpResponse> {
    let words = Words::of(asked.language);
    let (status, fault, check) = match answer {
        Ok(check) => (200, None, check),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => (error.status(), Some(error.detail(asked.language)), None),
    };
    let municipality = db
        .read(|conn| Ok(organisation::store::find_municipality(conn)?))
        .await?;
    let page = CheckPage {
        words,
        municipality: municipality.as_ref().map_or("Anskaf", |known| &known.name),
        other_address: asked.other_address(),
        file_hint: words.file_hint(BodyLimit::of(request).megabytes()),
        asked: asked.sha256.as_deref().unwrap_or(""),
        fault,
        verdict: check.map(|check| words.verdict(check)),
    };
    let text = page
        .render()
        .map_err(|error| Error::Internal(error.into()))?;
    let mut response =
        HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST));
    response
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", POLICY))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Referrer-Policy", "no-referrer"))
        .insert_header(("Content-Language", words.tag))
        .insert_header(("Cache-Control", "no-store"));
    if status == 429 {
        response.insert_header(("Retry-After", "60"));
    }
    Ok(response.body(text))
}
