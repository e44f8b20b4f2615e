//! Keeps what somebody wrote in a form while the session ended, so that it can be sent again after sign-in.

use super::is_page;
use crate::http::actor::Session;
use crate::http::json::{BodyLimit, read_body};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest};

/// The largest form that is kept, in bytes: long texts, but no files.
const LARGEST: usize = 1 << 20;

/// A form as it was sent by somebody who is not signed in any more.
#[derive(Debug, Clone)]
pub struct LostForm(pub Bytes);

/// Middleware: reads the form of a request without a session, and puts it beside the request.
///
/// # Errors
/// Only those of the framework.
pub async fn keep_lost_form<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if is_lost(&request) {
        let limit = BodyLimit::of(request.request());
        let payload = request.take_payload();
        match read_body(payload, limit).await {
            Err(error) => return Ok(request.error_response(error)),
            Ok(body) => {
                // A password is not written into a page.
                if body.len() <= LARGEST && !body.windows(9).any(|part| part == b"password=") {
                    request.extensions_mut().insert(LostForm(body.clone()));
                }
                request.set_payload(Payload::from(body));
            }
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_lost(request: &ServiceRequest) -> bool {
    let known = request
        .extensions()
        .get::<Session>()
        .is_some_and(Session::is_known);
    request.method() == Method::POST
        && !known
        && is_page(request.path())
        && is_form(request.request())
}

/// Whether the body is an ordinary form.
pub(super) fn is_form(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| {
            media
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}
