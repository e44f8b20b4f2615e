//! The steps from signature to force.

use super::step::{self, Step};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, Lease, SignLease};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(signature)
        .service(sign)
        .service(before_force)
        .service(put_in_force);
}

const SIGN: Spec = Spec {
    name: "lease-sign",
    fields: &[Field::new("signed_on", Kind::Date).narrow()],
};
/// The form holds nothing but the version of the agreement that was seen.
const FORCE: Spec = Spec {
    name: "lease-force",
    fields: &[],
};

const TO_SIGN: Step = Step {
    title: "lease-sign-title",
    lead: Some("lease-sign-lead"),
};
const TO_FORCE: Step = Step {
    title: "lease-force-title",
    lead: Some("lease-force-lead"),
};

fn sign_form(lease: &Lease) -> FormView {
    let path = format!("/leases/{}/sign", lease.id);
    FormView::blank(&SIGN, path, "lease-sign-title").version(lease.version)
}

#[get("/leases/{id}/sign")]
async fn signature(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = sign_form(&lease);
    step::show(f, lease, TO_SIGN, form)
}

#[post("/leases/{id}/sign")]
async fn sign(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read::<SignLease>(&SIGN), move |conn, command| {
        leasing::sign_lease(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-sign-done", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = sign_form(&lease);
            step::again(f, lease, TO_SIGN, form, (&sent, error))
        }
    }
}

fn force_form(lease: &Lease) -> FormView {
    let path = format!("/leases/{}/put-in-force", lease.id);
    FormView::blank(&FORCE, path, "lease-force-title").version(lease.version)
}

#[get("/leases/{id}/put-in-force")]
async fn before_force(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = force_form(&lease);
    step::show(f, lease, TO_FORCE, form)
}

#[post("/leases/{id}/put-in-force")]
async fn put_in_force(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let write =
        move |conn: &mut DbConnection| leasing::put_in_force(conn, &actor, id, seen, moment);
    match db.write(write).await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-force-done", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = force_form(&lease);
            step::again(f, lease, TO_FORCE, form, (&sent, error))
        }
    }
}
