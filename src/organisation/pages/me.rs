//! A person's own account: what it may do, its password, and the browsers in which it is signed in.

use crate::db::{Database, SchoolId, SessionId};
use crate::error::{Error, Fault, Result, codes};
use crate::http::Now;
use crate::http::actor::{AnyRole, Reach};
use crate::http::page::cookies::language_cookie;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out};
use crate::http::session::InSession;
use crate::organisation::{self, Account, SessionView, store};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_me)
        .service(choose_language)
        .service(change_password)
        .service(end_session)
        .service(end_others);
}

const PASSWORD: Spec = Spec {
    name: "change-password",
    fields: &[
        Field::new("old_password", Kind::Password),
        Field::new("new_password", Kind::NewPassword),
        Field::new("again", Kind::NewPassword),
    ],
};

const LANGUAGE: Spec = Spec {
    name: "my-language",
    fields: &[Field::new("language", Kind::Choice)],
};

/// A form of the page that came back: what was sent, and what was wrong.
type Back<'a> = Option<(&'a Spec, &'a Form, Error)>;

#[derive(Template)]
#[template(path = "organisation/pages/me.html")]
struct MePage {
    f: Frame,
    account: Account,
    schools: Vec<String>,
    sessions: Vec<SessionView>,
    here: SessionId,
    language: Markup,
    password: Markup,
}

impl MePage {
    /// What a person would call the browser; its own name of itself is for programs.
    fn browser(&self, agent: &str) -> String {
        let named = [
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ];
        let systems = [
            ("Windows", "Windows"),
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Mac OS", "Mac"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ];
        let find = |list: &[(&str, &'static str)]| {
            list.iter()
                .find(|(mark, _)| agent.contains(mark))
                .map(|(_, name)| *name)
        };
        match (find(&named), find(&systems)) {
            (Some(browser), Some(system)) => format!("{browser}, {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => self.f.t("me-session-unknown"),
        }
    }
}

/// The forms for the language and for the password.
fn forms(f: &Frame, account: &Account, back: Back<'_>) -> Result<(Markup, Markup)> {
    let mut language = FormView::blank(&LANGUAGE, "/me/language", "form-save")
        .words(f, "language", "language", &["da", "en"])
        .filled(account)
        .version(account.version);
    let mut password = FormView::blank(&PASSWORD, "/me/password", "change-password-submit");
    match back {
        Some((spec, sent, error)) if *spec == LANGUAGE => {
            language = language.again(sent, error, f.language)?;
        }
        Some((_, sent, error)) => password = password.again(sent, error, f.language)?,
        None => {}
    }
    Ok((language.html(f)?, password.html(f)?))
}

async fn page(
    f: Frame,
    db: &Database,
    here: SessionId,
    now: crate::clock::Instant,
    back: Back<'_>,
) -> Result<MePage> {
    let id = f
        .caller
        .as_ref()
        .map(|caller| caller.account)
        .ok_or(&codes::UNAUTHENTICATED)?;
    let (account, schools, sessions) = db
        .read(move |conn| {
            let account = store::account(conn, id)?;
            let mut schools = Vec::new();
            for school in &account.schools {
                schools.extend(name_of_school(conn, *school)?);
            }
            let sessions = organisation::sessions(conn, id, now)?;
            Ok((account, schools, sessions))
        })
        .await?;
    let title = f.t("frame-me");
    let f = f.below(title, "/me");
    let (language, password) = forms(&f, &account, back)?;
    Ok(MePage {
        f,
        account,
        schools,
        sessions,
        here,
        language,
        password,
    })
}

fn name_of_school(conn: &mut crate::db::DbConnection, id: SchoolId) -> Result<Option<String>> {
    Ok(store::find_school(conn, &Reach::All, id)?.map(|school| school.name))
}

#[get("/me")]
async fn show_me(
    f: Frame,
    _actor: AnyRole,
    InSession(here): InSession,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let page = page(f, &db, here, moment.now, None).await?;
    page.f.clone().show(&page)
}

/// The page with a form that was refused; with the seconds after which it is worth sending it again.
fn come_back(page: MePage, later: Option<u64>) -> Result<HttpResponse> {
    let status = match later {
        Some(_) => StatusCode::TOO_MANY_REQUESTS,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = page.f.clone().show_with(status, &page)?;
    Ok(page.retry_after(later).into_response())
}

/// Sets the language of the account, and of this browser, where another may have been chosen for a while.
#[post("/me/language")]
async fn choose_language(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    InSession(here): InSession,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&LANGUAGE), move |conn, command| {
        organisation::choose_language(conn, &actor, seen, command, moment)
    });
    match done.await {
        Ok(account) => {
            let mut answer = f.see(&request, "/me", "my-language-done", "");
            answer
                .add_cookie(&language_cookie(&request, &account.language))
                .map_err(|error| Error::Internal(error.into()))?;
            Ok(answer)
        }
        Err(error) => {
            let back = Some((&LANGUAGE, &sent, error));
            come_back(page(f, &db, here, moment.now, back).await?, None)
        }
    }
}

#[post("/me/password")]
async fn change_password(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    InSession(here): InSession,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let value = |name: &str| sent.get(name).unwrap_or_default().to_owned();
    let (old, new) = (value("old_password"), value("new_password"));
    let done = match new == value("again") {
        true => organisation::change_password(&db, &actor, Some(here), old, new, moment).await,
        false => Err(Fault::new(&codes::PASSWORDS_DIFFER).at("/again").into()),
    };
    match done {
        Ok(()) => Ok(f.see(&request, "/me", "change-password-done", "")),
        Err(error) => {
            let later = error.retry_after();
            let back = Some((&PASSWORD, &sent, error));
            come_back(page(f, &db, here, moment.now, back).await?, later)
        }
    }
}

/// The page after a button on it was refused.
async fn refused(
    f: Frame,
    db: &Database,
    here: SessionId,
    now: crate::clock::Instant,
    error: Error,
) -> Result<HttpResponse> {
    let page = page(f.refused("/me", error)?, db, here, now, None).await?;
    Ok(page.f.clone().show(&page)?.into_response())
}

#[post("/me/sessions/{id}/end")]
async fn end_session(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    InSession(here): InSession,
    db: Data<Database>,
    Now(moment): Now,
    (id, _sent): (Path<i64>, Form),
) -> Result<HttpResponse> {
    let id = SessionId(id.into_inner());
    let done = db
        .write(move |conn| organisation::sign_out(conn, &actor, id, moment))
        .await;
    match done {
        Ok(_) => Ok(f.see(&request, "/me", "me-session-ended", "")),
        Err(error) => refused(f, &db, here, moment.now, error).await,
    }
}

#[post("/me/sign-out-everywhere")]
async fn end_others(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    InSession(here): InSession,
    db: Data<Database>,
    Now(moment): Now,
    _sent: Form,
) -> Result<HttpResponse> {
    let done = db
        .write(move |conn| organisation::sign_out_everywhere(conn, &actor, Some(here), moment))
        .await;
    match done {
        Ok(_) => Ok(f.see(&request, "/me", "me-others-ended", "")),
        Err(error) => refused(f, &db, here, moment.now, error).await,
    }
}
