//! Answers that carry one thing: its state as an ETag, and its address when it is new.

use crate::db::Version;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, ETAG, IF_NONE_MATCH, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

/// Marks an answer whose content may never be stored: it is shown once.
#[derive(Debug, Clone, Copy)]
pub struct ShownOnce;

/// One thing and the version that a later change must name in If-Match.
#[derive(Debug)]
pub struct Tagged<T> {
    value: T,
    version: i32,
    location: Option<String>,
    shown_once: bool,
}

impl<T: Serialize> Tagged<T> {
    /// A thing that exists: 200, or 304 when the caller has this version.
    pub fn new(value: T, version: i32) -> Self {
        Tagged {
            value,
            version,
            location: None,
            shown_once: false,
        }
    }

    /// A thing that was made by this request: 201 with its address.
    pub fn created(value: T, version: i32, location: impl Into<String>) -> Self {
        Tagged {
            value,
            version,
            location: Some(location.into()),
            shown_once: false,
        }
    }

    /// The same, with a secret in it that is never stored, not even for a repeated request.
    #[must_use]
    pub fn shown_once(self) -> Self {
        Tagged {
            shown_once: true,
            ..self
        }
    }
}

/// The ETag of a version.
pub fn etag(version: Version) -> String {
    format!("\"{}\"", version.0)
}

impl<T: Serialize> Responder for Tagged<T> {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = etag(Version(self.version));
        if let Some(location) = self.location {
            let mut response = HttpResponse::Created()
                .insert_header((ETAG, tag))
                .insert_header((LOCATION, location))
                .json(self.value);
            if self.shown_once {
                response.extensions_mut().insert(ShownOnce);
            }
            return response;
        }
        let known = request
            .headers()
            .get(IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.split(',').any(|one| one.trim() == tag));
        if known && request.method().is_safe() {
            return HttpResponse::build(StatusCode::NOT_MODIFIED)
                .insert_header((ETAG, tag))
                .finish();
        }
        HttpResponse::Ok()
            .insert_header((ETAG, tag))
            .json(self.value)
    }
}

/// A file to keep or to look at.
#[derive(Debug)]
pub struct Download {
    /// The name under which a browser saves it; ASCII without quotes.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its SHA-256 where it is known: then the content never changes.
    pub sha256: Option<String>,
}

impl Responder for Download {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.content_type(self.media_type).insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", self.file_name),
        ));
        match self.sha256 {
            Some(hash) => {
                response
                    .insert_header((ETAG, format!("\"{hash}\"")))
                    .insert_header(("Cache-Control", "private, max-age=31536000, immutable"));
            }
            None => {
                response.insert_header(("Cache-Control", "private, no-store"));
            }
        }
        response.body(self.bytes)
    }
}
