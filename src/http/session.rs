//! Finds the caller of every request before anything else is done with it.

use super::actor::{Caller, Session};
use super::problem::language_of;
use crate::clock::{Clock, Instant, Moment};
use crate::db::{Database, DbConnection};
use crate::error::{Error, Result};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// Looks up the holder of the token with this hash; the organisation knows how.
#[derive(Clone, Copy)]
pub struct Authenticate(pub fn(&mut DbConnection, &str, Instant) -> Result<Option<Caller>>);

/// The SHA-256 of a token in hexadecimal: all that is stored of it.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Middleware: puts the caller where [`super::actor`] finds it.
///
/// A bad token is refused by the handler that needs a caller, so that public addresses stay open.
///
/// # Errors
/// Only those of the framework.
pub async fn find_caller<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Some(token) = bearer_token(request.request()) {
        match session_of(request.request(), token_hash(&token)).await {
            Ok(session) => {
                request.extensions_mut().insert(session);
            }
            Err(error) => return Ok(request.error_response(error)),
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn session_of(request: &HttpRequest, hash: String) -> Result<Session> {
    let (Some(database), Some(authenticate), Some(clock)) = (
        request.app_data::<web::Data<Database>>(),
        request.app_data::<web::Data<Authenticate>>(),
        request.app_data::<web::Data<Clock>>(),
    ) else {
        return Err(Error::Internal("the app is not set up for sessions".into()));
    };
    let now = clock.moment().now;
    let find = authenticate.0;
    let found = database.read(move |conn| find(conn, &hash, now)).await?;
    Ok(match found {
        Some(mut caller) => {
            caller.language = language_of(request, Some(caller.language));
            Session::Known(caller)
        }
        None => Session::Rejected,
    })
}

fn bearer_token(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// The present moment, as a handler's argument.
#[derive(Debug, Clone, Copy)]
pub struct Now(pub Moment);

impl FromRequest for Now {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            request
                .app_data::<web::Data<Clock>>()
                .map(|clock| Now(clock.moment()))
                .ok_or_else(|| Error::Internal("the app has no clock".into())),
        )
    }
}
