//! Estimates and price rates over HTTP.

mod price_rates;

use super::{
    AskEstimate, Calculation, DescribeEstimate, ESTIMATE_DOCUMENT, Estimate, EstimateComparison,
    NeedsCounted, SetEstimateLines, SetEstimatePrices, calculate, store,
};
use crate::archive::{Document, IssueDocument};
use crate::db::{Database, DeviceCategoryId, EstimateId, ProjectId};
use crate::error::Result;
use crate::http::actor::{EstimateAuthor, FinanceStaff, Staff};
use crate::http::answer::Download;
use crate::http::{
    AskedForm, DocumentFormat, IfMatch, Json, Now, Page, Path, Query, TableFormat, Tagged,
    in_format,
};
use crate::projects;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

/// Adds the routes of estimates and price rates.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_estimates)
        .service(draft_estimate)
        .service(read_estimate)
        .service(change_estimate)
        .service(set_estimate_prices)
        .service(set_estimate_lines)
        .service(set_estimate_comparison)
        .service(approve_estimate)
        .service(calculate_estimate)
        .service(draw_estimate)
        .service(issue_estimate_document)
        .service(price_rates::list_price_rates)
        .service(price_rates::record_price_rate);
}

fn tagged(estimate: Estimate) -> Tagged<Estimate> {
    let version = estimate.version;
    Tagged::new(estimate, version)
}

/// Lists the estimates of a project, oldest first.
#[utoipa::path(tag = "budget", responses((status = 200, body = Page<Estimate>)))]
#[get("/projects/{id}/estimates")]
pub async fn list_estimates(
    _actor: Staff,
    db: Data<Database>,
    Path(project): Path<ProjectId>,
) -> Result<web::Json<Page<Estimate>>> {
    let found = db
        .read(move |conn| {
            projects::store::require_project(conn, project)?;
            store::estimates(conn, project)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Drafts an estimate of a project.
#[utoipa::path(tag = "budget", responses((status = 201, body = Estimate)))]
#[post("/projects/{id}/estimates")]
pub async fn draft_estimate(
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(project): Path<ProjectId>,
    Json(command): Json<DescribeEstimate>,
) -> Result<Tagged<Estimate>> {
    let made = db
        .write(move |conn| super::draft_estimate(conn, &actor, project, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/estimates/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads an estimate.
#[utoipa::path(tag = "budget", responses((status = 200, body = Estimate)))]
#[get("/estimates/{id}")]
pub async fn read_estimate(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<EstimateId>,
) -> Result<Tagged<Estimate>> {
    Ok(tagged(
        db.read(move |conn| store::estimate(conn, id)).await?,
    ))
}

/// Changes title and financing of a draft.
#[utoipa::path(tag = "budget", params(IfMatch), responses((status = 200, body = Estimate)))]
#[put("/estimates/{id}")]
pub async fn change_estimate(
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeEstimate>,
) -> Result<Tagged<Estimate>> {
    let changed = db
        .write(move |conn| super::change_estimate(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Replaces the prices of a draft.
#[utoipa::path(tag = "budget", params(IfMatch), responses((status = 200, body = Estimate)))]
#[put("/estimates/{id}/prices")]
pub async fn set_estimate_prices(
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetEstimatePrices>,
) -> Result<Tagged<Estimate>> {
    let changed = db
        .write(move |conn| super::set_estimate_prices(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Replaces what a draft pays for besides devices.
#[utoipa::path(tag = "budget", params(IfMatch), responses((status = 200, body = Estimate)))]
#[put("/estimates/{id}/lines")]
pub async fn set_estimate_lines(
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetEstimateLines>,
) -> Result<Tagged<Estimate>> {
    let changed = db
        .write(move |conn| super::set_estimate_lines(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// States by what a draft's financing is compared with buying and operating leasing.
#[utoipa::path(tag = "budget", params(IfMatch), responses((status = 200, body = Estimate)))]
#[put("/estimates/{id}/comparison")]
pub async fn set_estimate_comparison(
    actor: EstimateAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<EstimateComparison>,
) -> Result<Tagged<Estimate>> {
    let changed = db
        .write(move |conn| super::set_estimate_comparison(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Approves an estimate.
#[utoipa::path(tag = "budget", params(IfMatch), responses((status = 200, body = Estimate)))]
#[post("/estimates/{id}/approve")]
pub async fn approve_estimate(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Estimate>> {
    let approved = db
        .write(move |conn| super::approve_estimate(conn, &actor, id, seen, moment))
        .await?;
    Ok(tagged(approved))
}

/// What is reckoned.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalculateEstimate {
    /// Which needs are counted; `confirmed` unless told.
    pub needs: Option<NeedsCounted>,
    /// For which category is told how many fit inside the frame; needed when there are several.
    pub category_id: Option<i64>,
}

impl CalculateEstimate {
    fn asked(&self, id: EstimateId) -> AskEstimate {
        AskEstimate {
            id,
            needs: self.needs.unwrap_or(NeedsCounted::Confirmed),
            category: self.category_id.map(DeviceCategoryId),
        }
    }
}

/// Reckons an estimate; `json` tells everything, `csv` the cost per budget year.
#[utoipa::path(
    tag = "budget",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`"), CalculateEstimate),
    responses((status = 200, content((Calculation = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
#[get("/estimates/{id}/calculation.{format}")]
pub async fn calculate_estimate(
    _actor: Staff,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Path((id, _format)): Path<(EstimateId, String)>,
    Query(query): Query<CalculateEstimate>,
) -> Result<HttpResponse> {
    let asked = query.asked(id);
    let calculation = db
        .read(move |conn| calculate(&store::basis(conn, id, asked.needs)?, asked.category))
        .await?;
    let name = format!("overslag-{id}");
    in_format(&request, format, calculation, Calculation::by_year, &name)
}

/// Draws the estimate as a draft.
#[utoipa::path(
    tag = "budget",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`"), CalculateEstimate),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/estimates/{id}/document.{format}")]
pub async fn draw_estimate(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(EstimateId, String)>,
    Query(query): Query<CalculateEstimate>,
) -> Result<Download> {
    ESTIMATE_DOCUMENT
        .show(&db, form, query.asked(id), moment)
        .await
}

/// Issues the approved estimate as a numbered document that never changes.
#[utoipa::path(tag = "budget", params(CalculateEstimate), responses((status = 201, body = Document)))]
#[post("/estimates/{id}/document/issue")]
pub async fn issue_estimate_document(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    Query(query): Query<CalculateEstimate>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let asked = query.asked(id);
    let issued = ESTIMATE_DOCUMENT.issue(&db, &actor, asked, &command, moment);
    Ok(issued.await?.created())
}
