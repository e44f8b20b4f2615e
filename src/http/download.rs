//! Files on their way out: how they are named, kept by browsers and caches, and never taken for something else.
//!
//! What was issued never changes: it is known by its hash and may be kept for a year. Everything else is a draft and
//! is kept nowhere. Pieces of a file (Range) are not given: no document is large enough to need them.

use super::answer::{content_etag, has};
use crate::render::html::content_security_policy;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, ETAG, LINK, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, Responder};

/// What a browser does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// Saves it.
    #[default]
    Attachment,
    /// Shows it, if it can.
    Inline,
}

impl Disposition {
    const fn word(self) -> &'static str {
        match self {
            Disposition::Attachment => "attachment",
            Disposition::Inline => "inline",
        }
    }
}

/// The media type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// How long an issued file may be kept without asking again: a year, the longest that caches respect.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

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
    /// Where the same is in other forms, as the value of a header `Link`.
    pub link: Option<String>,
}

impl Download {
    /// The answer: the file, or 304 when the caller has it.
    pub fn answer(self, request: &HttpRequest, disposition: Disposition) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(link) = &self.link {
            response.insert_header((LINK, link.as_str()));
        }
        match self.sha256.as_deref().map(content_etag) {
            Some(tag) => {
                response
                    .insert_header((ETAG, tag.as_str()))
                    .insert_header((CACHE_CONTROL, FOR_EVER));
                if has(request, &tag) {
                    return response.status(StatusCode::NOT_MODIFIED).finish();
                }
            }
            None => {
                response.insert_header((CACHE_CONTROL, "private, no-store"));
            }
        }
        if self.media_type == HTML {
            response.insert_header((CONTENT_SECURITY_POLICY, content_security_policy()));
        }
        let placed = format!("{}; filename=\"{}\"", disposition.word(), self.file_name);
        response
            .content_type(self.media_type)
            .insert_header((CONTENT_DISPOSITION, placed))
            .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .body(self.bytes)
    }
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        // A page is made to be looked at; every other file is made to be kept.
        let disposition = match self.media_type == HTML {
            true => Disposition::Inline,
            false => Disposition::Attachment,
        };
        self.answer(request, disposition)
    }
}
