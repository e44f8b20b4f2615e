//! What has happened to one thing, from the journal: who, when, what, why, and what it was before.

use crate::db::{Database, JournalEntryId};
use crate::error::{Result, codes};
use crate::http::Path;
use crate::http::actor::{Inspector, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::organisation::journal::JournalEntry;
use crate::organisation::store::{self, JournalFilter};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use serde_json::Value;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_history);
}

/// How many entries stand on a page.
const A_PAGE: i64 = 50;
/// The longest value that is shown, in characters.
const SHOWN: usize = 160;
/// What only those see who look after accounts.
const GUARDED: [&str; 2] = ["account", "token"];
/// Fields that say nothing to a reader: they are the thing itself, or counted by the service.
const MUTE: [&str; 4] = ["id", "version", "created_at", "updated_at"];

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
#[template(path = "organisation/pages/history.html")]
struct HistoryPage {
    f: Frame,
    title: String,
    path: String,
    entries: Vec<Told>,
    next: Option<JournalEntryId>,
}

#[get("/history/{kind}/{id}")]
async fn show_history(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Html> {
    if GUARDED.contains(&kind.as_str()) && !f.holds(Inspector::ROLES) {
        return Err((&codes::FORBIDDEN).into());
    }
    let before = query_value(&request, "before").and_then(|text| text.parse().ok());
    let filter = JournalFilter {
        subject_kind: Some(kind.clone()),
        subject_id: Some(id),
        account_id: None,
        before: before.map(JournalEntryId),
    };
    let found = db
        .read(move |conn| Ok(store::journal_entries(conn, &filter, A_PAGE)?))
        .await?;
    let whole = i64::try_from(found.len()).is_ok_and(|count| count == A_PAGE);
    let title = f.find(&format!("thing-{}", kind.replace('_', "-")));
    let page = HistoryPage {
        title: title.unwrap_or_else(|| f.t("history-thing")),
        path: format!("/history/{kind}/{id}"),
        next: found.last().filter(|_| whole).map(|entry| entry.id),
        entries: found.iter().map(|entry| told(&f, entry)).collect(),
        f,
    };
    page.f.clone().show(&page)
}

fn told(f: &Frame, entry: &JournalEntry) -> Told {
    let action = format!("did-{}", entry.action.replace('_', "-"));
    let (changes, others) = changes(f, entry.before.as_ref(), entry.after.as_ref());
    Told {
        at: f.moment(&entry.at),
        who: entry.account_name.clone(),
        what: f.find(&action).unwrap_or_else(|| f.t("did-something")),
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
