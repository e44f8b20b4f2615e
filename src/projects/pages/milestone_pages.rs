//! Planning a milestone, and noting that it is done.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, MilestoneId, ProjectId};
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
        .service(new_milestone)
        .service(plan_milestone)
        .service(edit_milestone)
        .service(change_milestone);
}

const FORM: Spec = Spec {
    name: "milestone",
    fields: &[
        Field::new("title", Kind::Text),
        Field::new("due_on", Kind::Date).narrow(),
        Field::optional("done_on", Kind::Date).narrow(),
    ],
};

fn course(id: ProjectId) -> String {
    format!("/projects/{id}/course")
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let form = FormView::blank(&FORM, format!("/projects/{id}/milestones"), "milestone-add")
        .cancel(course(id));
    let title = f.t("milestone-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/milestones/new")]
async fn new_milestone(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/milestones")]
async fn plan_milestone(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::plan_milestone(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(&request, &course(id), "milestone-added", &made.title)),
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: MilestoneId, moment: Moment) -> Result<FormPage> {
    let milestone = db.read(move |conn| store::milestone(conn, id)).await?;
    let (f, _) = project_frame(f, db, milestone.project_id, moment).await?;
    let form = FormView::blank(&FORM, format!("/milestones/{id}"), "form-save")
        .filled(&milestone)
        .version(milestone.version)
        .cancel(course(milestone.project_id));
    Ok(FormPage::new(f, milestone.title, form))
}

#[get("/milestones/{id}")]
async fn edit_milestone(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MilestoneId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/milestones/{id}")]
async fn change_milestone(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MilestoneId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::change_milestone(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(
            &request,
            &course(made.project_id),
            "milestone-changed",
            &made.title,
        )),
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
