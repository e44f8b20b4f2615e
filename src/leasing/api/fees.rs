//! Fees and shares over HTTP.

use crate::db::{Database, LeaseFeeId, LeaseId, LeaseLineId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::leasing::{self, DescribeLeaseFee, LeaseFee, LeaseFeeView, LeaseShares, SetLeaseShares};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists the fees of a lease with what they come to.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseFeeView>)))]
#[get("/leases/{id}/fees")]
pub async fn list_lease_fees(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseFeeView>>> {
    let fees = db
        .read(move |conn| leasing::view_fees(conn, id, moment.today))
        .await?;
    Ok(web::Json(Page::whole(fees)))
}

/// Adds a fee to a lease.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeaseFee)))]
#[post("/leases/{id}/fees")]
pub async fn add_lease_fee(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<DescribeLeaseFee>,
) -> Result<Tagged<LeaseFee>> {
    let fee = db
        .write(move |conn| leasing::add_lease_fee(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (fee.version, format!("/api/v1/leases/{id}/fees"));
    Ok(Tagged::created(fee, version, location))
}

/// Changes a fee that was not yet charged; ends one that was.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseFee)))]
#[put("/lease-fees/{id}")]
pub async fn change_lease_fee(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeLeaseFee>,
) -> Result<Tagged<LeaseFee>> {
    let fee = db
        .write(move |conn| leasing::change_lease_fee(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = fee.version;
    Ok(Tagged::new(fee, version))
}

/// Removes a fee that was never charged; answers the fee as it was.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseFee)))]
#[post("/lease-fees/{id}/remove")]
pub async fn remove_lease_fee(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    IfMatch(seen): IfMatch,
) -> Result<web::Json<LeaseFee>> {
    let fee = db
        .write(move |conn| leasing::remove_lease_fee(conn, &actor, id, seen, moment))
        .await?;
    Ok(web::Json(fee))
}

/// Reads how a line is shared among the schools.
#[utoipa::path(tag = "leasing", responses((status = 200, body = LeaseShares)))]
#[get("/lease-lines/{id}/shares")]
pub async fn read_lease_line_shares(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseLineId>,
) -> Result<Tagged<LeaseShares>> {
    Ok(tagged(
        db.read(move |conn| leasing::line_shares(conn, id)).await?,
    ))
}

/// Replaces the weights of a line whose key is stated.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseShares)))]
#[put("/lease-lines/{id}/shares")]
pub async fn set_lease_line_shares(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetLeaseShares>,
) -> Result<Tagged<LeaseShares>> {
    let shares = db
        .write(move |conn| leasing::set_line_shares(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(shares))
}

/// Reads how a fee is shared among the schools.
#[utoipa::path(tag = "leasing", responses((status = 200, body = LeaseShares)))]
#[get("/lease-fees/{id}/shares")]
pub async fn read_lease_fee_shares(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseFeeId>,
) -> Result<Tagged<LeaseShares>> {
    Ok(tagged(
        db.read(move |conn| leasing::fee_shares(conn, id)).await?,
    ))
}

/// Replaces the weights of a fee whose key is stated.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseShares)))]
#[put("/lease-fees/{id}/shares")]
pub async fn set_lease_fee_shares(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetLeaseShares>,
) -> Result<Tagged<LeaseShares>> {
    let shares = db
        .write(move |conn| leasing::set_fee_shares(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(shares))
}

fn tagged(shares: LeaseShares) -> Tagged<LeaseShares> {
    let version = shares.version;
    Tagged::new(shares, version)
}
