//! Suppliers' invoices and interim charges over HTTP.

use crate::db::{Database, LeaseBatchId, LeaseId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::leasing::{self, DescribeLeaseBatch, ExplainedInterimCharge, LeaseBatch, store};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists the batches of a lease by number.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseBatch>)))]
#[get("/leases/{id}/batches")]
pub async fn list_lease_batches(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseBatch>>> {
    let batches = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok(store::batches(conn, lease.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(batches)))
}

/// Adds a batch to a lease in build-up.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeaseBatch)))]
#[post("/leases/{id}/batches")]
pub async fn add_lease_batch(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<DescribeLeaseBatch>,
) -> Result<Tagged<LeaseBatch>> {
    let batch = db
        .write(move |conn| leasing::add_lease_batch(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (batch.version, format!("/api/v1/leases/{id}/batches"));
    Ok(Tagged::created(batch, version, location))
}

/// Changes a batch of a lease in build-up.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseBatch)))]
#[put("/lease-batches/{id}")]
pub async fn change_lease_batch(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseBatchId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeLeaseBatch>,
) -> Result<Tagged<LeaseBatch>> {
    let batch = db
        .write(move |conn| leasing::change_lease_batch(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = batch.version;
    Ok(Tagged::new(batch, version))
}

/// Removes a batch from a lease in build-up; answers the batch as it was.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseBatch)))]
#[post("/lease-batches/{id}/remove")]
pub async fn remove_lease_batch(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseBatchId>,
    IfMatch(seen): IfMatch,
) -> Result<web::Json<LeaseBatch>> {
    let batch = db
        .write(move |conn| leasing::remove_lease_batch(conn, &actor, id, seen, moment))
        .await?;
    Ok(web::Json(batch))
}

/// The interim charges of a lease, each with its explanation: computed until it is in force, written after that.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<ExplainedInterimCharge>)))]
#[get("/leases/{id}/interim-charges")]
pub async fn list_lease_interim_charges(
    actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<ExplainedInterimCharge>>> {
    let charges = db
        .read(move |conn| leasing::explain_interim_charges(conn, id, actor.language))
        .await?;
    Ok(web::Json(Page::whole(charges)))
}
