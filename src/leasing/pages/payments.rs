//! What was to be paid on an agreement beside what was paid, and recording an invoice or a payment.

use super::place::{self, Place, way};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::finance::Money;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{
    Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out, query_value,
};
use crate::http::{Now, Path};
use crate::leasing::{
    self, Lease, LeasePayment, PaymentKind, PaymentRow, PaymentState, PaymentStatus, RecordPayment,
    store,
};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_payments).service(record);
}

const FORM: Spec = Spec {
    name: "lease-payment",
    fields: &[
        Field::new("kind", Kind::Choice).narrow(),
        Field::optional("instalment_number", Kind::Integer).narrow(),
        Field::optional("invoice_number", Kind::Text).narrow(),
        Field::optional("invoiced_on", Kind::Date).narrow(),
        Field::optional("paid_on", Kind::Date).narrow(),
        Field::new("amount", Kind::Amount).narrow(),
        Field::new("vat", Kind::Amount).narrow(),
        Field::optional("corrects_id", Kind::Pick),
        Field::optional("note", Kind::Long(2)),
    ],
};

#[derive(Template)]
#[template(path = "leasing/pages/payments.html")]
struct PaymentsPage {
    f: Frame,
    place: Place,
    status: Option<PaymentStatus>,
    entries: Vec<LeasePayment>,
    hindered: Vec<String>,
    form: Option<Markup>,
}

impl PaymentsPage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn mark(&self, state: &PaymentState) -> &'static str {
        match state {
            PaymentState::Upcoming => "",
            PaymentState::Paid => "good",
            PaymentState::Differing => "warn",
            PaymentState::Missing => "bad",
        }
    }

    /// Where the form is filled in for what a row still needs; absent where nothing is missing.
    fn to_record(&self, row: &PaymentRow) -> Option<String> {
        let number = row.number.filter(|_| row.status != PaymentState::Paid)?;
        self.form.as_ref()?;
        let kind = row.kind.as_str();
        let path = self.place.below("payments");
        Some(format!(
            "{path}?kind={kind}&number={number}#lease-payment-form"
        ))
    }
}

/// What the page tells.
struct Found {
    lease: Lease,
    status: Result<PaymentStatus>,
    entries: Vec<LeasePayment>,
}

fn read(conn: &mut DbConnection, id: LeaseId, today: NaiveDate) -> Result<Found> {
    Ok(Found {
        lease: store::lease(conn, id)?,
        status: leasing::payment_status(conn, id, today),
        entries: store::payments(conn, id)?,
    })
}

#[get("/leases/{id}/payments")]
async fn show_payments(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let asked = |name: &str| query_value(&request, name).unwrap_or_default();
    let filled = (asked("kind"), asked("number"));
    let found = db.read(move |conn| read(conn, id, moment.today)).await?;
    let form = filled_in(form(&f, &found), &found, filled, moment);
    let page = page(f, found, form)?;
    page.f.clone().show(&page)
}

#[post("/leases/{id}/payments")]
async fn record(
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
        sent.read::<RecordPayment>(&FORM),
        move |conn, command| leasing::record_payment(conn, &actor, id, command, moment),
    );
    let path = format!("/leases/{id}/payments");
    match done.await {
        Ok(entry) => Ok(f.see(
            &request,
            &path,
            "lease-payment-recorded",
            &place::amount(&entry.amount),
        )),
        Err(error) => again(f, &db, id, moment, (&sent, error)).await,
    }
}

async fn again(
    f: Frame,
    db: &Database,
    id: LeaseId,
    moment: Moment,
    (sent, error): (&Form, Error),
) -> Result<HttpResponse> {
    let found = db.read(move |conn| read(conn, id, moment.today)).await?;
    let form = form(&f, &found).again(sent, error, f.language)?;
    let page = page(f, found, form)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

fn form(f: &Frame, found: &Found) -> FormView {
    let kinds: Vec<&str> = PaymentKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let entries = leasing::counting(found.entries.clone());
    let entries = entries.into_iter().map(|entry| {
        let mut text = f.word("lease-payment-kind", entry.kind.as_str());
        if let Some(number) = entry.instalment_number {
            text = format!("{text} {number}");
        }
        let text = format!("{text}: {}", f.kroner(&entry.amount));
        (entry.id.to_string(), text)
    });
    let path = format!("/leases/{}/payments", found.lease.id);
    FormView::blank(&FORM, path, "lease-payment-submit")
        .words(f, "kind", "lease-payment-kind", &kinds)
        .options("corrects_id", entries.collect())
}

/// The form with what a row of the list expects, where one was chosen.
fn filled_in(
    form: FormView,
    found: &Found,
    (kind, number): (String, String),
    moment: Moment,
) -> FormView {
    let expected = found.status.as_ref().ok().and_then(|status| {
        status.rows.iter().find(|row| {
            row.kind.as_str() == kind && row.number.is_some_and(|known| known.to_string() == number)
        })
    });
    let Some(row) = expected else {
        return form.value("kind", PaymentKind::Instalment.as_str());
    };
    let money = |amount: Option<Money>| amount.map(|amount| place::amount(&amount));
    form.value("kind", kind)
        .value("instalment_number", number)
        .value("paid_on", moment.today.to_string())
        .value("amount", money(row.expected).unwrap_or_default())
        .value("vat", money(row.expected_vat).unwrap_or_default())
}

fn page(f: Frame, found: Found, form: FormView) -> Result<PaymentsPage> {
    let (status, hindered) = match found.status {
        Ok(status) => (Some(status), Vec::new()),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => {
            let told = error.faults().iter().map(|fault| fault.detail(f.language));
            (None, told.collect())
        }
    };
    let form = match f.holds(FinanceStaff::ROLES) {
        true => Some(form.html(&f)?),
        false => None,
    };
    Ok(PaymentsPage {
        place: Place::of(&f, found.lease.clone(), "payments"),
        f: way(f, &found.lease, "payments"),
        status,
        entries: found.entries,
        hindered,
        form,
    })
}
