//! The list of projects, setting one up, and changing what is known of it.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{AnyRole, ProjectLead};
use crate::http::page::query_value;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::{self, Phase, ProjectSummary, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_projects)
        .service(new_project)
        .service(establish_project)
        .service(edit_project)
        .service(change_project);
}

const FRAME: &[Field] = &[
    Field::new("budget_year", Kind::Integer),
    Field::new("amount", Kind::Amount),
    Field::optional("note", Kind::Text),
];
const FORM: Spec = Spec {
    name: "project",
    fields: &[
        Field::new("title", Kind::Text),
        Field::new("case_number", Kind::Text).narrow(),
        Field::optional("kle_code", Kind::Text).narrow(),
        Field::optional("background", Kind::Long(5)),
        Field::optional("council_decision_on", Kind::Date)
            .narrow()
            .group("project-money"),
        Field::optional("council_decision", Kind::Long(3)),
        Field::optional("frame", Kind::Rows(FRAME)),
    ],
};

/// How many projects stand on a page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "projects/pages/projects.html")]
struct ProjectsPage {
    f: Frame,
    projects: Vec<ProjectSummary>,
    next: Option<ProjectId>,
    may_establish: bool,
}

#[get("/projects")]
async fn list_projects(
    request: HttpRequest,
    f: Frame,
    _actor: AnyRole,
    db: Data<Database>,
) -> Result<Html> {
    let after = query_value(&request, "after").and_then(|text| text.parse().ok());
    let mut projects = db
        .read(move |conn| {
            let count = A_PAGE as i64 + 1;
            Ok(store::projects(conn, None, after.map(ProjectId), count)?)
        })
        .await?;
    let more = projects.len() > A_PAGE;
    projects.truncate(A_PAGE);
    let title = f.t("nav-projects");
    let page = ProjectsPage {
        may_establish: f.holds(ProjectLead::ROLES),
        f: f.below(title, "/projects"),
        next: projects.last().filter(|_| more).map(|last| last.id),
        projects,
    };
    page.f.clone().show(&page)
}

fn new_page(f: Frame) -> FormPage {
    let (title, lead, list) = (
        f.t("project-new"),
        f.t("project-new-lead"),
        f.t("nav-projects"),
    );
    let form = FormView::blank(&FORM, "/projects", "project-establish").cancel("/projects");
    FormPage::new(f.below(list, "/projects"), title, form).lead(lead)
}

#[get("/projects/new")]
async fn new_project(f: Frame, _actor: ProjectLead) -> Result<Html> {
    new_page(f).show()
}

#[post("/projects")]
async fn establish_project(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::establish_project(conn, &actor, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/projects/{}", made.id);
            Ok(f.see(&request, &path, "project-established", &made.title))
        }
        Err(error) => new_page(f).again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, project) = project_frame(f, db, id, moment).await?;
    let mut form = FormView::blank(&FORM, format!("/projects/{id}/edit"), "form-save")
        .filled(&project)
        .version(project.version)
        .cancel(format!("/projects/{id}"));
    // A year is no amount: it is written without a point.
    for (line, year) in project.frame.iter().enumerate() {
        form = form.value(
            &format!("frame.{line}.budget_year"),
            year.budget_year.to_string(),
        );
    }
    let title = f.t("project-edit");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/edit")]
async fn edit_project(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/edit")]
async fn change_project(
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
        projects::change_project(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(project) => {
            let path = format!("/projects/{id}");
            Ok(f.see(&request, &path, "project-changed", &project.title))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

/// The tag of a phase: what goes on is accented, what is over is quiet.
impl ProjectsPage {
    fn tag(&self, phase: &Phase) -> &'static str {
        match phase {
            Phase::Closed => "tag",
            Phase::Operation => "tag good",
            _ => "tag warn",
        }
    }
}
