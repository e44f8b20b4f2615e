//! Signing in and out.

use crate::db::Database;
use crate::error::{Error, Result};
use crate::http::Now;
use crate::http::actor::AnyRole;
use crate::http::limiter::asker_of;
use crate::http::page::cookies::{no_session_cookie, session_cookie};
use crate::http::page::form::{own_path, text_pairs};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::session::InSession;
use crate::oidc::SingleSignOn;
use crate::organisation::{self, Origin, SignIn};
use actix_web::http::StatusCode;
use actix_web::http::header::{LOCATION, USER_AGENT};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_sign_in)
        .service(sign_in)
        .service(sign_out);
}

const FORM: Spec = Spec {
    name: "sign-in",
    fields: &[
        Field::new("email", Kind::Email),
        Field::new("password", Kind::Password),
        Field::optional("next", Kind::Hidden),
        Field::optional("kept", Kind::Hidden),
    ],
};

#[derive(Template)]
#[template(path = "organisation/pages/sign_in.html")]
struct SignInPage {
    f: Frame,
    form: Markup,
    /// What the button to the identity provider says, and where it leads.
    provider: Option<(String, String)>,
}

/// A form that was sent without a session, ready to be sent again.
#[derive(Template)]
#[template(path = "organisation/pages/resume.html")]
struct ResumePage {
    f: Frame,
    path: String,
    pairs: Vec<(String, String)>,
}

fn form() -> FormView {
    FormView::blank(&FORM, "/sign-in", "sign-in-submit")
}

#[get("/sign-in")]
async fn show_sign_in(request: HttpRequest, f: Frame) -> Result<HttpResponse> {
    let next = crate::http::page::query_value(&request, "next").unwrap_or_default();
    if f.caller.is_some() {
        return Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, own_path(&next)))
            .finish());
    }
    let provider = provider_of(&request, &next);
    let form = form().value("next", next).html(&f)?;
    let page = SignInPage { f, form, provider };
    Ok(page.f.clone().show(&page)?.into_response())
}

#[post("/sign-in")]
async fn sign_in(
    request: HttpRequest,
    f: Frame,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let command = SignIn {
        email: sent.get("email").unwrap_or_default().to_owned(),
        password: sent.get("password").unwrap_or_default().to_owned(),
    };
    let origin = origin_of(&request).await;
    match organisation::sign_in(&db, command, origin, moment).await {
        Ok(signed_in) => {
            let cookie = session_cookie(&request, &signed_in.secret);
            let mut answer = welcome(f, &sent, &signed_in.secret)?;
            answer
                .add_cookie(&cookie)
                .map_err(|error| Error::Internal(error.into()))?;
            Ok(answer)
        }
        Err(error) => refuse(&request, f, &sent, error).map(Html::into_response),
    }
}

/// Where an attempt comes from.
pub(super) async fn origin_of(request: &HttpRequest) -> Origin {
    Origin {
        address: asker_of(request),
        user_agent: header(request, &USER_AGENT),
        replaces: InSession::extract(request)
            .await
            .ok()
            .map(|InSession(id)| id),
    }
}

/// Where somebody goes who has just signed in: on, or to the form that was not lost.
fn welcome(f: Frame, sent: &Form, secret: &str) -> Result<HttpResponse> {
    let path = own_path(sent.get("next").unwrap_or_default());
    let kept = sent.get("kept").unwrap_or_default();
    if kept.is_empty() {
        return Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, path))
            .finish());
    }
    let f = f.with_session(secret);
    let mut pairs = text_pairs(kept);
    pairs.retain(|(name, _)| name != "form_key");
    Ok(f.clone()
        .show(&ResumePage { f, path, pairs })?
        .into_response())
}

/// The button to the identity provider, where there is one.
fn provider_of(request: &HttpRequest, next: &str) -> Option<(String, String)> {
    let sso = request.app_data::<Data<SingleSignOn>>()?;
    let provider = sso.0.as_ref()?;
    let query = serde_urlencoded::to_string([("next", own_path(next))]).unwrap_or_default();
    Some((provider.name().to_owned(), format!("/sign-in/oidc?{query}")))
}

fn refuse(request: &HttpRequest, f: Frame, sent: &Form, error: Error) -> Result<Html> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNAUTHORIZED);
    let later = error.retry_after();
    let form = form().again(sent, error, f.language)?.html(&f)?;
    let provider = provider_of(request, sent.get("next").unwrap_or_default());
    let page = SignInPage { f, form, provider };
    let page = page.f.clone().show_with(status, &page)?;
    Ok(page.retry_after(later))
}

fn header(request: &HttpRequest, name: &actix_web::http::header::HeaderName) -> String {
    let value = request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

#[post("/sign-out")]
async fn sign_out(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    InSession(session): InSession,
    db: Data<Database>,
    Now(moment): Now,
    _sent: Form,
) -> Result<HttpResponse> {
    db.write(move |conn| organisation::sign_out(conn, &actor, session, moment))
        .await?;
    let mut answer = f.see(&request, "/sign-in", "sign-in-signed-out", "");
    answer
        .add_cookie(&no_session_cookie(&request))
        .map_err(|error| Error::Internal(error.into()))?;
    Ok(answer)
}
