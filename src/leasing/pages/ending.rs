//! Ending an agreement in force.

use super::step::{self, Step};
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, EndLease, Lease};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(before_end).service(end);
}

const FORM: Spec = Spec {
    name: "lease-end",
    fields: &[Field::new("reason", Kind::Long(3))],
};

const TO_END: Step = Step {
    title: "lease-end-title",
    lead: Some("lease-end-lead"),
};

fn form(lease: &Lease) -> FormView {
    let path = format!("/leases/{}/end", lease.id);
    FormView::blank(&FORM, path, "lease-end-title").version(lease.version)
}

#[get("/leases/{id}/end")]
async fn before_end(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = form(&lease);
    step::show(f, lease, TO_END, form)
}

#[post("/leases/{id}/end")]
async fn end(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read::<EndLease>(&FORM), move |conn, command| {
        leasing::end_lease(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-end-done", "")),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = form(&lease);
            step::again(f, lease, TO_END, form, (&sent, error))
        }
    }
}
