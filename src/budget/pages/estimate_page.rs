//! One estimate: what it comes to against the frame, year by year, and what it rests on.

use super::estimate_frame;
use crate::budget::{
    Calculation, CategoryNeed, Estimate, EstimateState, NeedsCounted, approve_estimate, calculate,
    compare_financing, store,
};
use crate::clock::Moment;
use crate::db::{Database, DeviceCategoryId, EstimateId};
use crate::error::{Error, Language, Result};
use crate::finance::comparison::{AlternativeKind, Compared};
use crate::finance::{Comparison, Rate};
use crate::http::actor::{EstimateAuthor, FinanceStaff, Staff};
use crate::http::page::{Form, Frame, Html, Markup, query_value};
use crate::http::{Now, Path};
use crate::render::chart;
use crate::render::numbers;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use rust_decimal::Decimal;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_estimate).service(approve);
}

#[derive(Template)]
#[template(path = "budget/pages/estimate.html")]
struct EstimatePage {
    f: Frame,
    estimate: Estimate,
    counted: NeedsCounted,
    /// The categories of which something is needed and priced.
    categories: Vec<CategoryNeed>,
    /// What it comes to, or why it cannot be reckoned.
    found: std::result::Result<Calculation, String>,
    comparison: Option<Comparison>,
    may_copy: bool,
    may_write: bool,
    may_approve: bool,
}

impl EstimatePage {
    /// The drawing beside its table.
    fn chart(&self, calculation: &Calculation) -> Markup {
        let mut chart = calculation.by_year_chart();
        chart.language = self.f.language;
        chart.title = self.f.t("estimate-chart");
        chart.alternative = self.f.t("estimate-chart-alternative");
        for series in &mut chart.series {
            series.name = self.f.t("estimate-cost");
        }
        for limit in &mut chart.limits {
            limit.name = self.f.t("estimate-frame");
        }
        Markup(chart::svg(&chart, chart::Frame::SCREEN, "estimate"))
    }

    fn warning(&self, da: &str, en: &str) -> String {
        match self.f.language {
            Language::Danish => da.to_owned(),
            Language::English => en.to_owned(),
        }
    }

    fn percent(&self, rate: &Rate) -> String {
        numbers::percent((rate.value() * Decimal::ONE_HUNDRED).normalize())
    }

    /// A way of financing.
    fn way(&self, way: &Compared) -> String {
        self.f.t(match way.kind {
            AlternativeKind::Purchase => "estimate-way-purchase",
            AlternativeKind::FinanceLease => "estimate-way-finance-lease",
            AlternativeKind::OperatingLease => "estimate-way-operating-lease",
        })
    }

    /// The number and rhythm of the payments.
    fn rhythm(&self) -> String {
        let estimate = &self.estimate;
        let unit = unit(estimate);
        let key = match estimate.every_count {
            1 => "estimate-rhythm-text",
            _ => "estimate-rhythm-every-text",
        };
        self.f.tx(
            key,
            &[
                ("count", estimate.periods.to_string()),
                ("every", estimate.every_count.to_string()),
                ("unit", self.f.word("estimate-unit", unit)),
            ],
        )
    }
}

/// The unit's name in the texts.
pub(super) fn unit(estimate: &Estimate) -> String {
    match serde_json::to_value(estimate.every_unit) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Which needs are counted: while the estimate is a draft all of them, so that it can be written before schools answer.
fn counted(request: &HttpRequest, estimate: &Estimate) -> NeedsCounted {
    let asked = query_value(request, "needs").and_then(|text| text.parse().ok());
    asked.unwrap_or(match estimate.state {
        EstimateState::Draft => NeedsCounted::All,
        EstimateState::Approved => NeedsCounted::Confirmed,
    })
}

#[get("/estimates/{id}")]
async fn show_estimate(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    page(&request, f, &db, id, moment).await
}

async fn page(
    request: &HttpRequest,
    f: Frame,
    db: &Database,
    id: EstimateId,
    moment: Moment,
) -> Result<Html> {
    let (f, estimate) = estimate_frame(f, db, id, moment).await?;
    let (counted, language) = (counted(request, &estimate), f.language);
    let basis = db.read(move |conn| store::basis(conn, id, counted)).await?;
    let category = query_value(request, "category").and_then(|text| text.parse().ok());
    let found = told(calculate(&basis, category.map(DeviceCategoryId)), language)?;
    let comparison = match &found {
        Ok(calculation) => compare_financing(&estimate, calculation).unwrap_or_default(),
        Err(_) => None,
    };
    let is_draft = estimate.state == EstimateState::Draft;
    let page = EstimatePage {
        may_copy: f.holds(EstimateAuthor::ROLES),
        may_write: is_draft && f.holds(EstimateAuthor::ROLES),
        may_approve: is_draft && f.holds(FinanceStaff::ROLES),
        f,
        estimate,
        counted,
        categories: basis.needs,
        found,
        comparison,
    };
    page.f.clone().show(&page)
}

/// What hinders a calculation is shown on the page; a failure is not.
pub(super) fn told<T>(
    found: Result<T>,
    language: Language,
) -> Result<std::result::Result<T, String>> {
    match found {
        Ok(found) => Ok(Ok(found)),
        Err(Error::Internal(error)) => Err(Error::Internal(error)),
        Err(refused) => Ok(Err(refused.detail(language))),
    }
}

#[post("/estimates/{id}/approve")]
async fn approve(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let path = format!("/estimates/{id}");
    let done = db
        .write(move |conn| approve_estimate(conn, &actor, id, seen, moment))
        .await;
    match done {
        Ok(estimate) => Ok(f.see(&request, &path, "estimate-approved", &estimate.title)),
        Err(error) => {
            let page = page(&request, f.refused(path, error)?, &db, id, moment).await?;
            Ok(page.into_response())
        }
    }
}
