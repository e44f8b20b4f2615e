//! The specifications of a project, beginning one, and a new version of one that is approved.

use crate::clock::Moment;
use crate::db::{Database, ProjectId, SpecificationId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::{Phase, project_frame};
use crate::requirements::{self, Specification, SpecificationVersion, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_specifications)
        .service(new_specification)
        .service(begin_specification)
        .service(new_version)
        .service(renew_specification);
}

const FORM: Spec = Spec {
    name: "specification",
    fields: &[Field::new("title", Kind::Text)],
};
const RENEW: Spec = Spec {
    name: "specification-renew",
    fields: &[Field::new("change_note", Kind::Long(4))],
};

#[derive(Template)]
#[template(path = "requirements/pages/specifications.html")]
struct SpecificationsPage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    specifications: Vec<(Specification, SpecificationVersion)>,
    may_begin: bool,
}

#[get("/projects/{id}/specifications")]
async fn list_specifications(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (f, project) = project_frame(f, &db, id, moment).await?;
    let read = move |conn: &mut crate::db::DbConnection| {
        let found = store::specifications(conn, id)?.into_iter();
        let with_newest = found.map(|one| {
            let newest = store::version(conn, one.newest_version_id)?;
            Ok((one, newest))
        });
        with_newest.collect::<Result<Vec<_>>>()
    };
    let (specifications, here) = (db.read(read).await?, f.t("project-tab-specifications"));
    let page = SpecificationsPage {
        may_begin: f.holds(ProjectGroup::ROLES) && project.phase != Phase::Closed,
        f: f.below(here, format!("/projects/{id}/specifications")),
        project: id,
        tab: "specifications",
        title: project.title,
        specifications,
    };
    page.f.clone().show(&page)
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let list = format!("/projects/{id}/specifications");
    let form = FormView::blank(&FORM, list.clone(), "specification-begin").cancel(list);
    let title = f.t("specification-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/specifications/new")]
async fn new_specification(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/specifications")]
async fn begin_specification(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        requirements::begin_specification(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/specifications/{}", made.id);
            Ok(f.see(&request, &path, "specification-begun", &made.title))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn renew_page(
    f: Frame,
    db: &Database,
    id: SpecificationId,
    moment: Moment,
) -> Result<FormPage> {
    let found = db.read(move |conn| store::specification(conn, id)).await?;
    let (f, _) = super::version_frame(f, db, found.newest_version_id, moment).await?;
    let action = format!("/specifications/{id}/versions");
    let form = FormView::blank(&RENEW, action, "specification-renew-submit")
        .cancel(format!("/specifications/{id}"));
    let (title, lead) = (f.t("specification-renew"), f.t("specification-renew-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/specifications/{id}/versions/new")]
async fn new_version(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationId>,
) -> Result<Html> {
    renew_page(f, &db, id, moment).await?.show()
}

#[post("/specifications/{id}/versions")]
async fn renew_specification(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&RENEW), move |conn, command| {
        requirements::renew_specification(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let (path, number) = (format!("/specifications/{id}"), made.number.to_string());
            Ok(f.see(&request, &path, "specification-renewed", &number))
        }
        Err(error) => renew_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
