//! The specification as its authors see it: sections, requirements, and what may be done with them.

use super::version_frame;
use crate::db::{Database, DeviceCategoryId, SpecificationId, SpecificationVersionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, ProjectLead, Staff};
use crate::http::page::{Frame, Html, Markup, query_value};
use crate::http::{Now, Path};
use crate::render::{html, markdown};
use crate::requirements::{
    DeviceCategory, Requirement, SpecificationVersion, VersionContent, VersionState, store,
};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_specification).service(find_version);
}

#[derive(Template)]
#[template(path = "requirements/pages/editor.html")]
struct EditorPage {
    f: Frame,
    version: VersionContent,
    versions: Vec<SpecificationVersion>,
    categories: Vec<DeviceCategory>,
    may_write: bool,
    may_review: bool,
    may_approve: bool,
    may_renew: bool,
}

impl EditorPage {
    /// What somebody wrote in the small Markdown; the ids within begin with what it is and its number.
    fn written(&self, text: &str, what: &str, id: impl std::fmt::Display) -> Markup {
        Markup(html::blocks(
            &markdown::blocks(text),
            &format!("{what}-{id}"),
        ))
    }

    fn category(&self, id: &DeviceCategoryId) -> &str {
        let known = self.categories.iter().find(|one| one.id == *id);
        known.map_or("", |one| one.name.as_str())
    }

    fn in_force(&self) -> usize {
        let sections = self.version.sections.iter();
        let all = sections.flat_map(|section| &section.requirements);
        all.filter(|one: &&Requirement| !one.withdrawn).count()
    }

    /// How a requirement's importance looks.
    fn tag(&self, importance: &str) -> &'static str {
        match importance {
            "minimum" => "tag bad",
            "important" => "tag warn",
            _ => "tag",
        }
    }
}

#[get("/specifications/{id}")]
async fn show_specification(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationId>,
) -> Result<Html> {
    let asked = query_value(&request, "version").and_then(|text| text.parse().ok());
    let read = move |conn: &mut crate::db::DbConnection| {
        let specification = store::specification(conn, id)?;
        let versions = store::specification_versions(conn, id)?;
        let known = |one: &&SpecificationVersion| Some(one.id.0) == asked;
        let chosen = versions.iter().find(known).map(|one| one.id);
        let chosen = chosen.unwrap_or(specification.newest_version_id);
        Ok((chosen, versions, store::categories(conn, None, 1000)?))
    };
    let (chosen, versions, categories) = db.read(read).await?;
    let (f, version) = version_frame(f, &db, chosen, moment).await?;
    let page = EditorPage::of(f, version, versions, categories);
    page.f.clone().show(&page)
}

/// Leads from a version to its place in the editor.
#[get("/specification-versions/{id}")]
async fn find_version(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<SpecificationVersionId>,
) -> Result<HttpResponse> {
    let version = db.read(move |conn| store::version(conn, id)).await?;
    let path = format!("/specifications/{}?version={id}", version.specification_id);
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, path))
        .finish())
}

impl EditorPage {
    fn of(
        f: Frame,
        version: VersionContent,
        versions: Vec<SpecificationVersion>,
        categories: Vec<DeviceCategory>,
    ) -> Self {
        let (state, in_group) = (version.state, f.holds(ProjectGroup::ROLES));
        let is_newest = newest(&versions) == Some(version.id);
        EditorPage {
            may_write: in_group && state == VersionState::Draft,
            may_review: in_group && state == VersionState::InReview,
            may_approve: f.holds(ProjectLead::ROLES) && state == VersionState::InReview,
            may_renew: in_group && is_newest && state == VersionState::Approved,
            f,
            version,
            versions,
            categories,
        }
    }
}

fn newest(versions: &[SpecificationVersion]) -> Option<SpecificationVersionId> {
    let newest = versions.iter().max_by_key(|one| one.number);
    newest.map(|one| one.id)
}
