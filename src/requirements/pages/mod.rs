//! Pages of the requirement specification: categories, the editor with its comments, versions side by side.

mod arrows;
mod category_pages;
mod comment_pages;
mod compare_page;
mod discussion;
mod editor_page;
mod move_pages;
mod reply_pages;
mod requirement_pages;
mod review_pages;
mod section_pages;
mod specification_pages;

use super::{VersionContent, store};
use crate::clock::Moment;
use crate::db::{Database, SpecificationVersionId};
use crate::error::Result;
use crate::http::page::{Frame, Source};
use crate::projects::project_frame;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    category_pages::routes(config);
    specification_pages::routes(config);
    section_pages::routes(config);
    requirement_pages::routes(config);
    move_pages::routes(config);
    comment_pages::routes(config);
    reply_pages::routes(config);
    compare_page::routes(config);
    editor_page::routes(config);
    review_pages::routes(config);
}

/// A version with all that it says, and the frame of a page below its specification.
async fn version_frame(
    f: Frame,
    db: &Database,
    id: SpecificationVersionId,
    moment: Moment,
) -> Result<(Frame, VersionContent)> {
    let version = db
        .read(move |conn| store::specification_version(conn, id))
        .await?;
    let (f, project) = project_frame(f, db, version.project_id, moment).await?;
    let (list, path) = (f.t("project-tab-specifications"), project.id);
    let f = f
        .below(list, format!("/projects/{path}/specifications"))
        .below(version.title.clone(), editor(&version));
    Ok((f, version))
}

/// The address of a version in the editor.
fn editor(version: &VersionContent) -> String {
    let (specification, id) = (version.specification_id, version.id);
    format!("/specifications/{specification}?version={id}")
}
