//! Agreements over HTTP.

use crate::db::{Database, LeaseId, ProjectId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::leasing::store::{self, LeaseFilter};
use crate::leasing::{self, DescribeLease, EndLease, Lease, LeaseState, LeaseView, SignLease};
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which leases, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListLeases {
    /// Only in this state.
    pub state: Option<LeaseState>,
    /// Only of this project.
    pub project_id: Option<i64>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the leases by number.
#[utoipa::path(tag = "leasing", params(ListLeases), responses((status = 200, body = Page<Lease>)))]
#[get("/leases")]
pub async fn list_leases(
    _actor: Staff,
    db: Data<Database>,
    Query(query): Query<ListLeases>,
) -> Result<Selected<Lease>> {
    let filter = LeaseFilter {
        state: query.state,
        project: query.project_id.map(ProjectId),
        after: read_cursor("leases", query.cursor.as_deref())?,
        before: None,
    };
    let (limit, count) = (query.limit, fetch_count(query.limit));
    let found = db
        .read(move |conn| store::leases(conn, &filter, count))
        .await?;
    Ok(Selected {
        page: Page::cut("leases", found, limit.unwrap_or(DEFAULT_LIMIT), |lease| {
            lease.id
        }),
        fields: query.fields,
    })
}

/// Opens a lease in establishment.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeaseView)))]
#[post("/leases")]
pub async fn open_lease(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeLease>,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .write(move |conn| {
            let lease = leasing::open_lease(conn, &actor, &command, moment)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    let (version, location) = (
        view.lease.version,
        format!("/api/v1/leases/{}", view.lease.id),
    );
    Ok(Tagged::created(view, version, location))
}

/// Reads a lease with its sums and warnings.
#[utoipa::path(tag = "leasing", responses((status = 200, body = LeaseView)))]
#[get("/leases/{id}")]
pub async fn read_lease(
    actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    Ok(tagged(view))
}

/// Changes the terms of a lease: all in establishment; rate, start, first due date and note in build-up.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseView)))]
#[put("/leases/{id}")]
pub async fn change_lease(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeLease>,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .write(move |conn| {
            let lease = leasing::change_lease(conn, &actor, id, seen, &command, moment)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    Ok(tagged(view))
}

/// Signs a lease in establishment: from here on it is in build-up.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseView)))]
#[post("/leases/{id}/sign")]
pub async fn sign_lease(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SignLease>,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .write(move |conn| {
            let lease = leasing::sign_lease(conn, &actor, id, seen, &command, moment)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    Ok(tagged(view))
}

/// Puts a lease in build-up in force: computes its instalments and freezes it.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseView)))]
#[post("/leases/{id}/put-in-force")]
pub async fn put_lease_in_force(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .write(move |conn| {
            let lease = leasing::put_in_force(conn, &actor, id, seen, moment)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    Ok(tagged(view))
}

/// Ends a lease that is in force.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = LeaseView)))]
#[post("/leases/{id}/end")]
pub async fn end_lease(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<EndLease>,
) -> Result<Tagged<LeaseView>> {
    let view = db
        .write(move |conn| {
            let lease = leasing::end_lease(conn, &actor, id, seen, &command, moment)?;
            leasing::view_lease(conn, lease, actor.language, moment.today)
        })
        .await?;
    Ok(tagged(view))
}

fn tagged(view: LeaseView) -> Tagged<LeaseView> {
    let version = view.lease.version;
    Tagged::new(view, version)
}
