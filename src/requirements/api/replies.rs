//! Answers to comments on requirements over HTTP.

use crate::db::{CommentReplyId, Database, RequirementCommentId};
use crate::error::Result;
use crate::http::actor::{Commenter, Staff};
use crate::http::{IfMatch, Json, Now, Path, Tagged};
use crate::requirements::{self, CommentReply, WriteComment, store};
use actix_web::web::Data;
use actix_web::{get, post, put};

/// Answers an open comment.
#[utoipa::path(tag = "requirements", responses((status = 201, body = CommentReply)))]
#[post("/requirement-comments/{id}/replies")]
pub async fn reply_to_comment(
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    Json(command): Json<WriteComment>,
) -> Result<Tagged<CommentReply>> {
    let made = db
        .write(move |conn| requirements::reply_to_comment(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/comment-replies/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads an answer to a comment.
#[utoipa::path(tag = "requirements", responses((status = 200, body = CommentReply)))]
#[get("/comment-replies/{id}")]
pub async fn read_comment_reply(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<CommentReplyId>,
) -> Result<Tagged<CommentReply>> {
    let found = db.read(move |conn| store::reply(conn, id)).await?;
    let version = found.version;
    Ok(Tagged::new(found, version))
}

/// Changes what one's own answer to an open comment says.
#[utoipa::path(tag = "requirements", params(IfMatch), responses((status = 200, body = CommentReply)))]
#[put("/comment-replies/{id}")]
pub async fn change_comment_reply(
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<CommentReplyId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<WriteComment>,
) -> Result<Tagged<CommentReply>> {
    let after = db
        .write(move |conn| requirements::change_reply(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = after.version;
    Ok(Tagged::new(after, version))
}
