//! The terms of an agreement: opening it, and changing them until it is in force.

use super::step::{self, Step};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::finance::DayCount;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, DescribeLease, Lease, LeaseEndKind, LeaseKind};
use crate::projects;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses; before those of one agreement, whose number `new` would be taken for.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_lease)
        .service(open_lease)
        .service(edit_lease)
        .service(change_lease);
}

const FORM: Spec = Spec {
    name: "lease",
    fields: &[
        Field::new("agreement_number", Kind::Text).narrow(),
        Field::new("title", Kind::Text),
        Field::new("lessor_name", Kind::Text),
        Field::optional("lessor_cvr_number", Kind::Text).narrow(),
        Field::optional("project_id", Kind::Pick),
        Field::new("kind", Kind::Choice),
        Field::new("starts_on", Kind::Date)
            .narrow()
            .group("lease-group-terms"),
        Field::new("periods", Kind::Integer).narrow(),
        Field::new("every.count", Kind::Integer).narrow(),
        Field::new("every.unit", Kind::Choice).narrow(),
        Field::new("timing", Kind::Choice).narrow(),
        Field::new("rate", Kind::Percent).narrow(),
        Field::optional("residual", Kind::Amount).narrow(),
        Field::optional("first_due_on", Kind::Date)
            .narrow()
            .group("lease-group-more"),
        Field::optional("payment_days", Kind::Choice).narrow(),
        Field::optional("repayment", Kind::Choice).narrow(),
        Field::optional("day_count", Kind::Choice).narrow(),
        Field::optional("interim_charge.method", Kind::Choice).narrow(),
        Field::optional("vat_rate", Kind::Percent).narrow(),
        Field::optional("floating.index_name", Kind::Text),
        Field::optional("floating.margin", Kind::Percent).narrow(),
        Field::optional("end_kind", Kind::Choice).group("lease-group-end"),
        Field::optional("purchase_price", Kind::Amount).narrow(),
        Field::optional("account_string", Kind::Text).narrow(),
        Field::optional("note", Kind::Long(3)),
    ],
};

const EDIT: Step = Step {
    title: "lease-edit",
    lead: None,
};

/// How many projects the choice offers.
const MOST_CHOICES: i64 = 500;

/// The terms that the form has no field for, kept as they are.
const KEPT: &[&str] = &["rounding", "interest_rounding"];

#[derive(Template)]
#[template(path = "leasing/pages/new.html")]
struct NewPage {
    f: Frame,
    form: Markup,
}

fn projects(conn: &mut DbConnection) -> Result<Vec<(String, String)>> {
    let found = projects::store::projects(conn, None, None, MOST_CHOICES)?;
    let option = |project: projects::ProjectSummary| {
        let text = format!("{}, {}", project.case_number, project.title);
        (project.id.to_string(), text)
    };
    Ok(found.into_iter().map(option).collect())
}

async fn form(f: &Frame, db: &Database, action: String, submit: &'static str) -> Result<FormView> {
    let projects = db.read(projects).await?;
    let kinds: Vec<&str> = LeaseKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let ends: Vec<&str> = LeaseEndKind::ALL.iter().map(|end| end.as_str()).collect();
    Ok(FormView::blank(&FORM, action, submit)
        .options("project_id", projects)
        .words(f, "kind", "lease-kind", &kinds)
        .words(
            f,
            "every.unit",
            "lease-every-unit",
            &["year", "month", "week", "day"],
        )
        .words(f, "timing", "lease-timing", &["advance", "arrears"])
        .words(
            f,
            "payment_days",
            "lease-payment-days",
            &["unadjusted", "following", "modified_following"],
        )
        .words(
            f,
            "repayment",
            "lease-repayment",
            &["annuity", "straight_line", "interest_only"],
        )
        .options("day_count", day_counts(f))
        .words(
            f,
            "interim_charge.method",
            "lease-interim-charge-method",
            &["none", "rate", "pro_rata"],
        )
        .words(f, "end_kind", "lease-end-kind", &ends)
        .cancel("/leases"))
}

/// The day counts by the names that contracts give them.
fn day_counts(f: &Frame) -> Vec<(String, String)> {
    let named = [
        "30/360", "30E/360", "ACT/360", "ACT/364", "ACT/365F", "ACT/ACT",
    ];
    let named = named.map(|name| (name.to_owned(), name.to_owned()));
    let periodic = ("periodic".to_owned(), f.t("lease-day-count-periodic"));
    [periodic].into_iter().chain(named).collect()
}

#[get("/leases/new")]
async fn new_lease(f: Frame, _actor: FinanceStaff, db: Data<Database>) -> Result<Html> {
    let form = form(&f, &db, "/leases".to_owned(), "lease-new").await?;
    let form = form
        .value("every.count", "1")
        .value("every.unit", "year")
        .value("timing", "advance")
        .value("payment_days", "unadjusted")
        .value("repayment", "annuity")
        .value("day_count", "periodic")
        .value("interim_charge.method", "none")
        .value("vat_rate", "25")
        .value("end_kind", "return_to_lessor");
    new_page(f, form, StatusCode::OK)
}

fn new_page(f: Frame, form: FormView, status: StatusCode) -> Result<Html> {
    let form = form.html(&f)?;
    let (list, title) = (f.t("nav-leases"), f.t("lease-new"));
    let page = NewPage {
        f: f.below(list, "/leases").below(title, "/leases/new"),
        form,
    };
    page.f.clone().show_with(status, &page)
}

#[post("/leases")]
async fn open_lease(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(
        &db,
        sent.read::<DescribeLease>(&FORM),
        move |conn, command| leasing::open_lease(conn, &actor, command, moment),
    );
    match done.await {
        Ok(lease) => {
            let path = format!("/leases/{}", lease.id);
            Ok(f.see(&request, &path, "lease-opened", &lease.agreement_number))
        }
        Err(error) => {
            let form = form(&f, &db, "/leases".to_owned(), "lease-new").await?;
            let form = form.again(&sent, error, f.language)?;
            let page = new_page(f, form, StatusCode::UNPROCESSABLE_ENTITY)?;
            Ok(page.into_response())
        }
    }
}

async fn edit_form(f: &Frame, db: &Database, lease: &Lease) -> Result<FormView> {
    let path = format!("/leases/{}", lease.id);
    let form = form(f, db, path, "form-save").await?;
    Ok(form
        .filled(&DescribeLease::of(lease))
        .version(lease.version))
}

#[get("/leases/{id}/edit")]
async fn edit_lease(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let form = edit_form(&f, &db, &lease).await?;
    step::show(f, lease, EDIT, form)
}

/// The terms that the form says, with those of the agreement that it has no field for.
fn changed(sent: &Form, lease: &Lease) -> Result<DescribeLease> {
    let now = serde_json::to_value(DescribeLease::of(lease))
        .map_err(|error| Error::Internal(error.into()))?;
    let kept: Vec<(&str, serde_json::Value)> = KEPT
        .iter()
        .filter_map(|name| Some((*name, now.get(name)?.clone())))
        .collect();
    let mut command: DescribeLease = sent.read_with(&FORM, &kept)?;
    if let (Some(floating), Some(known)) = (&mut command.floating, &lease.floating) {
        (floating.floor, floating.cap) = (known.floor, known.cap);
    }
    command.interim_charge.day_count = match command.interim_charge.method {
        method if method == lease.interim_charge.method => lease.interim_charge.day_count,
        _ => None::<DayCount>,
    };
    Ok(command)
}

#[post("/leases/{id}")]
async fn change_lease(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let lease = step::lease(&db, id).await?;
    let done = carry_out(&db, changed(&sent, &lease), move |conn, command| {
        leasing::change_lease(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(_) => Ok(f.see(&request, &format!("/leases/{id}"), "lease-changed", "")),
        Err(error) => {
            let form = edit_form(&f, &db, &lease).await?;
            step::again(f, lease, EDIT, form, (&sent, error))
        }
    }
}
