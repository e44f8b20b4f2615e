//! The needs of a project added up, over HTTP.

use crate::db::{Database, ProjectId};
use crate::error::{Error, Result, codes};
use crate::http::Path;
use crate::http::actor::AnyRole;
use crate::http::answer::Download;
use crate::needs::{self, NeedTotals};
use crate::render::csv::{self, Dialect};
use actix_web::web::{self, Data};
use actix_web::{Either, get};

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
    params(("id" = ProjectId, Path), ("format" = String, Path, description = "`json` or `csv`")),
    responses((status = 200, content((NeedTotals = "application/json"), (String = "text/csv"))))
)]
#[get("/projects/{id}/needs/totals.{format}")]
pub async fn download_need_totals(
    actor: AnyRole,
    db: Data<Database>,
    Path((id, format)): Path<(ProjectId, String)>,
) -> Result<Either<web::Json<NeedTotals>, Download>> {
    if !matches!(format.as_str(), "json" | "csv") {
        return Err((&codes::NOT_FOUND).into());
    }
    let totals = db
        .read(move |conn| needs::totals(conn, &actor.reach(), id))
        .await?;
    if format == "json" {
        return Ok(Either::Left(web::Json(totals)));
    }
    Ok(Either::Right(spreadsheet(id, &totals)?))
}

fn spreadsheet(id: ProjectId, totals: &NeedTotals) -> Result<Download> {
    let table = needs::totals_table(totals);
    Ok(Download {
        file_name: format!("behov-projekt-{id}.csv"),
        media_type: "text/csv; charset=utf-8".to_owned(),
        bytes: csv::write(&table, Dialect::Spreadsheet)
            .map_err(|error| Error::Internal(Box::new(error)))?,
        sha256: None,
    })
}
