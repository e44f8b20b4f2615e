//! What happened to an agreement after its signature: fixings, amendments, written schedules; and a new fixing.

use super::place::{self, Place, way};
use super::step::Step;
use super::trial::{self, Confirm};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::finance::{Money, Rate};
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{
    self, AmendmentKind, Lease, LeaseAmendment, LeaseFixing, LeaseScheduleEntry, LeaseState,
    RecordFixing, store,
};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_history)
        .service(try_out)
        .service(record);
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
    /// What was refused where there is no form any more to say it in.
    refused: Vec<String>,
    may_amend: bool,
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

    fn amendments(&self) -> &'static [AmendmentKind] {
        AmendmentKind::ALL
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

const TO_FIX: Step = Step {
    title: "lease-fixing-title",
    lead: None,
};

/// Shows what a fixing would do, with the button that carries it out.
#[post("/leases/{id}/history/try")]
async fn try_out(
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, language) = (sent.version()?, f.language);
    let tried = match sent.read::<RecordFixing>(&FORM) {
        Ok(command) => {
            let attempt = move |conn: &mut DbConnection| {
                leasing::try_fixing(conn, &actor, id, seen, &command, moment, language)
            };
            db.read(attempt).await
        }
        Err(error) => Err(error),
    };
    match tried {
        Ok(tried) => {
            let lease = super::step::lease(&db, id).await?;
            let confirm = Confirm {
                path: format!("/leases/{id}/history"),
                submit: "lease-trial-fix",
            };
            let form = form(&lease);
            trial::show(f, lease, TO_FIX, (form, &sent), (tried, confirm))
        }
        Err(error) => again(f, &db, id, (&sent, error)).await,
    }
}

async fn again(f: Frame, db: &Database, id: LeaseId, back: (&Form, Error)) -> Result<HttpResponse> {
    let found = db.read(move |conn| read(conn, id)).await?;
    let page = page(f, found, Some(back))?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
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
        Err(error) => again(f, &db, id, (&sent, error)).await,
    }
}

/// The empty form; it is sent to be tried, and carried out from what the trial shows.
fn form(lease: &Lease) -> FormView {
    let path = format!("/leases/{}/history/try", lease.id);
    FormView::blank(&FORM, path, "lease-trial-submit").version(lease.version)
}

/// A rate can be fixed on a floating agreement that has not ended.
fn takes_fixings(f: &Frame, lease: &Lease) -> bool {
    let floats = lease.floating.is_some() && lease.state != LeaseState::Ended;
    floats && f.holds(FinanceStaff::ROLES)
}

fn page(f: Frame, found: Found, back: Option<(&Form, Error)>) -> Result<HistoryPage> {
    let lease = found.lease.clone();
    let mut refused = Vec::new();
    let form = match (takes_fixings(&f, &lease), back) {
        (true, None) => Some(form(&lease).html(&f)?),
        (true, Some((sent, error))) => {
            let form = form(&lease).again(sent, error, f.language)?;
            Some(form.html(&f)?)
        }
        (false, Some((_, error @ Error::Internal(_)))) => return Err(error),
        (false, back) => {
            let faults = back.iter().flat_map(|(_, error)| error.faults());
            refused.extend(faults.map(|fault| fault.detail(f.language)));
            None
        }
    };
    Ok(HistoryPage {
        may_amend: lease.state == LeaseState::InForce && f.holds(FinanceStaff::ROLES),
        refused,
        place: Place::of(&f, lease.clone(), "history"),
        f: way(f, &lease, "history"),
        found,
        form,
    })
}
