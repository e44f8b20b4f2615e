//! The needs of a project added up, over HTTP.

use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::AnyRole;
use crate::http::{Path, TableFormat, in_format};
use crate::needs::{self, NeedTotals};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};

/// Adds up the needs of a project within the caller's reach, per category and school.
#[utoipa::path(tag = "needs", responses((status = 200, body = NeedTotals)))]
#[get("/projects/{id}/needs/totals")]
pub async fn read_need_totals(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<NeedTotals>> {
    let totals = db
        .read(move |conn| needs::totals(conn, &actor.reach(), id))
        .await?;
    Ok(web::Json(totals))
}

/// The same as `json`, or as `csv` for a Danish spreadsheet.
#[utoipa::path(
    tag = "needs",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`")),
    responses((status = 200, content((NeedTotals = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))))
)]
#[get("/projects/{id}/needs/totals.{format}")]
pub async fn download_need_totals(
    actor: AnyRole,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Path((id, _format)): Path<(ProjectId, String)>,
) -> Result<HttpResponse> {
    let totals = db
        .read(move |conn| needs::totals(conn, &actor.reach(), id))
        .await?;
    let name = format!("behov-projekt-{id}");
    in_format(&request, format, totals, needs::totals_table, &name)
}
