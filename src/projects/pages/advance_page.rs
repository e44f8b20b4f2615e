//! Taking a project to its next phase, or one back with a reason.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::{self, Phase};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(choose_phase).service(advance_project);
}

const FORM: Spec = Spec {
    name: "advance",
    fields: &[
        Field::new("to", Kind::Choice),
        Field::optional("reason", Kind::Long(3)),
    ],
};

async fn page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, project) = project_frame(f, db, id, moment).await?;
    let next = Phase::ALL.iter().find(|to| project.phase.leads_to(**to));
    let back = Phase::ALL
        .iter()
        .find(|to| project.phase.may_return_to(**to));
    let options = next.into_iter().chain(back);
    let options: Vec<&str> = options.map(|phase| phase.as_str()).collect();
    let mut form = FormView::blank(&FORM, format!("/projects/{id}/advance"), "advance-submit")
        .words(&f, "to", "phase", &options)
        .version(project.version)
        .cancel(format!("/projects/{id}"));
    if let Some(next) = next {
        form = form.value("to", next.as_str());
    }
    let now = f.word("phase", project.phase.as_str());
    let (title, lead) = (f.t("advance-title"), f.t1("advance-lead", "phase", now));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/projects/{id}/advance")]
async fn choose_phase(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/advance")]
async fn advance_project(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::advance_project(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(project) => {
            let (path, now) = (
                format!("/projects/{id}"),
                f.word("phase", project.phase.as_str()),
            );
            Ok(f.see(&request, &path, "project-advanced", &now))
        }
        Err(error) => page(f, &db, id, moment).await?.again(&sent, error),
    }
}
