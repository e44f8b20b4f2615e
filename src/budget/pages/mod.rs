//! Pages of the estimate: scenarios side by side, one estimate against the frame, and what it rests on.

mod comparison_form;
mod copy_form;
mod estimate_page;
mod lines_form;
mod list_page;
mod prices_form;
mod terms_form;
mod trial;

use super::{Estimate, store};
use crate::clock::Moment;
use crate::db::{Database, EstimateId};
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
    terms_form::routes(config);
    prices_form::routes(config);
    lines_form::routes(config);
    comparison_form::routes(config);
    trial::routes(config);
    copy_form::routes(config);
    estimate_page::routes(config);
}

/// The estimate, and the frame of a page below it.
async fn estimate_frame(
    f: Frame,
    db: &Database,
    id: EstimateId,
    moment: Moment,
) -> Result<(Frame, Estimate)> {
    let estimate = db.read(move |conn| store::estimate(conn, id)).await?;
    let (f, project) = project_frame(f, db, estimate.project_id, moment).await?;
    let list = f.t("project-tab-estimates");
    let f = f
        .below(list, format!("/projects/{}/estimates", project.id))
        .below(estimate.title.clone(), format!("/estimates/{id}"));
    Ok((f, estimate))
}
