//! Title and financing of an estimate: drafting one, and changing it.

use super::trial::beside;
use super::{estimate_frame, trial};
use crate::budget::{self};
use crate::clock::Moment;
use crate::db::{Database, EstimateId, ProjectId};
use crate::error::Result;
use crate::http::actor::EstimateAuthor;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::project_frame;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_estimate)
        .service(draft_estimate)
        .service(edit_estimate)
        .service(change_estimate);
}

pub(super) const FORM: Spec = Spec {
    name: "estimate",
    fields: &[
        Field::new("title", Kind::Text),
        Field::new("starts_on", Kind::Date)
            .narrow()
            .group("estimate-payments"),
        Field::new("periods", Kind::Integer).narrow(),
        Field::new("timing", Kind::Choice).narrow(),
        Field::new("every_count", Kind::Integer).narrow(),
        Field::new("every_unit", Kind::Choice).narrow(),
        Field::new("residual", Kind::Amount).narrow(),
        Field::new("rate", Kind::Percent)
            .narrow()
            .group("estimate-rate-group"),
        Field::new("rate_source", Kind::Text),
        Field::optional("rate_assumed", Kind::Flag),
        Field::optional("note", Kind::Long(3)),
    ],
};

fn form(f: &Frame, action: String, submit: &'static str) -> FormView {
    FormView::blank(&FORM, action, submit)
        .words(f, "every_unit", "estimate-unit", &["month", "year"])
        .words(f, "timing", "estimate-timing", &["advance", "arrears"])
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let list = format!("/projects/{id}/estimates");
    // The usual lease of school devices: four years, paid yearly in advance.
    let form = form(&f, list.clone(), "estimate-draft")
        .value("periods", "4")
        .value("every_count", "1")
        .value("every_unit", "year")
        .value("timing", "advance")
        .value("residual", "0,00")
        .value("rate_assumed", "1")
        .cancel(list);
    let title = f.t("estimate-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/estimates/new")]
async fn new_estimate(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/estimates")]
async fn draft_estimate(
    request: HttpRequest,
    f: Frame,
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        budget::draft_estimate(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{}/prices", made.id);
            Ok(f.see(&request, &path, "estimate-drafted", &made.title))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: EstimateId, moment: Moment) -> Result<FormPage> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let aside = beside(&f, db, id, trial::FINANCING).await?;
    let form = form(&f, format!("/estimates/{id}/edit"), "form-save")
        .filled(&estimate)
        .version(estimate.version)
        .cancel(format!("/estimates/{id}"));
    let title = f.t("estimate-edit");
    Ok(FormPage::new(f, title, form).aside(aside))
}

#[get("/estimates/{id}/edit")]
async fn edit_estimate(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/estimates/{id}/edit")]
async fn change_estimate(
    request: HttpRequest,
    f: Frame,
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        budget::change_estimate(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{id}");
            Ok(f.see(&request, &path, "estimate-changed", &made.title))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
