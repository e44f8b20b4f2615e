//! Meetings and their minutes over HTTP.

use crate::archive::{Document, IssueDocument};
use crate::db::{Database, MeetingId, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, ProjectLead, Staff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, IfMatch, Json, Now, Page, Path, Tagged};
use crate::projects::{self, DescribeMeeting, MINUTES_DOCUMENT, Meeting, store};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

fn tagged(meeting: Meeting) -> Tagged<Meeting> {
    let version = meeting.version;
    Tagged::new(meeting, version)
}

/// Lists a project's meetings by day.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<Meeting>)))]
#[get("/projects/{id}/meetings")]
pub async fn list_meetings(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Meeting>>> {
    let found = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::meetings(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Records a meeting: who was there, the agenda, what was decided.
#[utoipa::path(tag = "projects", responses((status = 201, body = Meeting)))]
#[post("/projects/{id}/meetings")]
pub async fn hold_meeting(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<DescribeMeeting>,
) -> Result<Tagged<Meeting>> {
    let meeting = db
        .write(move |conn| projects::hold_meeting(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (meeting.version, format!("/api/v1/meetings/{}", meeting.id));
    Ok(Tagged::created(meeting, version, location))
}

/// Reads a meeting.
#[utoipa::path(tag = "projects", responses((status = 200, body = Meeting)))]
#[get("/meetings/{id}")]
pub async fn read_meeting(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<MeetingId>,
) -> Result<Tagged<Meeting>> {
    Ok(tagged(db.read(move |conn| store::meeting(conn, id)).await?))
}

/// Changes what is known of a meeting; minutes that were issued stay as they are.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Meeting)))]
#[put("/meetings/{id}")]
pub async fn change_meeting(
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MeetingId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeMeeting>,
) -> Result<Tagged<Meeting>> {
    let meeting = db
        .write(move |conn| projects::change_meeting(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(meeting))
}

/// Draws the minutes of a meeting as a draft.
#[utoipa::path(
    tag = "projects",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/meetings/{id}/minutes.{format}")]
pub async fn draw_minutes(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(MeetingId, String)>,
) -> Result<Download> {
    MINUTES_DOCUMENT.show(&db, form, id, moment).await
}

/// Issues the minutes of a meeting that was held as a numbered document that never changes.
#[utoipa::path(tag = "projects", responses((status = 201, body = Document)))]
#[post("/meetings/{id}/minutes/issue")]
pub async fn issue_minutes(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MeetingId>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let issued = MINUTES_DOCUMENT.issue(&db, &actor, id, &command, moment);
    Ok(issued.await?.created())
}
