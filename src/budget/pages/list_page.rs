//! The estimates of a project side by side, each reckoned on the same needs.

use crate::budget::{NeedsCounted, Scenario, scenarios};
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{EstimateAuthor, Staff};
use crate::http::page::{Frame, Html};
use crate::http::{Now, Path};
use crate::projects::{Phase, project_frame};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_estimates);
}

#[derive(Template)]
#[template(path = "budget/pages/estimates.html")]
struct EstimatesPage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    scenarios: Vec<Scenario>,
    may_draft: bool,
}

#[get("/projects/{id}/estimates")]
async fn list_estimates(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (f, project) = project_frame(f, &db, id, moment).await?;
    let scenarios = db
        .read(move |conn| scenarios(conn, id, NeedsCounted::All))
        .await?;
    let here = f.t("project-tab-estimates");
    let page = EstimatesPage {
        may_draft: f.holds(EstimateAuthor::ROLES) && project.phase != Phase::Closed,
        f: f.below(here, format!("/projects/{id}/estimates")),
        project: id,
        tab: "estimates",
        title: project.title,
        scenarios,
    };
    page.f.clone().show(&page)
}
