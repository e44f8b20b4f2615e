//! Adding a service fee beside the payment.

use super::step::{self, Step};
use crate::budget;
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, DescribeLeaseFee, SplitKey};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(new_fee).service(add_fee);
}

const FORM: Spec = Spec {
    name: "lease-fee",
    fields: &[
        Field::new("description", Kind::Text),
        Field::new("amount", Kind::Amount).narrow(),
        Field::new("vat_rate", Kind::Percent).narrow(),
        Field::new("from_on", Kind::Date).narrow(),
        Field::optional("to_on", Kind::Date).narrow(),
        Field::optional("price_series", Kind::Choice).narrow(),
        Field::optional("base_year", Kind::Integer).narrow(),
        Field::optional("split_key", Kind::Choice).narrow(),
        Field::optional("account_string", Kind::Text).narrow(),
    ],
};

const ADD: Step = Step {
    title: "lease-fee-add",
    lead: None,
};

async fn form(f: &Frame, db: &Database, id: LeaseId) -> Result<FormView> {
    let series = db
        .read(|conn| Ok(budget::store::price_series_names(conn)?))
        .await?;
    let series = series.into_iter().map(|name| (name.clone(), name));
    let keys: Vec<&str> = SplitKey::ALL.iter().map(|key| key.as_str()).collect();
    let form = FormView::blank(&FORM, format!("/leases/{id}/fees"), "lease-fee-add");
    Ok(form.options("price_series", series.collect()).words(
        f,
        "split_key",
        "lease-split-key",
        &keys,
    ))
}

#[get("/leases/{id}/fees/new")]
async fn new_fee(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = form(&f, &db, id).await?;
    let form = form.value("vat_rate", "25").value("split_key", "devices");
    step::show(f, lease, ADD, form)
}

#[post("/leases/{id}/fees")]
async fn add_fee(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(
        &db,
        sent.read::<DescribeLeaseFee>(&FORM),
        move |conn, command| leasing::add_lease_fee(conn, &actor, id, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-fee-added", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = form(&f, &db, id).await?;
            step::again(f, lease, ADD, form, (&sent, error))
        }
    }
}
