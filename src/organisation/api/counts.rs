//! Pupils and staff over HTTP.

use crate::db::{Database, PupilCountId, SchoolId, StaffCountId};
use crate::error::Result;
use crate::http::actor::{AnyRole, CountsKeeper};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::organisation::{
    self, CountPupils, CountSchool, CountStaff, PupilCount, SchoolCounts, StaffCount, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which school year.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCounts {
    /// Only this school year, named by the calendar year in which it begins.
    #[validate(range(min = 1990, max = 2100))]
    pub school_year: Option<i32>,
}

/// Lists a school's pupils by school year and grade.
#[utoipa::path(tag = "organisation", params(ListCounts), responses((status = 200, body = Page<PupilCount>)))]
#[get("/schools/{id}/pupil-counts")]
pub async fn list_pupil_counts(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SchoolId>,
    Query(query): Query<ListCounts>,
) -> Result<web::Json<Page<PupilCount>>> {
    let counts = db
        .read(move |conn| {
            let school = store::school(conn, &actor.reach(), id)?;
            Ok(store::pupil_counts(conn, school.id, query.school_year)?)
        })
        .await?;
    Ok(web::Json(Page::whole(counts)))
}

/// Enters the pupils of one grade in one school year.
#[utoipa::path(tag = "organisation", responses((status = 201, body = PupilCount)))]
#[post("/schools/{id}/pupil-counts")]
pub async fn count_pupils(
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    Json(command): Json<CountPupils>,
) -> Result<Tagged<PupilCount>> {
    let count = db
        .write(move |conn| organisation::count_pupils(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (count.version, format!("/api/v1/pupil-counts/{}", count.id));
    Ok(Tagged::created(count, version, location))
}

/// Corrects a number of pupils.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = PupilCount)))]
#[put("/pupil-counts/{id}")]
pub async fn recount_pupils(
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<PupilCountId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<CountPupils>,
) -> Result<Tagged<PupilCount>> {
    let count = db
        .write(move |conn| organisation::recount_pupils(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = count.version;
    Ok(Tagged::new(count, version))
}

/// Lists a school's staff by school year and kind.
#[utoipa::path(tag = "organisation", params(ListCounts), responses((status = 200, body = Page<StaffCount>)))]
#[get("/schools/{id}/staff-counts")]
pub async fn list_staff_counts(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SchoolId>,
    Query(query): Query<ListCounts>,
) -> Result<web::Json<Page<StaffCount>>> {
    let counts = db
        .read(move |conn| {
            let school = store::school(conn, &actor.reach(), id)?;
            Ok(store::staff_counts(conn, school.id, query.school_year)?)
        })
        .await?;
    Ok(web::Json(Page::whole(counts)))
}

/// Enters the staff of one kind in one school year.
#[utoipa::path(tag = "organisation", responses((status = 201, body = StaffCount)))]
#[post("/schools/{id}/staff-counts")]
pub async fn count_staff(
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    Json(command): Json<CountStaff>,
) -> Result<Tagged<StaffCount>> {
    let count = db
        .write(move |conn| organisation::count_staff(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (count.version, format!("/api/v1/staff-counts/{}", count.id));
    Ok(Tagged::created(count, version, location))
}

/// Corrects a number of staff.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = StaffCount)))]
#[put("/staff-counts/{id}")]
pub async fn recount_staff(
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<StaffCountId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<CountStaff>,
) -> Result<Tagged<StaffCount>> {
    let count = db
        .write(move |conn| organisation::recount_staff(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = count.version;
    Ok(Tagged::new(count, version))
}

/// Enters and corrects many numbers of a school year at once, all or none; what is not named stays as it is.
#[utoipa::path(tag = "organisation", responses((status = 200, body = SchoolCounts)))]
#[post("/schools/{id}/counts")]
pub async fn count_school(
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    Json(command): Json<CountSchool>,
) -> Result<web::Json<SchoolCounts>> {
    let counts = db
        .write(move |conn| organisation::count_school(conn, &actor, id, &command, moment))
        .await?;
    Ok(web::Json(counts))
}
