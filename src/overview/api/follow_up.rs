//! A project's frame and what has become of it, over HTTP.

use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::Staff;
use crate::http::{Now, Path, TableFormat, in_format};
use crate::overview::{self, FollowUp, follow_up_table};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

/// Reads a project's frame beside what is committed, planned and paid in each budget year.
#[utoipa::path(
    tag = "overview",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`")),
    responses((status = 200, content((FollowUp = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
#[get("/projects/{id}/follow-up.{format}")]
pub async fn read_follow_up(
    actor: Staff,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Now(moment): Now,
    Path((project, _format)): Path<(ProjectId, String)>,
) -> Result<HttpResponse> {
    let language = actor.language;
    let found = db
        .read(move |conn| overview::follow_up(conn, project, language, moment.today))
        .await?;
    in_format(&request, format, found, follow_up_table, "opfoelgning")
}
