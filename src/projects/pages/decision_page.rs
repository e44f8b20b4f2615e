//! Recording a decision, which is never changed.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(new_decision).service(record_decision);
}

const FORM: Spec = Spec {
    name: "decision",
    fields: &[
        Field::new("decided_on", Kind::Date).narrow(),
        Field::new("decided_by", Kind::Text),
        Field::new("decision", Kind::Long(4)),
        Field::new("reason", Kind::Long(4)),
    ],
};

fn course(id: ProjectId) -> String {
    format!("/projects/{id}/course")
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let form = FormView::blank(&FORM, format!("/projects/{id}/decisions"), "decision-add")
        .value("decided_on", moment.today.to_string())
        .cancel(course(id));
    let (title, lead) = (f.t("decision-new"), f.t("decision-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/projects/{id}/decisions/new")]
async fn new_decision(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/decisions")]
async fn record_decision(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::record_decision(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(&request, &course(id), "decision-added", &made.decided_by)),
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
