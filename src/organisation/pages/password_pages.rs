//! The one-time link by which a password is chosen, and asking for one when the password is forgotten.

use crate::db::Database;
use crate::error::{Fault, Result, codes};
use crate::http::Now;
use crate::http::limiter::WithinLimit;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::organisation::{self, Purpose};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_welcome)
        .service(choose)
        .service(show_forgotten)
        .service(ask_reset);
}

const CHOOSE: Spec = Spec {
    name: "password",
    fields: &[
        Field::new("password", Kind::NewPassword),
        Field::new("again", Kind::NewPassword),
    ],
};
const FORGOTTEN: Spec = Spec {
    name: "forgotten",
    fields: &[Field::new("email", Kind::Email)],
};

#[derive(Template)]
#[template(path = "organisation/pages/simple.html")]
struct SimplePage {
    f: Frame,
    title: String,
    lead: String,
    form: Option<Markup>,
}

#[get("/welcome/{secret}")]
async fn show_welcome(
    f: Frame,
    db: Data<Database>,
    Now(moment): Now,
    path: Path<String>,
    _within: WithinLimit,
) -> Result<Html> {
    let secret = path.into_inner();
    let form = FormView::blank(&CHOOSE, format!("/welcome/{secret}"), "password-submit");
    let link = db
        .read(move |conn| organisation::find_link(conn, &secret, moment.now))
        .await?;
    welcome_page(f, link.purpose, &link.account.name, &form, StatusCode::OK)
}

fn welcome_page(
    f: Frame,
    purpose: Purpose,
    name: &str,
    form: &FormView,
    status: StatusCode,
) -> Result<Html> {
    let key = match purpose {
        Purpose::Invitation => "welcome-lead",
        Purpose::Reset => "reset-lead",
    };
    let page = SimplePage {
        title: f.t("password-title"),
        lead: f.t1(key, "name", name),
        form: Some(form.html(&f)?),
        f,
    };
    page.f.clone().show_with(status, &page)
}

#[post("/welcome/{secret}")]
async fn choose(
    request: HttpRequest,
    f: Frame,
    db: Data<Database>,
    Now(moment): Now,
    path: Path<String>,
    _within: WithinLimit,
    sent: Form,
) -> Result<HttpResponse> {
    let secret = path.into_inner();
    let password = sent.get("password").unwrap_or_default().to_owned();
    let done = match sent.get("again") == Some(password.as_str()) {
        true => organisation::choose_password(&db, secret.clone(), password, moment).await,
        false => Err(Fault::new(&codes::PASSWORDS_DIFFER).at("/again").into()),
    };
    match done {
        Ok(_) => Ok(f.see(&request, "/sign-in", "password-chosen", "")),
        Err(error) => {
            let shown = secret.clone();
            let link = db
                .read(move |conn| organisation::find_link(conn, &shown, moment.now))
                .await?;
            let form = FormView::blank(&CHOOSE, format!("/welcome/{secret}"), "password-submit")
                .again(&sent, error, f.language)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(welcome_page(f, link.purpose, &link.account.name, &form, status)?.into_response())
        }
    }
}

#[get("/forgotten-password")]
async fn show_forgotten(f: Frame) -> Result<Html> {
    let form =
        FormView::blank(&FORGOTTEN, "/forgotten-password", "forgotten-submit").cancel("/sign-in");
    let page = SimplePage {
        title: f.t("forgotten-title"),
        lead: f.t("forgotten-lead"),
        form: Some(form.html(&f)?),
        f,
    };
    page.f.clone().show(&page)
}

/// Says the same whether or not there is such an account.
#[post("/forgotten-password")]
async fn ask_reset(
    f: Frame,
    db: Data<Database>,
    post: Data<organisation::Postbox>,
    Now(moment): Now,
    _within: WithinLimit,
    sent: Form,
) -> Result<Html> {
    let email = sent.get("email").unwrap_or_default().to_owned();
    let made = db
        .write(move |conn| organisation::request_reset(conn, &email, moment))
        .await?;
    let key = match post.can_send() {
        true => "forgotten-sent",
        false => "forgotten-no-mail",
    };
    if let Some((link, account)) = made {
        post.send_later(&link, &account);
    }
    let page = SimplePage {
        title: f.t("forgotten-title"),
        lead: f.t(key),
        form: None,
        f,
    };
    page.f.clone().show(&page)
}
