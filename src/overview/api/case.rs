//! The whole case of a project as one file, over HTTP.

use crate::archive;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::CaseReader;
use crate::http::{Now, Path, Streamed};
use crate::overview::case;
use actix_web::get;
use actix_web::web::Data;

/// Exports the case of a project: documents byte for byte, data, journal and a manifest, for the records system.
#[utoipa::path(tag = "overview", responses((status = 200, content_type = "application/zip", body = [u8])))]
#[get("/projects/{id}/export.zip")]
pub async fn export_case(
    _actor: CaseReader,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Streamed> {
    let found = db.read(move |conn| case::gather(conn, id, moment)).await?;
    Ok(Streamed {
        file_name: found.file_name(),
        media_type: "application/zip",
        write: Box::new(move |out| {
            let content = |document: &archive::Document| {
                let id = document.id;
                Ok(db
                    .read_blocking(|conn| archive::store::content(conn, id))?
                    .1)
            };
            case::write(&found, content, out)
        }),
    })
}
