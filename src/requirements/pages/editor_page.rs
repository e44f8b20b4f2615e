//! The specification as its authors see it: sections, requirements, and what may be done with them.

use super::arrows::{Arrow, Moved, arrows};
use super::discussion::{Discussion, read_comments};
use super::version_frame;
use crate::clock::Moment;
use crate::db::{
    Database, DbConnection, DeviceCategoryId, RequirementId, SpecificationId,
    SpecificationVersionId,
};
use crate::error::{Error, Result};
use crate::http::actor::{ProjectGroup, ProjectLead, Staff};
use crate::http::page::{Frame, Html, Markup, query_value};
use crate::http::{Now, Path};
use crate::render::{html, markdown};
use crate::requirements::{
    DeviceCategory, Requirement, RequirementComment, SpecificationVersion, VersionContent,
    VersionState, store,
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
    talk: Discussion,
    moved: Option<Moved>,
    may_write: bool,
    may_review: bool,
    may_approve: bool,
    may_renew: bool,
}

impl EditorPage {
    fn has_moved(&self, id: &RequirementId) -> bool {
        self.moved.as_ref().is_some_and(|moved| moved.id == *id)
    }

    fn arrows(&self, one: &Requirement) -> Vec<Arrow> {
        arrows(&self.f, &self.version, self.moved.as_ref(), one)
    }

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
    let shown = query_value(&request, "comments").and_then(|text| text.parse().ok());
    let mut page = page(f, &db, id, asked, shown, moment).await?;
    page.moved = Moved::of(&request);
    page.f.clone().show(&page)
}

/// The page of a version on which a button was refused.
///
/// # Errors
/// As [`Frame::refused`]; else that of reading the page.
pub(super) async fn refused(
    f: Frame,
    db: &Database,
    id: SpecificationVersionId,
    moment: Moment,
    error: Error,
) -> Result<HttpResponse> {
    let version = db.read(move |conn| store::version(conn, id)).await?;
    let specification = version.specification_id;
    let path = format!("/specifications/{specification}?version={id}");
    let f = f.refused(path, error)?;
    let page = page(f, db, specification, Some(id.0), None, moment).await?;
    Ok(page.f.clone().show(&page)?.into_response())
}

/// The page of the version that is asked for, else of the newest.
async fn page(
    f: Frame,
    db: &Database,
    id: SpecificationId,
    asked: Option<i64>,
    shown: Option<i32>,
    moment: Moment,
) -> Result<EditorPage> {
    let chosen = db.read(move |conn| Chosen::read(conn, id, asked)).await?;
    let (f, version) = version_frame(f, db, chosen.version.id, moment).await?;
    Ok(EditorPage::of(f, version, chosen, shown))
}

/// A version, and what stands around it in the editor.
struct Chosen {
    version: SpecificationVersion,
    versions: Vec<SpecificationVersion>,
    categories: Vec<DeviceCategory>,
    comments: Vec<RequirementComment>,
}

impl Chosen {
    /// The version that is asked for, else the newest.
    fn read(conn: &mut DbConnection, id: SpecificationId, asked: Option<i64>) -> Result<Self> {
        let specification = store::specification(conn, id)?;
        let versions = store::specification_versions(conn, id)?;
        let known = |one: &&SpecificationVersion| Some(one.id.0) == asked;
        let chosen = versions.iter().find(known).map(|one| one.id);
        let version = store::version(conn, chosen.unwrap_or(specification.newest_version_id))?;
        Ok(Chosen {
            comments: read_comments(conn, &version)?,
            categories: store::categories(conn, None, 1000)?,
            version,
            versions,
        })
    }
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
    fn of(f: Frame, version: VersionContent, chosen: Chosen, shown: Option<i32>) -> Self {
        let (state, in_group) = (version.state, f.holds(ProjectGroup::ROLES));
        let is_newest = newest(&chosen.versions) == Some(version.id);
        EditorPage {
            may_write: in_group && state == VersionState::Draft,
            may_review: in_group && state == VersionState::InReview,
            may_approve: f.holds(ProjectLead::ROLES) && state == VersionState::InReview,
            may_renew: in_group && is_newest && state == VersionState::Approved,
            talk: Discussion::of(&f, chosen.comments, state, is_newest, shown),
            moved: None,
            f,
            version,
            versions: chosen.versions,
            categories: chosen.categories,
        }
    }
}

fn newest(versions: &[SpecificationVersion]) -> Option<SpecificationVersionId> {
    let newest = versions.iter().max_by_key(|one| one.number);
    newest.map(|one| one.id)
}
