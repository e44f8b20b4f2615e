//! The way to the municipality's identity provider and back.

use super::sign_in_page::origin_of;
use crate::clock::Moment;
use crate::db::Database;
use crate::error::{Error, Result, codes};
use crate::http::Now;
use crate::http::limiter::WithinSignOnLimit;
use crate::http::page::cookies::{
    Waiting, no_waiting_cookie, session_cookie, waiting, waiting_cookie,
};
use crate::http::page::form::own_path;
use crate::http::page::{Frame, query_value};
use crate::http::session::{new_secret, token_hash};
use crate::oidc::{Proof, Return, SecretOfSignIn, SingleSignOn};
use crate::organisation::{self, Origin, SignedIn};
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(start).service(come_back);
}

#[derive(Template)]
#[template(path = "organisation/pages/single_sign_on.html")]
struct RefusedPage {
    f: Frame,
    why: String,
    ask: &'static str,
}

fn secret_of(waiting: &Waiting) -> SecretOfSignIn<'_> {
    SecretOfSignIn {
        secret: &waiting.secret,
        hash: token_hash,
    }
}

#[get("/sign-in/oidc")]
async fn start(
    request: HttpRequest,
    f: Frame,
    sso: Data<SingleSignOn>,
    Now(moment): Now,
    _within: WithinSignOnLimit,
) -> Result<HttpResponse> {
    let waiting = Waiting {
        secret: new_secret()?,
        next: own_path(&query_value(&request, "next").unwrap_or_default()),
    };
    let provider = sso.0.as_ref().ok_or(&codes::NOT_FOUND)?;
    match provider.address(&secret_of(&waiting), moment.now).await {
        Ok(address) => Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, address))
            .insert_header(("Cache-Control", "no-store"))
            .cookie(waiting_cookie(&request, &waiting))
            .finish()),
        Err(error) => refuse(&request, f, error),
    }
}

#[get("/sign-in/oidc/return")]
async fn come_back(
    request: HttpRequest,
    f: Frame,
    sso: Data<SingleSignOn>,
    db: Data<Database>,
    Now(moment): Now,
    _within: WithinSignOnLimit,
) -> Result<HttpResponse> {
    let kept = waiting(&request);
    let origin = origin_of(&request).await;
    let proof = prove(&request, &sso, kept.as_ref(), moment).await;
    match enter(&db, proof, origin, moment).await {
        Ok(signed_in) => Ok(welcome(&request, kept, &signed_in)),
        Err(error) => refuse(&request, f, error),
    }
}

/// Asks the provider who has come back; outside any transaction.
async fn prove(
    request: &HttpRequest,
    sso: &SingleSignOn,
    kept: Option<&Waiting>,
    moment: Moment,
) -> Result<Proof> {
    let provider = sso.0.as_ref().ok_or(&codes::NOT_FOUND)?;
    let kept = kept.ok_or(&codes::SINGLE_SIGN_ON_FAILED)?;
    let came = Return {
        state: query_value(request, "state").unwrap_or_default(),
        code: query_value(request, "code"),
        issuer: query_value(request, "iss"),
    };
    provider.proof(&secret_of(kept), came, moment.now).await
}

async fn enter(
    db: &Database,
    proof: Result<Proof>,
    origin: Origin,
    moment: Moment,
) -> Result<SignedIn> {
    let proof = proof?;
    db.write(move |conn| organisation::admit(conn, &proof, &origin, moment))
        .await?
}

fn welcome(request: &HttpRequest, kept: Option<Waiting>, signed_in: &SignedIn) -> HttpResponse {
    let next = own_path(&kept.map(|kept| kept.next).unwrap_or_default());
    HttpResponse::SeeOther()
        .insert_header((LOCATION, next))
        .insert_header(("Cache-Control", "no-store"))
        .cookie(session_cookie(request, &signed_in.secret))
        .cookie(no_waiting_cookie(request))
        .finish()
}

/// Says why not, and whom to ask; faults of the service itself go their usual way.
fn refuse(request: &HttpRequest, f: Frame, error: Error) -> Result<HttpResponse> {
    let Some(ask) = advice(&error) else {
        return Err(error);
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
    let why = error.detail(f.language);
    let page = RefusedPage { f, why, ask };
    let answer = page.f.clone().show_with(status, &page)?;
    Ok(answer.cookie(no_waiting_cookie(request)).into_response())
}

/// What somebody can do about it; nothing for a fault that is not of signing in.
fn advice(error: &Error) -> Option<&'static str> {
    let code = error.code();
    let again = [
        &codes::SINGLE_SIGN_ON_FAILED,
        &codes::SINGLE_SIGN_ON_UNREACHABLE,
    ];
    let ask = [
        &codes::SINGLE_SIGN_ON_EMAIL,
        &codes::SINGLE_SIGN_ON_NO_ROLE,
        &codes::SINGLE_SIGN_ON_OTHER_PERSON,
        &codes::SINGLE_SIGN_ON_CLOSED,
    ];
    if again.contains(&code) {
        Some("single-sign-on-again")
    } else if ask.contains(&code) {
        Some("single-sign-on-ask")
    } else {
        None
    }
}
