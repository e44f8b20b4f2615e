//! Comments on requirements over HTTP.

use crate::db::{
    Database, DbConnection, RequirementCommentId, RequirementId, SpecificationVersionId,
};
use crate::error::Result;
use crate::http::actor::{Commenter, ProjectGroup, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::requirements::store::CommentFilter;
use crate::requirements::{self, CommentState, RequirementComment, WriteComment, store};
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which comments of a version.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequirementComments {
    /// Only those that are open, or only those that are resolved.
    #[param(inline)]
    pub state: Option<CommentState>,
    /// Only those on the requirement with this number, the 12 of K-12.
    pub number: Option<i32>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the comments that stand at a version, the first one first: those that were written in it, and those from
/// before that were still open when it began.
#[utoipa::path(tag = "requirements", params(ListRequirementComments), responses((status = 200, body = Page<RequirementComment>)))]
#[get("/specification-versions/{id}/comments")]
pub async fn list_requirement_comments(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SpecificationVersionId>,
    Query(query): Query<ListRequirementComments>,
) -> Result<Selected<RequirementComment>> {
    let filter = CommentFilter {
        state: query.state,
        number: query.number,
        after: read_cursor("requirement-comments", query.cursor.as_deref())?,
    };
    let count = fetch_count(query.limit);
    let read = move |conn: &mut DbConnection| {
        let version = store::version(conn, id)?;
        Ok(store::comments(conn, &version, filter, count)?)
    };
    let (found, limit) = (db.read(read).await?, query.limit.unwrap_or(DEFAULT_LIMIT));
    Ok(Selected {
        page: Page::cut("requirement-comments", found, limit, |comment| comment.id),
        fields: query.fields,
    })
}

/// Writes a comment on a requirement of a version that is not approved yet.
#[utoipa::path(tag = "requirements", responses((status = 201, body = RequirementComment)))]
#[post("/requirements/{id}/comments")]
pub async fn comment_on_requirement(
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    Json(command): Json<WriteComment>,
) -> Result<Tagged<RequirementComment>> {
    let made = db
        .write(move |conn| requirements::comment_on_requirement(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/requirement-comments/{}", made.id);
    let version = made.version;
    Ok(Tagged::created(made, version, location))
}

/// Reads a comment with its answers.
#[utoipa::path(tag = "requirements", responses((status = 200, body = RequirementComment)))]
#[get("/requirement-comments/{id}")]
pub async fn read_requirement_comment(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<RequirementCommentId>,
) -> Result<Tagged<RequirementComment>> {
    let found = db.read(move |conn| store::comment(conn, id)).await?;
    let version = found.version;
    Ok(Tagged::new(found, version))
}

/// Changes what one's own open comment says.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = RequirementComment)))]
#[put("/requirement-comments/{id}")]
pub async fn change_requirement_comment(
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<WriteComment>,
) -> Result<Tagged<RequirementComment>> {
    let after = db
        .write(move |conn| requirements::change_comment(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Marks an open comment as resolved, with who and when.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = RequirementComment)))]
#[post("/requirement-comments/{id}/resolve")]
pub async fn resolve_requirement_comment(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<RequirementComment>> {
    let after = db
        .write(move |conn| requirements::resolve_comment(conn, &actor, id, seen, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}

/// Opens a resolved comment again.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = RequirementComment)))]
#[post("/requirement-comments/{id}/reopen")]
pub async fn reopen_requirement_comment(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<RequirementComment>> {
    let after = db
        .write(move |conn| requirements::reopen_comment(conn, &actor, id, seen, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}
