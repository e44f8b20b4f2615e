//! Tenders over HTTP.

mod files;

use super::{
    CancelTender, DescribeTender, Evaluation, SetTenderConditions, SetTenderTimetable, Tender,
    store,
};
use crate::db::{Database, ProjectId, TenderId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
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
        .service(set_tender_evaluation)
        .service(files::draw_tender)
        .service(files::draw_tender_package)
        .service(files::draw_price_sheet)
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

/// Says how offers of a draft will be compared.
#[utoipa::path(tag = "tenders", params(IfMatch), responses((status = 200, body = Tender)))]
#[put("/tenders/{id}/evaluation")]
pub async fn set_tender_evaluation(
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<Evaluation>,
) -> Result<Tagged<Tender>> {
    let changed = db
        .write(move |conn| super::set_tender_evaluation(conn, &actor, id, seen, &command, moment))
        .await?;
    Ok(tagged(changed))
}

/// Publishes a tender: its document, the package of its parts and its price sheet are drawn, numbered and frozen.
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
