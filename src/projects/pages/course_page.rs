//! The course of a project: milestones, visits, decisions, meetings and the phases it has been through.

use super::project_frame;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::page::{Frame, Html, Markup};
use crate::http::{Now, Path};
use crate::projects::{Decision, Meeting, Milestone, Phase, PhaseChange, Visit, store};
use crate::render::{html, markdown};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;
use chrono::NaiveDate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_course);
}

/// All that is noted of a project.
struct Course {
    milestones: Vec<Milestone>,
    meetings: Vec<Meeting>,
    decisions: Vec<Decision>,
    visits: Vec<Visit>,
    steps: Vec<PhaseChange>,
}

#[derive(Template)]
#[template(path = "projects/pages/course.html")]
struct CoursePage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    today: NaiveDate,
    course: Course,
    may_write: bool,
}

impl CoursePage {
    /// What somebody wrote in the small Markdown.
    fn written(&self, text: &str) -> Markup {
        Markup(html::blocks(&markdown::blocks(text), ""))
    }
}

#[get("/projects/{id}/course")]
async fn show_course(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (f, project) = project_frame(f, &db, id, moment).await?;
    let read = move |conn: &mut crate::db::DbConnection| {
        Ok(Course {
            milestones: store::milestones(conn, id)?,
            meetings: store::meetings(conn, id)?,
            decisions: store::decisions(conn, id)?,
            visits: store::visits(conn, id)?,
            steps: store::phase_changes(conn, id)?,
        })
    };
    let (course, here) = (db.read(read).await?, f.t("project-tab-course"));
    let page = CoursePage {
        may_write: f.holds(ProjectGroup::ROLES) && project.phase != Phase::Closed,
        f: f.below(here, format!("/projects/{id}/course")),
        project: id,
        tab: "course",
        title: project.title,
        today: moment.today,
        course,
    };
    page.f.clone().show(&page)
}
