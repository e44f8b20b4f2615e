//! Pages of the tender: its rules, conditions, dates and evaluation, the documents, and publishing it.

mod list_page;
mod part_forms;
mod rules_form;
mod state_pages;
mod tender_page;

use super::{Tender, store};
use crate::clock::Moment;
use crate::db::{Database, TenderId};
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
    list_page::routes(config);
    rules_form::routes(config);
    part_forms::routes(config);
    state_pages::routes(config);
    tender_page::routes(config);
}

/// The tender, and the frame of a page below it.
async fn tender_frame(
    f: Frame,
    db: &Database,
    id: TenderId,
    moment: Moment,
) -> Result<(Frame, Tender)> {
    let tender = db.read(move |conn| store::tender(conn, id)).await?;
    let (f, project) = project_frame(f, db, tender.project_id, moment).await?;
    let list = f.t("project-tab-tenders");
    let f = f
        .below(list, format!("/projects/{}/tenders", project.id))
        .below(tender.title.clone(), format!("/tenders/{id}"));
    Ok((f, tender))
}
