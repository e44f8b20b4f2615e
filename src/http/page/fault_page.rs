//! Refusals and failures as pages: what was wrong and where to go on, under the same frame as everything else.

use super::cookies::no_session_cookie;
use super::frame::{Frame, municipality};
use super::lost::LostForm;
use crate::error::{Error, Language, codes};
use actix_web::http::Method;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use askama::Template;

#[derive(Template)]
#[template(path = "http/page/fault.html")]
struct FaultPage {
    f: Frame,
    title: String,
    details: Vec<String>,
    request_id: Option<String>,
}

/// Where a form is kept while its writer signs in again.
#[derive(Template)]
#[template(path = "http/page/lost.html")]
struct LostPage {
    f: Frame,
    path: String,
    kept: String,
}

/// The page that tells of `error`; somebody who must sign in first is led there, and back.
pub async fn tell(
    request: &HttpRequest,
    error: &Error,
    request_id: Option<String>,
) -> HttpResponse {
    // A page still is told when the database is away: under the service's own name.
    let name = municipality(request).await.unwrap_or(None);
    let mut status =
        StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if status == StatusCode::UNAUTHORIZED && request.method() != Method::POST {
        return sign_in_first(request);
    }
    let frame = Frame::of(request, name);
    let lost = request.extensions().get::<LostForm>().cloned();
    let page = frame.and_then(|f| match lost {
        Some(LostForm(body)) if status == StatusCode::UNAUTHORIZED => {
            let kept = String::from_utf8_lossy(&body).into_owned();
            let path = request.path().to_owned();
            f.clone().show_with(status, &LostPage { f, path, kept })
        }
        _ => {
            if status == StatusCode::PRECONDITION_REQUIRED {
                status = StatusCode::BAD_REQUEST;
            }
            f.clone()
                .show_with(status, &fault_page(f, error, request_id))
        }
    });
    match page {
        Ok(page) => page.retry_after(error.retry_after()).into_response(),
        Err(_) => HttpResponse::InternalServerError()
            .content_type("text/plain; charset=utf-8")
            .body(codes::INTERNAL.text(Language::Danish)),
    }
}

fn fault_page(f: Frame, error: &Error, request_id: Option<String>) -> FaultPage {
    let status = error.status();
    let key = match status {
        401 => "fault-sign-in-first",
        403 => "fault-forbidden",
        404 | 405 => "fault-not-found",
        409 | 412 => "fault-conflict",
        429 => "fault-too-often",
        500.. => "fault-internal",
        _ => "fault-refused",
    };
    let mut details: Vec<String> = match error.faults() {
        // The interface tells programs to read its description; people are told in the page's own words.
        [_] if status == 404 && error.code() == &codes::NOT_FOUND => {
            vec![f.t("fault-not-found-detail")]
        }
        [] => vec![error.detail(f.language)],
        faults => faults
            .iter()
            .map(|fault| fault.detail(f.language))
            .collect(),
    };
    details.dedup();
    FaultPage {
        title: f.t(key),
        details,
        request_id: request_id.filter(|_| status >= 500),
        f,
    }
}

fn sign_in_first(request: &HttpRequest) -> HttpResponse {
    let address = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let next = serde_urlencoded::to_string([("next", address)]).unwrap_or_default();
    let path = match address {
        "/" => "/sign-in".to_owned(),
        _ => format!("/sign-in?{next}"),
    };
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, path));
    if super::cookies::session_secret(request).is_some() {
        answer.cookie(no_session_cookie(request));
    }
    answer.finish()
}
