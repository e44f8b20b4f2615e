//! Recording an inspiration visit, and what was found.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, ProjectId, VisitId};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::{self, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_visit)
        .service(record_visit)
        .service(edit_visit)
        .service(change_visit);
}

const FORM: Spec = Spec {
    name: "visit",
    fields: &[
        Field::new("host", Kind::Text),
        Field::new("visited_on", Kind::Date).narrow(),
        Field::new("participants", Kind::Text),
        Field::optional("questions", Kind::Long(5)),
        Field::optional("findings", Kind::Long(8)),
    ],
};

fn course(id: ProjectId) -> String {
    format!("/projects/{id}/course")
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let form =
        FormView::blank(&FORM, format!("/projects/{id}/visits"), "visit-add").cancel(course(id));
    let title = f.t("visit-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/visits/new")]
async fn new_visit(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/visits")]
async fn record_visit(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::record_visit(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(&request, &course(id), "visit-added", &made.host)),
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: VisitId, moment: Moment) -> Result<FormPage> {
    let visit = db.read(move |conn| store::visit(conn, id)).await?;
    let (f, _) = project_frame(f, db, visit.project_id, moment).await?;
    let form = FormView::blank(&FORM, format!("/visits/{id}"), "form-save")
        .filled(&visit)
        .version(visit.version)
        .cancel(course(visit.project_id));
    Ok(FormPage::new(f, visit.host, form))
}

#[get("/visits/{id}")]
async fn edit_visit(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<VisitId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/visits/{id}")]
async fn change_visit(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<VisitId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::change_visit(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(
            &request,
            &course(made.project_id),
            "visit-changed",
            &made.host,
        )),
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
