//! Notice and deadlines over HTTP.

use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::leasing::{
    self, DeadlinePlace, GiveNotice, LeaseDeadline, NoticeGiven, NoticeView, SetNoticeTerms,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use validator::Validate;

/// Reads where a lease stands with its notice today.
#[utoipa::path(tag = "leasing", responses((status = 200, body = NoticeView)))]
#[get("/leases/{id}/notice")]
pub async fn read_lease_notice(
    actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<NoticeView>> {
    let view = db
        .read(move |conn| leasing::view_notice(conn, id, actor.language, moment.today))
        .await?;
    Ok(web::Json(view))
}

/// Writes the notice terms of a lease that is not in force yet; the ETag is that of the lease.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = NoticeView)))]
#[put("/leases/{id}/notice-terms")]
pub async fn set_lease_notice_terms(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetNoticeTerms>,
) -> Result<Tagged<NoticeView>> {
    let (view, version) = db
        .write(move |conn| {
            let lease = leasing::set_notice_terms(conn, &actor, id, seen, &command, moment)?;
            let view = leasing::view_notice(conn, id, actor.language, moment.today)?;
            Ok((view, lease.version))
        })
        .await?;
    Ok(Tagged::new(view, version))
}

/// Records that notice was given, also late.
#[utoipa::path(tag = "leasing", responses((status = 201, body = NoticeGiven)))]
#[post("/leases/{id}/notices")]
pub async fn give_lease_notice(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<GiveNotice>,
) -> Result<Tagged<NoticeGiven>> {
    let given = db
        .write(move |conn| leasing::give_notice(conn, &actor, id, &command, moment))
        .await?;
    Ok(Tagged::created(
        given,
        1,
        format!("/api/v1/leases/{id}/notice"),
    ))
}

/// How far ahead, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeadlines {
    /// The last day; 366 days ahead unless told.
    pub until: Option<NaiveDate>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the days ahead on which notice windows open and close and leases end, soonest first.
#[utoipa::path(tag = "leasing", params(ListDeadlines), responses((status = 200, body = Page<LeaseDeadline>)))]
#[get("/lease-deadlines")]
pub async fn list_lease_deadlines(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<ListDeadlines>,
) -> Result<Selected<LeaseDeadline>> {
    let after: Option<DeadlinePlace> = read_cursor("lease-deadlines", query.cursor.as_deref())?;
    let today = moment.today;
    let year_ahead = today.checked_add_days(Days::new(366)).unwrap_or(today);
    let until = query.until.unwrap_or(year_ahead);
    let found = db
        .read(move |conn| leasing::deadlines(conn, today, until, after))
        .await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(Selected {
        page: Page::cut("lease-deadlines", found, limit, LeaseDeadline::place),
        fields: query.fields,
    })
}
