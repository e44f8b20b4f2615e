//! Issuing the schedule of an agreement, and the statement of debt of a year's end, as numbered documents.

use super::place::way;
use crate::archive::{self, Document, DocumentKind, IssueDocument, kind};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::{Now, Path};
use crate::leasing::{DEBT_DOCUMENT, SCHEDULE_DOCUMENT, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::{Datelike, NaiveDate};

/// Adds the addresses; before those of one agreement, whose number `debt` would be taken for.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(ask_debt)
        .service(issue_debt)
        .service(ask_schedule)
        .service(issue_schedule);
}

const FORM: Spec = Spec {
    name: "issue",
    fields: &[Field::optional("change", Kind::Long(2))],
};

#[derive(Template)]
#[template(path = "overview/pages/editions.html")]
struct Editions<'a> {
    f: &'a Frame,
    editions: &'a [Document],
}

/// The page of a document: the form, and the editions that there are.
fn page(
    f: Frame,
    kind: &DocumentKind,
    (action, back): (String, String),
    editions: &[Document],
) -> Result<FormPage> {
    let aside = Editions { f: &f, editions };
    let aside = aside
        .render()
        .map_err(|error| Error::Internal(error.into()))?;
    let form = FormView::blank(&FORM, action, "issue-submit").cancel(back);
    let (title, lead) = (f.word("issue-title", kind.code), f.t("issue-lead"));
    Ok(FormPage::new(f, title, form)
        .lead(lead)
        .aside(Markup(aside)))
}

async fn schedule_page(f: Frame, db: &Database, id: LeaseId) -> Result<FormPage> {
    let read = move |conn: &mut DbConnection| {
        let lease = store::lease(conn, id)?;
        let editions = archive::store::editions(conn, &kind::LEASE_SCHEDULE, id.0)?;
        Ok((lease, editions))
    };
    let (lease, editions) = db.read(read).await?;
    let paths = (
        format!("/leases/{id}/issue"),
        format!("/leases/{id}/schedule"),
    );
    page(
        way(f, &lease, "schedule"),
        &kind::LEASE_SCHEDULE,
        paths,
        &editions,
    )
}

#[get("/leases/{id}/issue")]
async fn ask_schedule(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    schedule_page(f, &db, id).await?.show()
}

#[post("/leases/{id}/issue")]
async fn issue_schedule(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = match sent.read::<IssueDocument>(&FORM) {
        Ok(command) => {
            SCHEDULE_DOCUMENT
                .issue(&db, &actor, id, &command, moment)
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(document) => {
            let path = format!("/leases/{id}/schedule");
            Ok(f.see(&request, &path, "issue-done", &document.number))
        }
        Err(error) => schedule_page(f, &db, id).await?.again(&sent, error),
    }
}

async fn debt_page(f: Frame, db: &Database, on: NaiveDate) -> Result<FormPage> {
    let year = i64::from(on.year());
    let editions = db
        .read(move |conn| Ok(archive::store::editions(conn, &kind::LEASE_DEBT, year)?))
        .await?;
    let back = format!("/costs/debt?on={on}");
    let (costs, debt) = (f.t("nav-costs"), f.t("costs-tab-debt"));
    let f = f.below(costs, "/costs").below(debt, back.clone());
    page(
        f,
        &kind::LEASE_DEBT,
        (format!("/leases/debt/{on}/issue"), back),
        &editions,
    )
}

#[get("/leases/debt/{on}/issue")]
async fn ask_debt(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(on): Path<NaiveDate>,
) -> Result<Html> {
    debt_page(f, &db, on).await?.show()
}

#[post("/leases/debt/{on}/issue")]
async fn issue_debt(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(on): Path<NaiveDate>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = match sent.read::<IssueDocument>(&FORM) {
        Ok(command) => DEBT_DOCUMENT.issue(&db, &actor, on, &command, moment).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(document) => {
            let path = format!("/costs/debt?on={on}");
            Ok(f.see(&request, &path, "issue-done", &document.number))
        }
        Err(error) => debt_page(f, &db, on).await?.again(&sent, error),
    }
}
