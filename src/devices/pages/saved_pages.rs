//! Keeping a filter of the list under a name, and removing one.

use super::list_page;
use crate::db::{Database, SavedFilterId};
use crate::devices::filter::Asked;
use crate::devices::{self, SaveFilter};
use crate::error::Result;
use crate::http::Path;
use crate::http::actor::AnyRole;
use crate::http::page::{Field, Form, Frame, Kind, Spec, carry_out};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(save).service(remove);
}

const FORM: Spec = Spec {
    name: "saved",
    fields: &[
        Field::new("name", Kind::Text),
        Field::optional("query", Kind::Hidden),
    ],
};

#[post("/devices/filters")]
async fn save(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    sent: Form,
) -> Result<HttpResponse> {
    let account = actor.account;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command: &SaveFilter| {
        devices::save_filter(conn, account, command)
    });
    match done.await {
        Ok(kept) => {
            let path = format!("/devices?{}", kept.query);
            Ok(f.see(&request, &path, "saved-done", ""))
        }
        Err(error) => {
            let asked = Asked::read(sent.get("query").unwrap_or_default());
            let name = sent.get("name").unwrap_or_default();
            list_page::refused(f, &actor, &db, (asked, name), error).await
        }
    }
}

#[post("/devices/filters/{id}/remove")]
async fn remove(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SavedFilterId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (account, seen) = (actor.account, sent.version()?);
    let done = db
        .write(move |conn| devices::remove_saved_filter(conn, account, id, seen))
        .await;
    match done {
        Ok(_) => Ok(f.see(&request, "/devices", "saved-removed", "")),
        Err(error) => list_page::refused(f, &actor, &db, (Asked::default(), ""), error).await,
    }
}
