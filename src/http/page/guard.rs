//! Headers that keep a page from being misused, and the refusal of forms that another site sent.

use super::is_page;
use crate::error::{Error, codes};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;

/// Only what this service itself sends; no script or style within a page.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Middleware: puts the headers on every page, on those that tell of a refusal too.
///
/// # Errors
/// Only those of the framework.
pub async fn protect<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let is_page = is_page(request.path());
    let secure = request.connection_info().scheme() == "https";
    let mut response = next.call(request).await?.map_into_boxed_body();
    if is_page {
        put_headers(response.headers_mut(), secure);
    }
    Ok(response)
}

/// Middleware: refuses what another site makes a browser send.
///
/// Browsers say where a request comes from (`Sec-Fetch-Site`, and `Origin` with every POST). The key in each form is
/// the second lock; this one also holds for a form that forgot it.
///
/// # Errors
/// [`codes::FORM_FOREIGN`].
pub async fn refuse_foreign<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let changes = is_page(request.path()) && !request.method().is_safe();
    if changes && is_foreign(&request) {
        return Ok(request.error_response(Error::from(&codes::FORM_FOREIGN)));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_foreign(request: &ServiceRequest) -> bool {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return true;
    }
    match header("origin") {
        None => false,
        Some(origin) => {
            let host = origin.split_once("://").map_or("", |(_, host)| host);
            host != request.connection_info().host()
        }
    }
}

fn put_headers(headers: &mut HeaderMap, secure: bool) {
    let mut put = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    put(CONTENT_SECURITY_POLICY, POLICY);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(X_FRAME_OPTIONS, "DENY");
    put(REFERRER_POLICY, "same-origin");
    put(
        HeaderName::from_static("permissions-policy"),
        "geolocation=(), microphone=(), payment=()",
    );
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if secure {
        put(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
