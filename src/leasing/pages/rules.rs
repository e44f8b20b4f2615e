//! How much each body may approve: read by all staff, maintained by administrators.

use crate::db::{ApprovalRuleId, Database};
use crate::error::Result;
use crate::http::actor::{Administrator, Staff};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, ApprovalRule, DecidingBody, DescribeApprovalRule, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use chrono::NaiveDate;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_rules)
        .service(new_rule)
        .service(add_rule)
        .service(edit_rule)
        .service(change_rule);
}

const LIST: &str = "/approval-rules";

const FORM: Spec = Spec {
    name: "approval-rule",
    fields: &[
        Field::new("body", Kind::Choice).narrow(),
        Field::new("name", Kind::Text),
        Field::optional("max_total", Kind::Amount).narrow(),
        Field::optional("max_months", Kind::Integer).narrow(),
        Field::new("valid_from", Kind::Date).narrow(),
        Field::optional("valid_to", Kind::Date).narrow(),
        Field::new("source", Kind::Text),
    ],
};

#[derive(Template)]
#[template(path = "leasing/pages/rules.html")]
struct RulesPage {
    f: Frame,
    rules: Vec<ApprovalRule>,
    today: NaiveDate,
    may_change: bool,
}

impl RulesPage {
    fn is_valid(&self, rule: &ApprovalRule) -> bool {
        rule.is_valid_on(self.today)
    }

    fn months(&self, months: &i32) -> String {
        self.f.n("lease-unit-month", *months)
    }
}

fn below_list(f: Frame) -> Frame {
    let (leases, title) = (f.t("nav-leases"), f.t("approval-rules-title"));
    f.below(leases, "/leases").below(title, LIST)
}

#[get("/approval-rules")]
async fn list_rules(f: Frame, _actor: Staff, db: Data<Database>, Now(moment): Now) -> Result<Html> {
    let rules = db.read(|conn| Ok(store::approval_rules(conn)?)).await?;
    let page = RulesPage {
        may_change: f.holds(Administrator::ROLES),
        f: below_list(f),
        rules,
        today: moment.today,
    };
    page.f.clone().show(&page)
}

fn form(f: &Frame, (path, submit): (String, &'static str)) -> FormView {
    let bodies: Vec<&str> = DecidingBody::ALL.iter().map(|one| one.as_str()).collect();
    FormView::blank(&FORM, path, submit)
        .words(f, "body", "lease-decision-body", &bodies)
        .cancel(LIST)
}

fn new_page(f: Frame) -> FormPage {
    let form = form(&f, (LIST.to_owned(), "approval-rule-new"));
    let (title, lead) = (f.t("approval-rule-new"), f.t("approval-rule-lead"));
    FormPage::new(below_list(f), title, form).lead(lead)
}

#[get("/approval-rules/new")]
async fn new_rule(f: Frame, _actor: Administrator) -> Result<Html> {
    new_page(f).show()
}

#[post("/approval-rules")]
async fn add_rule(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(
        &db,
        sent.read::<DescribeApprovalRule>(&FORM),
        move |conn, command| leasing::add_approval_rule(conn, &actor, command, moment),
    );
    match done.await {
        Ok(rule) => Ok(f.see(&request, LIST, "approval-rule-added", &rule.name)),
        Err(error) => new_page(f).again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: ApprovalRuleId) -> Result<FormPage> {
    let rule = db.read(move |conn| store::approval_rule(conn, id)).await?;
    let form = form(&f, (format!("{LIST}/{id}"), "form-save"));
    let form = form.filled(&rule).version(rule.version);
    let (title, lead) = (f.t("approval-rule-edit"), f.t("approval-rule-edit-lead"));
    Ok(FormPage::new(below_list(f), title, form).lead(lead))
}

#[get("/approval-rules/{id}")]
async fn edit_rule(
    f: Frame,
    _actor: Administrator,
    db: Data<Database>,
    Path(id): Path<ApprovalRuleId>,
) -> Result<Html> {
    edit_page(f, &db, id).await?.show()
}

#[post("/approval-rules/{id}")]
async fn change_rule(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ApprovalRuleId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read::<DescribeApprovalRule>(&FORM),
        move |conn, command| leasing::change_approval_rule(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(rule) => Ok(f.see(&request, LIST, "approval-rule-saved", &rule.name)),
        Err(error) => edit_page(f, &db, id).await?.again(&sent, error),
    }
}
