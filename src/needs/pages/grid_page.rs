//! The needs of a project as a grid of schools and categories.

use crate::clock::Moment;
use crate::db::{Database, NeedId, ProjectId, Version};
use crate::error::Result;
use crate::http::actor::{AnyRole, NeedsAuthor, ProjectLead, Reach, Staff};
use crate::http::page::{Form, Frame, Html};
use crate::http::{Now, Path};
use crate::needs::{self, NeedGrid};
use crate::projects::{Phase, project_frame};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_needs).service(confirm_all);
}

#[derive(Template)]
#[template(path = "needs/pages/grid.html")]
struct GridPage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    grid: NeedGrid,
    may_state: bool,
    may_confirm: bool,
    is_staff: bool,
}

impl GridPage {
    /// How a state looks.
    fn tag(&self, state: &str) -> &'static str {
        match state {
            "confirmed" => "tag good",
            "submitted" => "tag warn",
            "missing" => "tag bad",
            _ => "tag",
        }
    }
}

#[get("/projects/{id}/needs")]
async fn show_needs(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    page(f, &db, actor.reach(), id, moment).await
}

async fn page(
    f: Frame,
    db: &Database,
    reach: Reach,
    id: ProjectId,
    moment: Moment,
) -> Result<Html> {
    let (f, project) = project_frame(f, db, id, moment).await?;
    let known = project.clone();
    let grid = db
        .read(move |conn| needs::read_grid(conn, &reach, &known, moment))
        .await?;
    let (here, open) = (f.t("project-tab-needs"), project.phase != Phase::Closed);
    let page = GridPage {
        may_state: open && f.holds(NeedsAuthor::ROLES),
        may_confirm: open && f.holds(ProjectLead::ROLES) && grid.submitted().next().is_some(),
        is_staff: f.holds(Staff::ROLES),
        f: f.below(here, format!("/projects/{id}/needs")),
        project: id,
        tab: "needs",
        title: project.title,
        grid,
    };
    page.f.clone().show(&page)
}

/// The needs that a form names: `12:3` is need 12 as version 3 shows it.
fn named(sent: &Form) -> Vec<(NeedId, Version)> {
    let pairs = sent.all("need").filter_map(|text| text.split_once(':'));
    pairs
        .filter_map(|(id, seen)| Some((NeedId(id.parse().ok()?), Version(seen.parse().ok()?))))
        .collect()
}

#[post("/projects/{id}/needs/confirm")]
async fn confirm_all(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (needs, reach) = (named(&sent), actor.reach());
    let count = needs.len().to_string();
    let path = format!("/projects/{id}/needs");
    let done = db
        .write(move |conn| needs::confirm_needs(conn, &actor, &needs, moment))
        .await;
    match done {
        Ok(_) => Ok(f.see(&request, &path, "needs-confirmed", &count)),
        Err(error) => {
            let f = f.refused(path, error)?;
            Ok(page(f, &db, reach, id, moment).await?.into_response())
        }
    }
}
