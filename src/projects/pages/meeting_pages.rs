//! Meetings of the project group: the agenda, who was there, what was decided, the minutes.

use super::meeting_lines::MeetingSheet;
use super::project_frame;
use crate::clock::Moment;
use crate::db::{Database, MeetingId, ProjectId};
use crate::error::{Error, Result};
use crate::http::actor::{ProjectGroup, Staff};
use crate::http::page::{
    Field, Form, FormPage, FormView, Frame, Html, Kind, Markup, Spec, carry_out,
};
use crate::http::{Now, Path, checked};
use crate::projects::{self, DescribeMeeting, Meeting, Phase, store};
use crate::render::{html, markdown};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_meeting)
        .service(hold_meeting)
        .service(show_meeting)
        .service(edit_meeting)
        .service(change_meeting);
}

const LINE: &[Field] = &[
    Field::optional("title", Kind::Text),
    Field::optional("text", Kind::Long(2)),
    Field::optional("decision", Kind::Long(2)),
    Field::optional("responsible", Kind::Text),
    Field::optional("due_on", Kind::Date),
];
const FORM: Spec = Spec {
    name: "meeting",
    fields: &[
        Field::new("title", Kind::Text),
        Field::new("held_on", Kind::Date).narrow(),
        Field::optional("hours", Kind::Text).narrow(),
        Field::new("place", Kind::Text).narrow(),
        Field::optional("present", Kind::Picks),
        Field::optional("absent", Kind::Picks),
        Field::optional("guests", Kind::Text),
        Field::optional("minute_taker", Kind::Text),
        Field::optional("lines", Kind::Rows(LINE)),
        Field::optional("next_on", Kind::Date).narrow(),
        Field::optional("next_place", Kind::Text).narrow(),
    ],
};

fn read(sent: &Form) -> Result<DescribeMeeting> {
    checked(sent.read::<MeetingSheet>(&FORM)?.command())
}

/// A refusal with its faults at the fields; what could not be read stands there already.
fn at_fields(sent: &Form, error: Error) -> Error {
    match sent.read::<MeetingSheet>(&FORM) {
        Ok(sheet) => sheet.at_fields(error),
        Err(_) => error,
    }
}

fn course(id: ProjectId) -> String {
    format!("/projects/{id}/course")
}

/// The form, with the members of the group to choose from.
async fn form(
    db: &Database,
    project: ProjectId,
    action: String,
    submit: &'static str,
) -> Result<FormView> {
    let members = db
        .read(move |conn| Ok(store::members(conn, project)?))
        .await?;
    let members: Vec<(String, String)> = members
        .into_iter()
        .map(|member| {
            let text = format!("{}, {}", member.name, member.organisation);
            (member.id.to_string(), text)
        })
        .collect();
    Ok(FormView::blank(&FORM, action, submit)
        .options("present", members.clone())
        .options("absent", members))
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, _) = project_frame(f, db, id, moment).await?;
    let form = form(db, id, format!("/projects/{id}/meetings"), "meeting-add").await?;
    let title = f.t("meeting-new");
    Ok(FormPage::new(f, title, form.cancel(course(id))))
}

#[get("/projects/{id}/meetings/new")]
async fn new_meeting(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/meetings")]
async fn hold_meeting(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, read(&sent), move |conn, command| {
        projects::hold_meeting(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/meetings/{}", made.id);
            Ok(f.see(&request, &path, "meeting-added", &made.title))
        }
        Err(error) => {
            let page = new_page(f, &db, id, moment).await?;
            page.again(&sent, at_fields(&sent, error))
        }
    }
}

#[derive(Template)]
#[template(path = "projects/pages/meeting.html")]
struct MeetingPage {
    f: Frame,
    meeting: Meeting,
    may_write: bool,
}

impl MeetingPage {
    /// What somebody wrote in the small Markdown.
    fn written(&self, text: &str) -> Markup {
        Markup(html::blocks(&markdown::blocks(text), ""))
    }
}

#[get("/meetings/{id}")]
async fn show_meeting(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MeetingId>,
) -> Result<Html> {
    let meeting = db.read(move |conn| store::meeting(conn, id)).await?;
    let (f, project) = project_frame(f, &db, meeting.project_id, moment).await?;
    let (list, path) = (f.t("project-tab-course"), course(project.id));
    let page = MeetingPage {
        may_write: f.holds(ProjectGroup::ROLES) && project.phase != Phase::Closed,
        f: f.below(list, path)
            .below(meeting.title.clone(), format!("/meetings/{id}")),
        meeting,
    };
    page.f.clone().show(&page)
}

async fn edit_page(f: Frame, db: &Database, id: MeetingId, moment: Moment) -> Result<FormPage> {
    let meeting = db.read(move |conn| store::meeting(conn, id)).await?;
    let (f, project) = project_frame(f, db, meeting.project_id, moment).await?;
    let form = form(db, project.id, format!("/meetings/{id}/edit"), "form-save").await?;
    let form = form
        .filled(&MeetingSheet::of(&meeting))
        .version(meeting.version)
        .cancel(format!("/meetings/{id}"));
    Ok(FormPage::new(f, meeting.title, form))
}

#[get("/meetings/{id}/edit")]
async fn edit_meeting(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MeetingId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/meetings/{id}/edit")]
async fn change_meeting(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MeetingId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, read(&sent), move |conn, command| {
        projects::change_meeting(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/meetings/{id}");
            Ok(f.see(&request, &path, "meeting-changed", &made.title))
        }
        Err(error) => {
            let page = edit_page(f, &db, id, moment).await?;
            page.again(&sent, at_fields(&sent, error))
        }
    }
}
