//! What one device of each category is assumed to cost, and where the price comes from.

use super::trial::beside;
use super::{estimate_frame, trial};
use crate::budget::{self, NeedsCounted, store};
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
    config.service(edit_prices).service(set_prices);
}

const PRICE: &[Field] = &[
    Field::new("device_category_id", Kind::Pick),
    Field::new("unit_price", Kind::Amount),
    Field::new("source", Kind::Text),
    Field::optional("assumed", Kind::Flag),
];
pub(super) const FORM: Spec = Spec {
    name: "estimate-prices",
    fields: &[Field::optional("prices", Kind::Rows(PRICE))],
};

async fn page(f: Frame, db: &Database, id: EstimateId, moment: Moment) -> Result<FormPage> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let aside = beside(&f, db, id, trial::PRICES).await?;
    let read = move |conn: &mut crate::db::DbConnection| {
        let basis = store::basis(conn, id, NeedsCounted::All)?;
        Ok((basis, crate::requirements::categories(conn, None, 1000)?))
    };
    let (basis, categories) = db.read(read).await?;
    let categories = categories.into_iter();
    let categories = categories.map(|one| (one.id.to_string(), one.name));
    let mut form = FormView::blank(&FORM, format!("/estimates/{id}/prices"), "form-save")
        .filled(&estimate)
        .version(estimate.version)
        .options("device_category_id", categories.collect())
        .cancel(format!("/estimates/{id}"));
    // What is needed and has no price stands ready in the next lines.
    for (line, need) in (estimate.prices.len()..).zip(basis.unpriced()) {
        let name = format!("prices.{line}.device_category_id");
        form = form.value(&name, need.category.to_string());
    }
    let (title, lead) = (f.t("estimate-prices-edit"), f.t("estimate-prices-lead"));
    Ok(FormPage::new(f, title, form).lead(lead).aside(aside))
}

#[get("/estimates/{id}/prices")]
async fn edit_prices(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/estimates/{id}/prices")]
async fn set_prices(
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
        budget::set_estimate_prices(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{id}");
            Ok(f.see(&request, &path, "estimate-changed", &made.title))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
