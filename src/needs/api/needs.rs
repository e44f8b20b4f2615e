//! Needs over HTTP.

use crate::db::{Database, DeviceCategoryId, NeedId, ProjectId, SchoolId};
use crate::error::Result;
use crate::http::actor::{AnyRole, NeedsAuthor};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::needs::store::{self, NeedFilter};
use crate::needs::{self, ChangeNeed, Need, NeedState, StateNeed};
use crate::projects;
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which needs, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListNeeds {
    /// Only of this school.
    pub school_id: Option<i64>,
    /// Only in this state.
    pub state: Option<NeedState>,
    /// Only of this category.
    pub device_category_id: Option<i64>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

impl ListNeeds {
    fn filter(&self) -> Result<NeedFilter> {
        Ok(NeedFilter {
            school: self.school_id.map(SchoolId),
            state: self.state,
            category: self.device_category_id.map(DeviceCategoryId),
            after: read_cursor("needs", self.cursor.as_deref())?,
        })
    }
}

/// Lists the needs of a project within the caller's reach, by number.
#[utoipa::path(tag = "needs", params(ListNeeds), responses((status = 200, body = Page<Need>)))]
#[get("/projects/{id}/needs")]
pub async fn list_needs(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
    Query(query): Query<ListNeeds>,
) -> Result<Selected<Need>> {
    let (filter, count) = (query.filter()?, fetch_count(query.limit));
    let found = db
        .read(move |conn| {
            projects::store::require_project(conn, id)?;
            Ok(store::needs(conn, &actor.reach(), id, &filter, count)?)
        })
        .await?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    Ok(Selected {
        page: Page::cut("needs", found, limit, |need| need.id),
        fields: query.fields,
    })
}

/// States what a school needs of a device category, as a draft.
#[utoipa::path(tag = "needs", responses((status = 201, body = Need)))]
#[post("/projects/{id}/needs")]
pub async fn state_need(
    actor: NeedsAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<StateNeed>,
) -> Result<Tagged<Need>> {
    let made = db
        .write(move |conn| needs::state_need(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/needs/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads a need.
#[utoipa::path(tag = "needs", responses((status = 200, body = Need)))]
#[get("/needs/{id}")]
pub async fn read_need(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<NeedId>,
) -> Result<Tagged<Need>> {
    let need = db
        .read(move |conn| store::need(conn, &actor.reach(), id))
        .await?;
    let version = need.version;
    Ok(Tagged::new(need, version))
}

/// Changes a need that is a draft.
#[utoipa::path(tag = "needs", params(IfMatch), responses((status = 200, body = Need)))]
#[put("/needs/{id}")]
pub async fn change_need(
    actor: NeedsAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<ChangeNeed>,
) -> Result<Tagged<Need>> {
    let need = db
        .write(move |conn| needs::change_need(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = need.version;
    Ok(Tagged::new(need, version))
}
