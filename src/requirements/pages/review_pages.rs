//! Sending a version to review, back to draft, or approving it.

use super::{editor, editor_page, version_frame};
use crate::clock::Moment;
use crate::db::{Database, SpecificationVersionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, ProjectLead};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::requirements;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(request_review)
        .service(ask_return)
        .service(return_to_draft)
        .service(approve);
}

const FORM: Spec = Spec {
    name: "specification-return",
    fields: &[Field::new("reason", Kind::Long(4))],
};

#[post("/specification-versions/{id}/request-review")]
async fn request_review(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = db
        .write(move |conn| requirements::request_review(conn, &actor, id, seen, moment))
        .await;
    match done {
        Ok(version) => {
            let path = format!("/specifications/{}?version={id}", version.specification_id);
            Ok(f.see(&request, &path, "specification-sent", ""))
        }
        Err(error) => editor_page::refused(f, &db, id, moment, error).await,
    }
}

#[post("/specification-versions/{id}/approve")]
async fn approve(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = db
        .write(move |conn| requirements::approve(conn, &actor, id, seen, moment))
        .await;
    match done {
        Ok(version) => {
            let path = format!("/specifications/{}?version={id}", version.specification_id);
            Ok(f.see(&request, &path, "specification-approved", ""))
        }
        Err(error) => editor_page::refused(f, &db, id, moment, error).await,
    }
}

async fn page(
    f: Frame,
    db: &Database,
    id: SpecificationVersionId,
    moment: Moment,
) -> Result<FormPage> {
    let (f, version) = version_frame(f, db, id, moment).await?;
    let action = format!("/specification-versions/{id}/return");
    let form = FormView::blank(&FORM, action, "specification-return")
        .version(version.version)
        .cancel(editor(&version));
    let title = f.t("specification-return");
    Ok(FormPage::new(f, title, form))
}

#[get("/specification-versions/{id}/return")]
async fn ask_return(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/specification-versions/{id}/return")]
async fn return_to_draft(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        requirements::return_to_draft(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(version) => {
            let path = format!("/specifications/{}?version={id}", version.specification_id);
            Ok(f.see(&request, &path, "specification-returned", ""))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
