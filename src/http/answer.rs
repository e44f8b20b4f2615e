//! Answers that carry one thing: its state as an ETag, and its address when it is new.

use crate::db::Version;
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, IF_NONE_MATCH, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

pub use super::download::Download;

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
        if has(request, &tag) {
            return HttpResponse::build(StatusCode::NOT_MODIFIED)
                .insert_header((ETAG, tag))
                .finish();
        }
        HttpResponse::Ok()
            .insert_header((ETAG, tag))
            .json(self.value)
    }
}

/// Whether the caller has the state with this ETag already, so that it need not be sent again (RFC 9110, 13.1.2).
pub fn has(request: &HttpRequest, tag: &str) -> bool {
    request.method().is_safe()
        && request
            .headers()
            .get_all(IF_NONE_MATCH)
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// The ETag of content that is known by its SHA-256.
pub fn content_etag(sha256: &str) -> String {
    format!("\"{sha256}\"")
}
