//! Publishing a tender, and cancelling it.

use super::tender_frame;
use crate::clock::Moment;
use crate::db::{Database, TenderId};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::tenders;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(ask_publication)
        .service(publish_tender)
        .service(ask_cancellation)
        .service(cancel_tender);
}

const PUBLISH: Spec = Spec {
    name: "tender-publish",
    fields: &[],
};
const CANCEL: Spec = Spec {
    name: "tender-cancel",
    fields: &[Field::new("reason", Kind::Long(4))],
};

async fn publication(f: Frame, db: &Database, id: TenderId, moment: Moment) -> Result<FormPage> {
    let (f, tender) = tender_frame(f, db, id, moment).await?;
    let form = FormView::blank(
        &PUBLISH,
        format!("/tenders/{id}/publish"),
        "tender-publish-submit",
    )
    .version(tender.version)
    .cancel(format!("/tenders/{id}"));
    let (title, lead) = (f.t("tender-publish"), f.t("tender-publish-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/tenders/{id}/publish")]
async fn ask_publication(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Html> {
    publication(f, &db, id, moment).await?.show()
}

#[post("/tenders/{id}/publish")]
async fn publish_tender(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    match tenders::publish(&db, actor, id, seen, moment).await {
        Ok(tender) => {
            let path = format!("/tenders/{id}");
            Ok(f.see(&request, &path, "tender-published", &tender.title))
        }
        Err(error) => publication(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn cancellation(f: Frame, db: &Database, id: TenderId, moment: Moment) -> Result<FormPage> {
    let (f, tender) = tender_frame(f, db, id, moment).await?;
    let form = FormView::blank(&CANCEL, format!("/tenders/{id}/cancel"), "tender-cancel")
        .version(tender.version)
        .cancel(format!("/tenders/{id}"));
    let (title, lead) = (f.t("tender-cancel"), f.t("tender-cancel-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/tenders/{id}/cancel")]
async fn ask_cancellation(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Html> {
    cancellation(f, &db, id, moment).await?.show()
}

#[post("/tenders/{id}/cancel")]
async fn cancel_tender(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&CANCEL), move |conn, command| {
        tenders::cancel_tender(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(tender) => {
            let path = format!("/tenders/{id}");
            Ok(f.see(&request, &path, "tender-cancelled", &tender.title))
        }
        Err(error) => cancellation(f, &db, id, moment).await?.again(&sent, error),
    }
}
