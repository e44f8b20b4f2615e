//! Cost by budget year over HTTP.

use crate::archive::{Document, IssueDocument};
use crate::db::Database;
use crate::error::Result;
use crate::http::actor::{CostReader, FinanceStaff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, Json, Now, Query, TableFormat, Tagged, in_format};
use crate::overview::{self, AskCostDocument, COST_DOCUMENT, CostByYear, ReadCosts, cost_table};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Reads the cost by budget year in rows of school, agreement, account string and kind; a school leader's own
/// share only.
#[utoipa::path(
    tag = "overview",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`"), ReadCosts),
    responses((status = 200, content((CostByYear = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
#[get("/costs/by-year.{format}")]
pub async fn read_cost_by_year(
    actor: CostReader,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Now(moment): Now,
    Query(query): Query<ReadCosts>,
) -> Result<HttpResponse> {
    let asked = query.asked()?;
    let costs = db
        .read(move |conn| overview::read_costs(conn, &actor.reach(), &asked, moment.today))
        .await?;
    in_format(&request, format, costs, cost_table, "omkostning-pr-aar")
}

/// Draws the cost by budget year and school as a draft: pivot, chart, rules, prices and frame; a school leader's own
/// share only.
#[utoipa::path(
    tag = "overview",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`"), ReadCosts),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/costs/by-year-document.{format}")]
pub async fn draw_cost_by_year(
    actor: CostReader,
    db: Data<Database>,
    form: AskedForm,
    Now(moment): Now,
    Query(query): Query<ReadCosts>,
) -> Result<Download> {
    let asked = AskCostDocument {
        asked: query.asked()?,
        reach: actor.reach(),
    };
    COST_DOCUMENT.show(&db, form, asked, moment).await
}

/// Issues the cost by budget year and school of the whole municipality as a numbered document that never changes.
#[utoipa::path(tag = "overview", params(ReadCosts), responses((status = 201, body = Document)))]
#[post("/costs/by-year-document/issue")]
pub async fn issue_cost_by_year(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<ReadCosts>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let asked = AskCostDocument {
        asked: query.asked()?,
        reach: actor.reach(),
    };
    asked.require_whole()?;
    let issued = COST_DOCUMENT.issue(&db, &actor, asked, &command, moment);
    Ok(issued.await?.created())
}
