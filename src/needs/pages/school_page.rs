//! What one school needs, written by the school itself or by the project group for it.

use super::school_form::{self, Line};
use crate::clock::Moment;
use crate::db::{Database, ProjectId, SchoolId};
use crate::error::{Error, Result};
use crate::http::actor::{NeedsAuthor, Reach};
use crate::http::page::{Form, Frame, Html};
use crate::http::{Now, Path};
use crate::needs::store::{self, NeedFilter};
use crate::needs::{self};
use crate::projects::project_frame;
use crate::{organisation, requirements};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_school)
        .service(state_needs)
        .service(count_needs);
}

/// More than there are categories.
const ALL: i64 = 1000;

#[derive(Template)]
#[template(path = "needs/pages/school.html")]
struct SchoolPage {
    f: Frame,
    project: ProjectId,
    school: SchoolId,
    title: String,
    name: String,
    lines: Vec<Line>,
    total: i64,
    refused: bool,
    general: Vec<String>,
}

impl SchoolPage {
    fn is_open(&self) -> bool {
        self.lines.iter().any(Line::is_open)
    }
}

/// The number of devices alone, for the page that counts while somebody writes.
#[derive(Template)]
#[template(path = "needs/pages/count.html")]
struct CountPage {
    f: Frame,
    total: i64,
}

async fn page(
    f: Frame,
    db: &Database,
    reach: Reach,
    (id, school): (ProjectId, SchoolId),
    moment: Moment,
) -> Result<SchoolPage> {
    let (f, project) = project_frame(f, db, id, moment).await?;
    let read = move |conn: &mut crate::db::DbConnection| {
        let found = organisation::store::school(conn, &reach, school)?;
        let categories = requirements::categories(conn, None, ALL)?;
        let filter = NeedFilter {
            school: Some(school),
            ..NeedFilter::default()
        };
        let needs = store::needs(conn, &reach, id, &filter, ALL)?;
        let total = needs.iter().map(|need| i64::from(need.quantity)).sum();
        Ok((found.name, school_form::lines(&categories, &needs), total))
    };
    let (name, lines, total) = db.read(read).await?;
    let (list, path) = (f.t("project-tab-needs"), format!("/projects/{id}/needs"));
    let here = format!("/projects/{id}/schools/{school}/needs");
    Ok(SchoolPage {
        f: f.below(list, path).below(name.clone(), here),
        project: id,
        school,
        title: project.title,
        name,
        lines,
        total,
        refused: false,
        general: Vec::new(),
    })
}

#[get("/projects/{id}/schools/{school}/needs")]
async fn show_school(
    f: Frame,
    actor: NeedsAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(place): Path<(ProjectId, SchoolId)>,
) -> Result<Html> {
    let page = page(f, &db, actor.reach(), place, moment).await?;
    page.f.clone().show(&page)
}

#[post("/projects/{id}/schools/{school}/needs")]
async fn state_needs(
    request: HttpRequest,
    f: Frame,
    actor: NeedsAuthor,
    db: Data<Database>,
    Now(moment): Now,
    Path(place): Path<(ProjectId, SchoolId)>,
    sent: Form,
) -> Result<HttpResponse> {
    let (reach, (id, school)) = (actor.reach(), place);
    let done = crate::http::page::carry_out(&db, school_form::read(&sent), move |conn, command| {
        needs::state_school_needs(conn, &actor, id, school, command, moment)?;
        Ok(command.submit)
    });
    match done.await {
        Ok(submitted) => {
            let said = if submitted {
                "needs-submitted"
            } else {
                "needs-kept"
            };
            Ok(f.see(&request, &format!("/projects/{id}/needs"), said, ""))
        }
        Err(error) => refused(page(f, &db, reach, place, moment).await?, &sent, error),
    }
}

fn refused(mut page: SchoolPage, sent: &Form, error: Error) -> Result<HttpResponse> {
    page.total = school_form::counted(sent);
    let (lines, general) = school_form::again(page.lines, sent, error, page.f.language)?;
    (page.lines, page.general, page.refused) = (lines, general, true);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

#[post("/projects/{id}/schools/{school}/needs/count")]
async fn count_needs(f: Frame, _actor: NeedsAuthor, sent: Form) -> Result<Html> {
    let total = school_form::counted(&sent);
    f.clone().show(&CountPage { f, total })
}
