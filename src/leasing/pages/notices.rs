//! Until when notice must be given on an agreement, and that it was given; and what a body decided on it.

use super::approval::approval;
use super::step::{self, Step};
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{
    self, DecidingBody, DecisionOutcome, GiveNotice, Lease, NoticeChoice, NoticeTerms,
    RecordLeaseDecision, SetNoticeTerms, store,
};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::NaiveDate;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_notice)
        .service(give_notice)
        .service(edit_terms)
        .service(set_terms)
        .service(new_decision)
        .service(record_decision);
}

const NOTICE: Spec = Spec {
    name: "lease-notice",
    fields: &[
        Field::new("given_on", Kind::Date).narrow(),
        Field::new("choice", Kind::Choice),
        Field::optional("note", Kind::Long(3)),
    ],
};
const TERMS: Spec = Spec {
    name: "lease-notice-terms",
    fields: &[
        Field::new("unit", Kind::Choice).narrow(),
        Field::optional("opens_before", Kind::Integer).narrow(),
        Field::new("closes_before", Kind::Integer).narrow(),
        Field::optional("form", Kind::Text),
        Field::optional("renewal.count", Kind::Integer).narrow(),
        Field::optional("renewal.unit", Kind::Choice).narrow(),
        Field::optional("renewal.payment", Kind::Amount).narrow(),
    ],
};
const DECISION: Spec = Spec {
    name: "lease-decision",
    fields: &[
        Field::new("body", Kind::Choice).narrow(),
        Field::new("outcome", Kind::Choice).narrow(),
        Field::new("decided_on", Kind::Date).narrow(),
        Field::new("reference", Kind::Text),
        Field::new("reason", Kind::Long(3)),
        Field::optional("approved_total", Kind::Amount).narrow(),
    ],
};

const TO_NOTICE: Step = Step {
    title: "lease-notice-give",
    lead: Some("lease-notice-lead"),
};
const TO_TERMS: Step = Step {
    title: "lease-notice-terms-edit",
    lead: Some("lease-notice-terms-lead"),
};
const TO_DECISION: Step = Step {
    title: "lease-decision-record",
    lead: Some("lease-decision-lead"),
};

fn notice_form(f: &Frame, id: LeaseId) -> FormView {
    let choices: Vec<&str> = NoticeChoice::ALL.iter().map(|one| one.as_str()).collect();
    FormView::blank(
        &NOTICE,
        format!("/leases/{id}/notices"),
        "lease-notice-give",
    )
    .words(f, "choice", "lease-notice-choice", &choices)
}

#[get("/leases/{id}/notices/new")]
async fn new_notice(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = notice_form(&f, id).value("given_on", moment.today.to_string());
    step::show(f, lease, TO_NOTICE, form)
}

#[post("/leases/{id}/notices")]
async fn give_notice(
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
        sent.read::<GiveNotice>(&NOTICE),
        move |conn, command| leasing::give_notice(conn, &actor, id, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(
            &request,
            &format!("/leases/{id}"),
            "lease-notice-recorded",
            "",
        )),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = notice_form(&f, id);
            step::again(f, lease, TO_NOTICE, form, (&sent, error))
        }
    }
}

fn terms_form(f: &Frame, lease: &Lease, terms: Option<&NoticeTerms>) -> FormView {
    let path = format!("/leases/{}/notice-terms", lease.id);
    let units = &["day", "month"];
    let renewed = &["day", "week", "month", "year"];
    let form = FormView::blank(&TERMS, path, "form-save")
        .words(f, "unit", "lease-notice-terms-unit", units)
        .words(f, "renewal.unit", "lease-every-unit", renewed);
    let form = match terms {
        Some(terms) => form.filled(&SetNoticeTerms::from(terms)),
        None => form.value("unit", "month"),
    };
    form.version(lease.version)
}

async fn with_terms(db: &Database, id: LeaseId) -> Result<(Lease, Option<NoticeTerms>)> {
    db.read(move |conn| Ok((store::lease(conn, id)?, store::notice_terms(conn, id)?)))
        .await
}

#[get("/leases/{id}/notice-terms")]
async fn edit_terms(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let (lease, terms) = with_terms(&db, id).await?;
    let form = terms_form(&f, &lease, terms.as_ref());
    step::show(f, lease, TO_TERMS, form)
}

#[post("/leases/{id}/notice-terms")]
async fn set_terms(
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
        sent.read::<SetNoticeTerms>(&TERMS),
        move |conn, command| leasing::set_notice_terms(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(
            &request,
            &format!("/leases/{id}"),
            "lease-notice-terms-saved",
            "",
        )),
        Err(error) => {
            let (lease, terms) = with_terms(&db, id).await?;
            let form = terms_form(&f, &lease, terms.as_ref());
            step::again(f, lease, TO_TERMS, form, (&sent, error))
        }
    }
}

fn decision_form(f: &Frame, id: LeaseId) -> FormView {
    let bodies: Vec<&str> = DecidingBody::ALL.iter().map(|one| one.as_str()).collect();
    let outcomes: Vec<&str> = DecisionOutcome::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    let path = format!("/leases/{id}/decisions");
    FormView::blank(&DECISION, path, "lease-decision-record")
        .words(f, "body", "lease-decision-body", &bodies)
        .words(f, "outcome", "lease-decision-outcome", &outcomes)
}

/// The agreement, and what the limits ask for it.
async fn to_decide(
    f: &Frame,
    db: &Database,
    id: LeaseId,
    today: NaiveDate,
) -> Result<(Lease, Vec<String>)> {
    let (lease, found) = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            let found = leasing::approval_standing(conn, &lease, today)?;
            Ok((lease, found))
        })
        .await?;
    let asked = found.map(|found| approval(f, &found));
    let notes = asked.map_or_else(Vec::new, |asked| {
        [Some(asked.text), asked.limit]
            .into_iter()
            .flatten()
            .collect()
    });
    Ok((lease, notes))
}

#[get("/leases/{id}/decisions/new")]
async fn new_decision(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let (lease, notes) = to_decide(&f, &db, id, moment.today).await?;
    let form = decision_form(&f, id);
    step::show_noted(f, lease, TO_DECISION, form, notes)
}

#[post("/leases/{id}/decisions")]
async fn record_decision(
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
        sent.read::<RecordLeaseDecision>(&DECISION),
        move |conn, command| leasing::record_lease_decision(conn, &actor, id, command, moment),
    );
    match done.await {
        Ok(_) => Ok(f.see(
            &request,
            &format!("/leases/{id}"),
            "lease-decision-recorded",
            "",
        )),
        Err(error) => {
            let lease = step::lease(&db, id).await?;
            let form = decision_form(&f, id);
            step::again(f, lease, TO_DECISION, form, (&sent, error))
        }
    }
}
