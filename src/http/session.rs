//! Finds the caller of every request before anything else is done with it.

use super::actor::{Caller, Session};
use super::found_session::FoundSession;
use super::page::cookies::{chosen_language, session_secret};
use super::page::is_page;
use super::problem::language_of;
use crate::clock::{Clock, Instant, Moment};
use crate::db::{Database, DbConnection, SessionId};
use crate::error::{Error, Result, codes};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// Looks up who stands behind a token or a session, by the hash of the secret; the organisation knows how.
#[derive(Clone, Copy)]
pub struct Authenticate {
    /// The holder of a token.
    pub token: fn(&mut DbConnection, &str, Instant) -> Result<Option<Caller>>,
    /// A session in the browser.
    pub session: fn(&mut DbConnection, &str, Instant) -> Result<Option<FoundSession>>,
    /// Notes that a session is used now.
    pub mark: fn(&mut DbConnection, SessionId, Instant) -> Result<()>,
}

/// The session behind a request, where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InSession(pub SessionId);

/// The SHA-256 of a token in hexadecimal: all that is stored of it.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A secret of 256 random bits of the operating system, as 64 hexadecimal digits.
///
/// # Errors
/// Only when the operating system has no randomness to give.
pub fn new_secret() -> Result<String> {
    let mut random = [0u8; 32];
    getrandom::fill(&mut random).map_err(|error| Error::Internal(error.to_string().into()))?;
    Ok(hex(&random))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Middleware: puts the caller where [`super::actor`] finds it.
///
/// Programs show a token, browsers a cookie. The cookie also opens the interface for programs, but for reading only:
/// so a page links to every file, and no other site can make a browser change anything there. A bad token or session
/// is refused by the handler that needs a caller, so that public addresses stay open.
///
/// # Errors
/// Only those of the framework.
pub async fn find_caller<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let found = match bearer_token(request.request()) {
        Some(token) => holder_of(request.request(), token_hash(&token))
            .await
            .map(Some),
        // The files of the pages are everybody's: no session is looked up for them.
        None if request.path().starts_with("/assets/") => Ok(None),
        None => match session_secret(request.request()) {
            Some(secret) => in_session(request.request(), token_hash(&secret))
                .await
                .map(Some),
            None => Ok(None),
        },
    };
    match found {
        Ok(None) => {}
        Ok(Some(session)) => {
            request.extensions_mut().insert(session);
        }
        Err(error) => return Ok(request.error_response(error)),
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn holder_of(request: &HttpRequest, hash: String) -> Result<Session> {
    let (database, authenticate, now) = parts(request)?;
    let find = authenticate.token;
    let found = database.read(move |conn| find(conn, &hash, now)).await?;
    Ok(match found {
        Some(mut caller) => {
            caller.language = language_of(request, Some(caller.language));
            Session::Known(caller)
        }
        None => Session::Rejected,
    })
}

async fn in_session(request: &HttpRequest, hash: String) -> Result<Session> {
    let (database, authenticate, now) = parts(request)?;
    let find = authenticate.session;
    let found = database.read(move |conn| find(conn, &hash, now)).await?;
    let Some(found) = found else {
        return Ok(Session::Rejected);
    };
    if found.mark_due {
        let mark = authenticate.mark;
        database
            .write(move |conn| mark(conn, found.session, now))
            .await?;
    }
    request.extensions_mut().insert(InSession(found.session));
    let mut caller = found.caller;
    caller.language = chosen_language(request).unwrap_or(caller.language);
    caller.read_only = !is_page(request.path());
    Ok(Session::Known(caller))
}

fn parts(request: &HttpRequest) -> Result<(Database, Authenticate, Instant)> {
    let database = request.app_data::<web::Data<Database>>();
    let authenticate = request.app_data::<web::Data<Authenticate>>();
    let clock = request.app_data::<web::Data<Clock>>();
    match (database, authenticate, clock) {
        (Some(database), Some(authenticate), Some(clock)) => Ok((
            database.get_ref().clone(),
            *authenticate.get_ref(),
            clock.moment().now,
        )),
        _ => Err(Error::Internal("the app lacks its parts".into())),
    }
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

impl FromRequest for InSession {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<InSession>().copied();
        ready(found.ok_or_else(|| (&codes::UNAUTHENTICATED).into()))
    }
}
