//! The tenders of a project.

use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::page::{Frame, Html};
use crate::http::{Now, Path};
use crate::projects::{Phase, project_frame};
use crate::tenders::{Tender, store};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_tenders);
}

#[derive(Template)]
#[template(path = "tenders/pages/tenders.html")]
struct TendersPage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    tenders: Vec<Tender>,
    may_prepare: bool,
}

#[get("/projects/{id}/tenders")]
async fn list_tenders(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (f, project) = project_frame(f, &db, id, moment).await?;
    let tenders = db.read(move |conn| Ok(store::tenders(conn, id)?)).await?;
    let here = f.t("project-tab-tenders");
    let page = TendersPage {
        may_prepare: f.holds(ProjectLead::ROLES) && project.phase != Phase::Closed,
        f: f.below(here, format!("/projects/{id}/tenders")),
        project: id,
        tab: "tenders",
        title: project.title,
        tenders,
    };
    page.f.clone().show(&page)
}
