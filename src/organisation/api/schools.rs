//! Schools over HTTP.

use crate::db::{Database, SchoolId};
use crate::error::Result;
use crate::http::actor::{Administrator, AnyRole};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::organisation::{self, DescribeSchool, School, store};
use actix_web::web::Data;
use actix_web::{get, post, put};
use chrono::NaiveDate;
use serde::Deserialize;
use validator::Validate;

/// Which schools, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSchools {
    /// Only schools that are one on this day.
    pub valid_on: Option<NaiveDate>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the schools within the caller's reach, by number.
#[utoipa::path(tag = "organisation", params(ListSchools), responses((status = 200, body = Page<School>)))]
#[get("/schools")]
pub async fn list_schools(
    actor: AnyRole,
    db: Data<Database>,
    Query(query): Query<ListSchools>,
) -> Result<Selected<School>> {
    let after: Option<SchoolId> = read_cursor("schools", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| {
            Ok(store::schools(
                conn,
                &actor.reach(),
                query.valid_on,
                after,
                count,
            )?)
        })
        .await?;
    Ok(Selected {
        page: Page::cut(
            "schools",
            found,
            query.limit.unwrap_or(DEFAULT_LIMIT),
            |school| school.id,
        ),
        fields: query.fields,
    })
}

/// Opens a school.
#[utoipa::path(tag = "organisation", responses((status = 201, body = School)))]
#[post("/schools")]
pub async fn open_school(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeSchool>,
) -> Result<Tagged<School>> {
    let school = db
        .write(move |conn| organisation::open_school(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (school.version, format!("/api/v1/schools/{}", school.id));
    Ok(Tagged::created(school, version, location))
}

/// Reads a school.
#[utoipa::path(tag = "organisation", responses((status = 200, body = School)))]
#[get("/schools/{id}")]
pub async fn read_school(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SchoolId>,
) -> Result<Tagged<School>> {
    let school = db
        .read(move |conn| store::school(conn, &actor.reach(), id))
        .await?;
    let version = school.version;
    Ok(Tagged::new(school, version))
}

/// Changes what is known of a school.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = School)))]
#[put("/schools/{id}")]
pub async fn change_school(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeSchool>,
) -> Result<Tagged<School>> {
    let school = db
        .write(move |conn| organisation::change_school(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = school.version;
    Ok(Tagged::new(school, version))
}
