//! The project group over HTTP.

use crate::db::{Database, MemberId, ProjectId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::projects::{self, DescribeMember, Member, store};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists all members that a project ever had.
#[utoipa::path(tag = "projects", responses((status = 200, body = Page<Member>)))]
#[get("/projects/{id}/members")]
pub async fn list_members(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ProjectId>,
) -> Result<web::Json<Page<Member>>> {
    let found = db
        .read(move |conn| {
            store::require_project(conn, id)?;
            Ok(store::members(conn, id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Takes a person into the group.
#[utoipa::path(tag = "projects", responses((status = 201, body = Member)))]
#[post("/projects/{id}/members")]
pub async fn join_group(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    Json(command): Json<DescribeMember>,
) -> Result<Tagged<Member>> {
    let member = db
        .write(move |conn| projects::join_group(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (
        member.version,
        format!("/api/v1/project-members/{}", member.id),
    );
    Ok(Tagged::created(member, version, location))
}

/// Changes what is known of a member, the declaration on conflicts of interest among it.
#[utoipa::path(tag = "projects", params(IfMatch), responses((status = 200, body = Member)))]
#[put("/project-members/{id}")]
pub async fn change_member(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<MemberId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeMember>,
) -> Result<Tagged<Member>> {
    let member = db
        .write(move |conn| projects::change_member(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = member.version;
    Ok(Tagged::new(member, version))
}
