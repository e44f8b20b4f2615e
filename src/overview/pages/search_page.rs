//! The search of the frame: one field for everything.

use crate::db::Database;
use crate::error::Result;
use crate::http::actor::AnyRole;
use crate::http::page::{Frame, Html, query_value};
use crate::overview::{self, Found, MOST_FOUND};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;

/// The longest text that is looked for.
const LONGEST: usize = 200;

/// How much of a long text is shown.
const SHOWN: usize = 160;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(search);
}

/// Things of one kind: heading, and address and text of each.
struct Group {
    heading: String,
    things: Vec<(String, String)>,
    /// Whether there may be more than are shown.
    full: bool,
}

#[derive(Template)]
#[template(path = "overview/pages/search.html")]
struct SearchPage {
    f: Frame,
    q: String,
    groups: Vec<Group>,
}

fn group<T: std::fmt::Display>(
    f: &Frame,
    key: &str,
    path: (&str, &str),
    found: Vec<(T, String)>,
) -> Option<Group> {
    let full = found.len() >= MOST_FOUND;
    let things: Vec<(String, String)> = found
        .into_iter()
        .map(|(id, text)| (format!("{}{id}{}", path.0, path.1), short(&text)))
        .collect();
    (!things.is_empty()).then(|| Group {
        heading: f.t(key),
        things,
        full,
    })
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

fn groups(f: &Frame, found: Found) -> Vec<Group> {
    let content = ("/api/v1/documents/", "/content");
    [
        group(f, "nav-schools", ("/schools/", ""), found.schools),
        group(f, "nav-devices", ("/devices/", ""), found.devices),
        group(f, "nav-leases", ("/leases/", ""), found.leases),
        group(f, "nav-projects", ("/projects/", ""), found.projects),
        group(
            f,
            "search-requirements",
            ("/requirements/", ""),
            found.requirements,
        ),
        group(f, "search-documents", content, found.documents),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[get("/search")]
async fn search(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
) -> Result<Html> {
    let text = query_value(&request, "q").unwrap_or_default();
    let q: String = text.trim().chars().take(LONGEST).collect();
    let wanted = q.clone();
    let found = db
        .read(move |conn| overview::search(conn, &actor, &wanted))
        .await?;
    let title = f.t("search-title");
    let f = f.below(title, "/search");
    let page = SearchPage {
        groups: groups(&f, found),
        q,
        f,
    };
    page.f.clone().show(&page)
}
