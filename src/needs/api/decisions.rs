//! What becomes of needs, over HTTP.

use crate::db::{Database, NeedId};
use crate::error::Result;
use crate::http::actor::{NeedsAuthor, ProjectLead};
use crate::http::{IfMatch, Json, Now, Path, Tagged};
use crate::needs::{self, Need, ReturnNeed};
use actix_web::post;
use actix_web::web::Data;

/// Hands a need in.
#[utoipa::path(tag = "needs", params(IfMatch), responses((status = 200, body = Need)))]
#[post("/needs/{id}/submit")]
pub async fn submit_need(
    actor: NeedsAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Need>> {
    let need = db
        .write(move |conn| needs::submit_need(conn, &actor, id, seen, moment))
        .await?;
    let version = need.version;
    Ok(Tagged::new(need, version))
}

/// Accepts a submitted need.
#[utoipa::path(tag = "needs", params(IfMatch), responses((status = 200, body = Need)))]
#[post("/needs/{id}/confirm")]
pub async fn confirm_need(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Need>> {
    let need = db
        .write(move |conn| needs::confirm_need(conn, &actor, id, seen, moment))
        .await?;
    let version = need.version;
    Ok(Tagged::new(need, version))
}

/// Makes a submitted or confirmed need a draft again.
#[utoipa::path(tag = "needs", params(IfMatch), responses((status = 200, body = Need)))]
#[post("/needs/{id}/return")]
pub async fn return_need(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<ReturnNeed>,
) -> Result<Tagged<Need>> {
    let need = db
        .write(move |conn| needs::return_need(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = need.version;
    Ok(Tagged::new(need, version))
}
