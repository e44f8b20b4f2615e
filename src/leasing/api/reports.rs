//! Instalments and costs over HTTP.

use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::Staff;
use crate::http::{Page, Path, TableFormat, in_format};
use crate::leasing::{self, LeaseSchedule, YearCost};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};

/// The instalments of a lease, as JSON or as CSV for a Danish spreadsheet.
#[utoipa::path(tag = "leasing",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`")),
    responses((status = 200, content((LeaseSchedule = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/leases/{id}/schedule.{format}")]
pub async fn read_lease_schedule(
    _actor: Staff,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Path((id, _format)): Path<(LeaseId, String)>,
) -> Result<HttpResponse> {
    let schedule = db.read(move |conn| leasing::schedule(conn, id)).await?;
    let name = format!("ydelsesplan-{id}");
    in_format(&request, format, schedule, leasing::schedule_table, &name)
}

/// What a lease costs in each budget year, oldest first.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<YearCost>)))]
#[get("/leases/{id}/costs-by-year")]
pub async fn read_lease_costs_by_year(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<YearCost>>> {
    let costs = db
        .read(move |conn| leasing::costs_by_year(conn, id))
        .await?;
    Ok(web::Json(Page::whole(costs)))
}
