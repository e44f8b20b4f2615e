//! By what an estimate's financing is compared with buying and operating leasing.

use super::estimate_frame;
use crate::budget::{self, EstimateComparison};
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
    config.service(edit_comparison).service(set_comparison);
}

const DISCOUNT: Field = Field::new("discount_rate.rate", Kind::Percent)
    .narrow()
    .group("estimate-comparison-discount");
const DISCOUNT_SOURCE: Field = Field::new("discount_rate.source", Kind::Text);
const DISCOUNT_ASSUMED: Field = Field::optional("discount_rate.assumed", Kind::Flag);
const WORTH: Field = Field::new("worth_at_end.amount", Kind::Amount)
    .narrow()
    .group("estimate-comparison-worth");
const WORTH_SOURCE: Field = Field::new("worth_at_end.source", Kind::Text);
const WORTH_ASSUMED: Field = Field::optional("worth_at_end.assumed", Kind::Flag);
const RETURN: Field = Field::new("return_cost.amount", Kind::Amount)
    .narrow()
    .group("estimate-comparison-return");
const RETURN_SOURCE: Field = Field::new("return_cost.source", Kind::Text);
const RETURN_ASSUMED: Field = Field::optional("return_cost.assumed", Kind::Flag);

/// Without an operating lease.
const SHORT: Spec = Spec {
    name: "estimate-comparison",
    fields: &[
        DISCOUNT,
        DISCOUNT_SOURCE,
        DISCOUNT_ASSUMED,
        WORTH,
        WORTH_SOURCE,
        WORTH_ASSUMED,
        RETURN,
        RETURN_SOURCE,
        RETURN_ASSUMED,
    ],
};
const FORM: Spec = Spec {
    name: "estimate-comparison",
    fields: &[
        DISCOUNT,
        DISCOUNT_SOURCE,
        DISCOUNT_ASSUMED,
        WORTH,
        WORTH_SOURCE,
        WORTH_ASSUMED,
        RETURN,
        RETURN_SOURCE,
        RETURN_ASSUMED,
        Field::optional("operating_payment.amount", Kind::Amount)
            .narrow()
            .group("estimate-comparison-operating"),
        Field::optional("operating_payment.source", Kind::Text),
        Field::optional("operating_payment.assumed", Kind::Flag),
    ],
};

/// The command; an operating lease of which nothing is written is none.
fn read(sent: &Form) -> Result<EstimateComparison> {
    let written = ["operating_payment.amount", "operating_payment.source"].iter();
    let written = written.filter_map(|name| sent.get(name));
    let any = written.into_iter().any(|text| !text.trim().is_empty());
    sent.read(if any { &FORM } else { &SHORT })
}

async fn page(f: Frame, db: &Database, id: EstimateId, moment: Moment) -> Result<FormPage> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let blank = FormView::blank(&FORM, format!("/estimates/{id}/comparison"), "form-save")
        .version(estimate.version)
        .cancel(format!("/estimates/{id}"));
    let form = match &estimate.comparison {
        Some(comparison) => blank.filled(comparison),
        None => blank,
    };
    let (title, lead) = (
        f.t("estimate-comparison-edit"),
        f.t("estimate-comparison-lead"),
    );
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/estimates/{id}/comparison")]
async fn edit_comparison(
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/estimates/{id}/comparison")]
async fn set_comparison(
    request: HttpRequest,
    f: Frame,
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, read(&sent), move |conn, command| {
        budget::set_estimate_comparison(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/estimates/{id}");
            Ok(f.see(&request, &path, "estimate-changed", &made.title))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
