//! What is agreed after the signature, step by step: written down, tried and shown, and only then carried out.

use super::amend_forms::{blank, filled, read};
use super::step::{self, Step};
use super::trial::{self, Confirm};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Form, FormView, Frame, Html, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, AmendmentKind, Lease, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(open).service(try_out).service(amend);
}

const fn step(kind: AmendmentKind) -> Step {
    let (title, lead) = match kind {
        AmendmentKind::Extension => ("lease-amendment-kind-extension", "lease-extension-lead"),
        AmendmentKind::AutoRenewal => (
            "lease-amendment-kind-auto-renewal",
            "lease-auto-renewal-lead",
        ),
        AmendmentKind::PartReturn => ("lease-amendment-kind-part-return", "lease-part-return-lead"),
        AmendmentKind::BuyOut => ("lease-amendment-kind-buy-out", "lease-buy-out-lead"),
        AmendmentKind::EarlySettlement => (
            "lease-amendment-kind-early-settlement",
            "lease-early-settlement-lead",
        ),
        AmendmentKind::PartSettlement => (
            "lease-amendment-kind-part-settlement",
            "lease-part-settlement-lead",
        ),
    };
    Step {
        title,
        lead: Some(lead),
    }
}

/// The agreement and its empty form.
async fn found(db: &Database, id: LeaseId, kind: AmendmentKind) -> Result<(Lease, FormView)> {
    let read = move |conn: &mut DbConnection| {
        let lease = store::lease(conn, id)?;
        let (lines, amendments) = (store::lines(conn, id)?, store::amendments(conn, id)?);
        let form = blank(kind, &lease, &lines, &amendments);
        Ok((lease, form))
    };
    db.read(read).await
}

#[get("/leases/{id}/amend/{amendment}")]
async fn open(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path((id, kind)): Path<(LeaseId, AmendmentKind)>,
) -> Result<Html> {
    let (lease, form) = found(&db, id, kind).await?;
    step::show(f, lease, step(kind), filled(form, moment))
}

/// Shows what the step would do, with the button that carries it out.
#[post("/leases/{id}/amend/{amendment}/try")]
async fn try_out(
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path((id, kind)): Path<(LeaseId, AmendmentKind)>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, language) = (sent.version()?, f.language);
    let tried = match read(kind, &sent) {
        Ok(command) => {
            let attempt = move |conn: &mut DbConnection| {
                leasing::try_amendment(conn, &actor, id, seen, &command, moment, language)
            };
            db.read(attempt).await
        }
        Err(error) => Err(error),
    };
    let (lease, form) = found(&db, id, kind).await?;
    match tried {
        Ok(tried) => {
            let confirm = Confirm {
                path: format!("/leases/{id}/amend/{}", kind.as_str()),
                submit: "lease-trial-amend",
            };
            trial::show(f, lease, step(kind), (form, &sent), (tried, confirm))
        }
        Err(error) => step::again(f, lease, step(kind), form, (&sent, error)),
    }
}

#[post("/leases/{id}/amend/{amendment}")]
async fn amend(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path((id, kind)): Path<(LeaseId, AmendmentKind)>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, read(kind, &sent), move |conn, command| {
        leasing::amend_lease(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(_) => {
            let what = f.t(step(kind).title);
            let path = format!("/leases/{id}/schedule");
            Ok(f.see(&request, &path, "lease-amended", &what))
        }
        Err(error) => {
            let (lease, form) = found(&db, id, kind).await?;
            step::again(f, lease, step(kind), form, (&sent, error))
        }
    }
}
