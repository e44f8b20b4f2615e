//! The project group: who takes part, and whether they have an interest in the matter.

use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, MemberId, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::{self, ConflictOfInterest, Member, MemberRole, Phase, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_members)
        .service(new_member)
        .service(join_group)
        .service(edit_member)
        .service(change_member);
}

const FORM: Spec = Spec {
    name: "member",
    fields: &[
        Field::new("name", Kind::Text),
        Field::new("organisation", Kind::Text),
        Field::new("role", Kind::Choice).narrow(),
        Field::new("joined_on", Kind::Date).narrow(),
        Field::optional("left_on", Kind::Date).narrow(),
        Field::optional("conflict_of_interest", Kind::Choice)
            .narrow()
            .group("member-conflict"),
        Field::optional("conflict_declared_on", Kind::Date).narrow(),
        Field::optional("conflict_explanation", Kind::Long(3)),
        Field::optional("account_id", Kind::Pick),
    ],
};

#[derive(Template)]
#[template(path = "projects/pages/members.html")]
struct MembersPage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    title: String,
    members: Vec<Member>,
    may_change: bool,
}

#[get("/projects/{id}/members")]
async fn list_members(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (f, project) = project_frame(f, &db, id, moment).await?;
    let members = db.read(move |conn| Ok(store::members(conn, id)?)).await?;
    let here = f.t("project-tab-members");
    let page = MembersPage {
        may_change: f.holds(ProjectLead::ROLES) && project.phase != Phase::Closed,
        f: f.below(here, format!("/projects/{id}/members")),
        project: id,
        tab: "members",
        title: project.title,
        members,
    };
    page.f.clone().show(&page)
}

async fn form(f: &Frame, db: &Database, action: String, submit: &'static str) -> Result<FormView> {
    let accounts = db
        .read(|conn| Ok(crate::organisation::store::accounts(conn, None, 500)?))
        .await?;
    let accounts = accounts.into_iter().filter(|account| account.active);
    let accounts = accounts.map(|account| (account.id.to_string(), account.name));
    let roles: Vec<&str> = MemberRole::ALL.iter().map(|role| role.as_str()).collect();
    let declared: Vec<&str> = ConflictOfInterest::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    Ok(FormView::blank(&FORM, action, submit)
        .words(f, "role", "member-role", &roles)
        .words(f, "conflict_of_interest", "conflict", &declared)
        .options("account_id", accounts.collect()))
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let list = format!("/projects/{id}/members");
    let form = form(&f, db, list.clone(), "member-join").await?;
    let form = form
        .value("joined_on", moment.today.to_string())
        .cancel(list);
    let title = f.t("member-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/projects/{id}/members/new")]
async fn new_member(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/members")]
async fn join_group(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::join_group(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(member) => {
            let path = format!("/projects/{id}/members");
            Ok(f.see(&request, &path, "member-joined", &member.name))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: MemberId, moment: Moment) -> Result<FormPage> {
    let member = db.read(move |conn| store::member(conn, id)).await?;
    let (f, _) = project_frame(f, db, member.project_id, moment).await?;
    let form = form(&f, db, format!("/project-members/{id}"), "form-save").await?;
    let form = form
        .filled(&member)
        .version(member.version)
        .cancel(format!("/projects/{}/members", member.project_id));
    Ok(FormPage::new(f, member.name, form))
}

#[get("/project-members/{id}")]
async fn edit_member(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MemberId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/project-members/{id}")]
async fn change_member(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MemberId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        projects::change_member(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(member) => {
            let path = format!("/projects/{}/members", member.project_id);
            Ok(f.see(&request, &path, "member-changed", &member.name))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
