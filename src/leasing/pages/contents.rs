//! What an agreement finances and what the lessor has paid: adding lines and batches.

use super::step::{self, Step};
use crate::db::{Database, DeviceCategoryId, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, DescribeLeaseBatch, DescribeLeaseLine, LineKind, SplitKey, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_line)
        .service(add_line)
        .service(new_batch)
        .service(add_batch);
}

pub(super) const LINE: Spec = Spec {
    name: "lease-line",
    fields: &[
        Field::new("kind", Kind::Choice).narrow(),
        Field::optional("device_category_id", Kind::Pick).narrow(),
        Field::new("description", Kind::Text),
        Field::new("quantity", Kind::Integer).narrow(),
        Field::new("unit_price", Kind::Amount).narrow(),
        Field::optional("split_key", Kind::Choice),
        Field::optional("account_string", Kind::Text).narrow(),
    ],
};

pub(super) const BATCH: Spec = Spec {
    name: "lease-batch",
    fields: &[
        Field::new("supplier_name", Kind::Text),
        Field::new("invoice_number", Kind::Text).narrow(),
        Field::new("invoiced_on", Kind::Date).narrow(),
        Field::new("amount", Kind::Amount).narrow(),
        Field::optional("received_on", Kind::Date).narrow(),
        Field::optional("accepted_on", Kind::Date).narrow(),
        Field::optional("paid_on", Kind::Date).narrow(),
        Field::optional("note", Kind::Long(2)),
    ],
};

const ADD_LINE: Step = Step {
    title: "lease-line-add",
    lead: None,
};
const ADD_BATCH: Step = Step {
    title: "lease-batch-add",
    lead: None,
};

pub(super) fn line_form(
    f: &Frame,
    (path, submit): (String, &'static str),
    categories: Vec<(DeviceCategoryId, String)>,
) -> FormView {
    let kinds: Vec<&str> = LineKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let keys: Vec<&str> = SplitKey::ALL.iter().map(|key| key.as_str()).collect();
    let categories = categories
        .into_iter()
        .map(|(id, name)| (id.to_string(), name));
    FormView::blank(&LINE, path, submit)
        .words(f, "kind", "lease-line-kind", &kinds)
        .words(f, "split_key", "lease-split-key", &keys)
        .options("device_category_id", categories.collect())
}

fn to_lines(id: LeaseId) -> (String, &'static str) {
    (format!("/leases/{id}/lines"), "lease-line-add")
}

#[get("/leases/{id}/lines/new")]
async fn new_line(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let categories = db.read(|conn| Ok(store::category_names(conn)?)).await?;
    let form = line_form(&f, to_lines(id), categories);
    let form = form.value("kind", "device").value("split_key", "devices");
    step::show(f, lease, ADD_LINE, form)
}

#[post("/leases/{id}/lines")]
async fn add_line(
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
        sent.read::<DescribeLeaseLine>(&LINE),
        move |conn, command| leasing::add_lease_line(conn, &actor, id, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-line-added", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let categories = db.read(|conn| Ok(store::category_names(conn)?)).await?;
            let form = line_form(&f, to_lines(id), categories);
            step::again(f, lease, ADD_LINE, form, (&sent, error))
        }
    }
}

fn batch_form(id: LeaseId) -> FormView {
    FormView::blank(&BATCH, format!("/leases/{id}/batches"), "lease-batch-add")
}

#[get("/leases/{id}/batches/new")]
async fn new_batch(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    step::show(f, lease, ADD_BATCH, batch_form(id))
}

#[post("/leases/{id}/batches")]
async fn add_batch(
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
        sent.read::<DescribeLeaseBatch>(&BATCH),
        move |conn, command| leasing::add_lease_batch(conn, &actor, id, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-batch-added", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            step::again(f, lease, ADD_BATCH, batch_form(id), (&sent, error))
        }
    }
}
