//! Approved versions of the cost table over HTTP.

use crate::db::{CostVersionId, Database};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::{Json, Now, Page, Path, Tagged};
use crate::overview::{self, CostVersion, FreezeCosts, store};
use actix_web::web::{self, Data};
use actix_web::{get, post};

/// Lists the approved versions of the cost table, the one approved last first.
#[utoipa::path(tag = "overview", responses((status = 200, body = Page<CostVersion>)))]
#[get("/cost-versions")]
pub async fn list_cost_versions(
    _actor: Staff,
    db: Data<Database>,
) -> Result<web::Json<Page<CostVersion>>> {
    let found = db.read(|conn| Ok(store::versions(conn)?)).await?;
    Ok(web::Json(Page::whole(found)))
}

/// Reads an approved version: what it is and what it comes to.
#[utoipa::path(tag = "overview", responses((status = 200, body = CostVersion)))]
#[get("/cost-versions/{id}")]
pub async fn read_cost_version(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<CostVersionId>,
) -> Result<Tagged<CostVersion>> {
    let version = db.read(move |conn| store::version(conn, id)).await?;
    // A version never changes.
    Ok(Tagged::new(version, 1))
}

/// Keeps the cost table as it stands now, as an approved version that later tables can be compared with.
#[utoipa::path(tag = "overview", responses((status = 201, body = CostVersion)))]
#[post("/cost-versions")]
pub async fn freeze_costs(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<FreezeCosts>,
) -> Result<Tagged<CostVersion>> {
    let version = db
        .write(move |conn| overview::freeze_costs(conn, &actor, &command, moment))
        .await?;
    let location = format!("/api/v1/cost-versions/{}", version.id);
    Ok(Tagged::created(version, 1, location))
}
