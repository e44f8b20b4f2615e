//! Keeping a filter of the list under a name, and removing one.

use super::filter::Asked;
use super::list_page;
use crate::db::{Database, SavedFilterId};
use crate::devices::{self, store};
use crate::error::Result;
use crate::http::Path;
use crate::http::actor::AnyRole;
use crate::http::page::{Form, Frame};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(save).service(remove);
}

/// Only what the list understands is kept, so that no other address comes back under a name.
#[post("/devices/filters")]
async fn save(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    sent: Form,
) -> Result<HttpResponse> {
    let asked = Asked::read(sent.get("query").unwrap_or_default());
    let query = asked.query();
    let name = sent.get("name").unwrap_or_default().to_owned();
    let (kept, account) = (query.clone(), actor.account);
    let done = db
        .write(move |conn| devices::save_filter(conn, account, &name, &kept))
        .await;
    match done {
        Ok(_) => Ok(f.see(&request, &format!("/devices?{query}"), "saved-done", "")),
        Err(error) => list_page::refused(f, &actor, &db, asked, error).await,
    }
}

#[post("/devices/filters/{id}/remove")]
async fn remove(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SavedFilterId>,
    _sent: Form,
) -> Result<HttpResponse> {
    let account = actor.account;
    db.write(move |conn| Ok(store::delete_saved_filter(conn, account, id)?))
        .await?;
    Ok(f.see(&request, "/devices", "saved-removed", ""))
}
