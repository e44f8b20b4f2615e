//! The users of the service: who there is, opening and changing an account, inviting its holder.

use crate::db::{AccountId, Database, DbConnection};
use crate::error::{Error, Result};
use crate::http::actor::{Administrator, Inspector, Reach, Role};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out};
use crate::http::{Now, Path};
use crate::organisation::{self, Account, DescribeAccount, Postbox, store};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_accounts)
        .service(new_account)
        .service(open_account)
        .service(edit_account)
        .service(change_account)
        .service(invite);
}

const FORM: Spec = Spec {
    name: "account",
    fields: &[
        Field::new("name", Kind::Text),
        Field::new("email", Kind::Email),
        Field::new("language", Kind::Choice).narrow(),
        Field::optional("active", Kind::Flag),
        Field::new("roles", Kind::Choices),
        Field::optional("schools", Kind::Picks),
    ],
};

/// How many accounts stand on a page: a municipality has some dozens.
const A_PAGE: i64 = 500;

#[derive(Template)]
#[template(path = "organisation/pages/accounts.html")]
struct AccountsPage {
    f: Frame,
    accounts: Vec<Account>,
    may_open: bool,
}

#[derive(Template)]
#[template(path = "organisation/pages/account.html")]
struct AccountPage {
    f: Frame,
    title: String,
    account: Option<Account>,
    form: Markup,
    invitation: Option<String>,
    can_mail: bool,
}

/// The names of the schools by their numbers, for the choice.
pub(super) fn school_options(conn: &mut DbConnection) -> Result<Vec<(String, String)>> {
    let schools = store::schools(conn, &Reach::All, None, None, A_PAGE)?;
    Ok(schools
        .into_iter()
        .map(|school| (school.id.to_string(), school.name))
        .collect())
}

async fn form(f: &Frame, db: &Database, action: String, submit: &'static str) -> Result<FormView> {
    let schools = db.read(school_options).await?;
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    Ok(FormView::blank(&FORM, action, submit)
        .words(f, "roles", "role", &roles)
        .words(f, "language", "language", &["da", "en"])
        .options("schools", schools)
        .cancel("/accounts"))
}

#[get("/accounts")]
async fn list_accounts(f: Frame, _actor: Inspector, db: Data<Database>) -> Result<Html> {
    let accounts = db
        .read(|conn| Ok(store::accounts(conn, None, A_PAGE)?))
        .await?;
    let title = f.t("nav-accounts");
    let page = AccountsPage {
        may_open: f.holds(Administrator::ROLES),
        f: f.below(title, "/accounts"),
        accounts,
    };
    page.f.clone().show(&page)
}

fn account_page(f: Frame, title: String, account: Option<Account>, form: Markup) -> AccountPage {
    let list = f.t("nav-accounts");
    let here = f.address.clone();
    AccountPage {
        f: f.below(list, "/accounts").below(title.clone(), here),
        title,
        account,
        form,
        invitation: None,
        can_mail: false,
    }
}

#[get("/accounts/new")]
async fn new_account(f: Frame, _actor: Administrator, db: Data<Database>) -> Result<Html> {
    let form = form(&f, &db, "/accounts".to_owned(), "account-open").await?;
    let form = form.value("active", "1").value("language", "da").html(&f)?;
    let title = f.t("account-new");
    let page = account_page(f, title, None, form);
    page.f.clone().show(&page)
}

#[post("/accounts")]
async fn open_account(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(
        &db,
        sent.read(&FORM),
        move |conn, command: &DescribeAccount| {
            organisation::open_account(conn, &actor, command, moment)
        },
    );
    match done.await {
        Ok(account) => {
            let path = format!("/accounts/{}", account.id);
            Ok(f.see(&request, &path, "account-opened", &account.name))
        }
        Err(error) => {
            let form = form(&f, &db, "/accounts".to_owned(), "account-open").await?;
            let form = form.again(&sent, error, f.language)?.html(&f)?;
            let title = f.t("account-new");
            refused(account_page(f, title, None, form))
        }
    }
}

fn refused(page: AccountPage) -> Result<HttpResponse> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

#[get("/accounts/{id}")]
async fn edit_account(
    f: Frame,
    _actor: Inspector,
    db: Data<Database>,
    post: Data<Postbox>,
    Path(id): Path<AccountId>,
) -> Result<Html> {
    let mut page = edit_page(f, &db, id, None).await?;
    page.can_mail = post.can_send();
    page.f.clone().show(&page)
}

/// The page of an account as it is now; with a form that came back, where one did.
async fn edit_page(
    f: Frame,
    db: &Database,
    id: AccountId,
    back: Option<(&Form, Error)>,
) -> Result<AccountPage> {
    let account = db.read(move |conn| store::account(conn, id)).await?;
    let form = form(&f, db, format!("/accounts/{id}"), "form-save").await?;
    let mut form = form.filled(&account).version(account.version);
    if let Some((sent, error)) = back {
        form = form.again(sent, error, f.language)?;
    }
    let form = form.html(&f)?;
    let title = account.name.clone();
    Ok(account_page(f, title, Some(account), form))
}

#[post("/accounts/{id}")]
async fn change_account(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<AccountId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read(&FORM),
        move |conn, command: &DescribeAccount| {
            organisation::change_account(conn, &actor, id, seen, command, moment)
        },
    );
    match done.await {
        Ok(account) => Ok(f.see(&request, "/accounts", "account-changed", &account.name)),
        Err(error) => refused(edit_page(f, &db, id, Some((&sent, error))).await?),
    }
}

/// Makes the link by which the holder chooses a password: sent by mail where the service can, and shown once.
#[post("/accounts/{id}/invite")]
async fn invite(
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    post: Data<Postbox>,
    Now(moment): Now,
    Path(id): Path<AccountId>,
    _sent: Form,
) -> Result<Html> {
    let done = db
        .write(move |conn| organisation::invite(conn, &actor, id, moment))
        .await;
    let mut page = match done {
        Ok((link, account)) => {
            post.send_later(&link, &account);
            let mut page = edit_page(f, &db, id, None).await?;
            page.invitation = Some(post.address_of(&link, &page.f.origin));
            page
        }
        Err(error) => {
            let f = f.refused(format!("/accounts/{id}"), error)?;
            edit_page(f, &db, id, None).await?
        }
    };
    page.can_mail = post.can_send();
    page.f.clone().show(&page)
}
