//! Lines of agreements over HTTP.

use crate::db::{Database, LeaseId, LeaseLineId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::leasing::{self, DescribeLeaseLine, LeaseLine, store};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists the lines of a lease by position.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseLine>)))]
#[get("/leases/{id}/lines")]
pub async fn list_lease_lines(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseLine>>> {
    let lines = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            store::lines(conn, lease.id)
        })
        .await?;
    Ok(web::Json(Page::whole(lines)))
}

/// Adds a line to a lease that is not in force.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeaseLine)))]
#[post("/leases/{id}/lines")]
pub async fn add_lease_line(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<DescribeLeaseLine>,
) -> Result<Tagged<LeaseLine>> {
    let line = db
        .write(move |conn| leasing::add_lease_line(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (line.version, format!("/api/v1/leases/{id}/lines"));
    Ok(Tagged::created(line, version, location))
}

/// Changes a line of a lease that is not in force.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseLine)))]
#[put("/lease-lines/{id}")]
pub async fn change_lease_line(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeLeaseLine>,
) -> Result<Tagged<LeaseLine>> {
    let line = db
        .write(move |conn| leasing::change_lease_line(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = line.version;
    Ok(Tagged::new(line, version))
}

/// Removes a line from a lease that is not in force; answers the line as it was.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseLine)))]
#[post("/lease-lines/{id}/remove")]
pub async fn remove_lease_line(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    IfMatch(seen): IfMatch,
) -> Result<web::Json<LeaseLine>> {
    let line = db
        .write(move |conn| leasing::remove_lease_line(conn, &actor, id, seen, moment))
        .await?;
    Ok(web::Json(line))
}
