//! What is paid for besides devices: cabinets, licences, service.

use super::trial::beside;
use super::{estimate_frame, trial};
use crate::budget::{self, EstimateLineBasis, EstimateLineKind};
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
    config.service(edit_lines).service(set_lines);
}

const LINE: &[Field] = &[
    Field::new("kind", Kind::Choice),
    Field::new("description", Kind::Text),
    Field::new("basis", Kind::Choice),
    Field::new("quantity", Kind::Integer),
    Field::new("unit_price", Kind::Amount),
    Field::new("source", Kind::Text),
    Field::optional("assumed", Kind::Flag),
];
pub(super) const FORM: Spec = Spec {
    name: "estimate-lines",
    fields: &[Field::optional("lines", Kind::Rows(LINE))],
};

async fn page(f: Frame, db: &Database, id: EstimateId, moment: Moment) -> Result<FormPage> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let aside = beside(&f, db, id, trial::LINES).await?;
    let kinds: Vec<&str> = EstimateLineKind::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    let bases: Vec<&str> = EstimateLineBasis::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    let form = FormView::blank(&FORM, format!("/estimates/{id}/lines"), "form-save")
        .filled(&estimate)
        .version(estimate.version)
        .words(&f, "kind", "estimate-line-kind", &kinds)
        .words(&f, "basis", "estimate-line-basis", &bases)
        .cancel(format!("/estimates/{id}"));
    let (title, lead) = (f.t("estimate-lines-edit"), f.t("estimate-lines-lead"));
    Ok(FormPage::new(f, title, form).lead(lead).aside(aside))
}

#[get("/estimates/{id}/lines")]
async fn edit_lines(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/estimates/{id}/lines")]
async fn set_lines(
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
        budget::set_estimate_lines(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{id}");
            Ok(f.see(&request, &path, "estimate-changed", &made.title))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
