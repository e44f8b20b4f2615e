//! What a version of a specification changed, each requirement as it was beside as it is.

use super::version_frame;
use crate::db::{Database, SpecificationVersionId};
use crate::error::{Result, codes};
use crate::http::actor::Staff;
use crate::http::page::{Frame, Html, Markup};
use crate::http::{Now, Path};
use crate::render::{html, markdown};
use crate::requirements::compare_versions::{Difference, compare_versions};
use crate::requirements::{VersionContent, store};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_changes);
}

#[derive(Template)]
#[template(path = "requirements/pages/compare.html")]
struct ComparePage {
    f: Frame,
    before: VersionContent,
    after: VersionContent,
    differences: Vec<Difference>,
}

impl ComparePage {
    /// What somebody wrote in the small Markdown; the ids within begin with `id`.
    fn written(&self, text: &str, id: &str) -> Markup {
        Markup(html::blocks(&markdown::blocks(text), id))
    }
}

#[get("/specification-versions/{id}/changes")]
async fn show_changes(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
) -> Result<Html> {
    let (f, after) = version_frame(f, &db, id, moment).await?;
    let (specification, number) = (after.specification_id, after.number);
    let read = move |conn: &mut crate::db::DbConnection| {
        let versions = store::specification_versions(conn, specification)?;
        let earlier = versions.iter().filter(|one| one.number < number);
        match earlier.max_by_key(|one| one.number) {
            Some(before) => store::specification_version(conn, before.id),
            None => Err((&codes::NOT_FOUND).into()),
        }
    };
    let before = db.read(read).await?;
    let title = f.t1("specification-changes", "number", before.number);
    let page = ComparePage {
        f: f.below(title, format!("/specification-versions/{id}/changes")),
        differences: compare_versions(&before, &after),
        before,
        after,
    };
    page.f.clone().show(&page)
}
