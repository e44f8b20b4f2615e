//! The history of a thing of the project: who did what to it, when and why.
//!
//! The journal as a whole is for inspectors. The history of one thing is for everybody who may read the thing itself:
//! the staff, and a school leader for the needs of the own school.

use crate::db::{Database, DbConnection, JournalEntryId, NeedId};
use crate::error::{Result, codes};
use crate::http::Path;
use crate::http::actor::{AnyRole, Caller, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::needs;
use crate::organisation::journal::JournalEntry;
use crate::organisation::store::{JournalFilter, journal_entries};
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

/// A kind of thing that has a history here, by its name in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Subject {
    Project,
    Meeting,
    Need,
    SpecificationVersion,
    Requirement,
    Estimate,
    Tender,
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Subject::Project => "project",
            Subject::Meeting => "meeting",
            Subject::Need => "need",
            Subject::SpecificationVersion => "specification_version",
            Subject::Requirement => "requirement",
            Subject::Estimate => "estimate",
            Subject::Tender => "tender",
        }
    }

    /// The page of the thing.
    fn path(self, id: i64) -> String {
        let list = match self {
            Subject::SpecificationVersion => "specification-versions".to_owned(),
            other => format!("{}s", other.name()),
        };
        format!("/{list}/{id}")
    }

    /// Refuses who may not read the thing.
    fn require(self, conn: &mut DbConnection, caller: &Caller, id: i64) -> Result<()> {
        if caller.holds(Staff::ROLES) {
            return Ok(());
        }
        match self {
            Subject::Need => needs::store::need(conn, &caller.reach(), NeedId(id)).map(|_| ()),
            _ => Err((&codes::FORBIDDEN).into()),
        }
    }
}

#[derive(Template)]
#[template(path = "overview/pages/history.html")]
struct HistoryPage {
    f: Frame,
    subject: Subject,
    entries: Vec<JournalEntry>,
    next: Option<String>,
}

impl HistoryPage {
    /// The names of what an entry changed, as they stand on the form of the thing.
    fn changed(&self, entry: &JournalEntry) -> Vec<String> {
        let fields = changed(entry.before.as_ref(), entry.after.as_ref());
        let label = |field: &String| {
            let field = field.replace('_', "-");
            self.f.find(&format!("{}-{field}", self.subject.name()))
        };
        fields.iter().filter_map(label).collect()
    }
}

/// The fields that differ between a thing as it was and as it is.
fn changed(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) else {
        return Vec::new();
    };
    let differing = after
        .iter()
        .filter(|(name, now)| before.get(*name) != Some(*now));
    differing.map(|(name, _)| name.clone()).collect()
}

#[get("/history/{subject}/{id}")]
async fn show_history(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Path((subject, id)): Path<(Subject, i64)>,
) -> Result<Html> {
    let before = query_value(&request, "before").and_then(|text| text.parse().ok());
    let filter = JournalFilter {
        subject_kind: Some(subject.name().to_owned()),
        subject_id: Some(id),
        before: before.map(JournalEntryId),
        ..JournalFilter::default()
    };
    let read = move |conn: &mut DbConnection| {
        subject.require(conn, &actor, id)?;
        Ok(journal_entries(conn, &filter, A_PAGE as i64 + 1)?)
    };
    let mut entries = db.read(read).await?;
    let more = entries.len() > A_PAGE;
    entries.truncate(A_PAGE);
    let last = entries.last().filter(|_| more);
    let (thing, here) = (f.word("history-of", subject.name()), f.t("history-title"));
    let list = f.t("nav-projects");
    let page = HistoryPage {
        next: last.map(|last| format!("/history/{}/{id}?before={}", subject.name(), last.id)),
        f: f.below(list, "/projects")
            .below(thing, subject.path(id))
            .below(here, format!("/history/{}/{id}", subject.name())),
        subject,
        entries,
    };
    page.f.clone().show(&page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_told() {
        let (before, after) = (
            json!({"title": "A", "state": "draft"}),
            json!({"title": "B", "state": "draft"}),
        );
        assert_eq!(changed(Some(&before), Some(&after)), ["title"]);
        assert!(changed(None, Some(&after)).is_empty());
    }
}
