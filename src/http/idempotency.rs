//! Idempotency-Key: a POST that is sent twice is carried out once, and answered twice alike.
//!
//! The key is taken in a transaction of its own before the work. A crash between the work and the keeping of
//! its answer therefore leaves a key without an answer: the repeated request is refused, never done again.

use super::actor::{Caller, Session};
use super::answer::ShownOnce;
use super::json::{BodyLimit, read_body};
use crate::clock::Clock;
use crate::db::Database;
use crate::db::idempotency::{self, Answer, Known};
use crate::error::{Error, Result, codes};
use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpResponse, web};

const HEADER: &str = "Idempotency-Key";

/// Middleware: replays the answer of a POST whose key is known.
///
/// # Errors
/// [`codes::IDEMPOTENCY_KEY_INVALID`], [`codes::IDEMPOTENCY_KEY_REUSED`], [`codes::IDEMPOTENCY_KEY_IN_USE`].
pub async fn replay<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match prepare(&mut request).await {
        Err(error) => Ok(request.error_response(error)),
        Ok(None) => Ok(next.call(request).await?.map_into_boxed_body()),
        Ok(Some((store, Known::New))) => {
            let response = next.call(request).await?.map_into_boxed_body();
            store.finish(response).await
        }
        Ok(Some((_, Known::Answered(answer)))) => Ok(request.into_response(rebuild(&answer))),
        Ok(Some((_, Known::OtherRequest))) => {
            Ok(request.error_response(Error::from(&codes::IDEMPOTENCY_KEY_REUSED)))
        }
        Ok(Some((_, Known::Unfinished))) => {
            Ok(request.error_response(Error::from(&codes::IDEMPOTENCY_KEY_IN_USE)))
        }
    }
}

/// Takes the key of a request that has one; `None` for all others.
async fn prepare(request: &mut ServiceRequest) -> Result<Option<(Store, Known)>> {
    let caller = match request.extensions().get::<Session>() {
        Some(Session::Known(caller)) => Some(caller.clone()),
        _ => None,
    };
    let key = request.headers().get(HEADER).cloned();
    let (Some(caller), Some(key), true) = (caller, key, request.method() == Method::POST) else {
        return Ok(None);
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| {
            (1..=100).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
        })
        .ok_or(&codes::IDEMPOTENCY_KEY_INVALID)?
        .to_owned();
    let limit = BodyLimit::of(request.request());
    let body = read_body(request.take_payload(), limit).await?;
    let hash = fingerprint(request, &body);
    request.set_payload(Payload::from(body));
    let store = Store::of(request, &caller, key)?;
    let known = store.claim(hash).await?;
    Ok(Some((store, known)))
}

fn fingerprint(request: &ServiceRequest, body: &Bytes) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri()).into_bytes();
    text.extend_from_slice(body);
    super::session::token_hash(&super::session::hex(&text))
}

struct Store {
    database: web::Data<Database>,
    clock: web::Data<Clock>,
    account: crate::db::AccountId,
    key: String,
}

impl Store {
    fn of(request: &ServiceRequest, caller: &Caller, key: String) -> Result<Self> {
        let database = request.app_data::<web::Data<Database>>().cloned();
        let clock = request.app_data::<web::Data<Clock>>().cloned();
        match (database, clock) {
            (Some(database), Some(clock)) => Ok(Store {
                database,
                clock,
                account: caller.account,
                key,
            }),
            _ => Err(Error::Internal(
                "the app is not set up for idempotency".into(),
            )),
        }
    }

    async fn claim(&self, hash: String) -> Result<Known> {
        let (account, key, now) = (self.account, self.key.clone(), self.clock.moment().now);
        self.database
            .write(move |conn| idempotency::claim(conn, account, &key, &hash, now))
            .await
    }

    async fn release(&self) -> Result<()> {
        let (account, key) = (self.account, self.key.clone());
        self.database
            .write(move |conn| idempotency::release(conn, account, &key))
            .await
    }

    /// Keeps what was done; forgets what was refused, so that a mended request may use the key again.
    async fn finish(
        &self,
        response: ServiceResponse<BoxBody>,
    ) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
        if !response.status().is_success() {
            self.release().await?;
            return Ok(response);
        }
        // The key stays taken without an answer: a repeated request is refused and shows nothing.
        if response
            .response()
            .extensions()
            .get::<ShownOnce>()
            .is_some()
        {
            return Ok(response);
        }
        let (request, response) = response.into_parts();
        let headers = [CONTENT_TYPE, ETAG, LOCATION]
            .iter()
            .filter_map(|name| {
                let value = response.headers().get(name)?.to_str().ok()?;
                Some((name.to_string(), value.to_owned()))
            })
            .collect();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body())
            .await
            .map_err(|error| Error::Internal(error.to_string().into()))?;
        let answer = Answer {
            status,
            headers,
            body: body.to_vec(),
        };
        let (account, key, kept) = (self.account, self.key.clone(), answer.clone());
        self.database
            .write(move |conn| idempotency::keep(conn, account, &key, &kept))
            .await?;
        Ok(ServiceResponse::new(request, rebuild(&answer)))
    }
}

fn rebuild(answer: &Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    for (name, value) in &answer.headers {
        response.insert_header((name.as_str(), value.as_str()));
    }
    response.body(answer.body.clone())
}
