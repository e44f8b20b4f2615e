//! Instalments and costs over HTTP.

use crate::db::{Database, LeaseId};
use crate::error::{Error, Result, codes};
use crate::http::actor::Staff;
use crate::http::answer::Download;
use crate::http::{Page, Path};
use crate::leasing::{self, LeaseSchedule, YearCost};
use crate::render::csv::{self, Dialect};
use actix_web::web::{self, Data};
use actix_web::{Either, get};

/// The instalments of a lease, as JSON or as CSV for a Danish spreadsheet.
#[utoipa::path(tag = "leasing",
    params(("id" = LeaseId, Path), ("format" = String, Path, description = "`json` or `csv`")),
    responses((status = 200, content((LeaseSchedule = "application/json"), (String = "text/csv")))))]
#[get("/leases/{id}/schedule.{format}")]
pub async fn read_lease_schedule(
    _actor: Staff,
    db: Data<Database>,
    Path((id, format)): Path<(LeaseId, String)>,
) -> Result<Either<web::Json<LeaseSchedule>, Download>> {
    if !matches!(format.as_str(), "json" | "csv") {
        return Err((&codes::NOT_FOUND).into());
    }
    let schedule = db.read(move |conn| leasing::schedule(conn, id)).await?;
    if format == "json" {
        return Ok(Either::Left(web::Json(schedule)));
    }
    let table = leasing::schedule_table(&schedule);
    Ok(Either::Right(Download {
        file_name: format!("ydelsesplan-{id}.csv"),
        media_type: "text/csv; charset=utf-8".to_owned(),
        bytes: csv::write(&table, Dialect::Spreadsheet)
            .map_err(|error| Error::Internal(Box::new(error)))?,
        sha256: None,
    }))
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
