//! Writing comments on requirements, changing, resolving and reopening them. Everything leads back to its place in the
//! editor, with the comments of that requirement unfolded.

use super::version_frame;
use crate::clock::Moment;
use crate::db::{
    Database, DbConnection, RequirementCommentId, RequirementId, SpecificationVersionId,
};
use crate::error::Result;
use crate::http::actor::{Commenter, ProjectGroup};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::requirements::comment_on_requirement::discussed_in;
use crate::requirements::{self, RequirementComment, SpecificationVersion, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(comment_on_requirement)
        .service(edit_comment)
        .service(change_comment)
        .service(resolve_comment)
        .service(reopen_comment);
}

/// What a comment says, and what an answer says.
pub(super) const FORM: Spec = Spec {
    name: "comment",
    fields: &[Field::new("text", Kind::Long(4))],
};

/// The comments on a requirement in the editor, unfolded, at one of them.
pub(super) fn place(
    version: &SpecificationVersion,
    number: i32,
    at: impl std::fmt::Display,
) -> String {
    let (specification, id) = (version.specification_id, version.id);
    format!("/specifications/{specification}?version={id}&comments={number}#{at}")
}

/// A comment, and the version in which it is discussed now.
pub(super) type Found = (RequirementComment, SpecificationVersion);

/// Leads back to a comment in the editor, and says there what was done.
fn back(request: &HttpRequest, f: &Frame, (comment, version): &Found, key: &str) -> HttpResponse {
    let path = place(version, comment.number, format!("comment-{}", comment.id));
    f.see(request, &path, key, &comment.label)
}

/// A comment, and the version in which it is discussed now.
pub(super) fn found(conn: &mut DbConnection, id: RequirementCommentId) -> Result<Found> {
    let comment = store::comment(conn, id)?;
    let version = discussed_in(conn, comment.specification_version_id)?;
    Ok((comment, version))
}

/// A page that is the form of a comment or of an answer.
pub(super) async fn page(
    f: Frame,
    db: &Database,
    (version, back): (SpecificationVersionId, String),
    title: String,
    form: FormView,
    moment: Moment,
) -> Result<FormPage> {
    let (f, _) = version_frame(f, db, version, moment).await?;
    Ok(FormPage::new(f, title, form.cancel(back)))
}

#[post("/requirements/{id}/comments")]
async fn comment_on_requirement(
    request: HttpRequest,
    f: Frame,
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        let made = requirements::comment_on_requirement(conn, &actor, id, command, moment)?;
        let version = store::version(conn, made.specification_version_id)?;
        Ok((made, version))
    });
    match done.await {
        Ok((made, version)) => {
            let path = place(&version, made.number, format!("comment-{}", made.id));
            Ok(f.see(&request, &path, "comment-written", &made.label))
        }
        Err(error) => {
            let read = move |conn: &mut DbConnection| {
                let requirement = store::requirement(conn, id)?;
                let version = store::version(conn, requirement.specification_version_id)?;
                Ok((requirement, version))
            };
            let (requirement, version) = db.read(read).await?;
            let at = format!("comments-{}", requirement.label);
            let back = (version.id, place(&version, requirement.number, at));
            let action = format!("/requirements/{id}/comments");
            let title = f.t1("comment-on", "label", requirement.label);
            let form = FormView::blank(&FORM, action, "comment-send");
            page(f, &db, back, title, form, moment)
                .await?
                .again(&sent, error)
        }
    }
}

async fn comment_page(
    f: Frame,
    db: &Database,
    id: RequirementCommentId,
    moment: Moment,
) -> Result<FormPage> {
    let (comment, version) = db.read(move |conn| found(conn, id)).await?;
    let back = place(&version, comment.number, format!("comment-{id}"));
    let title = f.t1("comment-edit-title", "label", &comment.label);
    let form = FormView::blank(&FORM, format!("/requirement-comments/{id}"), "form-save")
        .filled(&comment)
        .version(comment.version);
    page(f, db, (version.id, back), title, form, moment).await
}

#[get("/requirement-comments/{id}")]
async fn edit_comment(
    f: Frame,
    _actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
) -> Result<Html> {
    comment_page(f, &db, id, moment).await?.show()
}

#[post("/requirement-comments/{id}")]
async fn change_comment(
    request: HttpRequest,
    f: Frame,
    actor: Commenter,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        requirements::change_comment(conn, &actor, id, seen, command, moment)?;
        found(conn, id)
    });
    match done.await {
        Ok(found) => Ok(back(&request, &f, &found, "comment-changed")),
        Err(error) => comment_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

#[post("/requirement-comments/{id}/resolve")]
async fn resolve_comment(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let act = move |conn: &mut DbConnection| {
        requirements::resolve_comment(conn, &actor, id, seen, moment)?;
        found(conn, id)
    };
    let found = db.write(act).await?;
    Ok(back(&request, &f, &found, "comment-was-resolved"))
}

#[post("/requirement-comments/{id}/reopen")]
async fn reopen_comment(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementCommentId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let act = move |conn: &mut DbConnection| {
        requirements::reopen_comment(conn, &actor, id, seen, moment)?;
        found(conn, id)
    };
    let found = db.write(act).await?;
    Ok(back(&request, &f, &found, "comment-was-reopened"))
}
