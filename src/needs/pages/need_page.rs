//! One need: what was stated, how the number was found, and what the project lead makes of it.

use crate::clock::Moment;
use crate::db::{Database, NeedId};
use crate::error::Result;
use crate::http::actor::{AnyRole, NeedsAuthor, ProjectLead, Reach};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::needs::{self, Need, NeedState, store};
use crate::projects::project_frame;
use crate::{organisation, requirements};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_need)
        .service(confirm_need)
        .service(ask_return)
        .service(return_need);
}

const FORM: Spec = Spec {
    name: "need-return",
    fields: &[Field::new("reason", Kind::Long(4))],
};

#[derive(Template)]
#[template(path = "needs/pages/need.html")]
struct NeedPage {
    f: Frame,
    need: Need,
    school: String,
    category: String,
    may_decide: bool,
    may_write: bool,
}

#[get("/needs/{id}")]
async fn show_need(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
) -> Result<Html> {
    page(f, &db, actor.reach(), id, moment).await
}

async fn page(f: Frame, db: &Database, reach: Reach, id: NeedId, moment: Moment) -> Result<Html> {
    let read = move |conn: &mut crate::db::DbConnection| {
        let need = store::need(conn, &reach, id)?;
        let school = organisation::store::school(conn, &reach, need.school_id)?;
        let category = requirements::category(conn, need.device_category_id)?;
        Ok((need, school.name, category.name))
    };
    let (need, school, category) = db.read(read).await?;
    let f = frame(f, db, &need, moment).await?;
    let page = NeedPage {
        may_decide: f.holds(ProjectLead::ROLES),
        may_write: f.holds(NeedsAuthor::ROLES) && need.state == NeedState::Draft,
        f: f.below(format!("{school}, {category}"), format!("/needs/{id}")),
        need,
        school,
        category,
    };
    page.f.clone().show(&page)
}

/// The frame of a page below the grid.
async fn frame(f: Frame, db: &Database, need: &Need, moment: Moment) -> Result<Frame> {
    let (f, project) = project_frame(f, db, need.project_id, moment).await?;
    let list = f.t("project-tab-needs");
    Ok(f.below(list, format!("/projects/{}/needs", project.id)))
}

#[post("/needs/{id}/confirm")]
async fn confirm_need(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, reach) = (sent.version()?, actor.reach());
    let done = db
        .write(move |conn| needs::confirm_need(conn, &actor, id, seen, moment))
        .await;
    match done {
        Ok(need) => {
            let path = format!("/projects/{}/needs", need.project_id);
            Ok(f.see(&request, &path, "needs-confirmed", "1"))
        }
        Err(error) => {
            let f = f.refused(format!("/needs/{id}"), error)?;
            Ok(page(f, &db, reach, id, moment).await?.into_response())
        }
    }
}

async fn return_page(
    f: Frame,
    db: &Database,
    actor: &ProjectLead,
    id: NeedId,
    moment: Moment,
) -> Result<FormPage> {
    let reach = actor.reach();
    let need = db.read(move |conn| store::need(conn, &reach, id)).await?;
    let f = frame(f, db, &need, moment).await?;
    let form = FormView::blank(&FORM, format!("/needs/{id}/return"), "need-return")
        .version(need.version)
        .cancel(format!("/needs/{id}"));
    let (title, lead) = (f.t("need-return"), f.t("need-return-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/needs/{id}/return")]
async fn ask_return(
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
) -> Result<Html> {
    return_page(f, &db, &actor, id, moment).await?.show()
}

#[post("/needs/{id}/return")]
async fn return_need(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<NeedId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, by) = (sent.version()?, actor.clone());
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        needs::return_need(conn, &by, id, seen, command, moment)
    });
    match done.await {
        Ok(need) => {
            let path = format!("/projects/{}/needs", need.project_id);
            Ok(f.see(&request, &path, "need-returned", ""))
        }
        Err(error) => return_page(f, &db, &actor, id, moment)
            .await?
            .again(&sent, error),
    }
}
