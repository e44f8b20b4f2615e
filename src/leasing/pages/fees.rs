//! Service fees beside the payment: adding, changing or ending one, and removing one that was never charged.

use super::step::{self, Removal, Step};
use crate::budget;
use crate::db::{Database, DbConnection, LeaseFeeId, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, DescribeLeaseFee, Lease, LeaseFee, SplitKey, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_fee)
        .service(add_fee)
        .service(edit_fee)
        .service(change_fee)
        .service(remove_fee);
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
const EDIT: Step = Step {
    title: "lease-fee-edit",
    lead: Some("lease-fee-edit-lead"),
};

fn form(f: &Frame, series: Vec<String>, (path, submit): (String, &'static str)) -> FormView {
    let series = series.into_iter().map(|name| (name.clone(), name));
    let keys: Vec<&str> = SplitKey::ALL.iter().map(|key| key.as_str()).collect();
    FormView::blank(&FORM, path, submit)
        .options("price_series", series.collect())
        .words(f, "split_key", "lease-split-key", &keys)
}

async fn blank(f: &Frame, db: &Database, id: LeaseId) -> Result<FormView> {
    let series = db
        .read(|conn| Ok(budget::store::price_series_names(conn)?))
        .await?;
    let to = (format!("/leases/{id}/fees"), "lease-fee-add");
    Ok(form(f, series, to))
}

#[get("/leases/{id}/fees/new")]
async fn new_fee(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = blank(&f, &db, id).await?;
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
            let form = blank(&f, &db, id).await?;
            step::again(f, lease, ADD, form, (&sent, error))
        }
    }
}

/// A fee, its agreement, and the price series to choose from.
type FeePlace = (LeaseFee, Lease, Vec<String>);

async fn fee(db: &Database, id: LeaseFeeId) -> Result<FeePlace> {
    let read = move |conn: &mut DbConnection| {
        let fee = store::fee(conn, id)?;
        let lease = store::lease(conn, fee.lease_id)?;
        Ok((fee, lease, budget::store::price_series_names(conn)?))
    };
    db.read(read).await
}

/// The form of a fee as it stands, and the button that removes it.
fn filled(f: &Frame, (fee, _, series): &FeePlace) -> (FormView, Removal) {
    let path = format!("/lease-fees/{}", fee.id);
    let removal = Removal {
        path: format!("{path}/remove"),
        version: fee.version,
    };
    let form = form(f, series.clone(), (path, "form-save"));
    (form.filled(fee).version(fee.version), removal)
}

#[get("/lease-fees/{id}")]
async fn edit_fee(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseFeeId>,
) -> Result<Html> {
    let found = fee(&db, id).await?;
    let (form, removal) = filled(&f, &found);
    step::show_removable(f, found.1, EDIT, form, removal)
}

#[post("/lease-fees/{id}")]
async fn change_fee(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read::<DescribeLeaseFee>(&FORM),
        move |conn, command| leasing::change_lease_fee(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(fee) => {
            let path = format!("/leases/{}", fee.lease_id);
            Ok(f.see(&request, &path, "lease-fee-saved", ""))
        }
        Err(error) => {
            let found = fee(&db, id).await?;
            let shown = filled(&f, &found);
            step::again_removable(f, found.1, EDIT, shown, (&sent, error))
        }
    }
}

#[post("/lease-fees/{id}/remove")]
async fn remove_fee(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let write =
        move |conn: &mut DbConnection| leasing::remove_lease_fee(conn, &actor, id, seen, moment);
    match db.write(write).await {
        Ok(gone) => {
            let path = format!("/leases/{}", gone.lease_id);
            Ok(f.see(&request, &path, "lease-removed", &gone.description))
        }
        Err(error) => {
            let found = fee(&db, id).await?;
            let shown = filled(&f, &found);
            step::not_removed(f, found.1, EDIT, shown, error)
        }
    }
}
