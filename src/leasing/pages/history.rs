//! What happened to an agreement after its signature: fixings, amendments, written schedules; and a new fixing.

use super::place::{self, Place, way};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::finance::{Money, Rate};
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{
    self, Lease, LeaseAmendment, LeaseFixing, LeaseScheduleEntry, LeaseState, RecordFixing, store,
};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_history).service(record);
}

const FORM: Spec = Spec {
    name: "lease-fixing",
    fields: &[
        Field::new("applies_from", Kind::Date).narrow(),
        Field::new("index_value", Kind::Percent).narrow(),
        Field::new("source", Kind::Text),
    ],
};

#[derive(Template)]
#[template(path = "leasing/pages/history.html")]
struct HistoryPage {
    f: Frame,
    place: Place,
    found: Found,
    form: Option<Markup>,
}

/// What the page tells.
struct Found {
    lease: Lease,
    fixings: Vec<LeaseFixing>,
    amendments: Vec<LeaseAmendment>,
    schedules: Vec<LeaseScheduleEntry>,
}

impl HistoryPage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn percent(&self, rate: &Rate) -> String {
        place::percent(rate)
    }
}

fn read(conn: &mut DbConnection, id: LeaseId) -> Result<Found> {
    Ok(Found {
        lease: store::lease(conn, id)?,
        fixings: store::fixings(conn, id)?,
        amendments: store::amendments(conn, id)?,
        schedules: store::schedules(conn, id)?,
    })
}

#[get("/leases/{id}/history")]
async fn show_history(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let found = db.read(move |conn| read(conn, id)).await?;
    let page = page(f, found, None)?;
    page.f.clone().show(&page)
}

#[post("/leases/{id}/history")]
async fn record(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read::<RecordFixing>(&FORM),
        move |conn, command| leasing::record_fixing(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(
            &request,
            &format!("/leases/{id}/schedule"),
            "lease-fixing-recorded",
            "",
        )),
        Err(error) => {
            let found = db.read(move |conn| read(conn, id)).await?;
            let page = page(f, found, Some((&sent, error)))?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page.f.clone().show_with(status, &page)?.into_response())
        }
    }
}

/// A rate can be fixed on a floating agreement that has not ended.
fn takes_fixings(f: &Frame, lease: &Lease) -> bool {
    let floats = lease.floating.is_some() && lease.state != LeaseState::Ended;
    floats && f.holds(FinanceStaff::ROLES)
}

fn page(f: Frame, found: Found, back: Option<(&Form, Error)>) -> Result<HistoryPage> {
    let lease = found.lease.clone();
    let form = match takes_fixings(&f, &lease) {
        true => {
            let path = format!("/leases/{}/history", lease.id);
            let mut form =
                FormView::blank(&FORM, path, "lease-fixing-submit").version(lease.version);
            if let Some((sent, error)) = back {
                form = form.again(sent, error, f.language)?;
            }
            Some(form.html(&f)?)
        }
        false => match back {
            Some((_, error)) => return Err(error),
            None => None,
        },
    };
    Ok(HistoryPage {
        place: Place::of(&f, lease.clone(), "history"),
        f: way(f, &lease, "history"),
        found,
        form,
    })
}
