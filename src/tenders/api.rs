//! Tenders over HTTP.

use super::{
    CancelTender, DescribeTender, SetTenderConditions, SetTenderTimetable, Tender, compose, store,
};
use crate::archive;
use crate::db::{Database, ProjectId, TenderId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::answer::Download;
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::projects;
use actix_web::web::{self, Data};
use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes of tenders.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_tenders)
        .service(prepare_tender)
        .service(read_tender)
        .service(change_tender)
        .service(set_tender_conditions)
        .service(set_tender_timetable)
        .service(draw_tender)
        .service(publish_tender)
        .service(cancel_tender);
}

fn tagged(tender: Tender) -> Tagged<Tender> {
    let version = tender.version;
    Tagged::new(tender, version)
}

/// Lists the tenders of a project, oldest first.
#[utoipa::path(tag = "tenders", responses((status = 200, body = Page<Tender>)))]
#[get("/projects/{id}/tenders")]
pub async fn list_tenders(
    _actor: Staff,
    db: Data<Database>,
    Path(project): Path<ProjectId>,
) -> Result<web::Json<Page<Tender>>> {
    let found = db
        .read(move |conn| {
            projects::store::require_project(conn, project)?;
            Ok(store::tenders(conn, project)?)
        })
        .await?;
    Ok(web::Json(Page::whole(found)))
}

/// Prepares a tender with the standard conditions of its procedure.
#[utoipa::path(tag = "tenders", responses((status = 201, body = Tender)))]
#[post("/projects/{id}/tenders")]
pub async fn prepare_tender(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(project): Path<ProjectId>,
    Json(command): Json<DescribeTender>,
) -> Result<Tagged<Tender>> {
    let made = db
        .write(move |conn| super::prepare_tender(conn, &actor, project, &command, moment))
        .await?;
    let (version, location) = (made.version, format!("/api/v1/tenders/{}", made.id));
    Ok(Tagged::created(made, version, location))
}

/// Reads a tender.
#[utoipa::path(tag = "tenders", responses((status = 200, body = Tender)))]
#[get("/tenders/{id}")]
pub async fn read_tender(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<TenderId>,
) -> Result<Tagged<Tender>> {
    Ok(tagged(db.read(move |conn| store::tender(conn, id)).await?))
}

/// Changes the rules of a draft.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[put("/tenders/{id}")]
pub async fn change_tender(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeTender>,
) -> Result<Tagged<Tender>> {
    let changed = db
        .write(move |conn| super::change_tender(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Replaces the conditions of a draft.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[put("/tenders/{id}/conditions")]
pub async fn set_tender_conditions(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetTenderConditions>,
) -> Result<Tagged<Tender>> {
    let changed = db
        .write(move |conn| super::set_tender_conditions(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Replaces the dates of a draft besides its deadlines.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[put("/tenders/{id}/timetable")]
pub async fn set_tender_timetable(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<SetTenderTimetable>,
) -> Result<Tagged<Tender>> {
    let changed = db
        .write(move |conn| super::set_tender_timetable(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// The tender document as PDF: the published bytes, or a draft with a watermark.
#[utoipa::path(tag = "tenders", responses((status = 200, content_type = "application/pdf", body = [u8])))]
#[get("/tenders/{id}/document.pdf")]
pub async fn draw_tender(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Download> {
    let dossier = db.read(move |conn| store::dossier(conn, id)).await?;
    if let Some(document) = dossier.tender.document_id {
        let found = db.read(move |conn| archive::store::content(conn, document));
        return Ok(archive::download(found.await?));
    }
    Ok(Download {
        file_name: format!("udbudsmateriale-{id}-udkast.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: archive::draw(compose(&dossier, moment.today, true)).await?,
        sha256: None,
    })
}

/// Publishes a tender: its document is drawn, numbered and frozen.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[post("/tenders/{id}/publish")]
pub async fn publish_tender(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Tender>> {
    Ok(tagged(super::publish(&db, actor, id, seen, moment).await?))
}

/// Cancels a tender.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[post("/tenders/{id}/cancel")]
pub async fn cancel_tender(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<CancelTender>,
) -> Result<Tagged<Tender>> {
    let cancelled = db
        .write(move |conn| super::cancel_tender(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(cancelled))
}
