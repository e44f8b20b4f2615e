//! What happens to a lease after its signature over HTTP: fixings, amendments, and what was written down when.

use crate::db::{Database, LeaseId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::Rate;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::{DryRun, IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::leasing::{
    self, AmendLease, Explanation, LeaseAmendment, LeaseChange, LeaseFixing, LeaseScheduleEntry,
    LeaseSettlement, PastSchedule, RecordFixing, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post};
use chrono::NaiveDate;
use serde::Deserialize;
use validator::Validate;

fn changed(change: LeaseChange, list: &str) -> Tagged<LeaseChange> {
    let (version, id) = (change.version, change.lease_id);
    if change.dry_run {
        return Tagged::new(change, version);
    }
    Tagged::created(change, version, format!("/api/v1/leases/{id}/{list}"))
}

/// Lists the fixings of a lease by the day from which they apply.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseFixing>)))]
#[get("/leases/{id}/fixings")]
pub async fn list_lease_fixings(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseFixing>>> {
    let fixings = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            store::fixings(conn, lease.id)
        })
        .await?;
    Ok(web::Json(Page::whole(fixings)))
}

/// Records a published value of a lease's reference rate; instalments not yet due follow.
#[utoipa::path(tag = "leasing", params(DryRun, IfMatch),
    responses((status = 201, body = LeaseChange), (status = 200, body = LeaseChange)))]
#[post("/leases/{id}/fixings")]
pub async fn record_lease_fixing(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Query(query): Query<DryRun>,
    IfMatch(seen): IfMatch,
    Json(command): Json<RecordFixing>,
) -> Result<Tagged<LeaseChange>> {
    let change = if query.is_dry() {
        db.read(move |conn| leasing::preview_fixing(conn, &actor, id, seen, &command, moment))
            .await?
    } else {
        db.write(move |conn| leasing::record_fixing(conn, &actor, id, seen, &command, moment))
            .await?
    };
    Ok(changed(change, "fixings"))
}

/// Lists what was agreed about a lease after its signature, by number.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseAmendment>)))]
#[get("/leases/{id}/amendments")]
pub async fn list_lease_amendments(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseAmendment>>> {
    let amendments = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            store::amendments(conn, lease.id)
        })
        .await?;
    Ok(web::Json(Page::whole(amendments)))
}

/// Records what was agreed about a lease in force: extension, return, purchase or settlement.
#[utoipa::path(tag = "leasing", params(DryRun, IfMatch),
    responses((status = 201, body = LeaseChange), (status = 200, body = LeaseChange)))]
#[post("/leases/{id}/amendments")]
pub async fn amend_lease(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Query(query): Query<DryRun>,
    IfMatch(seen): IfMatch,
    Json(command): Json<AmendLease>,
) -> Result<Tagged<LeaseChange>> {
    let change = if query.is_dry() {
        db.read(move |conn| leasing::preview_amendment(conn, &actor, id, seen, &command, moment))
            .await?
    } else {
        db.write(move |conn| leasing::amend_lease(conn, &actor, id, seen, &command, moment))
            .await?
    };
    Ok(changed(change, "amendments"))
}

/// When a lease would be settled, and at which market rate.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SettlementQuery {
    /// The day; an instalment of that day counts as paid.
    pub on: NaiveDate,
    /// The nominal yearly market rate as a fraction of one.
    #[param(example = "0.02")]
    pub market_rate: String,
}

/// What ending a lease on a day would cost; nothing is stored.
#[utoipa::path(tag = "leasing", params(SettlementQuery), responses((status = 200, body = LeaseSettlement)))]
#[get("/leases/{id}/settlement")]
pub async fn read_lease_settlement(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Query(query): Query<SettlementQuery>,
) -> Result<web::Json<LeaseSettlement>> {
    let market_rate: Rate = query.market_rate.parse().map_err(|error| {
        Error::from(Fault::new(&codes::INVALID_PARAMETER).with("reason", error))
    })?;
    let found = db
        .read(move |conn| leasing::settlement_quote(conn, id, query.on, market_rate, moment))
        .await?;
    Ok(web::Json(found))
}

/// Lists each time the instalments of a lease were written down, and why.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseScheduleEntry>)))]
#[get("/leases/{id}/schedules")]
pub async fn list_lease_schedules(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseScheduleEntry>>> {
    let schedules = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok(store::schedules(conn, lease.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(schedules)))
}

/// All instalments of a lease as they stood after one writing down.
#[utoipa::path(tag = "leasing", params(("number" = i32, Path, description = "Its number within the lease")),
    responses((status = 200, body = PastSchedule)))]
#[get("/leases/{id}/schedules/{number}")]
pub async fn read_past_lease_schedule(
    _actor: Staff,
    db: Data<Database>,
    Path((id, number)): Path<(LeaseId, i32)>,
) -> Result<web::Json<PastSchedule>> {
    let found = db
        .read(move |conn| leasing::past_schedule(conn, id, number))
        .await?;
    Ok(web::Json(found))
}

/// Why every amount of an instalment is what it is.
#[utoipa::path(tag = "leasing", params(("number" = i32, Path, description = "The number of the instalment")),
    responses((status = 200, body = Page<Explanation>)))]
#[get("/leases/{id}/instalments/{number}/explanation")]
pub async fn explain_lease_instalment(
    actor: Staff,
    db: Data<Database>,
    Path((id, number)): Path<(LeaseId, i32)>,
) -> Result<web::Json<Page<Explanation>>> {
    let found = db
        .read(move |conn| leasing::explain_instalment(conn, id, number, actor.language))
        .await?;
    Ok(web::Json(Page::whole(found)))
}
