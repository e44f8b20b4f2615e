//! Refusals as `application/problem+json` (RFC 9457), in the caller's language.

use super::actor::Session;
use super::page::{is_page, tell_on_page};
use crate::error::{Error, Fault, Language, codes};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use tracing_actix_web::RequestId;

/// The body of every answer that says no.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[schema(example = "/api/v1/errors#stale")]
    pub r#type: String,
    /// The stable code.
    #[schema(example = "stale")]
    pub code: &'static str,
    /// The HTTP status.
    #[schema(example = 412)]
    pub status: u16,
    /// What was wrong and what to do, in the caller's language.
    pub detail: String,
    /// The address that was asked for.
    pub instance: String,
    /// The number under which the log knows this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// All faults, each with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemFault>,
}

/// One fault of a request.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct ProblemFault {
    /// The stable code.
    pub code: &'static str,
    /// A JSON pointer into the request (RFC 6901); empty for the whole.
    pub pointer: String,
    /// What was wrong, in the caller's language.
    pub detail: String,
}

impl Problem {
    /// The problem that tells of `error` in `language`.
    pub fn of(error: &Error, language: Language, instance: &str) -> Self {
        let code = error.code();
        Problem {
            r#type: format!("/api/v1/errors#{}", code.name),
            code: code.name,
            status: error.status(),
            detail: error.detail(language),
            instance: instance.to_owned(),
            request_id: None,
            errors: error
                .faults()
                .iter()
                .map(|fault| ProblemFault {
                    code: fault.code().name,
                    pointer: fault.pointer().to_owned(),
                    detail: fault.detail(language),
                })
                .collect(),
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The middleware [`tell`] replaces this body by one in the caller's language.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::build(self.status_code())
            .content_type("application/problem+json")
            .json(Problem::of(self, Language::Danish, ""))
    }
}

/// Middleware: writes every refusal and failure as a problem.
///
/// # Errors
/// Only those of the framework, before a route was found.
pub async fn tell<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    if response.response().error().is_none() {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let told = answer(&request, response).await;
    Ok(ServiceResponse::new(request, told))
}

/// What is answered where no route fits: the address is unknown, or known with other methods only.
///
/// # Errors
/// Always: [`codes::METHOD_NOT_ALLOWED`] or [`codes::NOT_FOUND`].
pub async fn no_route(request: HttpRequest) -> Result<HttpResponse, Error> {
    if request.resource_map().has_resource(request.path()) {
        return Err(Fault::new(&codes::METHOD_NOT_ALLOWED)
            .with("method", request.method())
            .into());
    }
    Err((&codes::NOT_FOUND).into())
}

async fn answer(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let language = language_of(request, None);
    let foreign;
    let error = match response.error().and_then(|error| error.as_error::<Error>()) {
        Some(error) => error,
        None => {
            foreign = foreign_error(request, response.status());
            &foreign
        }
    };
    let request_id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.to_string());
    if let Error::Internal(cause) = error {
        tracing::error!(cause = %cause, request_id, path = request.path(), "internal error");
    }
    if wants_page(request) {
        return tell_on_page(request, error, request_id).await;
    }
    let mut problem = Problem::of(error, language, request.path());
    problem.request_id = request_id;
    let mut builder = HttpResponse::build(error.status_code());
    builder
        .content_type("application/problem+json")
        .insert_header((
            CONTENT_LANGUAGE,
            match language {
                Language::Danish => "da",
                Language::English => "en",
            },
        ));
    if error.status_code() == StatusCode::UNAUTHORIZED {
        builder.insert_header((WWW_AUTHENTICATE, "Bearer"));
    }
    if let Some(seconds) = error.retry_after() {
        builder.insert_header((RETRY_AFTER, seconds));
    }
    builder.json(problem)
}

/// Whether the one who asks is a person with a browser.
fn wants_page(request: &HttpRequest) -> bool {
    let accepts = request
        .headers()
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok());
    is_page(request.path()) && accepts.is_some_and(|value| value.contains("text/html"))
}

/// What the web framework itself refuses.
fn foreign_error(request: &HttpRequest, status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => (&codes::NOT_FOUND).into(),
        StatusCode::METHOD_NOT_ALLOWED => Fault::new(&codes::METHOD_NOT_ALLOWED)
            .with("method", request.method())
            .into(),
        StatusCode::PAYLOAD_TOO_LARGE => Fault::new(&codes::PAYLOAD_TOO_LARGE)
            .with("limit_mb", super::BodyLimit::of(request).megabytes())
            .into(),
        status if status.is_client_error() => (&codes::BODY_UNREADABLE).into(),
        status => Error::Internal(format!("the framework answered {status}").into()),
    }
}

/// The language of the answer: what the request asks for, else the account's, else Danish.
pub(super) fn language_of(request: &HttpRequest, account: Option<Language>) -> Language {
    if let Some(Session::Known(caller)) = request.extensions().get::<Session>() {
        return caller.language;
    }
    let asked = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let first = asked
        .split(',')
        .map(|part| part.split(';').next().unwrap_or("").trim())
        .find_map(|tag| match tag.split('-').next() {
            Some("da") => Some(Language::Danish),
            Some("en") => Some(Language::English),
            _ => None,
        });
    first.or(account).unwrap_or_default()
}
