//! Pages of the project: the list, what is known of it, its group, its course and its meetings.
//!
//! The workspace at `/projects/{id}` looks at every later step and is therefore the overview's.

mod advance_page;
mod course_page;
mod decision_page;
mod group_pages;
mod meeting_lines;
mod meeting_pages;
mod milestone_pages;
mod project_pages;
mod visit_pages;

use super::{Project, store};
use crate::clock::Moment;
use crate::db::{Database, ProjectId};
use crate::error::Result;
use crate::http::page::{Frame, Source};
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    project_pages::routes(config);
    advance_page::routes(config);
    group_pages::routes(config);
    course_page::routes(config);
    milestone_pages::routes(config);
    visit_pages::routes(config);
    decision_page::routes(config);
    meeting_pages::routes(config);
}

/// The frame of a page that belongs to a project.
pub fn below_project(f: Frame, id: ProjectId, title: &str) -> Frame {
    let list = f.t("nav-projects");
    f.below(list, "/projects")
        .below(title, format!("/projects/{id}"))
}

/// The project, and the frame of a page that belongs to it.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`].
pub async fn project_frame(
    f: Frame,
    db: &Database,
    id: ProjectId,
    moment: Moment,
) -> Result<(Frame, Project)> {
    let project = db
        .read(move |conn| store::project(conn, id, moment.today))
        .await?;
    Ok((below_project(f, id, &project.title), project))
}
