//! Beginning another scenario as a copy of an estimate.

use super::estimate_frame;
use crate::budget;
use crate::clock::Moment;
use crate::db::{Database, EstimateId};
use crate::error::Result;
use crate::http::actor::EstimateAuthor;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(ask_copy).service(copy_estimate);
}

const FORM: Spec = Spec {
    name: "estimate-copy",
    fields: &[Field::new("title", Kind::Text)],
};

async fn page(f: Frame, db: &Database, id: EstimateId, moment: Moment) -> Result<FormPage> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let form = FormView::blank(
        &FORM,
        format!("/estimates/{id}/copy"),
        "estimate-copy-submit",
    )
    .value("title", f.t1("estimate-copy-of", "title", estimate.title))
    .cancel(format!("/estimates/{id}"));
    let (title, lead) = (f.t("estimate-copy"), f.t("estimate-copy-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/estimates/{id}/copy")]
async fn ask_copy(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/estimates/{id}/copy")]
async fn copy_estimate(
    request: HttpRequest,
    f: Frame,
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        budget::copy_estimate(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{}/edit", made.id);
            Ok(f.see(&request, &path, "estimate-copied", &made.title))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
