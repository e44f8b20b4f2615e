//! What was read in from lists, and undoing one whole.

use super::names::Names;
use crate::db::{Database, DbConnection, DeviceImportId};
use crate::devices::{self, DeviceImport, store};
use crate::error::Result;
use crate::http::actor::{Caller, ItStaff, Staff};
use crate::http::page::{Form, Frame, Html, query_value};
use crate::http::{Now, Path};
use crate::organisation;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

/// How many imports stand on a page.
const A_PAGE: usize = 50;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_imports).service(undo);
}

/// An import in words.
struct Line {
    import: DeviceImport,
    at: String,
    what: String,
    by: String,
    undone: Option<String>,
}

#[derive(Template)]
#[template(path = "devices/pages/imports.html")]
struct ImportsPage {
    f: Frame,
    lines: Vec<Line>,
    next: Option<String>,
    may_undo: bool,
}

type Read = (
    Vec<DeviceImport>,
    HashMap<crate::db::AccountId, String>,
    Names,
);

fn read(conn: &mut DbConnection, caller: &Caller, after: Option<i64>) -> Result<Read> {
    let count = i64::try_from(A_PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let imports = store::device_imports(conn, after.map(DeviceImportId), count)?;
    let people = imports
        .iter()
        .flat_map(|import| [Some(import.account_id), import.undone_by])
        .flatten();
    let people = organisation::store::account_names(conn, people.collect())?;
    Ok((imports, people, Names::load(conn, caller)?))
}

fn page(f: Frame, read: Read) -> ImportsPage {
    let (mut imports, people, names) = read;
    let more = imports.len() > A_PAGE;
    imports.truncate(A_PAGE);
    let next = imports.last().filter(|_| more);
    let next = next.map(|last| format!("/devices/imports?after={}", last.id));
    let person = |id| people.get(&id).cloned().unwrap_or_default();
    let lines = imports.into_iter().map(|import| {
        let line = names
            .line(import.lease_line_id)
            .map_or_else(String::new, |line| {
                format!("{} · {}", line.agreement_number, line.description)
            });
        let undone = import.undone_at.zip(import.undone_by).map(|(at, by)| {
            let named = [("at", f.moment(&at)), ("person", person(by))];
            f.tx("imports-undone", &named)
        });
        Line {
            at: f.moment(&import.at),
            what: match &import.file_name {
                Some(name) => format!("{name} – {line}"),
                None => line,
            },
            by: person(import.account_id),
            undone,
            import,
        }
    });
    let lines = lines.collect();
    let (list, title) = (f.t("nav-devices"), f.t("imports-title"));
    let f = f.below(list, "/devices").below(title, "/devices/imports");
    ImportsPage {
        may_undo: f.holds(ItStaff::ROLES),
        f,
        lines,
        next,
    }
}

#[get("/devices/imports")]
async fn list_imports(
    request: HttpRequest,
    f: Frame,
    actor: Staff,
    db: Data<Database>,
) -> Result<Html> {
    let after = query_value(&request, "after").and_then(|id| id.parse().ok());
    let read = db.read(move |conn| read(conn, &actor, after)).await?;
    let page = page(f, read);
    page.f.clone().show(&page)
}

#[post("/devices/imports/{id}/undo")]
async fn undo(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceImportId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, by) = (sent.version()?, actor.clone());
    let done = db
        .write(move |conn| devices::undo_import(conn, &by, id, seen, moment))
        .await;
    match done {
        Ok(import) => {
            let count = f.integer(import.devices);
            Ok(f.see(&request, "/devices/imports", "imports-done", &count))
        }
        Err(error) => {
            let f = f.refused("/devices/imports", error)?;
            let page = page(f, db.read(move |conn| read(conn, &actor, None)).await?);
            Ok(page.f.clone().show(&page)?.into_response())
        }
    }
}

impl ImportsPage {
    fn may_undo(&self) -> bool {
        self.may_undo
    }

    fn devices(&self, line: &Line) -> i32 {
        line.import.devices
    }
}
