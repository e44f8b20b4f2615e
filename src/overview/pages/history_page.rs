//! The history of a thing, from the journal: who, when, what, why, and what it was before.
//!
//! The journal as a whole is for inspectors. The history of one thing is for everybody who may read the thing itself:
//! the staff, and a school leader for needs and devices of the own school; accounts' for those who look after them.

use crate::db::{Database, DbConnection, DeviceId, JournalEntryId, NeedId};
use crate::error::{Result, codes};
use crate::http::Path;
use crate::http::actor::{AnyRole, Caller, Inspector, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::organisation::journal::JournalEntry;
use crate::organisation::store::{JournalFilter, journal_entries};
use crate::{devices, needs};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use serde_json::Value;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_history);
}

/// How many entries stand on a page.
const A_PAGE: usize = 50;
/// The longest value that is shown, in characters.
const SHOWN: usize = 160;
/// What only those see who look after accounts.
const GUARDED: [&str; 2] = ["account", "token"];
/// Fields that say nothing to a reader: they are the thing itself, or counted by the service.
const MUTE: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// A list of the navigation: its key and its address.
type List = (&'static str, &'static str);

const PROJECTS: List = ("nav-projects", "/projects");

/// The list above the things of a kind, and the first part of their addresses; other kinds have no page of their own.
const PAGES: [(&str, List, &str); 9] = [
    ("project", PROJECTS, "/projects"),
    ("meeting", PROJECTS, "/meetings"),
    ("need", PROJECTS, "/needs"),
    ("specification_version", PROJECTS, "/specification-versions"),
    ("estimate", PROJECTS, "/estimates"),
    ("tender", PROJECTS, "/tenders"),
    ("lease", ("nav-leases", "/leases"), "/leases"),
    ("device", ("nav-devices", "/devices"), "/devices"),
    ("school", ("nav-schools", "/schools"), "/schools"),
];

/// One entry as it is told.
struct Told {
    at: String,
    who: String,
    what: String,
    reason: Option<String>,
    changes: Vec<Change>,
    others: usize,
}

/// One field that was changed.
struct Change {
    name: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "overview/pages/history.html")]
struct HistoryPage {
    f: Frame,
    title: String,
    path: String,
    entries: Vec<Told>,
    next: Option<JournalEntryId>,
}

/// Refuses who may not read the thing.
fn require(conn: &mut DbConnection, caller: &Caller, kind: &str, id: i64) -> Result<()> {
    let staff = caller.holds(Staff::ROLES);
    let inspector = caller.holds(Inspector::ROLES);
    match kind {
        "need" if !staff => needs::store::need(conn, &caller.reach(), NeedId(id)).map(|_| ()),
        "device" if !staff => {
            devices::store::device(conn, &caller.reach(), DeviceId(id)).map(|_| ())
        }
        guarded if GUARDED.contains(&guarded) && !inspector => Err((&codes::FORBIDDEN).into()),
        _ if staff => Ok(()),
        _ => Err((&codes::FORBIDDEN).into()),
    }
}

#[get("/history/{kind}/{id}")]
async fn show_history(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Html> {
    let before = query_value(&request, "before").and_then(|text| text.parse().ok());
    let filter = JournalFilter {
        subject_kind: Some(kind.clone()),
        subject_id: Some(id),
        before: before.map(JournalEntryId),
        ..JournalFilter::default()
    };
    let asked = kind.clone();
    let read = move |conn: &mut DbConnection| {
        require(conn, &actor, &asked, id)?;
        let count = i64::try_from(A_PAGE).unwrap_or(i64::MAX).saturating_add(1);
        Ok(journal_entries(conn, &filter, count)?)
    };
    let found = db.read(read).await?;
    let page = page(f, &kind, id, found);
    page.f.clone().show(&page)
}

/// The page of at most [`A_PAGE`] entries; one more says that there are older ones.
fn page(f: Frame, kind: &str, id: i64, mut found: Vec<JournalEntry>) -> HistoryPage {
    let more = found.len() > A_PAGE;
    found.truncate(A_PAGE);
    let thing = f.find(&format!("thing-{}", kind.replace('_', "-")));
    let title = thing.unwrap_or_else(|| f.t("history-thing"));
    let path = format!("/history/{kind}/{id}");
    let list = PAGES.iter().find(|(known, ..)| *known == kind);
    let f = match list {
        None => f,
        Some((_, (key, above), pages)) => {
            let (list, here) = (f.t(key), f.t("frame-history"));
            f.below(list, *above)
                .below(title.clone(), format!("{pages}/{id}"))
                .below(here, path.clone())
        }
    };
    HistoryPage {
        title,
        path,
        next: found.last().filter(|_| more).map(|entry| entry.id),
        entries: found.iter().map(|entry| told(&f, entry)).collect(),
        f,
    }
}

fn told(f: &Frame, entry: &JournalEntry) -> Told {
    let action = entry.action.replace('_', "-");
    let kind = entry.subject_kind.replace('_', "-");
    // A device is handed back, a need is sent back: both are `returned`.
    let what = f
        .find(&format!("did-{kind}-{action}"))
        .or_else(|| f.find(&format!("did-{action}")));
    let (changes, others) = changes(f, entry.before.as_ref(), entry.after.as_ref());
    Told {
        at: f.moment(&entry.at),
        who: entry.account_name.clone(),
        what: what.unwrap_or_else(|| f.t("did-something")),
        reason: entry.reason.clone(),
        changes,
        others,
    }
}

/// The fields that differ and have a name for people, and how many others differ.
fn changes(f: &Frame, before: Option<&Value>, after: Option<&Value>) -> (Vec<Change>, usize) {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) else {
        return (Vec::new(), 0);
    };
    let mut named = Vec::new();
    let mut others = 0;
    for (field, new) in after {
        let old = before.get(field).unwrap_or(&Value::Null);
        if old == new || MUTE.contains(&field.as_str()) {
            continue;
        }
        match f.find(&format!("field-{}", field.replace('_', "-"))) {
            Some(name) => named.push(Change {
                name,
                before: shown(f, old),
                after: shown(f, new),
            }),
            None => others += 1,
        }
    }
    (named, others)
}

fn shown(f: &Frame, value: &Value) -> String {
    let text = match value {
        Value::Null => f.t("history-nothing"),
        Value::Bool(true) => f.t("history-yes"),
        Value::Bool(false) => f.t("history-no"),
        Value::String(text) => text.clone(),
        Value::Array(items) => return f.n("history-items", items.len()),
        Value::Object(_) => return f.t("history-several"),
        Value::Number(number) => number.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{} …", &text[..cut]),
        None => text,
    }
}
