//! Answering comments on requirements, and changing one's own answers.

use super::comment_pages::{FORM, found, page, place};
use crate::clock::Moment;
use crate::db::{CommentReplyId, Database, DbConnection, RequirementCommentId};
use crate::error::Result;
use crate::http::actor::Commenter;
use crate::http::page::{Form, FormPage, FormView, Frame, Html, carry_out};
use crate::http::{Now, Path};
use crate::requirements::{self, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(reply_to_comment)
        .service(edit_reply)
        .service(change_reply);
}

#[post("/requirement-comments/{id}/replies")]
async fn reply_to_comment(
    request: HttpRequest,
    f: Frame,
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        let made = requirements::reply_to_comment(conn, &actor, id, command, moment)?;
        Ok((made, found(conn, id)?))
    });
    match done.await {
        Ok((made, (comment, version))) => {
            let path = place(&version, comment.number, format!("reply-{}", made.id));
            Ok(f.see(&request, &path, "comment-answered", &comment.label))
        }
        Err(error) => {
            let (comment, version) = db.read(move |conn| found(conn, id)).await?;
            let at = format!("comment-{id}");
            let back = (version.id, place(&version, comment.number, at));
            let action = format!("/requirement-comments/{id}/replies");
            let title = f.t1("comment-reply-to", "who", comment.author);
            let form = FormView::blank(&FORM, action, "comment-reply");
            page(f, &db, back, title, form, moment)
                .await?
                .again(&sent, error)
        }
    }
}

async fn reply_page(
    f: Frame,
    db: &Database,
    id: CommentReplyId,
    moment: Moment,
) -> Result<FormPage> {
    let read = move |conn: &mut DbConnection| {
        let reply = store::reply(conn, id)?;
        let (comment, version) = found(conn, reply.comment_id)?;
        Ok((reply, comment, version))
    };
    let (reply, comment, version) = db.read(read).await?;
    let back = place(&version, comment.number, format!("reply-{id}"));
    let title = f.t1("comment-reply-edit-title", "label", comment.label);
    let form = FormView::blank(&FORM, format!("/comment-replies/{id}"), "form-save")
        .filled(&reply)
        .version(reply.version);
    page(f, db, (version.id, back), title, form, moment).await
}

#[get("/comment-replies/{id}")]
async fn edit_reply(
    f: Frame,
    _actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<CommentReplyId>,
) -> Result<Html> {
    reply_page(f, &db, id, moment).await?.show()
}

#[post("/comment-replies/{id}")]
async fn change_reply(
    request: HttpRequest,
    f: Frame,
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<CommentReplyId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        let made = requirements::change_reply(conn, &actor, id, seen, command, moment)?;
        found(conn, made.comment_id)
    });
    match done.await {
        Ok((comment, version)) => {
            let path = place(&version, comment.number, format!("reply-{id}"));
            Ok(f.see(&request, &path, "comment-changed", &comment.label))
        }
        Err(error) => reply_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
